using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;

namespace AgentDesk.Adapters.Sources;

/// <summary>One row of deals.csv.</summary>
internal static class DealRow
{
    /// <summary>
    /// The deal, or why there is none. A field that holds no date or amount (`TBD`, say) is listed and left out of the typed record; the
    /// deal is kept and its columns still hold the text.
    /// </summary>
    public static IEnumerable<Found> Read(CsvFile file, CsvRow row, Roster roster)
    {
        var notes = new List<string>();
        Deal? deal = null;
        string? reason = row.Problem;
        try
        {
            if (reason is null)
            {
                deal = Parse(row, notes);
            }
        }
        catch (UnreadableException e)
        {
            reason = e.Message;
        }

        if (deal is not null && !roster.Add(deal))
        {
            reason = $"deal `{deal.Id}` stands here twice: the first one is kept";
            deal = null;
        }

        if (deal is null)
        {
            yield return new Found.OfReject(new Reject(file.Name, row.Line, reason!, SourceText.Raw(row.Raw)));
            yield break;
        }

        yield return new Found.OfDeal(deal);
        foreach (var note in notes)
        {
            yield return new Found.OfReject(new Reject(file.Name, row.Line, note, SourceText.Raw(row.Raw)));
        }
    }

    private static Deal Parse(CsvRow row, List<string> notes)
    {
        var id = row.Id("deal_id");
        var columns = new Dictionary<string, string>(row.Columns.Count, StringComparer.Ordinal);
        for (var i = 0; i < row.Columns.Count; i++)
        {
            if (row.Columns[i].Length > 0)
            {
                columns[row.Columns[i]] = row.Fields[i];
            }
        }

        return new Deal(
            new DealId(id),
            row.Optional("name") ?? id,
            row["account"].Trim(),
            row["owner_email"].Trim(),
            row.Optional("manager_email"),
            RecordTables.Needed(row, "stage"),
            Amount(row, notes),
            Read<DateTimeOffset>(row, "created_at", Instants.TryInstant, "instant", notes),
            Read<DateOnly>(row, "close_date", Instants.TryDate, "date", notes),
            row.Optional("forecast_category"),
            row.Optional("next_step"),
            Read<DateOnly>(row, "next_step_due", Instants.TryDate, "date", notes),
            Listed(row, "segment", Enumerations.Segments, notes),
            Listed(row, "type", Enumerations.DealTypes, notes),
            Status(row),
            columns
        );
    }

    private static DealStatus Status(CsvRow row) =>
        row.Optional("status")?.ToLowerInvariant() switch
        {
            null or "open" => DealStatus.Open,
            "won" or "closed_won" or "closed won" => DealStatus.Won,
            "lost" or "closed_lost" or "closed lost" => DealStatus.Lost,
            var other => throw new UnreadableException($"status `{Instants.Short(other)}` is none of open, won, lost"),
        };

    private static string? Listed(CsvRow row, string column, IReadOnlyList<string> list, List<string> notes)
    {
        if (row.Optional(column) is not { } text)
        {
            return null;
        }
        if (Enumerations.Find(text, list) is { } word)
        {
            return word;
        }
        notes.Add($"{Enumerations.Problem(text, column, list)}: the deal is kept without it");
        return null;
    }

    private static Money? Amount(CsvRow row, List<string> notes)
    {
        if (row.Optional("amount") is not { } text)
        {
            return null;
        }
        if (
            decimal.TryParse(
                text,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var amount
            )
        )
        {
            return new Money(amount, row.Optional("currency")?.ToUpperInvariant() ?? "");
        }

        notes.Add($"amount `{Instants.Short(text)}` is no number: the deal is kept without it");
        return null;
    }

    private delegate bool Parser<T>(string text, out T value);

    private static T? Read<T>(CsvRow row, string column, Parser<T> parse, string what, List<string> notes)
        where T : struct
    {
        if (row.Optional(column) is not { } text)
        {
            return null;
        }
        if (parse(text, out var value))
        {
            return value;
        }
        notes.Add($"{column} `{Instants.Short(text)}` is no {what}: the deal is kept without it");
        return null;
    }
}
