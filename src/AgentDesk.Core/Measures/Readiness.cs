using AgentDesk.Core.Chains;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Core.Measures;

/// <summary>What a pipeline's data holds, counted: enough to say what a workflow can be run on.</summary>
/// <param name="Open">Open deals.</param>
/// <param name="Undated">Open deals without any stage row that can be read.</param>
/// <param name="Silent">Open deals without a mail, a call or a logged activity.</param>
/// <param name="Left">Stage rows that the deal has left, as a later row shows.</param>
/// <param name="LeftUndated">Those of them without the day on which it left.</param>
public sealed record BookStats(int Open, int Undated, int Silent, int Left, int LeftUndated)
{
    /// <summary>Open deals without a manager.</summary>
    public int Unmanaged { get; init; }

    /// <summary>Open deals with neither an owner nor a manager.</summary>
    public int Unasked { get; init; }

    /// <summary>Mistakes for which the export's own playbook could not be taken.</summary>
    public int PlaybookMistakes { get; init; }

    public static BookStats Of(IEnumerable<DealFile> open)
    {
        var stats = new BookStats(0, 0, 0, 0, 0);
        foreach (var f in open)
        {
            var (owned, managed) = (!string.IsNullOrEmpty(f.Deal.OwnerEmail), !string.IsNullOrEmpty(f.Deal.ManagerEmail));
            stats = new(
                stats.Open + 1,
                stats.Undated + (f.Stages.Count == 0 ? 1 : 0),
                stats.Silent + (f.Activities.Count + f.Mails.Count + f.Calls.Count == 0 ? 1 : 0),
                stats.Left + Math.Max(0, f.Stages.Count - 1),
                stats.LeftUndated + Math.Max(0, f.Stages.Count(s => s.ExitedAt is null) - 1)
            )
            {
                Unmanaged = stats.Unmanaged + (managed ? 0 : 1),
                Unasked = stats.Unasked + (owned || managed ? 0 : 1),
            };
        }

        return stats;
    }
}

/// <summary>
/// A person's word that a workflow shall run although the data is not ready. <see cref="IsWithdrawn"/>: that it shall not any more.
/// </summary>
public sealed record Overrule(string Workflow, DateTimeOffset At, string Who, string Reason, bool IsWithdrawn = false);

/// <summary>Whether a workflow can be run on this pipeline's data.</summary>
/// <param name="Lacks">What is missing, a line each; empty when nothing is.</param>
/// <param name="Overruled">Who runs it all the same, and why.</param>
public sealed record Readied(string Workflow, IReadOnlyList<string> Lacks, Overrule? Overruled)
{
    public bool IsOn => Lacks.Count == 0 || Overruled is not null;
}

/// <summary>
/// The "not ready if" lists of the seeds (SD: stage aging is not tracked, activity history is unreliable, managers do not accept or correct
/// diagnoses; SP: stage entry and exit dates are unavailable, stage requirements are informal, managers will not enforce exception review),
/// and what SW asks of each stage: a trigger, an action, the greatest delay between them. Something is missing when more than half lack it:
/// what a single deal lacks pauses that deal alone. Whether those who are asked do answer cannot be told before it has run: the pilot
/// tells.
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
            RunMeasures.TriggerLatency => [.. Latency(stats, playbook)],
            _ => [],
        };
        var last = overrules.LastOrDefault(o => o.Workflow == workflow);
        return new(workflow, lacks, lacks.Count > 0 && last is { IsWithdrawn: false } ? last : null);
    }

    private static IEnumerable<string> Stalled(BookStats stats)
    {
        if (Most(stats.Undated, stats.Open))
        {
            yield return $"stage aging is not tracked: {Deals(stats.Undated, stats)} no stage history that can be read; export stage_history.csv";
        }
        if (Most(stats.Silent, stats.Open))
        {
            yield return $"activity history is missing: {Silent(stats)}";
        }
        if (Most(stats.Unasked, stats.Open))
        {
            yield return $"nobody is there to accept or correct a diagnosis: {Deals(stats.Unasked, stats)} neither an owner nor a manager; fill in owner_email and manager_email";
        }
    }

    private static IEnumerable<string> Stages(BookStats stats, Playbook playbook)
    {
        if (Most(stats.Undated, stats.Open))
        {
            yield return $"stage entry dates are unavailable: {Deals(stats.Undated, stats)} no stage history that can be read; export stage_history.csv";
        }
        if (Most(stats.LeftUndated, stats.Left))
        {
            yield return FormattableString.Invariant(
                $"stage exit dates are unavailable: {stats.LeftUndated} of {stats.Left} stages that a deal has left do not say when; fill in exited_at"
            );
        }

        var stages = playbook.Stages.Where(s => !s.Terminal).ToList();
        var informal = stages.Where(s => s.ExitCriteria.Count == 0).Select(s => s.Name).ToList();
        if (stats.PlaybookMistakes > 0 && playbook.Version == BuiltInPlaybook.Value.Version)
        {
            yield return FormattableString.Invariant(
                $"stage requirements are informal: the export's playbook.yaml has {stats.PlaybookMistakes} mistake{(stats.PlaybookMistakes == 1 ? "" : "s")} and is not in force; `agentdesk playbook check` names their lines"
            );
        }
        if (Most(informal.Count, stages.Count))
        {
            yield return $"stage requirements are informal: {string.Join(", ", informal)} {(informal.Count == 1 ? "has" : "have")} no exit criteria in {playbook.Version}; write down what the buyer must have done";
        }
        if (Most(stats.Unmanaged, stats.Open))
        {
            yield return $"nobody is there to enforce exception review: {Deals(stats.Unmanaged, stats)} no manager; fill in manager_email";
        }
    }

    private static IEnumerable<string> Latency(BookStats stats, Playbook playbook)
    {
        if (Most(stats.Silent, stats.Open))
        {
            yield return $"no trigger can be seen: {Silent(stats)}";
        }
        if (!playbook.Triggers.Any(t => TriggerClocks.Kinds.Contains(t.Trigger, StringComparer.Ordinal)))
        {
            yield return $"no greatest delay is set: {playbook.Version} has none of {string.Join(", ", TriggerClocks.Kinds)}; write them under triggers";
        }
        if (Most(stats.Unasked, stats.Open))
        {
            yield return $"nobody's working time can be counted: {Deals(stats.Unasked, stats)} neither an owner nor a manager; fill in owner_email and manager_email";
        }
    }

    private static bool Most(int part, int of) => 2 * part > of;

    private static string Silent(BookStats stats) =>
        $"{Deals(stats.Silent, stats)} no mail, call or logged activity; export mail, calls or activities.csv";

    private static string Deals(int n, BookStats stats) =>
        FormattableString.Invariant($"{n} of {stats.Open} open deals {(stats.Open == 1 ? "has" : "have")}");
}
