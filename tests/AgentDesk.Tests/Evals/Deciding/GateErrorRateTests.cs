using AgentDesk.Evals.Deciding;

namespace AgentDesk.Tests.Evals.Deciding;

/// <summary>Acceptance: how often the gate is wrong either way, over 200 seeds, through the code that `eval gate` runs.</summary>
public sealed class GateErrorRateTests
{
    private const int Seeds = 200;

    [Fact]
    public void An_unchanged_prompt_fails_the_gate_in_at_most_8_percent_of_200_seeds()
    {
        var failed = Enumerable.Range(1, Seeds).Count(seed => Judge(seed, 0) == 2);

        Assert.InRange(failed, 0, (int)(0.08 * Seeds));
        TestContext.Current.TestOutputHelper?.WriteLine($"A/A: {failed} of {Seeds} fail");
    }

    [Fact]
    public void Ten_points_lost_on_300_rows_are_caught_in_at_least_80_percent_of_200_seeds()
    {
        var caught = Enumerable.Range(1, Seeds).Count(seed => Judge(seed, 0.10) == 2);

        Assert.InRange(caught, (int)(0.8 * Seeds), Seeds);
        TestContext.Current.TestOutputHelper?.WriteLine($"-10 points: {caught} of {Seeds} caught");
    }

    [Fact]
    public void Rows_that_are_taken_for_independent_would_fail_too_many_unchanged_prompts()
    {
        // The deals of a run are disturbed as a whole: this is what the clusters are for. Were every row its own cluster, an unchanged prompt would be called worse too often.
        var failed = Enumerable.Range(1, Seeds).Count(seed =>
        {
            var (a, b) = Rehearsal.Pair(seed, 0, deals: 20, perDeal: 25);
            return Judge(Loose(a), Loose(b)) == 2;
        });
        var clustered = Enumerable.Range(1, Seeds).Count(seed =>
        {
            var (a, b) = Rehearsal.Pair(seed, 0, deals: 20, perDeal: 25);
            return Judge(a, b) == 2;
        });

        Assert.True(failed > 0.08 * Seeds && clustered <= 0.08 * Seeds, $"{failed} of {Seeds} as rows, {clustered} as deals");

        static RunSide Loose(RunSide side) => side with { RowsOf = s => [.. side.RowsOf(s).Select(r => r with { Cluster = r.Row })] };
    }

    private static int Judge(int seed, double change)
    {
        var (a, b) = Rehearsal.Pair(seed, change);
        return Judge(a, b);
    }

    private static int Judge(RunSide a, RunSide b) => GateJudge.Judge(b, a, [Rehearsal.Suite], new HashSet<string>()).ExitCode;
}
