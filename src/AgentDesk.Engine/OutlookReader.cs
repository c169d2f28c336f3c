using AgentDesk.Core.Chains;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Engine;

/// <summary>What happens next on a deal, with the cards that have its triggers before a person.</summary>
internal static class OutlookReader
{
    /// <param name="runs">All runs of the deal as the clock has them.</param>
    public static DealOutlook Of(Core.Evidence.Dossier dossier, IReadOnlyList<Run> runs, IReadOnlyList<Workflow> workflows)
    {
        var live = runs.Where(r => r is Run.Waiting or Run.Stopped).ToList();
        return DealOutlook.Of(
            dossier.File,
            dossier.Team,
            dossier.Playbook,
            dossier.Now,
            runs,
            c => CardOf(c, dossier.File, live, workflows)
        );
    }

    // Its own card, or that of a workflow to which its own gives way.
    private static RunId? CardOf(TriggerClock clock, DealFile file, List<Run> live, IReadOnlyList<Workflow> workflows)
    {
        var trigger = new Trigger(clock.Trigger, clock.Detail, clock.At, clock.Name.Value);
        return (
            live.Find(r => r.Header.Cause.Triggers.Any(t => t.Kind == trigger.Kind && t.Anchor == trigger.Anchor))
            ?? live.Find(r => workflows.Any(w => w.Name != r.Header.Workflow && w.YieldsTo(trigger, file, r)))
        )
            ?.Header
            .Id;
    }
}
