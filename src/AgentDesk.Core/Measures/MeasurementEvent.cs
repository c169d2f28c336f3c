using AgentDesk.Core.Deals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Core.Measures;

/// <summary>
/// One countable thing, folded from the ledger and the book: never written by hand, and always the same from the same events.
/// </summary>
/// <param name="Kind">One of <see cref="MeasurementKinds"/>.</param>
/// <param name="Run">Null for what the book alone tells.</param>
/// <param name="Behind">Where it stands: `ledger:42`, or the name of a piece of evidence, `stage:D-101#3`.</param>
/// <param name="Value">What was counted, as a word: a category, an action's kind, an outcome.</param>
/// <param name="Length">For a duration: how long; null otherwise.</param>
/// <param name="Who">Whose act it was; null where nobody's.</param>
public sealed record MeasurementEvent(
    string Kind,
    DateTimeOffset At,
    DealId Deal,
    RunId? Run,
    string Behind,
    string? Value = null,
    TimeSpan? Length = null,
    string? Who = null
);

/// <summary>
/// The measurement events of facts/kpis.md. Those without a producer yet are named so that a figure can say what it waits for.
/// </summary>
public static class MeasurementKinds
{
    // What is raised and prepared.
    public const string DealFlagged = "deal.flagged";
    public const string DiagnosisProposed = "diagnosis.proposed";
    public const string StageReviewed = "stage.reviewed";
    public const string StageException = "stage.exception";
    public const string BlockerCategory = "blocker_category";

    // What people say to it.
    public const string Reviewed = "reviewed";
    public const string ManagerEdit = "manager_edit";
    public const string Disposition = "disposition";
    public const string DiagnosisDecided = "diagnosis.decided";
    public const string StageDecided = "stage.decided";
    public const string FlagToApprovedAction = "flag_to_approved_action";
    public const string DraftApproved = "draft.approved";
    public const string ActionProposed = "action.proposed";
    public const string ActionApproved = "action.approved";
    public const string ActionEdited = "action.edited";
    public const string ActionSuppressed = "action.suppressed";
    public const string Escalated = "escalated";
    public const string DontAct = "dont_act";
    public const string Outcome = "outcome";

    // What is written, and what comes of it.
    public const string CrmWriteConfirmed = "crm.write.confirmed";

    /// <summary>A customer message or an escalation that was approved and written.</summary>
    public const string UnblockAttempt = "unblock_attempt";

    /// <summary>
    /// A mail in the book that is an approved draft, sent: same subject, one of its addressees, not before it was written.
    /// </summary>
    public const string OutreachSent = "outreach.sent";

    /// <summary>The deal moved to another stage, or closed, after an action on it was approved.</summary>
    public const string Movement = "movement";
    public const string ClosedLost = "deal.closed_lost";
    public const string SlippedCloseDate = "slipped_close_date";

    // What the book tells by itself.
    public const string StageEntered = "stage.entered";
    public const string StageLeft = "stage.left";
    public const string CallEnded = "call.ended";
    public const string CallSpeech = "call.speech";
    public const string BuyerReplied = "buyer.replied";

    // What other workflows will tell.
    public const string SignalSurfaced = "signal.surfaced";
    public const string ColdCohort = "outreach.cold_cohort";
    public const string BriefOpened = "brief.opened";
    public const string BriefDone = "brief.done";
    public const string ObjectionDetected = "objection.detected";
    public const string ObjectionAnswered = "objection.answered";
    public const string CallNoteConfirmed = "crm.write.confirmed of a call";
    public const string ChainCompleted = "chain.completed";
    public const string TaskBaseline = "task.baseline";
    public const string TaskMeasured = "task.measured";
    public const string MemoryWriteApproved = "memory_write.approved";
}

/// <summary>An event of a run with when it happened and who did it, as the ledger holds it.</summary>
/// <param name="Seq">Its place in the whole ledger.</param>
public sealed record Happened(RunEvent Event, string Who, DateTimeOffset At, long Seq = 0)
{
    /// <summary>As figures name it: `ledger:42`.</summary>
    public string Name => FormattableString.Invariant($"ledger:{Seq}");
}
