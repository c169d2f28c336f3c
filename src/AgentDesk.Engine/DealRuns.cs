using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Policy.Gates;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Engine;

/// <summary>All runs of one deal, of any workflow: what a proposal of one of them is judged beside.</summary>
/// <param name="runs">As the ledger has them now.</param>
internal sealed class DealRuns(IReadOnlyList<Run> runs, IReadOnlyList<Workflow> workflows)
{
    /// <summary>What people have decided, in other runs and in earlier rounds of this one.</summary>
    public IReadOnlyList<EarlierAct> Earlier(Run run) => EarlierActs.For(run, runs);

    /// <summary>What waits on other workflows' cards that stay when this one comes.</summary>
    public IReadOnlyList<LiveAct> Live(Run run, DealFile file) => EarlierActs.LiveFor(run, runs, other => GivesWay(other, run, file));

    /// <summary>
    /// The first action that was held back because of another card and is not held back by any now; null when there is none.
    /// </summary>
    public ActionId? Freed(Run.Waiting run, Dossier dossier)
    {
        var held = run
            .Findings.Where(f => f.Gate == OneLiveCardGate.OneLiveCard.Name && f.Outcome == Outcome.Withhold)
            .SelectMany(f => f.About)
            .ToHashSet(StringComparer.Ordinal);
        if (held.Count == 0)
        {
            return null;
        }

        var proposal = new Proposal(run.Packet, [.. run.Actions.Select(a => a.Action)]);
        held.ExceptWith(
            OneLiveCardGate.OneLiveCard.Judge(new GateCase(proposal, dossier) { Live = Live(run, dossier.File) }).SelectMany(f => f.About)
        );
        return run.Actions.Where(a => held.Contains(a.Action.Id.Value)).Select(a => (ActionId?)a.Action.Id).FirstOrDefault();
    }

    /// <summary>Whether a person has said anything to a run: then it is neither taken back nor prepared anew under their hands.</summary>
    public static bool IsTouched(Run run) => run.Done.Count > 0 || (run is Run.Waiting w && w.Actions.Any(a => a.DecidedBy is not null));

    private bool GivesWay(Run other, Run run, DealFile file) =>
        !IsTouched(other)
        && workflows.FirstOrDefault(w => w.Name == other.Header.Workflow) is { } workflow
        && other.Header.Cause.Triggers.All(t => workflow.YieldsTo(t, file, run));
}
