using AgentDesk.Core.Deals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Core.Measures;

/// <summary>One countable thing, folded from the ledger: never written by hand, and always the same from the same events.</summary>
/// <param name="Kind">One of <see cref="MeasurementKinds"/>.</param>
/// <param name="Value">What was counted, as a word: a category, an action's kind, an outcome.</param>
/// <param name="Length">For a duration: how long; null otherwise.</param>
/// <param name="Who">Whose act it was; null where nobody's.</param>
public sealed record MeasurementEvent(string Kind, RunId Run, DealId Deal, DateTimeOffset At, string? Value = null, TimeSpan? Length = null, string? Who = null);

/// <summary>What is tracked of stalled deals (SD: how it is measured).</summary>
public static class MeasurementKinds
{
    /// <summary>A person took the first decision on the diagnosis.</summary>
    public const string Reviewed = "reviewed";
    public const string BlockerCategory = "blocker_category";
    public const string ManagerEdit = "manager_edit";

    /// <summary>A customer message or an escalation that was approved and written.</summary>
    public const string UnblockAttempt = "unblock_attempt";

    /// <summary>The deal moved to another stage, or closed, after it was flagged.</summary>
    public const string Movement = "movement";
    public const string ClosedOutcome = "closed_outcome";
    public const string SlippedCloseDate = "slipped_close_date";

    /// <summary>From the stall flag to the first approval.</summary>
    public const string FlagToApprovedAction = "flag_to_approved_action";

    /// <summary>A person closed the run with what shall become of the deal, and why.</summary>
    public const string Disposition = "disposition";
}

/// <summary>An event of a run with when it happened and who did it, as the ledger holds it.</summary>
public sealed record Happened(RunEvent Event, string Who, DateTimeOffset At);
