using AgentDesk.Core.Runs;
using AgentDesk.Workflows.StageProgression;
using AgentDesk.Workflows.StalledDeal;
using AgentDesk.Workflows.TriggerLatency;

namespace AgentDesk.Workflows;

/// <summary>The table of contents: every workflow that the desk runs, a line each.</summary>
public static class Catalog
{
    public static readonly IReadOnlyList<Workflow> All =
    [
        new StalledDealWorkflow(),
        new StageProgressionWorkflow(),
        new TriggerLatencyWorkflow(),
    ];

    /// <summary>The workflow of this name, or null.</summary>
    public static Workflow? Find(string name) => All.FirstOrDefault(w => w.Name == name);
}
