using System.Globalization;

namespace AgentDesk.Core.Deals;

/// <summary>
/// The columns that every export gives a deal (contracts/pipeline-export.md), and which member each is; all others are the team's own.
/// </summary>
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

    /// <summary>The deal with these columns. A value that cannot be read leaves its member empty, as on import.</summary>
    public static Deal Read(Deal deal, IReadOnlyDictionary<string, string> columns)
    {
        string? Text(string name) => columns.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
        DateOnly? Day(string name) => DateOnly.TryParse(Text(name), CultureInfo.InvariantCulture, out var day) ? day : null;
        return deal with
        {
            Stage = Text("stage") ?? deal.Stage,
            Amount = decimal.TryParse(Text("amount"), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount)
                ? new Money(amount, Text("currency") ?? deal.Amount?.Currency ?? "")
                : null,
            OwnerEmail = Text("owner_email") ?? deal.OwnerEmail,
            ManagerEmail = Text("manager_email") ?? deal.ManagerEmail,
            CloseDate = Day("close_date"),
            ForecastCategory = Text("forecast_category"),
            NextStep = Text("next_step"),
            NextStepDue = Day("next_step_due"),
            Status =
                Text("status") is { } status && Enum.TryParse<DealStatus>(status, ignoreCase: true, out var known) ? known : deal.Status,
            Columns = columns,
        };
    }
}
