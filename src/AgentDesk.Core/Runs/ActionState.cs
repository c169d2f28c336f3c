using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Runs;

public enum ActionStatus
{
    Pending,
    Withheld,
    Approved,
    Edited,
    Rejected,
    Written,
    Failed,
    Snoozed,
    Expired,
    Superseded,
}

/// <summary>How an action came to the person it is assigned to.</summary>
/// <param name="Escalated">Handed up, not over.</param>
/// <param name="AsHolder">The person holds the role that the action needs, and so may decide it although it needs a qualified
/// owner.</param>
public sealed record Assignment(DateTimeOffset At, bool Escalated, bool AsHolder);

/// <summary>One action of a waiting run, with what has been said to it.</summary>
/// <param name="Prepared">The payload as prepared, kept when a person edited it: the difference is shown.</param>
/// <param name="AssignedTo">Who was named by reassign or escalate; that person may decide beside those whom the role names.</param>
/// <param name="Assignment">How <paramref name="AssignedTo"/> came by it; null when nobody was named.</param>
/// <param name="Write">Set from approval on; what is executed.</param>
/// <param name="Detail">Reason, receipt or refusal, as fits the status.</param>
/// <param name="Since">When it took this status.</param>
public sealed record ActionState(
    ProposedAction Action,
    ActionStatus Status,
    DateTimeOffset Since,
    ActionPayload? Prepared = null,
    string? AssignedTo = null,
    ApprovedWrite? Write = null,
    string? Detail = null,
    DateTimeOffset? Until = null,
    DateTimeOffset? RemindedAt = null,
    string? DecidedBy = null,
    Assignment? Assignment = null,
    int Reminders = 0
)
{
    /// <summary>Whether a person can still say yes or no.</summary>
    public bool IsOpen => Status is ActionStatus.Pending or ActionStatus.Edited or ActionStatus.Snoozed or ActionStatus.Failed;

    /// <summary>How <see cref="Detail"/> begins where outreach was held back with the rejection.</summary>
    public const string SuppressedMark = "suppressed: ";

    /// <summary>Whether it was rejected by holding outreach to the customer back.</summary>
    public bool IsSuppressed => Status == ActionStatus.Rejected && Detail?.StartsWith(SuppressedMark, StringComparison.Ordinal) == true;

    /// <summary>Why it was rejected, in the person's words; empty where it was not.</summary>
    public string Reason =>
        Status != ActionStatus.Rejected || Detail is null ? ""
        : IsSuppressed ? Detail[SuppressedMark.Length..]
        : Detail;

    /// <summary>When it expires undecided; null when it does not, because it sleeps or is settled.</summary>
    public DateTimeOffset? ExpiresAt(Playbooks.Waiting limits) =>
        Status is ActionStatus.Pending or ActionStatus.Edited or ActionStatus.Failed ? Since + limits.ExpireAfter : null;

    /// <summary>Whether nothing more will happen to it by itself. A withheld action never blocks the end of a run.</summary>
    public bool IsSettled =>
        Status is ActionStatus.Withheld or ActionStatus.Rejected or ActionStatus.Written or ActionStatus.Expired or ActionStatus.Superseded;
}
