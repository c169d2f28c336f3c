using AgentDesk.Core.Chains;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Runs;

namespace AgentDesk.Engine.Documents;

/// <summary>`next DEAL --json` and /api/deals/ID: what happens next on a deal, and what that rests on.</summary>
public sealed record OutlookDocument(
    string DealId,
    string DealName,
    string Account,
    string Owner,
    string Stage,
    string Status,
    DateTimeOffset AsOf,
    MoveDocument Next,
    IReadOnlyList<MoveDocument> Then,
    IReadOnlyList<TriggerClock> Triggers,
    IReadOnlyList<CriterionState> ExitCriteria,
    string? ReviewedBy,
    IReadOnlyList<StageStay> Path,
    IReadOnlyList<DealRunDocument> Runs
)
{
    public static OutlookDocument Of(DealOutlook o) =>
        new(
            o.Deal.Id.Value,
            o.Deal.Name,
            o.Deal.Account,
            o.Deal.OwnerEmail,
            o.Deal.Stage,
            o.Deal.Status.ToString().ToLowerInvariant(),
            o.Now,
            MoveDocument.Of(o.Next),
            [.. o.Moves.Skip(1).Select(MoveDocument.Of)],
            o.Clocks,
            o.Criteria,
            o.Reviewed?.Value,
            o.Path,
            [.. o.Runs.Select(DealRunDocument.Of)]
        );
}

public sealed record MoveDocument(
    string Kind,
    string What,
    string Why,
    DateTimeOffset? Due,
    int LateMinutes,
    string? Run,
    IReadOnlyList<Citation> Citations
)
{
    public static MoveDocument Of(NextMove m) => new(m.Kind, m.What, m.Why, m.Due, m.LateMinutes, m.Run?.Value, m.Citations);
}

public sealed record DealRunDocument(string Id, string Workflow, string State, string? Headline, DateTimeOffset StartedAt, string? Outcome)
{
    public static DealRunDocument Of(Run run) =>
        new(
            run.Header.Id.Value,
            run.Header.Workflow,
            Decide.StateOf(run),
            (run as Run.Waiting ?? (run as Run.Closed)?.Was)?.Packet.Headline ?? (run as Run.Stopped)?.Reason,
            run.Header.StartedAt,
            (run as Run.Closed)?.Outcome
        );
}
