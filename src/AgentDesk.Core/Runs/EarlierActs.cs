using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Runs;

/// <summary>What people have already decided on a deal, read off its runs.</summary>
public static class EarlierActs
{
    /// <summary>
    /// The acts that a proposal of <paramref name="run"/> must not repeat: those of other runs, and of its own earlier rounds. Latest
    /// first.
    /// </summary>
    /// <param name="ofDeal">All runs of the deal, of any workflow; the run itself may be among them.</param>
    public static IReadOnlyList<EarlierAct> For(Run run, IEnumerable<Run> ofDeal) =>
        [
            .. ofDeal
                .Where(r => r.Header.Id != run.Header.Id && r.Header.Deal == run.Header.Deal)
                .SelectMany(r =>
                    ActionsOf(r).Select(a => Act(r, a, r.Header.Workflow == run.Header.Workflow && r.Header.Cause.Covers(run.Header.Cause)))
                )
                .Concat(run.Done.Select(a => Act(run, a, sameCause: true)))
                .OfType<EarlierAct>()
                .OrderByDescending(a => a.At)
                .ThenBy(a => a.Run.Value, StringComparer.Ordinal)
                .ThenBy(a => a.Action.Value, StringComparer.Ordinal),
        ];

    /// <summary>What other workflows' runs of the deal have open before a person.</summary>
    /// <param name="givesWay">Whether another run is taken back once this one is before a person: what it asks is not asked any
    /// more.</param>
    public static IReadOnlyList<LiveAct> LiveFor(Run run, IEnumerable<Run> ofDeal, Func<Run, bool> givesWay) =>
        [
            .. ofDeal
                .OfType<Run.Waiting>()
                .Where(r => r.Header.Workflow != run.Header.Workflow && r.Header.Deal == run.Header.Deal && !givesWay(r))
                .SelectMany(r =>
                    r.Actions.Where(a => a.IsOpen).Select(a => new LiveAct(r.Header.Id, r.Header.Workflow, a.Action.Id, a.Action.Payload))
                )
                .OrderBy(a => a.Run.Value, StringComparer.Ordinal)
                .ThenBy(a => a.Action.Value, StringComparer.Ordinal),
        ];

    /// <summary>All actions that a run ever put to decision and that still stand on it.</summary>
    public static IEnumerable<ActionState> ActionsOf(Run run) =>
        run.Done.Concat((run as Run.Waiting ?? (run as Run.Closed)?.Was)?.Actions ?? []);

    private static EarlierAct? Act(Run run, ActionState a, bool sameCause)
    {
        EarlierKind? kind = a.Status switch
        {
            ActionStatus.Approved => EarlierKind.Approved,
            ActionStatus.Written => EarlierKind.Written,
            ActionStatus.Rejected => a.IsSuppressed ? EarlierKind.Suppressed : EarlierKind.Rejected,
            _ => null,
        };
        if (kind is not { } known)
        {
            return null;
        }

        var reason = a.Status == ActionStatus.Rejected ? a.Reason : null;
        return new EarlierAct(run.Header.Id, a.Action.Id, a.Action.Payload, known, a.Since, a.DecidedBy ?? "somebody", reason, sameCause);
    }
}
