namespace AgentDesk.Core.Deals;

/// <summary>Columns of a deal's record, by what may be done to them.</summary>
public static class RecordColumns
{
    /// <summary>
    /// What a record is known by is not changed by a diagnosis or an edit of one; whether it is open is for the person who closes it.
    /// </summary>
    public static readonly IReadOnlySet<string> Fixed = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "deal_id",
        "name",
        "account",
        "owner_email",
        "manager_email",
        "currency",
        "created_at",
        "segment",
        "type",
        "status",
    };
}
