using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Runs;

namespace AgentDesk.Engine;

/// <summary>What one deal would have been flagged for under the one playbook and not under the other.</summary>
/// <param name="From">The first look at which they differ.</param>
/// <param name="IsNew">True when the checked playbook flags it and the one in force does not.</param>
public sealed record DryRunLine(DealId Deal, string DealName, string Workflow, bool IsNew, DateTimeOffset From, string Kind, string Why);

/// <summary>Looks at the imported history week by week with two playbooks, before one of them is put in force.</summary>
public static class PlaybookDryRun
{
    /// <summary>Weeks that are looked back.</summary>
    public const int Weeks = 13;

    /// <summary>
    /// Exit criteria of the candidate that the one in force has not, or words otherwise, as `stage: text`: no look at the record tells who
    /// meets them.
    /// </summary>
    public static IReadOnlyList<string> ChangedCriteria(Playbook inForce, Playbook candidate) =>
        [
            .. from s in candidate.Stages
            from c in s.ExitCriteria
            where inForce.Stage(s.Name)?.ExitCriteria.Contains(c) != true
            select $"{s.Name}: {c.Text}",
        ];

    /// <summary>
    /// Where the two differ over the last <see cref="Weeks"/> weeks: the first time for each deal, workflow and kind of trigger, in order
    /// of deals.
    /// </summary>
    public static async Task<IReadOnlyList<DryRunLine>> OfAsync(
        IDealBook book,
        IReadOnlyList<Workflow> workflows,
        Playbook inForce,
        Playbook candidate,
        DateTimeOffset now,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        var team = await book.TeamAsync(ct);
        var total = (await book.DealsAsync(ct)).Count(d => d.Status == DealStatus.Open);
        var lines = new List<DryRunLine>();
        var done = 0;
        await foreach (var file in book.OpenDealsAsync(ct))
        {
            var seen = new HashSet<(string, string, bool)>();
            for (var week = Weeks; week >= 0; week--)
            {
                var at = now.AddDays(-7 * week);
                if (file.At(at) is not { Deal.Status: DealStatus.Open } then)
                {
                    continue;
                }

                foreach (var workflow in workflows)
                {
                    var (old, fresh) = (Triggers(workflow, then, inForce, at), Triggers(workflow, then, candidate, at));
                    lines.AddRange(
                        Only(workflow, fresh, old)
                            .Where(t => seen.Add((workflow.Name, workflow.Topic(t), true)))
                            .Select(t => new DryRunLine(file.Deal.Id, file.Deal.Name, workflow.Name, true, at, workflow.Topic(t), t.Detail))
                    );
                    lines.AddRange(
                        Only(workflow, old, fresh)
                            .Where(t => seen.Add((workflow.Name, workflow.Topic(t), false)))
                            .Select(t => new DryRunLine(
                                file.Deal.Id,
                                file.Deal.Name,
                                workflow.Name,
                                false,
                                at,
                                workflow.Topic(t),
                                t.Detail
                            ))
                    );
                }
            }

            progress?.Report(new Progress("looking back", ++done, total));
        }

        return lines;

        IReadOnlyList<Trigger> Triggers(Workflow workflow, DealFile then, Playbook playbook, DateTimeOffset at) =>
            workflow.Wakes(then, team, playbook, at)?.Triggers ?? [];

        static IEnumerable<Trigger> Only(Workflow workflow, IReadOnlyList<Trigger> these, IReadOnlyList<Trigger> those) =>
            these.Where(t => !those.Any(o => workflow.Topic(o) == workflow.Topic(t)));
    }
}
