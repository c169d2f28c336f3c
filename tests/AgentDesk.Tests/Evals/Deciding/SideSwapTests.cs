using AgentDesk.Evals.Deciding;
using AgentDesk.Evals.Measures;

namespace AgentDesk.Tests.Evals.Deciding;

public sealed class SideSwapTests
{
    [Fact]
    public void Few_clusters_are_gone_through_one_by_one()
    {
        // Of the 32 ways in which five clusters can change places one is as bad as this, and two are as far from nothing.
        var p = Assert.Single(SideSwap.Of([Moved(-1, -1, -1, -1, -1)]));

        Assert.Equal((1.0 / 32, 2.0 / 32), (p.Worse, p.Other));
        Assert.Equal(1, Assert.Single(SideSwap.Of([Moved(1, 1, 1, 1, 1)])).Worse);
    }

    [Fact]
    public void Measures_that_move_together_cost_no_more_than_one_and_one_that_did_not_move_costs_nothing()
    {
        var alone = SideSwap.Of([Bad])[0];

        Assert.All(SideSwap.Of([Bad, Bad, Bad]), p => Assert.Equal(alone, p));
        Assert.Equal([alone, FamilyP.One], SideSwap.Of([Bad, new Dictionary<string, double>()]));
    }

    [Fact]
    public void Looking_at_more_measures_that_move_by_themselves_makes_each_less_telling()
    {
        var alone = SideSwap.Of([Bad])[0].Worse;

        Assert.InRange(SideSwap.Of([Bad, Noise])[0].Worse, 1.3 * alone, 2 * alone);
        Assert.Equal(SideSwap.Of([Bad, Noise]), SideSwap.Of([Bad, Noise]));
    }

    [Fact]
    public void The_gate_asks_for_worse_alone_so_five_broken_deals_fail_it_that_are_no_verdict_of_a_comparison()
    {
        var a = Rehearsal.Side("a", [.. Enumerable.Range(0, 20).Select(i => Rehearsal.Row($"r{i}", $"d{i:00}", true))]);
        static RunSide Broken(int n) =>
            Rehearsal.Side("b", [.. Enumerable.Range(0, 20).Select(i => Rehearsal.Row($"r{i}", $"d{i:00}", i >= n))]);

        Assert.Equal([0, 2], new[] { 4, 5 }.Select(n => GateJudge.Judge(Broken(n), a, [Rehearsal.Suite], new HashSet<string>()).ExitCode));
        Assert.Equal(Verdict.CannotTell, Comparing.Of(a, Broken(5), [Rehearsal.Suite]).Overall);
        Assert.Equal(0, GateJudge.Judge(a, Broken(5), [Rehearsal.Suite], new HashSet<string>()).ExitCode);
    }

    [Fact]
    public void A_measure_that_is_no_sum_is_taken_apart_by_changing_places_as_well()
    {
        var f1 = SuiteMeasures
            .Of(
                AgentDesk
                    .Evals.Suites.SuiteFile.Read(
                        """
                        name: s
                        version: 1
                        about: classes
                        task: prompt
                        data: {files: [x.jsonl]}
                        models: [m]
                        graders: [{kind: class, name: blocker, with: {path: p, expected: p}}]
                        """,
                        "s.yaml"
                    )
                    .Suite!
            )
            .Single(m => m.Name == "blocker.macro_f1");
        static PairedRow Pair(int i, bool a, bool b) =>
            new($"r{i}", $"d{i}", [Rehearsal.Row($"r{i}", $"d{i}", a)], [Rehearsal.Row($"r{i}", $"d{i}", b)]);

        var e = ClusterInterval.Difference(f1, [.. Enumerable.Range(0, 12).Select(i => Pair(i, true, i % 2 == 0))]);

        Assert.Equal(e.Moved, e.Adds.Keys.Order(StringComparer.Ordinal));
        Assert.All(e.Adds.Values, v => Assert.True(v < 0));
    }

    private static IReadOnlyDictionary<string, double> Bad => Moved([.. Enumerable.Range(0, 20).Select(i => i < 14 ? -1.0 : 1.0)]);

    private static IReadOnlyDictionary<string, double> Noise => Moved([.. Enumerable.Range(0, 20).Select(i => i % 2 == 0 ? -1.0 : 1.0)]);

    private static Dictionary<string, double> Moved(params double[] adds) =>
        adds.Select((v, i) => (v, i)).ToDictionary(x => $"d{x.i:00}", x => x.v);
}
