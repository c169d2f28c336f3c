using AgentDesk.Core.Deals;
using Kinds = AgentDesk.Core.Measures.MeasurementKinds;

namespace AgentDesk.Core.Measures;

/// <summary>
/// How the sales workflow runs (SW: time-in-stage, conversion between stages, trigger-to-action latency): the first two from the stage
/// history alone.
/// </summary>
internal static class WorkflowFigures
{
    public static IReadOnlyList<Figure> Of(Measured m)
    {
        var latencies = Latency.Of(m.Input);
        return
        [
            TimeInStage(m),
            Conversion(m),
            DropOff(m),
            // A limit between trigger and action is the owner's working time; the desk and the record keep no office hours.
            Span(
                "trigger_to_action",
                "From trigger to action, all of it",
                Clocks.Business,
                m,
                latencies,
                l => l.Write is null ? null : l.Whole
            ),
            Span("detection", "From trigger to flag", Clocks.Business, m, latencies, l => l.Detection),
            Span("preparation", "The desk's own work", Clocks.Elapsed, m, latencies, l => l.Preparation),
            Span("approval_wait", "Waiting for a person", Clocks.Business, m, latencies, l => l.Approval),
            Span("write", "From approval to the record's answer", Clocks.Elapsed, m, latencies, l => l.Write),
        ];
    }

    private static Figure TimeInStage(Measured m)
    {
        var stays = m[Kinds.StageLeft];
        return new("time_in_stage", "Days in a stage, finished stays", Median(stays), "days", stays.Count, null, Measured.Behind(stays))
        {
            P80 = P80(stays),
            Clock = Clocks.Elapsed,
            Missing = m.Without(Kinds.StageLeft),
            Parts =
            [
                .. stays
                    .GroupBy(e => e.Value!.ToLowerInvariant(), StringComparer.Ordinal)
                    .OrderBy(g => Order(m, g.Key))
                    .ThenBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => new FigurePart(g.Key, Median(g), g.Count(), Measured.Behind(g)) { P80 = P80(g) }),
            ],
        };
    }

    private static Figure Conversion(Measured m) =>
        Passage(m, "stage_conversion", "Deals that went on to a later stage, of those that entered", p => p.WentOn);

    private static Figure DropOff(Measured m) =>
        Passage(m, "stage_drop_off", "Deals that were lost in a stage, of those that entered", p => p.Lost);

    private static Figure Passage(Measured m, string id, string name, Func<StagePassage, IReadOnlyList<string>> which)
    {
        var stages = StagePassage.Of(m);
        var (entered, count) = (stages.Sum(s => s.Entered), stages.Sum(s => which(s).Count));
        return new(id, name, Numbers.Share(count, entered), "%", entered, null, Measured.Names(stages.SelectMany(Behind)))
        {
            Count = count,
            Missing = m.Without(Kinds.StageEntered),
            Parts =
            [
                .. stages.Select(s => new FigurePart(
                    s.Stage,
                    Numbers.Share(which(s).Count, s.Entered),
                    s.Entered,
                    Measured.Names(Behind(s))
                )
                {
                    Count = which(s).Count,
                }),
            ],
        };

        // A share is what went on of what came in: both stand behind it, and behind a share of none the entries do.
        IEnumerable<string> Behind(StagePassage s) => s.Entries.Concat(which(s));
    }

    private static Figure Span(
        string id,
        string name,
        string clock,
        Measured m,
        IReadOnlyList<Latency> latencies,
        Func<Latency, TimeSpent?> part
    )
    {
        var found = latencies.Where(l => part(l) is not null).ToList();
        var missing =
            found.Count > 0 ? []
            : m.Without(Kinds.ActionProposed, Kinds.ActionApproved) is { Count: > 0 } none ? none
            : ["action.written"];
        var (median, p80, elapsed) = Of(found);
        return new(id, name, median, "min", found.Count, null, Measured.Names(found.SelectMany(l => l.Events)))
        {
            P80 = p80,
            Clock = clock,
            Elapsed = elapsed,
            Missing = missing,
            Parts = [.. found.GroupBy(l => l.Trigger, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(Part)],
        };

        (decimal? Median, decimal? P80, decimal? Elapsed) Of(IEnumerable<Latency> of) =>
            Numbers.Minutes([.. of.Select(l => part(l)!.Value)], clock);

        FigurePart Part(IGrouping<string, Latency> g)
        {
            var (own, most, all) = Of(g);
            return new(g.Key, own, g.Count(), Measured.Names(g.SelectMany(l => l.Events))) { P80 = most, Elapsed = all };
        }
    }

    private static decimal? Median(IEnumerable<MeasurementEvent> stays) =>
        Numbers.Median(stays.Select(e => e.Length!.Value), Numbers.Day, 2);

    private static decimal? P80(IEnumerable<MeasurementEvent> stays) => Numbers.P80(stays.Select(e => e.Length!.Value), Numbers.Day, 2);

    private static int Order(Measured m, string stage) => m.Input.Playbook.Order(stage) is var o && o < 0 ? int.MaxValue : o;
}

/// <summary>What became of the deals that entered a stage. A deal counts once a stage, from its first entry.</summary>
/// <param name="Entries">The rows with which deals first entered the stage.</param>
/// <param name="WentOn">The rows with which deals first entered any later stage.</param>
/// <param name="Lost">Deals that are lost and came no further, as `deal:D-101#status`.</param>
/// <param name="StillIn">The rows of deals that are open and came no further.</param>
public sealed record StagePassage(
    string Stage,
    IReadOnlyList<string> Entries,
    IReadOnlyList<string> WentOn,
    IReadOnlyList<string> Lost,
    IReadOnlyList<string> StillIn
)
{
    /// <summary>How many deals entered the stage.</summary>
    public int Entered => Entries.Count;

    /// <summary>A line a stage of the playbook that a deal has entered and that is not the last; in order.</summary>
    public static IReadOnlyList<StagePassage> Of(Measured m)
    {
        var entries = m[MeasurementKinds.StageEntered].Select(e => e.Behind).ToHashSet(StringComparer.Ordinal);
        var lines = new List<StagePassage>();
        foreach (var rule in m.Input.Playbook.Stages.Where(s => !s.Terminal))
        {
            var order = m.Input.Playbook.Order(rule.Name);
            var (entered, on, lost, still) = (new List<string>(), new List<string>(), new List<string>(), new List<string>());
            foreach (var deal in m.Input.Deals)
            {
                if (
                    deal.Stages.FirstOrDefault(s => Is(s, rule.Name) && s.EnteredAt <= m.Input.Now) is not { } first
                    || !entries.Contains(deal.NameOf(first))
                )
                {
                    continue;
                }

                entered.Add(deal.NameOf(first));
                if (
                    deal.Stages.FirstOrDefault(s =>
                        s.EnteredAt >= first.EnteredAt && s.EnteredAt <= m.Input.Now && m.Input.Playbook.Order(s.Stage) > order
                    ) is
                    { } next
                )
                {
                    on.Add(deal.NameOf(next));
                }
                else if (deal.Deal.Status == DealStatus.Won)
                {
                    on.Add($"deal:{deal.Deal.Id}#status");
                }
                else if (deal.Deal.Status == DealStatus.Lost)
                {
                    lost.Add($"deal:{deal.Deal.Id}#status");
                }
                else
                {
                    still.Add(deal.NameOf(first));
                }
            }

            if (entered.Count > 0)
            {
                lines.Add(new StagePassage(rule.Name, entered, on, lost, still));
            }
        }

        return lines;
    }

    private static bool Is(StageMove row, string stage) => string.Equals(row.Stage, stage, StringComparison.OrdinalIgnoreCase);
}
