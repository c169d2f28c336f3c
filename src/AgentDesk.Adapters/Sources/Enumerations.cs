namespace AgentDesk.Adapters.Sources;

/// <summary>
/// The closed lists of contracts/pipeline-export.md. What a rule is read from (a tracker's status, an activity's kind, a contact's side)
/// must be one of its list, or the row is rejected; what only describes is left out, listed, and the row kept.
/// </summary>
internal static class Enumerations
{
    public static readonly IReadOnlyList<string> ActivityKinds = ["call", "meeting", "email", "task", "note"];
    public static readonly IReadOnlyList<string> Directions = ["inbound", "outbound", "internal"];
    public static readonly IReadOnlyList<string> ActivityStatuses = ["open", "done", "canceled"];
    public static readonly IReadOnlyList<string> TrackerKinds = ["legal", "security", "procurement"];
    public static readonly IReadOnlyList<string> TrackerStatuses =
    [
        "not_started",
        "waiting_on_buyer",
        "waiting_on_seller",
        "in_review",
        "done",
        "rejected",
    ];
    public static readonly IReadOnlyList<string> Sides = ["buyer", "seller", "partner"];
    public static readonly IReadOnlyList<string> ContactRoles =
    [
        "economic_buyer",
        "champion",
        "technical",
        "security",
        "legal",
        "procurement",
        "finance",
        "user",
        "unknown",
    ];
    public static readonly IReadOnlyList<string> ContactStatuses = ["active", "left", "unknown"];
    public static readonly IReadOnlyList<string> Segments = ["smb", "mm", "ent"];
    public static readonly IReadOnlyList<string> DealTypes = ["new", "expansion", "renewal"];
    public static readonly IReadOnlyList<string> StageSources = ["user", "workflow", "api"];
    public static readonly IReadOnlyList<string> AssetKinds =
    [
        "security_pack",
        "case_study",
        "roi_model",
        "legal_template",
        "battle_card",
        "escalation_playbook",
        "pricing",
    ];
    public static readonly IReadOnlyList<string> SignalKinds = ["hire", "funding", "visit", "post", "news", "usage", "support", "renewal"];

    /// <summary>The word of a column, lower case; null where the field is empty.</summary>
    /// <exception cref="UnreadableException">It is none of the list.</exception>
    public static string? Word(CsvRow row, string column, IReadOnlyList<string> list) =>
        row.Optional(column) is { } text ? Checked(text, column, list) : null;

    /// <summary>The word of a column that must hold one.</summary>
    /// <exception cref="UnreadableException">It is empty, or none of the list.</exception>
    public static string Needed(CsvRow row, string column, IReadOnlyList<string> list) =>
        Checked(RecordTables.Needed(row, column), column, list);

    /// <exception cref="UnreadableException">It is none of the list.</exception>
    public static string Checked(string? text, string what, IReadOnlyList<string> list) =>
        Find(text, list)
        ?? throw new UnreadableException(string.IsNullOrWhiteSpace(text) ? $"{what} is missing" : Problem(text, what, list));

    /// <summary>The word as the list has it, or null.</summary>
    public static string? Find(string? text, IReadOnlyList<string> list)
    {
        var word = text?.Trim().ToLowerInvariant();
        return word == "cancelled" && list.Contains("canceled", StringComparer.Ordinal) ? "canceled" : list.FirstOrDefault(w => w == word);
    }

    public static string Problem(string? text, string what, IReadOnlyList<string> list) =>
        $"{what} `{Instants.Short(text)}` is none of {string.Join(", ", list)}";
}
