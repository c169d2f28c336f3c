using AgentDesk.Core.Deals;

namespace AgentDesk.Core.Playbooks;

/// <summary>What a team's own won deals say about one stage and segment.</summary>
/// <param name="Segment">Null over all segments.</param>
/// <param name="Days">The 80th percentile in whole days; null while there are fewer than <see cref="LearnedAges.Least"/> stays.</param>
/// <param name="Now">What the playbook expects today.</param>
/// <param name="Stays">Finished stays of won deals that were counted.</param>
public sealed record LearnedAge(string Stage, string? Segment, int? Days, int Now, int Stays);

/// <summary>
/// Expected stage ages from the team's own won deals (facts/blockers-and-stages.md: own closed-won p80 per stage × segment once n ≥ 20).
/// They are proposed, never taken over.
/// </summary>
public static class LearnedAges
{
    public const int Least = 20;

    /// <summary>
    /// One line a stage and segment that a won deal was in, in the playbook's order. A deal that came back to a stage counts with all its
    /// days there.
    /// </summary>
    public static IReadOnlyList<LearnedAge> Of(IEnumerable<DealFile> files, Playbook playbook)
    {
        var stays = files
            .Where(f => f.Deal.Status == DealStatus.Won)
            .SelectMany(f =>
                f.Stages.Where(s => s.ExitedAt is not null)
                    .GroupBy(s => s.Stage, StringComparer.OrdinalIgnoreCase)
                    .Select(g => (Stage: g.Key, f.Deal.Segment, Days: g.Sum(s => (s.ExitedAt!.Value - s.EnteredAt).TotalDays)))
            )
            .ToList();
        return
        [
            .. from stage in playbook.Stages
            from segment in (IEnumerable<string?>)
                [
                    null,
                    .. stays
                        .Where(s => Is(s.Stage, stage.Name))
                        .Select(s => s.Segment)
                        .OfType<string>()
                        .Distinct(StringComparer.OrdinalIgnoreCase)
                        .Order(StringComparer.Ordinal),
                ]
            let of = stays
                .Where(s => Is(s.Stage, stage.Name) && (segment is null || Is(s.Segment, segment)))
                .Select(s => s.Days)
                .Order()
                .ToList()
            where of.Count > 0
            select new LearnedAge(stage.Name, segment, of.Count >= Least ? Percentile80(of) : null, stage.DaysFor(segment), of.Count),
        ];
    }

    /// <summary>The playbook with what could be learned, as its next version: for a person to read, check and put in force.</summary>
    public static Playbook Applied(Playbook playbook, IReadOnlyList<LearnedAge> learned, string version)
    {
        return playbook with { Version = version, Stages = [.. playbook.Stages.Select(Learned)] };

        StageRule Learned(StageRule stage)
        {
            var of = learned.Where(l => Is(l.Stage, stage.Name) && l.Days is not null).ToList();
            var days = new Dictionary<string, int>(stage.ExpectedDays, StringComparer.OrdinalIgnoreCase);
            foreach (var l in of.Where(l => l.Segment is not null))
            {
                days[l.Segment!] = l.Days!.Value;
            }
            return stage with { ExpectedDays = days, DefaultDays = of.Find(l => l.Segment is null)?.Days ?? stage.DefaultDays };
        }
    }

    // Nearest rank, rounded up to whole days; at least one.
    private static int Percentile80(List<double> sorted) =>
        Math.Max(1, (int)Math.Ceiling(sorted[(int)Math.Ceiling(0.8 * sorted.Count) - 1]));

    private static bool Is(string? a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
