using System.Text.Json.Serialization;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Core.Chains;

/// <summary>
/// Where a trigger stands. `open`: its action is not there and is not due yet. `late`: due, and not there. `met` and `met_late`: it
/// happened. `passed`: nothing is asked for any more, because something else happened instead.
/// </summary>
public enum ClockState
{
    Open,
    Late,
    Met,
    MetLate,
    Passed,
}

/// <summary>The action that followed a trigger.</summary>
/// <param name="At">Null where the source does not say when, as a calendar does not say when a meeting was booked.</param>
/// <param name="What">For people: "Dev Malhotra answered in the thread".</param>
public sealed record ActionTaken(EvidenceName Name, DateTimeOffset? At, string What);

/// <summary>
/// One trigger with the action that ought to follow (SW: the trigger, the action, and the greatest delay between the two), measured in the
/// working time of the deal's owner.
/// </summary>
/// <param name="Trigger">`buyer_reply`, `call_ended`, `stakeholder_named` or `deal_quiet`.</param>
/// <param name="Action">What the playbook promises: `answer_in_thread`, `recap`, `personal_outreach`,
/// `follow_up_with_something_new`.</param>
/// <param name="Stage">The stage that the deal was in then: its limit counts.</param>
/// <param name="Detail">One sentence on what happened: "Hollis Greer wrote on 2026-05-29".</param>
/// <param name="Citations">What shows the trigger, its telling words first.</param>
/// <param name="Who">Whom the action is owed to; null where that is the buyer's side at large.</param>
/// <param name="To">Mail addresses of those whom it is owed to; empty where none is known.</param>
/// <param name="Answer">For a reply: the latest mail of the thread that waits, which an answer replies to.</param>
/// <param name="LateMinutes">Working minutes from when it was due until it happened, or until now; 0 when it is in time.</param>
/// <param name="Because">Why it has passed.</param>
public sealed record TriggerClock(
    string Trigger,
    string Action,
    string Stage,
    DateTimeOffset At,
    string Detail,
    IReadOnlyList<Citation> Citations,
    string? Who,
    IReadOnlyList<string> To,
    EvidenceName? Answer,
    string Within,
    DateTimeOffset Due,
    ClockState State,
    int LateMinutes,
    ActionTaken? Taken,
    string? Because
)
{
    /// <summary>Working minutes until it is due; 0 when it is, or when nothing is asked for.</summary>
    public int LeftMinutes { get; init; }

    /// <summary>When the playbook has its work prepared: when it is late, or so much ahead of that.</summary>
    public DateTimeOffset RaiseAt { get; init; }

    /// <summary>Working minutes of one of the owner's working days: what a business day of lateness is.</summary>
    public int DayMinutes { get; init; } = 480;

    [JsonIgnore]
    public bool IsOpen => State is ClockState.Open or ClockState.Late;

    /// <summary>What it hangs on: the piece of evidence that is the trigger.</summary>
    [JsonIgnore]
    public EvidenceName Name => Citations[0].Evidence;
}

/// <summary>A trigger whose action is due, and what is next.</summary>
/// <param name="Next">One sentence for the person whose turn it is.</param>
public sealed record ClockNote(TriggerClock Clock, string Next);

/// <summary>A trigger as read off the evidence, before a clock is put to it.</summary>
/// <param name="Passed">Why nothing follows any more; null while something may.</param>
internal sealed record Occurrence(
    string Trigger,
    DateTimeOffset At,
    string Detail,
    IReadOnlyList<Citation> Citations,
    string? Who,
    IReadOnlyList<string> To,
    ActionTaken? Taken,
    string? Passed,
    EvidenceName? Answer = null
);
