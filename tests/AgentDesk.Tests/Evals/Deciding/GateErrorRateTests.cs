using AgentDesk.Evals.Deciding;
using AgentDesk.Evals.Power;
using AgentDesk.Evals.Rows;

namespace AgentDesk.Tests.Evals.Deciding;

/// <summary>Acceptance: how often the gate is wrong either way, over 200 seeds, through the code that `eval gate` runs.</summary>
public sealed class GateErrorRateTests
{
    // The setting was laid down, with why, before the gate was measured on it (Setting.Middle); the whole grid is `gate-power` in
    // docs/evals.md.
    private static readonly PowerOf Measured = GatePower.Of(Setting.Middle);

    [Fact]
    public void An_unchanged_prompt_fails_the_gate_in_at_most_8_percent_of_200_seeds()
    {
        Assert.Equal(200, Measured.Seeds);
        Assert.InRange(Measured.False, 0, (int)(0.08 * Measured.Seeds));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"A/A: {Measured.False} of {Measured.Seeds} fail; {Measured.Otherwise:P0} of the rows came out otherwise"
        );
    }

    [Fact]
    public void Ten_points_lost_on_300_rows_are_caught_in_at_least_80_percent_of_200_seeds()
    {
        Assert.Equal(300, Setting.Middle.Shape.Sizes.Sum());
        Assert.InRange(Measured.Caught, (int)(0.8 * Measured.Seeds), Measured.Seeds);
        TestContext.Current.TestOutputHelper?.WriteLine($"-10 points: {Measured.Caught} of {Measured.Seeds} caught");
    }

    // Otherwise the figures above would be of another simulation than the one that is described.
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.7, 0.1)]
    [InlineData(0.9, 0)]
    public void Simulated_runs_pass_as_often_as_their_setting_says_and_lose_what_is_planted(double pass, double loss)
    {
        static double Share(RunSide side) => side.RowsOf(Rehearsal.Suite).Average(r => r.Outcome == RowOutcome.Pass ? 1 : 0);
        var pairs = Enum.GetValues<Falls>()
            .SelectMany(f =>
                Enumerable
                    .Range(1, 60)
                    .Select(seed => SimulatedRuns.Pair(Setting.Middle with { Pass = pass, Falls = f, Shape = Shape.Mixed }, seed, loss))
            )
            .ToList();

        Assert.Equal(pass, pairs.Average(p => Share(p.A)), 0.01);
        Assert.Equal(pass - loss, pairs.Average(p => Share(p.B)), 0.01);
    }

    [Fact]
    public void Rows_that_are_taken_for_independent_would_fail_too_many_unchanged_prompts()
    {
        // The deals of a run are disturbed as a whole: this is what the clusters are for. Were every row its own cluster, an unchanged
        // prompt would be called worse too often.
        var failed = Enumerable
            .Range(1, GatePower.Seeds)
            .Count(seed =>
            {
                var (a, b) = SimulatedRuns.Pair(Setting.Middle with { Together = 0.3, Shape = Shape.Few }, seed, 0);
                return GatePower.Fails(Loose(a), Loose(b));
            });
        var clustered = Enumerable
            .Range(1, GatePower.Seeds)
            .Count(seed =>
            {
                var (a, b) = SimulatedRuns.Pair(Setting.Middle with { Together = 0.3, Shape = Shape.Few }, seed, 0);
                return GatePower.Fails(a, b);
            });

        Assert.True(
            failed > 0.08 * GatePower.Seeds && clustered <= 0.08 * GatePower.Seeds,
            $"{failed} of {GatePower.Seeds} as rows, {clustered} as deals"
        );

        static RunSide Loose(RunSide side) => side with { RowsOf = s => [.. side.RowsOf(s).Select(r => r with { Cluster = r.Row })] };
    }
}
