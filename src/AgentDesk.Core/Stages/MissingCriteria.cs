using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Stages;

/// <summary>
/// Which gaps among the criteria are an exception. What the stage before asked for is due on entry; what an earlier one asked for is, when the buyer denies it; what the current stage asks for is
/// due when its age is spent, the deal is forecast ahead of it or committed, or the deal has been past it before.
/// </summary>
public static class MissingCriteria
{
    /// <summary>A committed deal that closes within this many days ought to have what its stage asks for.</summary>
    public const int CommitDays = 30;

    public static StageException? Of(DealFile file, Playbook playbook, IReadOnlyList<CriterionReading> readings, DateTimeOffset now)
    {
        var path = new StagePath(file, playbook, now);
        if (path.Current is not { } current || Due(file, playbook, path, readings, now) is not { Count: > 0 } gaps) { return null; }

        var parts = gaps.GroupBy(g => g.Stage, StringComparer.Ordinal).Select(g => $"{g.Key}: {string.Join("; ", g.Select(c => c.Standing == CriterionStanding.Denied ? $"{c.Text} (the buyer says otherwise)" : $"nothing shows that {c.Text}"))}");
        var citations = gaps.SelectMany(g => g.Citations.Take(1)).Append(Cites.Stage(file, current)).DistinctBy(c => (c.Evidence, c.Quote)).Take(6).ToList();
        return new(StageExceptions.MissingExitCriteria, string.Join(". ", parts), citations);
    }

    /// <summary>The gaps that are due now.</summary>
    public static IReadOnlyList<CriterionReading> Due(DealFile file, Playbook playbook, StagePath path, IReadOnlyList<CriterionReading> readings, DateTimeOffset now)
    {
        if (path.Current is not { } current) { return []; }

        var left = path.Left;
        var before = left.Where(s => playbook.Order(s.Name) < path.Order).Select(s => s.Name).LastOrDefault();
        var isDue = IsCurrentDue(file, playbook, path, now);
        return
        [
            .. readings.Where(r => r.IsGap && (
                Same(r.Stage, current.Stage) ? isDue
                : before is not null && Same(r.Stage, before) ? true
                : left.Any(s => Same(s.Name, r.Stage) && playbook.Order(s.Name) < path.Order) && r.Standing == CriterionStanding.Denied)),
        ];
    }

    /// <summary>Whether the current stage's own exit criteria ought to be there by now.</summary>
    public static bool IsCurrentDue(DealFile file, Playbook playbook, StagePath path, DateTimeOffset now) =>
        path.Current is { } current
        && (Evidence.Readings.StageAge.Of(file, playbook, now) is { IsOver: true }
            || ForecastImpact.Of(file.Deal, playbook, current.Stage, null).IsAhead
            || (file.Deal.ForecastCategory == Forecast.Commit && file.Deal.CloseDate is { } close && close.DayNumber - DateOnly.FromDateTime(now.UtcDateTime).DayNumber <= CommitDays)
            || path.Left.Any(s => Same(s.Name, current.Stage)));

    /// <summary>The stage in which the evidence stands: the first whose exit criteria have a gap, at the furthest the current one.</summary>
    public static string? EvidenceStage(Playbook playbook, StagePath path, IReadOnlyList<CriterionReading> readings)
    {
        if (path.Current is not { } current) { return null; }

        foreach (var stage in playbook.Stages.Take(path.Order))
        {
            var own = readings.Where(r => Same(r.Stage, stage.Name)).ToList();
            var gaps = own.Count(r => r.IsGap);
            // One answer that is missing is asked for where the deal is; a stage most of which is missing was not done.
            if (gaps > 0 && (gaps * 2 > own.Count || own.Count(r => r.Standing == CriterionStanding.Denied) >= 2)) { return stage.Name; }
        }

        return current.Stage;
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
