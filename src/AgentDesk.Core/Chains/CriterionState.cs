using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Core.Stages;

namespace AgentDesk.Core.Chains;

/// <summary>One exit criterion of the current stage with how it stands, and the action that would close its gap.</summary>
/// <param name="Standing">`met`, `overtaken`, `denied`, `open`; `unread` where no review of this stage has been made yet.</param>
/// <param name="Action">Null where there is no gap.</param>
public sealed record CriterionState(
    string Stage,
    string Id,
    string Text,
    string Standing,
    string Note,
    IReadOnlyList<Citation> Citations,
    string? Action
)
{
    /// <summary>The current stage's exit criteria as the latest review of that stage read them; unread where there is none.</summary>
    public static (IReadOnlyList<CriterionState> States, RunId? Review) Of(
        DealFile file,
        Playbook playbook,
        DateTimeOffset now,
        IReadOnlyList<Run> runs
    )
    {
        if (new StagePath(file, playbook, now) is not { Current: { } current, Rule: { Terminal: false } rule })
        {
            return ([], null);
        }

        var review = runs.Select(r => (r.Header.Id, Shown(r)?.ProposedAt, Shown(r)?.Packet.Stage))
            .Where(r =>
                r.Stage is { } s
                && string.Equals(s.Current, current.Stage, StringComparison.OrdinalIgnoreCase)
                && r.ProposedAt >= current.EnteredAt
            )
            .OrderByDescending(r => r.ProposedAt)
            .FirstOrDefault();
        return (
            [
                .. rule.ExitCriteria.Select(c =>
                    review.Stage?.Criteria.FirstOrDefault(r =>
                        r.Id == c.Id && string.Equals(r.Stage, rule.Name, StringComparison.OrdinalIgnoreCase)
                    )
                        is { } read
                        ? new CriterionState(
                            rule.Name,
                            c.Id,
                            c.Text,
                            read.Standing.ToString().ToLowerInvariant(),
                            read.Note,
                            read.Citations,
                            read.IsGap ? CriterionActions.Of(c) : null
                        )
                        : new CriterionState(
                            rule.Name,
                            c.Id,
                            c.Text,
                            "unread",
                            "Nothing has been read on it yet: it counts as open until a stage review has.",
                            [],
                            CriterionActions.Of(c)
                        )
                ),
            ],
            review.Stage is null ? null : review.Id
        );
    }

    private static Run.Waiting? Shown(Run run) => run as Run.Waiting ?? (run as Run.Closed)?.Was;
}
