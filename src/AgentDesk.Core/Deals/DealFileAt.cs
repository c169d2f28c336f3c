namespace AgentDesk.Core.Deals;

/// <summary>
/// A deal as it was known at an earlier instant: what a replay reads. Pieces that came later are not in it, and the record's columns are
/// rolled back through the field history. Trackers and contacts keep no history: a tracker that was touched later is left out, since nobody
/// can know what it said before.
/// </summary>
public static class DealFileAt
{
    /// <summary>The file as of an instant.</summary>
    /// <param name="file">As read from the source.</param>
    /// <param name="now">Pieces at this very instant are known.</param>
    /// <returns>The same object when nothing in it is later; null when the deal did not exist yet.</returns>
    public static DealFile? At(this DealFile file, DateTimeOffset now)
    {
        if (file.Deal.CreatedAt is { } created && created > now)
        {
            return null;
        }

        var stages = file.Stages.Where(s => s.EnteredAt <= now).Select(s => s.ExitedAt > now ? s with { ExitedAt = null } : s).ToList();
        var changes = file.FieldChanges.Where(c => c.ChangedAt <= now).ToList();
        var then = file with
        {
            Stages = Same(file.Stages, stages),
            FieldChanges = Same(file.FieldChanges, changes),
            Activities = Same(file.Activities, [.. file.Activities.Where(a => a.OccurredAt <= now)]),
            Mails = Same(file.Mails, [.. file.Mails.Where(m => m.SentAt <= now)]),
            Calls = Same(file.Calls, [.. file.Calls.Where(c => c.StartedAt <= now)]),
            Thread = Same(file.Thread, [.. file.Thread.Where(m => m.At <= now)]),
            Trackers = Same(file.Trackers, [.. file.Trackers.Where(t => t.UpdatedAt <= now)]),
            Signals = Same(file.Signals, [.. file.Signals.Where(s => s.OccurredAt <= now)]),
        };
        var deal = Rolled(file, stages, now);
        return then == file && deal == file.Deal ? file : then with { Deal = deal };
    }

    private static IReadOnlyList<T> Same<T>(IReadOnlyList<T> all, List<T> kept) => kept.SequenceEqual(all) ? all : kept;

    private static Deal Rolled(DealFile file, List<StageMove> stages, DateTimeOffset now)
    {
        var later = file
            .FieldChanges.Where(c => c.ChangedAt > now)
            .OrderByDescending(c => c.ChangedAt)
            .ThenByDescending(c => c.Row)
            .ToList();
        var moved = stages.Count < file.Stages.Count && stages.Count > 0;
        if (later.Count == 0 && !moved)
        {
            return file.Deal;
        }

        var columns = new Dictionary<string, string>(file.Deal.Columns, StringComparer.Ordinal);
        foreach (var change in later)
        {
            columns[change.Field] = change.OldValue;
        }
        if (moved)
        {
            columns["stage"] = stages[^1].Stage;
        }
        return DealColumns.Read(file.Deal, columns);
    }
}
