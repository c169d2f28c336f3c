using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;

namespace AgentDesk.Surfaces.Review;

/// <summary>
/// What of a run can be shown, whatever state it is in. A stopped run shows its reason and what is missing, never half a diagnosis.
/// </summary>
public sealed record Sight(
    RunView View,
    string State,
    Packet? Packet,
    IReadOnlyList<ActionState> Actions,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<MissingEvidence> Missing,
    Preparation? Preparation,
    DateTimeOffset At
)
{
    /// <summary>The run's, with names that order nothing but themselves.</summary>
    public RunHeader Header { get; } =
        View.Run.Header with
        {
            Account = Foreign.Shown(View.Run.Header.Account),
            DealName = Foreign.Shown(View.Run.Header.DealName),
        };

    public Blocker? Blocker => Packet?.Blocker;

    /// <summary>Actions that a person can still say yes or no to.</summary>
    public IEnumerable<ActionState> Open => View.Run is Run.Waiting ? Actions.Where(a => a.IsOpen) : [];

    public IEnumerable<ActionState> Withheld => Actions.Where(a => a.Status == ActionStatus.Withheld);

    /// <summary>Whether the policy found text that is aimed at an AI.</summary>
    public int Planted => Findings.Count(f => f.Gate == "planted-instructions" && f.Outcome != Outcome.Pass);

    public static Sight Of(RunView view)
    {
        var state = Decide.StateOf(view.Run);
        return view.Run switch
        {
            Run.Waiting w => Shown(view, state, w),
            Run.Closed { Was: { } w } c => Shown(view, state, w) with { At = c.At },
            Run.Closed c => new Sight(view, state, null, c.Done, [], [], null, c.At),
            Run.Stopped s => new Sight(view, state, null, s.Done, s.Findings, s.MissingEvidence, s.Preparation, s.At),
            _ => new Sight(view, state, null, view.Run.Done, [], [], null, view.Run.Header.StartedAt),
        };
    }

    private static Sight Shown(RunView view, string state, Run.Waiting w) =>
        new(view, state, w.Packet, [.. w.Done, .. w.Actions], w.Findings, w.Packet.MissingEvidence, w.Preparation, w.ProposedAt);
}
