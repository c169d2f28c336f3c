using AgentDesk.Core.Deals;

namespace AgentDesk.Core.Proposals;

/// <summary>What became of an action: approved and not written yet, written, said no to, or held back from the customer.</summary>
public enum EarlierKind
{
    Approved,
    Written,
    Rejected,
    Suppressed,
}

/// <summary>One action that another workflow's run has before a person.</summary>
public sealed record LiveAct(RunId Run, string Workflow, ActionId Action, ActionPayload Payload);

/// <summary>One action of a deal that a person has already decided, in an earlier run or an earlier round of the same one.</summary>
/// <param name="Reason">Why it was rejected or suppressed.</param>
/// <param name="SameCause">That run saw every reason for this one.</param>
public sealed record EarlierAct(
    RunId Run,
    ActionId Action,
    ActionPayload Payload,
    EarlierKind Kind,
    DateTimeOffset At,
    string Who,
    string? Reason,
    bool SameCause
);
