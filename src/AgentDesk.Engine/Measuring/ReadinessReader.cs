using AgentDesk.Core.Measures;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Engine.Measuring;

/// <summary>Whether the workflows can be run on what the book holds.</summary>
public static class ReadinessReader
{
    /// <summary>A line a workflow, in their order.</summary>
    /// <exception cref="NothingImportedException">No export has been imported.</exception>
    public static async Task<IReadOnlyList<Readied>> OfAsync(IDealBook book, IReadOnlyList<string> workflows, Playbook playbook, CancellationToken ct)
    {
        var (stats, overrules) = (await book.StatsAsync(ct), await book.OverrulesAsync(ct));
        return [.. workflows.Select(w => Readiness.Of(w, stats, playbook, overrules))];
    }
}
