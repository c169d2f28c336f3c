using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AgentDesk.Core.Proposals;

/// <summary>
/// The one line that says what an action would do. It is worded with the name of a payload's member in braces where that member has its
/// say (`Set {field} to {after}`), and filled from the payload whenever it is shown: after an edit it says what the edit says.
/// </summary>
public static partial class ActionWording
{
    public const string Mail = "Mail draft to {to}: {subject}";
    public const string Escalation = "Ask {to} ({role})";
    public const string Task = "Task for {owner}";
    public const string Field = "Set {field} to {after}";
    public const string Note = "Note in the deal's record";
    public const string Pause = "Leave it alone until {until}";

    /// <summary>The line for this payload. What stands in braces and is no member of it stays as it is.</summary>
    public static string Fill(string wording, ActionPayload payload)
    {
        if (!wording.Contains('{', StringComparison.Ordinal))
        {
            return wording;
        }

        var members = payload.ToJson();
        return Member().Replace(wording, m => members[m.Groups["name"].Value] is { } value ? Text(value) : m.Value);
    }

    private static string Text(JsonNode value) =>
        value is JsonArray list ? string.Join(", ", list.Select(v => v?.ToString())) : value.ToString();

    [GeneratedRegex(@"\{(?<name>[a-z_]+)\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 20_000)]
    private static partial Regex Member();
}
