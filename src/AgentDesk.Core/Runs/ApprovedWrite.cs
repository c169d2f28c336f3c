using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Runs;

/// <summary>
/// A write that a person approved. INVARIANT: it has no public constructor; only <see cref="Run.Apply"/> makes one, from an approval of
/// exactly this payload by a person who may. The writer port accepts nothing else, so nothing leaves the desk without a person.
/// </summary>
public sealed record ApprovedWrite
{
    internal ApprovedWrite(RunId run, DealId deal, ProposedAction action, Actor approver, DateTimeOffset approvedAt) =>
        (Run, Deal, Action, Approver, ApprovedAt) = (run, deal, action, approver, approvedAt);

    public RunId Run { get; }

    public DealId Deal { get; }

    public ProposedAction Action { get; }

    public Actor Approver { get; }

    public DateTimeOffset ApprovedAt { get; }

    /// <summary>The idempotency key: run and action. A write with this key happens once.</summary>
    public string Key => KeyOf(Run, Action.Id);

    /// <summary>The key under which a record knows an action's write: what is looked up when an answer was lost.</summary>
    public static string KeyOf(RunId run, ActionId action) => $"{run}/{action}";
}
