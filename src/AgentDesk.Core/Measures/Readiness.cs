using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Core.Measures;

/// <summary>What a pipeline's data holds, counted: enough to say what a workflow can be run on.</summary>
/// <param name="Open">Open deals.</param>
/// <param name="Undated">Open deals without any stage row; one whose rows are there but could not be read is not among them, it pauses by itself.</param>
/// <param name="Silent">Open deals without a mail, a call or a logged activity.</param>
/// <param name="Left">Stage rows that the deal has left, as a later row shows.</param>
/// <param name="LeftUndated">Those of them without the day on which it left.</param>
public sealed record BookStats(int Open, int Undated, int Silent, int Left, int LeftUndated)
{
    public static BookStats Of(IEnumerable<DealFile> open)
    {
        var stats = new BookStats(0, 0, 0, 0, 0);
        foreach (var f in open)
        {
            stats = new(
                stats.Open + 1, stats.Undated + (f.Stages.Count == 0 && f.Damage.Count == 0 ? 1 : 0), stats.Silent + (f.Activities.Count + f.Mails.Count + f.Calls.Count == 0 ? 1 : 0),
                stats.Left + Math.Max(0, f.Stages.Count - 1), stats.LeftUndated + Math.Max(0, f.Stages.Count(s => s.ExitedAt is null) - 1));
        }

        return stats;
    }
}

/// <summary>A person's word that a workflow shall run although the data is not ready. <see cref="IsWithdrawn"/>: that it shall not any more.</summary>
public sealed record Overrule(string Workflow, DateTimeOffset At, string Who, string Reason, bool IsWithdrawn = false);

/// <summary>Whether a workflow can be run on this pipeline's data.</summary>
/// <param name="Lacks">What is missing, a line each; empty when nothing is.</param>
/// <param name="Overruled">Who runs it all the same, and why.</param>
public sealed record Readied(string Workflow, IReadOnlyList<string> Lacks, Overrule? Overruled)
{
    public bool IsOn => Lacks.Count == 0 || Overruled is not null;
}

/// <summary>
/// The "not ready if" lists of the seeds (SD: stage aging is not tracked, activity history is unreliable; SP: stage entry and exit dates are unavailable, stage requirements are informal).
/// Something is missing when more than half lack it: what a single deal lacks pauses that deal alone. Whether managers answer cannot be told before it has run: the pilot tells.
/// </summary>
public static class Readiness
{
    /// <summary>What one workflow lacks. A workflow without a list of its own is always ready.</summary>
    public static Readied Of(string workflow, BookStats stats, Playbook playbook, IEnumerable<Overrule> overrules)
    {
        var lacks = workflow switch
        {
            RunMeasures.StalledDeal => Stalled(stats).ToList(),
            RunMeasures.StageProgression => [.. Stages(stats, playbook)],
            _ => [],
        };
        var last = overrules.LastOrDefault(o => o.Workflow == workflow);
        return new(workflow, lacks, lacks.Count > 0 && last is { IsWithdrawn: false } ? last : null);
    }

    private static IEnumerable<string> Stalled(BookStats stats)
    {
        if (stats.Open == 0) { yield break; }
        if (Most(stats.Undated, stats.Open)) { yield return Text($"stage dates: {stats.Undated} of {stats.Open} open deals have no stage history, so their age cannot be told; export stage_history.csv"); }
        if (Most(stats.Silent, stats.Open)) { yield return Text($"activity history: {stats.Silent} of {stats.Open} open deals have no mail, call or logged activity; export mail, calls or activities.csv"); }
    }

    private static IEnumerable<string> Stages(BookStats stats, Playbook playbook)
    {
        if (stats.Open > 0 && Most(stats.Undated, stats.Open)) { yield return Text($"stage entry dates: {stats.Undated} of {stats.Open} open deals have no stage history; export stage_history.csv"); }
        if (Most(stats.LeftUndated, stats.Left)) { yield return Text($"stage exit dates: {stats.LeftUndated} of {stats.Left} stages that a deal has left do not say when; fill in exited_at"); }

        var stages = playbook.Stages.Where(s => !s.Terminal).ToList();
        var informal = stages.Where(s => s.ExitCriteria.Count == 0).Select(s => s.Name).ToList();
        if (Most(informal.Count, stages.Count)) { yield return $"exit criteria: {string.Join(", ", informal)} {(informal.Count == 1 ? "has" : "have")} none in {playbook.Version}; write down what the buyer must have done"; }
    }

    private static bool Most(int part, int of) => 2 * part > of;

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
