using AgentDesk.Core.Deals;
using Microsoft.AspNetCore.Http;

namespace AgentDesk.Surfaces.Review;

/// <summary>What somebody typed into a form whose decision was refused: the form is shown again with it.</summary>
/// <param name="Action">What it was about; null for the run as a whole.</param>
public sealed record Typed(ActionId? Action, string Decision, IReadOnlyDictionary<string, string> Fields)
{
    private static readonly string[] Words = ["reason", "to", "until", "disposition"];

    /// <summary>What was typed into the field, as it was typed; null when the form did not have it.</summary>
    public string? this[string field] => Fields.GetValueOrDefault(field);

    /// <summary>The words of a posted form, without what it carried unseen.</summary>
    public static Typed Of(IFormCollection form) =>
        new(
            form["action"].ToString() is { Length: > 0 } action ? new ActionId(action) : null,
            form["decision"].ToString(),
            form.Where(f => f.Key.StartsWith("p.", StringComparison.Ordinal) || Words.Contains(f.Key, StringComparer.Ordinal))
                .ToDictionary(f => f.Key, f => f.Value.ToString(), StringComparer.Ordinal)
        );
}
