using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;

namespace AgentDesk.Surfaces.Review;

/// <summary>What the desk answers to a decision, in the words of the page: actions and fields by their names, this run as this work.</summary>
internal static partial class Said
{
    /// <summary>The desk's line as a sentence.</summary>
    public static string Of(RunModel m, string line)
    {
        // The title above it says already that nothing was changed.
        var named = Ticked()
            .Replace(
                NotChanged().Replace(line, "").Replace($"run {m.Header.Id}", "this work", StringComparison.Ordinal),
                t => NameOf(m, t.Groups["what"].Value) is { } name ? $"“{name}”" : t.Value
            );
        return $"{Words.Capital(m.Names.In(Words.Prose(named))).TrimEnd('.')}.";
    }

    // An action goes by its title, a member of a payload by the label of its field.
    private static string? NameOf(RunModel m, string what) =>
        m.Sight.Actions.FirstOrDefault(a => a.Action.Id.Value == what) is { } state ? m.Title(state.Action)
        : EarlierRounds.Find(m.Sight.View, new ActionId(what)) is { } earlier ? m.Title(earlier)
        : m.Dossier?.Deal.Columns.ContainsKey(what) == true ? Words.Lower(Words.Plain(what))
        : m.Sight.Actions.SelectMany(a => PayloadForm.Fields(a.Action.Payload)).FirstOrDefault(f => f.Name == $"p.{what}")?.Label;

    [GeneratedRegex("^`[^`]*` was not changed: ", RegexOptions.CultureInvariant, 500)]
    private static partial Regex NotChanged();

    [GeneratedRegex("`(?<what>[^`]*)`", RegexOptions.CultureInvariant, 500)]
    private static partial Regex Ticked();
}
