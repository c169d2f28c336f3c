using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Stages;

/// <summary>
/// Which gaps among the criteria are an exception. What the stages before asked for is due, as far back as the buyer's words on file reach;
/// what the current stage asks for is due when its age is spent, the deal is forecast ahead of it or committed, or the deal has been past
/// it before.
/// </summary>
public static class MissingCriteria
{
    /// <summary>A committed deal that closes within this many days ought to have what its stage asks for.</summary>
    public const int CommitDays = 30;

    public static StageException? Of(DealFile file, Playbook playbook, IReadOnlyList<CriterionReading> readings, DateTimeOffset now)
    {
        var path = new StagePath(file, playbook, now);
        if (path.Current is not { } current || Due(file, playbook, path, readings, now) is not { Count: > 0 } gaps)
        {
            return null;
        }

        var parts = gaps.GroupBy(g => g.Stage, StringComparer.Ordinal)
            .Select(g =>
                $"{g.Key}: {string.Join("; ", g.Select(c => c.Standing == CriterionStanding.Denied ? $"{c.Text} (the buyer says otherwise)" : $"not shown: {c.Text}"))}"
            );
        var citations = gaps.SelectMany(g => g.Citations.Take(1))
            .Append(Cites.Stage(file, current))
            .DistinctBy(c => (c.Evidence, c.Quote))
            .Take(6)
            .ToList();
        return new(
            StageExceptions.MissingExitCriteria,
            string.Join(". ", parts.Select((p, n) => n == 0 ? p : char.ToUpperInvariant(p[0]) + p[1..])),
            citations
        );
    }

    /// <summary>The gaps that are due now.</summary>
    public static IReadOnlyList<CriterionReading> Due(
        DealFile file,
        Playbook playbook,
        StagePath path,
        IReadOnlyList<CriterionReading> readings,
        DateTimeOffset now
    )
    {
        if (path.Current is not { } current)
        {
            return [];
        }

        var open = OpenIsDue(file, playbook, path, now);
        return
        [
            .. readings.Where(r =>
                r.IsGap
                && playbook.Order(r.Stage) <= path.Order
                && (
                    open.Contains(r.Stage, StringComparer.OrdinalIgnoreCase)
                    || (r.Standing == CriterionStanding.Denied && !Same(r.Stage, current.Stage))
                )
            ),
        ];
    }

    /// <summary>
    /// The stages of which also what nobody has said is due: those before the current one, skipped ones too, and the current one when its
    /// time has come. A stage that was left before the first of the buyer's words that are on file is none: what was said then cannot be
    /// seen.
    /// </summary>
    public static IReadOnlyList<string> OpenIsDue(DealFile file, Playbook playbook, StagePath path, DateTimeOffset now)
    {
        if (path.Current is not { } current)
        {
            return [];
        }

        var first = BuyerActs.Of(file, now) is [var act, ..] ? act.At : (DateTimeOffset?)null;
        bool IsSeen(string stage) =>
            first is null || !path.Has(stage) || path.Stays.Last(s => Same(s.Stage, stage)).ExitedAt is not { } exit || first <= exit;
        List<string> due = [.. path.Left.Select(s => s.Name).Where(s => playbook.Order(s) < path.Order && IsSeen(s))];
        if (IsCurrentDue(file, playbook, path, now))
        {
            due.Add(current.Stage);
        }
        return [.. due.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Whether the current stage's own exit criteria ought to be there by now.</summary>
    public static bool IsCurrentDue(DealFile file, Playbook playbook, StagePath path, DateTimeOffset now) =>
        path.Current is { } current
        && (
            Evidence.Readings.StageAge.Of(file, playbook, now) is { IsOver: true }
            || ForecastImpact.Of(file.Deal, playbook, current.Stage, null).IsAhead
            || (
                file.Deal.ForecastCategory == Forecast.Commit
                && file.Deal.CloseDate is { } close
                && close.DayNumber - DateOnly.FromDateTime(now.UtcDateTime).DayNumber <= CommitDays
            )
            || path.Left.Any(s => Same(s.Name, current.Stage))
        );

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
