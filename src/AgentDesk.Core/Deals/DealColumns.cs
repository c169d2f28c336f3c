namespace AgentDesk.Core.Deals;

/// <summary>The columns that every export gives a deal (contracts/pipeline-export.md); all others are the team's own.</summary>
public static class DealColumns
{
    private static readonly HashSet<string> Standard = new(StringComparer.OrdinalIgnoreCase)
    {
        "deal_id",
        "name",
        "account",
        "owner_email",
        "manager_email",
        "stage",
        "amount",
        "currency",
        "created_at",
        "close_date",
        "forecast_category",
        "next_step",
        "next_step_due",
        "segment",
        "type",
        "status",
    };

    /// <summary>Whether the column is one of the contract's, in any case.</summary>
    public static bool IsStandard(string column) => Standard.Contains(column);
}
