using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Engine;

/// <summary>Takes one decision: checked against the run as it stands, judged where it is an edit, committed once.</summary>
internal sealed class Deciding(RunEngine engine, ILedger ledger, IDealBook book, DeskClock clock)
{
    public async Task<DecisionAnswer> DecideAsync(
        RunId id,
        ActionId? action,
        Decision decision,
        Actor actor,
        bool execute,
        CancellationToken ct
    )
    {
        while (true)
        {
            if (await engine.ReadAsync(id, ct) is not { } view)
            {
                return new DecisionAnswer(null, null, RefusalKind.NotFound, $"there is no run `{id}`");
            }
            decision = await SettledAsync(view, decision, ct);
            if (IsSameClosing(view, decision, actor))
            {
                return new DecisionAnswer(await FinishAsync(view, execute, ct), null, null, $"run {id} was already closed so");
            }

            var now = await clock.NowAsync(ct);

            // What the clock has woken or let expire counts, whether or not the desk has noted it yet.
            var run = Clockwork.At(engine.WorkflowOf(view.Run), view.Run, (await book.PlaybookAsync(ct)).Waiting, now);
            switch (await CheckAsync(run, action, decision, actor, ct))
            {
                case DecideResult.Refused { Kind: RefusalKind.NotFound }
                    when action is { } earlier && EarlierRounds.WhyGone(view with { Run = run }, earlier) is { } gone:
                    return new DecisionAnswer(view with { Run = run }, null, RefusalKind.Stale, gone);
                case DecideResult.Refused refused:
                    return new DecisionAnswer(view with { Run = run }, null, refused.Kind, refused.Reason);
                case DecideResult.Already already:
                    // The first time may have been cut short after it was committed: what it began is finished now.
                    return new DecisionAnswer(
                        await FinishAsync(view, execute, ct),
                        already.State,
                        null,
                        $"`{already.State.Action.Id}` is already {Decide.Word(already.State.Status)}, by you"
                    );
                case DecideResult.Accepted when DecisionRules.Problem(decision, now) is { } wrong:
                    return new DecisionAnswer(view, null, RefusalKind.Invalid, wrong);
                case DecideResult.Accepted accepted:
                    if (await TakeAsync(view, accepted.Event, decision, actor, now, execute, ct) is { } answer)
                    {
                        return answer;
                    }
                    break; // somebody was quicker: look again
            }
        }
    }

    /// <summary>An edit of the record as it would be written: what stands before is the record's word, not the person's.</summary>
    private async Task<Decision> SettledAsync(RunView view, Decision decision, CancellationToken ct) =>
        decision is Decision.Edit { Payload.Audience: Audience.Record } edit
        && await engine.Dossiers.ReadAsync(view.Run.Header.Deal, ct) is { } dossier
            ? edit with
            {
                Payload = RecordEdits.Settled(edit.Payload, dossier.Deal),
            }
            : decision;

    /// <summary>
    /// The decision checked against the run, and what it needs of the deal's records: whom it may be handed to, what was written meanwhile.
    /// </summary>
    private async Task<DecideResult> CheckAsync(Run run, ActionId? id, Decision decision, Actor actor, CancellationToken ct)
    {
        var result = Decide.Check(run, id, decision, actor);
        if (
            result is not DecideResult.Accepted { Event: RunEvent.Decided decided }
            || run is not Run.Waiting waiting
            || waiting.Actions.FirstOrDefault(a => a.Action.Id == id) is not { } state
        )
        {
            return result;
        }

        switch (decision)
        {
            case Decision.Reassign or Decision.Escalate:
                var to = decision is Decision.Reassign r ? r.To : ((Decision.Escalate)decision).To;
                if (await engine.Dossiers.ReadAsync(run.Header.Deal, ct) is not { } dossier)
                {
                    return new DecideResult.Refused(RefusalKind.Stale, $"deal `{run.Header.Deal}` is no longer in the pipeline");
                }
                return Handover.Refusal(run.Header, state, to, dossier) is { } why
                    ? new DecideResult.Refused(RefusalKind.NotAllowed, why)
                    : new DecideResult.Accepted(decided with { AsHolder = Handover.IsHolder(run.Header, state, to, dossier) });
            case Decision.Approve when state.Action.Payload.Audience == Audience.Customer:
                // Another workflow's run may have been approved since this one was judged.
                return
                    EarlierActs
                        .For(run, await engine.OfDealAsync(run.Header.Deal, ct))
                        .FirstOrDefault(e =>
                            e.Kind is EarlierKind.Written or EarlierKind.Approved && e.Payload.Hash() == state.Action.PayloadHash
                        )
                        is { } earlier
                    ? new DecideResult.Refused(
                        RefusalKind.Withheld,
                        $"`{id}` was already {(earlier.Kind == EarlierKind.Written ? "saved" : "approved")} on {earlier.At:yyyy-MM-dd} by {earlier.Who} ({earlier.Run} {earlier.Action}): nothing was written again"
                    )
                    : result;
            default:
                return result;
        }
    }

    /// <summary>Commits what was accepted and does what follows from it.</summary>
    /// <returns>The answer, or null when the run has moved on and must be looked at again.</returns>
    private async Task<DecisionAnswer?> TakeAsync(
        RunView view,
        RunEvent accepted,
        Decision decision,
        Actor actor,
        DateTimeOffset now,
        bool execute,
        CancellationToken ct
    )
    {
        if (decision is Decision.Edit edit)
        {
            return await EditAsync(view, ((RunEvent.Decided)accepted).Action!.Value, edit, actor, now, execute, ct);
        }
        if (decision is Decision.Approve && await MovedToAsync(view, ((RunEvent.Decided)accepted).Action!.Value, ct) is { } moved)
        {
            return await RefuseAsync(view, moved, actor, now, execute, ct);
        }

        IReadOnlyList<RunEvent> events = decision is Decision.Dispose d
            ? [accepted, new RunEvent.Closed("disposed", d.Disposition, d.Reason)]
            : [accepted];
        if (await ledger.AppendAsync(view.Run.Header.Id, view.Version, events, actor.Name, now, ct) is not { } appended)
        {
            return null;
        }

        var after = await FinishAsync(RunFold.After(view, appended), execute, ct);
        return Answer(view, after, (accepted as RunEvent.Decided)?.Action, decision);
    }

    private async Task<RunView> FinishAsync(RunView view, bool execute, CancellationToken ct) =>
        execute ? await engine.AdvanceAsync(view.Run.Header.Id, ct) ?? view : view;

    /// <summary>
    /// How the record has moved since the action was prepared, with what changed in words where the ledger can tell; null when it has not.
    /// A deal that is gone is for the execution to say.
    /// </summary>
    private async Task<(RunEvent.RecordMoved Event, string? Changed)?> MovedToAsync(RunView view, ActionId id, CancellationToken ct)
    {
        var action = ((Run.Waiting)view.Run).Actions.First(a => a.Action.Id == id).Action;
        if (await engine.Dossiers.ReadAsync(view.Run.Header.Deal, ct) is not { } dossier)
        {
            return null;
        }

        var found = ActionVersions.Of(action.Payload, dossier);
        return found == action.RecordVersion
            ? null
            : (
                new RunEvent.RecordMoved(id, action.RecordVersion, found),
                RecordChanges.Since([.. view.History.Select(h => h.Event)], dossier)?.InWords()
            );
    }

    /// <summary>
    /// An approval of what has been overtaken is refused, and the run gathers again: the card that the person then sees is fresh.
    /// </summary>
    private async Task<DecisionAnswer?> RefuseAsync(
        RunView view,
        (RunEvent.RecordMoved Event, string? Changed) moved,
        Actor actor,
        DateTimeOffset now,
        bool execute,
        CancellationToken ct
    )
    {
        IReadOnlyList<RunEvent> events = [.. await engine.Executing.WrittenAfterAllAsync((Run.Waiting)view.Run, null, ct), moved.Event];
        if (await ledger.AppendAsync(view.Run.Header.Id, view.Version, events, actor.Name, now, ct) is not { } appended)
        {
            return null;
        }

        var after = await FinishAsync(RunFold.After(view, appended), execute, ct);
        return new DecisionAnswer(after, null, RefusalKind.Stale, MovedSince(view.Run, $"`{moved.Event.Action}`", moved.Changed));
    }

    private async Task<DecisionAnswer?> EditAsync(
        RunView view,
        ActionId id,
        Decision.Edit edit,
        Actor actor,
        DateTimeOffset now,
        bool execute,
        CancellationToken ct
    )
    {
        if (await engine.Dossiers.ReadAsync(view.Run.Header.Deal, ct) is not { } dossier)
        {
            return new DecisionAnswer(view, null, RefusalKind.Stale, $"deal `{view.Run.Header.Deal}` is no longer in the pipeline");
        }

        var current = ((Run.Waiting)view.Run).Actions.First(a => a.Action.Id == id).Action.Payload;
        if (RecordEdits.Problem(edit.Payload, current, dossier.Deal) is { } wrong)
        {
            return new DecisionAnswer(view, null, RefusalKind.Invalid, $"`{id}` was not changed: {wrong}");
        }

        var judged = Judging.Edit(
            engine.WorkflowOf(view.Run),
            (Run.Waiting)view.Run,
            id,
            edit.Payload,
            actor,
            dossier,
            await engine.DealRunsAsync(view.Run.Header.Deal, ct)
        );
        var after = view;
        if (judged is not RunEvent.EditRefused again || !IsSameRefusal(view, again))
        {
            if (await ledger.AppendAsync(view.Run.Header.Id, view.Version, [judged], actor.Name, now, ct) is not { } appended)
            {
                return null;
            }
            after = await FinishAsync(RunFold.After(view, appended), execute, ct);
        }

        return judged is RunEvent.EditRefused refused
            ? new DecisionAnswer(after, null, RefusalKind.Withheld, $"`{id}` was not changed: {Judging.WhyRefused(refused)}")
            : new DecisionAnswer(
                after,
                null,
                null,
                $"`{id}` is changed and waits for approval, payload hash {edit.Payload.Hash()}{Judging.Remarks((RunEvent.Edited)judged)}"
            );
    }

    private static DecisionAnswer Answer(RunView before, RunView after, ActionId? id, Decision decision)
    {
        var now = (after.Run as Run.Closed)?.Was ?? after.Run as Run.Waiting;
        var state = after.Run.Done.Concat(now?.Actions ?? []).FirstOrDefault(a => a.Action.Id == id);
        return decision switch
        {
            Decision.Dispose d => new DecisionAnswer(after, null, null, $"closed: {d.Disposition}"),
            Decision.Approve when state is null => new DecisionAnswer(
                after,
                null,
                RefusalKind.Stale,
                MovedSince(before.Run, $"`{id}`", RecordChanges.SinceLastRound([.. after.History.Select(h => h.Event)])?.InWords())
            ),
            Decision.Approve when state.Status == ActionStatus.Written => new DecisionAnswer(
                after,
                null,
                null,
                $"`{id}` is approved and written: {state.Detail}"
            ),
            Decision.Approve when state.Status == ActionStatus.Failed => new DecisionAnswer(
                after,
                null,
                null,
                $"`{id}` is approved but was not written: {state.Detail}"
            ),
            Decision.Approve => new DecisionAnswer(after, null, null, $"`{id}` is approved and will be written"),
            Decision.Reject => new DecisionAnswer(after, null, null, $"`{id}` is rejected"),
            Decision.Suppress => new DecisionAnswer(after, null, null, $"`{id}` is suppressed"),
            Decision.Snooze later => new DecisionAnswer(after, null, null, $"`{id}` sleeps until {later.Until:u}"),
            Decision.Reassign to => new DecisionAnswer(after, null, null, $"`{id}` is reassigned to {to.To}"),
            Decision.Escalate to => new DecisionAnswer(after, null, null, $"`{id}` is escalated to {to.To}"),
            _ => new DecisionAnswer(after, null, null, "done"),
        };
    }

    private static string MovedSince(Run run, string action, string? changed) =>
        $"nothing was written: the record of {run.Header.DealName} changed after {action} was prepared{(changed is null ? "" : $" ({changed})")}; what stands now was read anew";

    private static bool IsSameClosing(RunView view, Decision decision, Actor actor) =>
        decision is Decision.Dispose
        && view.Run is Run.Closed
        && view.History.Select(h => h.Event).OfType<RunEvent.Decided>().LastOrDefault() is { Action: null } last
        && last.Decision == decision
        && last.By.Name == actor.Name;

    private static bool IsSameRefusal(RunView view, RunEvent.EditRefused refused) =>
        view.History.Select(h => h.Event).LastOrDefault(e => e is RunEvent.EditRefused or RunEvent.Edited) is RunEvent.EditRefused last
        && last.Action == refused.Action
        && last.By.Name == refused.By.Name
        && last.Payload.Hash() == refused.Payload.Hash();
}
