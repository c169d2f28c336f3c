using AgentDesk.Core.Deals;
using AgentDesk.Engine;

namespace AgentDesk.Adapters.Sources;

/// <summary>Rows that belong to a deal: what is broken is listed, and marked at its deal where a workflow depends on it.</summary>
internal static class DealRows
{
    public const bool LostIsDamage = true;
    public const bool LostIsListed = false;

    /// <summary>What the rows hold, and what was lost, in the order of the file.</summary>
    /// <param name="read">Reads one well-formed row of a known deal; throws <see cref="UnreadableException"/> for what it cannot
    /// read.</param>
    /// <param name="onBroken">Called for a row of this deal that never reached <paramref name="read"/>, so that rows are counted
    /// right.</param>
    public static IEnumerable<Found> Read(
        CsvFile file,
        Roster roster,
        string[] required,
        bool lostIsDamage,
        Func<CsvRow, DealId, Found> read,
        Action<DealId>? onBroken = null
    )
    {
        foreach (var row in file.Rows(required))
        {
            var (found, reason, deal) = Try(row, roster, read, onBroken);
            if (found is not null)
            {
                yield return found;
                continue;
            }

            yield return new Found.OfReject(new Reject(file.Name, row.Line, reason!, SourceText.Raw(row.Raw)));
            if (lostIsDamage && deal is { } of)
            {
                yield return new Found.OfDamage(of, new Damage(file.Name, row.Line, reason!));
            }
        }
    }

    private static (Found? Found, string? Reason, DealId? Deal) Try(
        CsvRow row,
        Roster roster,
        Func<CsvRow, DealId, Found> read,
        Action<DealId>? onBroken
    )
    {
        if (row.Problem is not null)
        {
            var guess = row.Guess(roster.DealIds);
            if (guess is { } of)
            {
                onBroken?.Invoke(of);
            }
            return (null, row.Problem, guess);
        }

        DealId? deal = null;
        try
        {
            var id = row.Id("deal_id");
            if (!roster.DealIds.Contains(id))
            {
                return (null, $"deal `{id}` is not in deals.csv", null);
            }
            deal = new DealId(id);
            return (read(row, deal.Value), null, deal);
        }
        catch (UnreadableException e)
        {
            return (null, e.Message, e.IsRepetition ? null : deal);
        }
    }
}
