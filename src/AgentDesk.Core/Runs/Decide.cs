using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Stages;

namespace AgentDesk.Core.Runs;

/// <summary>Why a decision was not taken. Nothing happened; the person is told.</summary>
public enum RefusalKind
{
    NotFound,
    AlreadyDecided,
    NotAllowed,
    Stale,
    Invalid,
    Withheld,
}

/// <summary>The answer to a decision: what happened, or why nothing did.</summary>
public abstract record DecideResult
{
    private DecideResult() { }

    public sealed record Accepted(RunEvent Event) : DecideResult;

    /// <summary>The same decision was already taken by the same person: the answer is the same, and nothing happens twice.</summary>
    public sealed record Already(ActionState State) : DecideResult;

    public sealed record Refused(RefusalKind Kind, string Reason) : DecideResult;
}

/// <summary>Checks a decision against the run as it stands. Pure; an edit is judged by the gates before it becomes an event.</summary>
public static class Decide
{
    public static DecideResult Check(Run run, ActionId? actionId, Decision decision, Actor actor)
    {
        if (decision is Decision.Dispose dispose)
        {
            return CheckDispose(run, dispose, actor);
        }
        if (actionId is { } known && Settled(run).FirstOrDefault(a => a.Action.Id == known) is { } settled)
        {
            return IsSame(decision, settled, actor) ? new DecideResult.Already(settled) : Decided(settled);
        }

        if (run is Run.Closed { Outcome: Outcomes.Expired } gone)
        {
            return Refuse(
                RefusalKind.AlreadyDecided,
                $"run {run.Header.Id} expired undecided on {gone.At:u}: nothing was done; it is raised anew while its reasons stand"
            );
        }
        if (run is not Run.Waiting waiting)
        {
            return Refuse(RefusalKind.AlreadyDecided, $"run {run.Header.Id} is {StateOf(run)}: nothing waits for a decision there");
        }
        if (actionId is not { } id)
        {
            return Refuse(
                RefusalKind.Invalid,
                $"name the action: run {run.Header.Id} has {string.Join(", ", waiting.Actions.Select(a => $"`{a.Action.Id}`"))}"
            );
        }
        if (waiting.Actions.FirstOrDefault(a => a.Action.Id == id) is not { } state)
        {
            return Refuse(RefusalKind.NotFound, NoSuchAction(waiting, id));
        }
        if (IsSame(decision, state, actor))
        {
            return new DecideResult.Already(state);
        }
        if (state.Status == ActionStatus.Withheld && decision is not (Decision.Edit or Decision.Reject))
        {
            return Refuse(RefusalKind.Withheld, $"`{id}` is withheld: {state.Detail}");
        }
        if (!state.IsOpen && state.Status != ActionStatus.Withheld)
        {
            return Decided(state);
        }
        if (!Authority.May(actor, run.Header, state))
        {
            return Refuse(RefusalKind.NotAllowed, $"only {WhoMay(run.Header, state)} can decide `{id}`, not {actor.Name}");
        }

        return decision switch
        {
            Decision.Approve yes when yes.PayloadHash != state.Action.PayloadHash => Refuse(
                RefusalKind.Stale,
                $"`{id}` is not what you saw: it was changed meanwhile"
            ),
            Decision.Approve yes when yes.RecordVersion != state.Action.RecordVersion => Refuse(
                RefusalKind.Stale,
                $"`{id}` was prepared from another version of the record than the one that you saw"
            ),
            Decision.Edit edit when edit.BasedOn != state.Action.PayloadHash => Refuse(
                RefusalKind.Stale,
                $"`{id}` was changed since you opened it"
            ),
            Decision.Edit edit when edit.Payload.GetType() != state.Action.Payload.GetType() => Refuse(
                RefusalKind.Invalid,
                $"`{id}` is a {state.Action.Payload.Kind}; an edit cannot make it a {edit.Payload.Kind}"
            ),
            Decision.Edit edit when EditRules.Problem(edit.Payload) is { } wrong => Refuse(
                RefusalKind.Invalid,
                $"`{id}` was not changed: {wrong}"
            ),
            Decision.Reject { Reason: var why } when string.IsNullOrWhiteSpace(why) => Refuse(
                RefusalKind.Invalid,
                "a rejection needs a reason"
            ),
            Decision.Suppress { Reason: var why } when string.IsNullOrWhiteSpace(why) => Refuse(
                RefusalKind.Invalid,
                "holding back outreach needs a reason"
            ),
            Decision.Reassign { To: var to } when !to.Contains('@', StringComparison.Ordinal) => Refuse(
                RefusalKind.Invalid,
                $"`{to}` is no mail address"
            ),
            Decision.Escalate { To: var to } when !to.Contains('@', StringComparison.Ordinal) => Refuse(
                RefusalKind.Invalid,
                $"`{to}` is no mail address"
            ),
            _ => new DecideResult.Accepted(new RunEvent.Decided(id, decision, actor)),
        };
    }

    /// <summary>
    /// The state's word in documents: waiting, executing, closed, stopped. A run that is still being prepared is executing: the desk is at
    /// work on it.
    /// </summary>
    public static string StateOf(Run run) =>
        run switch
        {
            Run.Waiting { IsExecuting: false } => "waiting",
            Run.Closed => "closed",
            Run.Stopped => "stopped",
            _ => "executing",
        };

    /// <summary>Why an action cannot be decided that is not among those of the run: it was never there, or the record has changed since.</summary>
    public static string NoSuchAction(Run.Waiting run, ActionId id)
    {
        var now = string.Join(", ", run.Actions.Select(a => $"`{a.Action.Id}` ({a.Action.Payload.Kind})"));
        return ActionIds.RoundOf(id) is { } round && round < run.Round
            ? $"`{id}` was prepared before the record changed and is not asked any more: read what took its place in run {run.Header.Id}: {now}"
            : $"run {run.Header.Id} has no action `{id}`: {now}";
    }

    /// <summary>What a run can be closed with: what becomes of its exceptions where it holds any, else what becomes of the deal.</summary>
    public static IReadOnlyList<string> DispositionsOf(Run run) =>
        run is Run.Waiting { Packet: { Stage: not null } or { Exceptions.Count: > 0 } } ? ExceptionDispositions.All : Dispositions.All;

    /// <summary>The people who may decide, for a sentence.</summary>
    public static string WhoMay(RunHeader run, ActionState state) =>
        string.Join(" or ", NeedsWho(state) is { Count: > 0 } named ? named : [Deputy(run, state)]);

    /// <summary>Whom the action waits for: the person whom it was given to, else those who hold the role.</summary>
    public static IReadOnlyList<string> WaitsFor(RunHeader run, ActionState state) =>
        IsGiven(state) ? [state.AssignedTo!]
        : state.Action.NeedsWho.Count > 0 ? state.Action.NeedsWho
        : [Deputy(run, state)];

    /// <summary>The people who hold the needed role, the one whom it was given to first; empty when nobody is known.</summary>
    public static IReadOnlyList<string> NeedsWho(ActionState state) =>
        IsGiven(state) ? [state.AssignedTo!, .. state.Action.NeedsWho.Where(w => !Is(w, state.AssignedTo!))] : state.Action.NeedsWho;

    /// <summary>A status as documents write it.</summary>
    public static string Word(ActionStatus status) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

    private static DecideResult CheckDispose(Run run, Decision.Dispose dispose, Actor actor)
    {
        if (run is Run.Closed closed)
        {
            return Refuse(RefusalKind.AlreadyDecided, $"run {run.Header.Id} was closed at {closed.At:u}");
        }
        if (run is not (Run.Waiting or Run.Stopped))
        {
            return Refuse(RefusalKind.Invalid, $"run {run.Header.Id} is still being prepared");
        }
        var known = DispositionsOf(run);
        if (!known.Contains(dispose.Disposition, StringComparer.Ordinal))
        {
            return Refuse(RefusalKind.Invalid, $"`{dispose.Disposition}` is no disposition here: {string.Join(", ", known)}");
        }
        if (string.IsNullOrWhiteSpace(dispose.Reason))
        {
            return Refuse(RefusalKind.Invalid, "a disposition needs a reason");
        }
        if (run is Run.Waiting { IsExecuting: true })
        {
            return Refuse(RefusalKind.Invalid, $"run {run.Header.Id} has an approved action that is being written; try again when it is");
        }
        if (!Authority.IsConcerned(actor, run.Header, (run as Run.Waiting)?.Actions ?? []))
        {
            return Refuse(
                RefusalKind.NotAllowed,
                $"only {run.Header.Owner} or {run.Header.Manager ?? "the manager"} can close this, not {actor.Name}"
            );
        }

        return new DecideResult.Accepted(new RunEvent.Decided(null, dispose, actor));
    }

    private static bool IsSame(Decision decision, ActionState state, Actor actor) =>
        state.DecidedBy == actor.Name
        && decision switch
        {
            Decision.Approve yes => state.Status is ActionStatus.Approved or ActionStatus.Written
                && yes.PayloadHash == state.Action.PayloadHash,
            Decision.Reject no => state.Status == ActionStatus.Rejected && state.Detail == no.Reason,
            Decision.Suppress no => state.Status == ActionStatus.Rejected && state.Detail == $"{ActionState.SuppressedMark}{no.Reason}",
            Decision.Snooze later => state.Status == ActionStatus.Snoozed && state.Until == later.Until,
            Decision.Edit edit => state.Status == ActionStatus.Edited && edit.Payload.Hash() == state.Action.PayloadHash,
            Decision.Reassign on => state.IsOpen
                && state.AssignedTo is { } to
                && Is(to, on.To)
                && state.Assignment is not { Escalated: true },
            Decision.Escalate up => state.IsOpen && state.AssignedTo is { } to && Is(to, up.To) && state.Assignment is { Escalated: true },
            _ => false,
        };

    /// <summary>Actions that stand decided although the run has gone on: those of earlier rounds, and all of a closed run.</summary>
    private static IEnumerable<ActionState> Settled(Run run) => run.Done.Concat((run as Run.Closed)?.Was?.Actions ?? []);

    private static DecideResult.Refused Decided(ActionState state) =>
        state.Status == ActionStatus.Expired && state.Detail is null
            ? Refuse(
                RefusalKind.AlreadyDecided,
                $"`{state.Action.Id}` expired undecided on {state.Since:u}: nothing was done; it is raised anew while its reasons stand"
            )
            : Refuse(
                RefusalKind.AlreadyDecided,
                $"`{state.Action.Id}` is already {Word(state.Status)}{(state.DecidedBy is { } by ? $", by {by}" : "")} at {state.Since:u}"
            );

    private static string Deputy(RunHeader run, ActionState state) =>
        state.Action.Needs == Playbooks.Roles.DealOwner ? run.Owner : run.Manager ?? run.Owner;

    // What needs a qualified owner or the manager is theirs alone, whoever else was named.
    private static bool IsGiven(ActionState state) =>
        state is { AssignedTo: not null, Assignment.AsHolder: true }
        || (state.AssignedTo is not null && !Authority.IsRoleBound(state.Action.Needs));

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static DecideResult.Refused Refuse(RefusalKind kind, string reason) => new(kind, reason);
}
