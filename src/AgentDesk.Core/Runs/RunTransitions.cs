using AgentDesk.Core.Deals;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Runs;

// What an event makes of a run. The states themselves, and what comes next in each, stand in Run.cs.
public abstract partial record Run
{
#pragma warning disable MA0051 // One case a transition: all of them on one page is what makes them readable.
    /// <summary>The run after <paramref name="e"/>.</summary>
    /// <exception cref="InvalidOperationException">The event cannot happen to a run in this state: a broken invariant.</exception>
    public static Run Apply(Run? run, RunEvent e, DateTimeOffset at) =>
        (run, e) switch
        {
            (null, RunEvent.Started s) => new Started(
                new RunHeader(s.Run, s.Workflow, s.Deal, s.DealName, s.Account, s.Owner, s.Manager, s.Cause, s.Playbook, at)
                {
                    Generation = s.Generation,
                    Follows = s.Follows,
                },
                1,
                []
            ),
            (Started r, RunEvent.Gathered g) => new Informed(
                r.Header with
                {
                    Reasons = g.Reasons ?? r.Header.Reasons,
                },
                r.Round,
                r.Done,
                g.DossierHash,
                [],
                0
            ),
            (Informed r, RunEvent.Prepared p) => new Drafted(
                r.Header,
                r.Round,
                r.Done,
                r.DossierHash,
                p.Draft,
                new Preparation(p.Model, p.Prompt, p.Audit, p.FellBackBecause, at, p.Read, p.LeftOut),
                r.SendBacks
            ),
            (Drafted r, RunEvent.SentBack b) => new Informed(
                r.Header,
                r.Round,
                r.Done,
                r.DossierHash,
                b.Findings,
                r.SendBacks + 1,
                r.Draft
            ),
            (Drafted r, RunEvent.Proposed p) => Propose(r, p, at),
            (Started or Informed or Drafted, RunEvent.Stopped s) => new Stopped(
                run.Header,
                run.Round,
                run.Done,
                s.Reason,
                s.Findings,
                s.MissingEvidence,
                (run as Drafted)?.Preparation,
                at
            ),
            (Started or Informed or Drafted, RunEvent.RecordMoved) => new Started(run.Header, run.Round, run.Done),
            (Waiting { Superseded: { } by } r, RunEvent.RecordMoved) => Supersede(
                r with
                {
                    Actions =
                    [
                        .. r.Actions.Select(a =>
                            a.Status == ActionStatus.Approved
                                ? a with
                                {
                                    Status = ActionStatus.Failed,
                                    Write = null,
                                    Detail = $"approved by {a.DecidedBy}, but the record had changed: nothing was written",
                                }
                                : a
                        ),
                    ],
                },
                by,
                at
            ),
            (Waiting r, RunEvent.RecordMoved) => new Started(
                r.Header,
                r.Round + 1,
                [.. r.Done, .. r.Actions.Where(a => a.Status is ActionStatus.Written or ActionStatus.Rejected)]
            ),
            (Stopped r, RunEvent.RecordMoved) => new Started(r.Header, r.Round + 1, r.Done),
            (Waiting r, RunEvent.Decided d) => Decide(r, d, at),
            (Stopped r, RunEvent.Decided { Action: null }) => r,
            (Waiting r, RunEvent.Edited d) => With(
                r,
                d.Action,
                a =>
                    a with
                    {
                        Prepared = a.Prepared ?? a.Action.Payload,
                        Action = a.Action.Edited(d.Payload) with
                        {
                            Needs = d.Needs ?? a.Action.Needs,
                            NeedsWho = d.Needs is null ? a.Action.NeedsWho : d.NeedsWho ?? [],
                        },
                        Status = ActionStatus.Edited,
                        Since = at,
                        DecidedBy = d.By.Name,
                        Detail = null,
                        Until = null,
                        Reminders = 0,
                        // Who was given it for one role is not given it for another.
                        Assignment =
                            d.Needs is null || d.Needs == a.Action.Needs ? a.Assignment
                            : a.Assignment is { } given ? given with { AsHolder = false }
                            : null,
                    }
            ) with
            {
                Findings = d.Findings,
                JudgedBy = d.Playbook ?? r.Header.Playbook,
            },
            (Waiting r, RunEvent.EditRefused) => r,
            (Waiting r, RunEvent.Written w) => With(
                r,
                w.Action,
                a => a with { Status = ActionStatus.Written, Since = at, Detail = w.Receipt }
            ),
            (Waiting r, RunEvent.WriteFailed f) => With(
                r,
                f.Action,
                a => a with { Status = ActionStatus.Failed, Since = at, Detail = f.Reason, Write = null }
            ),
            (Waiting r, RunEvent.Reminded m) => m.Actions.Aggregate(
                r,
                (run, id) => With(run, id, a => a with { RemindedAt = at, Reminders = a.Reminders + 1 })
            ),

            // It waits its whole time from the instant that was named, however late the desk notes it.
            (Waiting r, RunEvent.Woken w) => With(
                r,
                w.Action,
                a =>
                    a with
                    {
                        Status = a.Prepared is null ? ActionStatus.Pending : ActionStatus.Edited,
                        Since = a.Until ?? at,
                        Until = null,
                        Reminders = 0,
                    }
            ),
            (Waiting r, RunEvent.Expired x) => With(r, x.Action, a => a with { Status = ActionStatus.Expired, Since = at }),
            (Waiting r, RunEvent.Superseded s) => Supersede(r, s, at),
            (not (null or Closed or Stopped), RunEvent.Superseded s) => new Closed(
                run.Header,
                run.Round,
                run.Done,
                null,
                "superseded",
                null,
                Because(s),
                at
            ),
            (Waiting r, RunEvent.Closed c) => new Closed(
                r.Header,
                r.Round,
                r.Done,
                Ended(r, ActionStatus.Expired, "undecided when the run was closed", at, a => a.Status != ActionStatus.Failed),
                c.Outcome,
                c.Disposition,
                c.Reason,
                at
            ),
            (Stopped r, RunEvent.Closed c) => new Closed(r.Header, r.Round, r.Done, null, c.Outcome, c.Disposition, c.Reason, at),
            _ => throw new InvalidOperationException(
                $"a run that is {run?.GetType().Name ?? "not started"} cannot take {e.GetType().Name}"
            ),
        };

#pragma warning restore MA0051

    private static Waiting Propose(Drafted r, RunEvent.Proposed p, DateTimeOffset at)
    {
        var verdict = new Verdict(p.Findings);
        return new Waiting(
            r.Header,
            r.Round,
            r.Done,
            p.Proposal.Packet,
            [
                .. p.Proposal.Actions.Select(a => new ActionState(
                    a,
                    verdict.Withholds(a.Id) ? ActionStatus.Withheld : ActionStatus.Pending,
                    at,
                    Detail: p.Findings.FirstOrDefault(f =>
                        f.Outcome == Outcome.Withhold && f.About.Contains(a.Id.Value, StringComparer.Ordinal)
                    )?.Reason
                )),
            ],
            p.Findings,
            r.Preparation,
            at
        )
        {
            JudgedBy = p.Playbook ?? r.Header.Playbook,
        };
    }

    private static Waiting Decide(Waiting r, RunEvent.Decided d, DateTimeOffset at)
    {
        if (d.Action is not { } id)
        {
            return r;
        }

        return With(
            r,
            id,
            a =>
                d.Decision switch
                {
                    // INVARIANT: the only place where an ApprovedWrite comes to be; it repeats the checks that Decide.Check made.
                    Decision.Approve yes
                        when a.IsOpen
                            && yes.PayloadHash == a.Action.PayloadHash
                            && yes.RecordVersion == a.Action.RecordVersion
                            && Authority.May(d.By, r.Header, a) => a with
                    {
                        Status = ActionStatus.Approved,
                        Since = at,
                        DecidedBy = d.By.Name,
                        Detail = null,
                        Write = new ApprovedWrite(r.Header.Id, r.Header.Deal, a.Action, d.By, at),
                    },
                    Decision.Approve => throw new InvalidOperationException($"`{id}` of {r.Header.Id} cannot be approved so"),
                    Decision.Reject no => a with { Status = ActionStatus.Rejected, Since = at, DecidedBy = d.By.Name, Detail = no.Reason },
                    Decision.Suppress no => a with
                    {
                        Status = ActionStatus.Rejected,
                        Since = at,
                        DecidedBy = d.By.Name,
                        Detail = $"{ActionState.SuppressedMark}{no.Reason}",
                    },
                    Decision.Snooze later => a with
                    {
                        Status = ActionStatus.Snoozed,
                        Since = at,
                        Until = later.Until,
                        DecidedBy = d.By.Name,
                    },
                    Decision.Reassign to => a with
                    {
                        AssignedTo = to.To,
                        DecidedBy = d.By.Name,
                        RemindedAt = null,
                        Assignment = new Assignment(at, Escalated: false, d.AsHolder),
                    },
                    Decision.Escalate to => a with
                    {
                        AssignedTo = to.To,
                        DecidedBy = d.By.Name,
                        RemindedAt = null,
                        Assignment = new Assignment(at, Escalated: true, d.AsHolder),
                    },
                    _ => throw new InvalidOperationException($"`{d.Decision.GetType().Name}` is no decision on one action"),
                }
        );
    }

    private static Waiting With(Waiting r, ActionId id, Func<ActionState, ActionState> change) =>
        r.Actions.Any(a => a.Action.Id == id)
            ? r with
            {
                Actions = [.. r.Actions.Select(a => a.Action.Id == id ? change(a) : a)],
            }
            : throw new InvalidOperationException($"run {r.Header.Id} has no action `{id}`");

    /// <summary>What is open is asked no more. What was approved is still written; only then is the run closed.</summary>
    private static Run Supersede(Waiting r, RunEvent.Superseded s, DateTimeOffset at)
    {
        var ended = Ended(r, ActionStatus.Superseded, Because(s), at, _ => true) with { Superseded = s };
        return ended.IsExecuting ? ended : new Closed(r.Header, r.Round, r.Done, ended, "superseded", null, Because(s), at);
    }

    /// <summary>
    /// The run with every action that a person could still have decided in this status: none of them is pending any more.
    /// </summary>
    private static Waiting Ended(Waiting r, ActionStatus status, string why, DateTimeOffset at, Func<ActionState, bool> which) =>
        r with
        {
            Actions =
            [
                .. r.Actions.Select(a =>
                    a.IsOpen && which(a)
                        ? a with
                        {
                            Status = status,
                            Since = at,
                            Until = null,
                            Detail = a.Detail is { } was ? $"{why}; before that: {was}" : why,
                        }
                        : a
                ),
            ],
        };

    private static string Because(RunEvent.Superseded s) => $"by {s.By}: {s.Because}";
}
