using System.Text.Json;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Runs;

/// <summary>What stays the same through a run's life.</summary>
public sealed record RunHeader(
    RunId Id,
    string Workflow,
    DealId Deal,
    string DealName,
    string Account,
    string Owner,
    string? Manager,
    Cause Cause,
    string Playbook,
    DateTimeOffset StartedAt
)
{
    /// <summary>From 1; one more each time that the same cause was raised again because it had been left undecided.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>The run that was left undecided before this one.</summary>
    public RunId? Follows { get; init; }

    /// <summary>
    /// Why a decision is needed, as the record had it when it was read last: the cause itself in the first round. Empty when all of it has
    /// passed since.
    /// </summary>
    public IReadOnlyList<Trigger> Reasons { get; init; } = Cause.Triggers;

    /// <summary>What is told as the run's cause: its reasons as they are now, or what it was raised for where they have passed.</summary>
    public Cause Now => Reasons.Count > 0 ? new Cause(Reasons) : Cause;
}

/// <summary>How the draft came about.</summary>
public sealed record Preparation(
    string Model,
    string Prompt,
    string? Audit,
    string? FellBackBecause,
    DateTimeOffset At,
    IReadOnlyList<string>? Read = null,
    IReadOnlyList<string>? LeftOut = null
);

/// <summary>
/// One piece of prepared work on one deal, as a value. <see cref="Apply"/> is the only way that it changes; <see cref="Next"/> says what
/// the outside world must do next. Both are total.
/// </summary>
/// <param name="Round">From 1; one more each time that the record moved under a proposal and the run gathered again.</param>
/// <param name="Done">Actions of earlier rounds that were already settled by a person: they stand, and are not proposed again.</param>
public abstract partial record Run(RunHeader Header, int Round, IReadOnlyList<ActionState> Done)
{
    /// <summary>A draft is sent back this often at the most; then the run stops as unsupported.</summary>
    public const int MaxSendBacks = 2;

    /// <summary>A person is reminded of an action this often at the most before it expires.</summary>
    public const int MaxReminders = 2;

    public sealed record Started(RunHeader Header, int Round, IReadOnlyList<ActionState> Done) : Run(Header, Round, Done);

    /// <param name="Previous">The draft that was sent back; null at first.</param>
    public sealed record Informed(
        RunHeader Header,
        int Round,
        IReadOnlyList<ActionState> Done,
        string DossierHash,
        IReadOnlyList<Finding> Feedback,
        int SendBacks,
        JsonElement? Previous = null
    ) : Run(Header, Round, Done);

    public sealed record Drafted(
        RunHeader Header,
        int Round,
        IReadOnlyList<ActionState> Done,
        string DossierHash,
        JsonElement Draft,
        Preparation Preparation,
        int SendBacks
    ) : Run(Header, Round, Done);

    public sealed record Waiting(
        RunHeader Header,
        int Round,
        IReadOnlyList<ActionState> Done,
        Packet Packet,
        IReadOnlyList<ActionState> Actions,
        IReadOnlyList<Finding> Findings,
        Preparation Preparation,
        DateTimeOffset ProposedAt
    ) : Run(Header, Round, Done)
    {
        /// <summary>The version of the playbook that judged what is shown: a later round is judged by the one then in force.</summary>
        public string JudgedBy { get; init; } = Header.Playbook;

        /// <summary>Whether an approved action has not been written yet.</summary>
        public bool IsExecuting => Actions.Any(a => a.Status == ActionStatus.Approved);

        /// <summary>
        /// The run that took its place while an approved action was still being written; nothing else of it is asked any more.
        /// </summary>
        public RunEvent.Superseded? Superseded { get; init; }
    }

    /// <param name="Was">What was shown before the end: packet, actions and findings; null when the run ended before it was
    /// proposed.</param>
    public sealed record Closed(
        RunHeader Header,
        int Round,
        IReadOnlyList<ActionState> Done,
        Waiting? Was,
        string Outcome,
        string? Disposition,
        string? Reason,
        DateTimeOffset At
    ) : Run(Header, Round, Done);

    public sealed record Stopped(
        RunHeader Header,
        int Round,
        IReadOnlyList<ActionState> Done,
        string Reason,
        IReadOnlyList<Finding> Findings,
        IReadOnlyList<MissingEvidence> MissingEvidence,
        Preparation? Preparation,
        DateTimeOffset At
    ) : Run(Header, Round, Done);

    /// <summary>What must happen next, or null when the run waits for a person or has ended.</summary>
    public static Effect? Next(Workflow workflow, Run run) =>
        run switch
        {
            Started r => new Effect.Gather(r.Header.Deal, workflow.Gather),
            Informed r => new Effect.Prepare(r.Header.Deal, r.Header.Now, workflow.Prepare, r.Feedback, r.SendBacks + 1, r.Previous),
            Drafted r => new Effect.Judge(r.Header.Deal, r.Draft),
            Waiting r when r.Actions.FirstOrDefault(a => a.Status == ActionStatus.Approved) is { Write: { } write } => new Effect.Execute(
                write
            ),

            // INVARIANT: an open exception is closed by a person, with a disposition and a reason, and by nothing else (SP); a newer run takes
            // it on.
            Waiting { Packet.Exceptions.Count: > 0, Superseded: null } => null,
            Waiting r
                when r.Actions.Count > 0 && r.Actions.All(a => a.IsSettled) && !r.Actions.All(a => a.Status == ActionStatus.Withheld) =>
                Outcomes.Of(r),
            Waiting { Actions.Count: 0, Done.Count: > 0 } r => Outcomes.Of(r),
            Waiting { Actions.Count: 0, Packet.Blocker: { Category: Blockers.None, Standing: not BlockerStanding.Insufficient } } =>
                new Effect.Close("nothing_to_do"),
            Waiting { Actions.Count: 0, Packet: { Blocker: null, Stage: not null } } => new Effect.Close("nothing_to_do"),
            Waiting { Actions.Count: 0, Packet: { Blocker: null, Clocks: not null } } => new Effect.Close("nothing_to_do"),
            _ => null,
        };
}
