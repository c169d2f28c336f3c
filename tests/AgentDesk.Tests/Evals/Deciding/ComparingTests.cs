using AgentDesk.Evals.Deciding;
using AgentDesk.Evals.Rows;

namespace AgentDesk.Tests.Evals.Deciding;

public sealed class ComparingTests
{
    [Theory]
    [InlineData(1, 12.7062)]
    [InlineData(10, 2.2281)]
    [InlineData(59, 2.0010)]
    [InlineData(1000, 1.9623)]
    public void Students_t_is_that_of_the_tables(int df, double quantile)
    {
        Assert.Equal(quantile, StudentT.Quantile(0.05, df), 4);
        Assert.Equal(0.05, StudentT.TwoSided(quantile, df), 4);
    }

    [Fact]
    public void The_interval_of_a_mean_difference_over_clusters_of_one_is_the_paired_t_interval()
    {
        // Differences +1 ×3, -1 ×1, 0 ×4: mean .25, s .7071, t(7) 2.3646.
        bool[] a = [false, false, false, true, true, true, false, false],
            b = [true, true, true, false, true, true, false, false];

        var pass = Compare(
            [.. a.Select((p, i) => Rehearsal.Row($"r{i}", $"d{i}", p))],
            [.. b.Select((p, i) => Rehearsal.Row($"r{i}", $"d{i}", p))]
        ).Measures[0];

        Assert.Equal(0.25, pass.Delta!.Value, 6);
        Assert.Equal(0.25 - (2.3646 * 0.7071 / Math.Sqrt(8)), pass.Low!.Value, 3);
        Assert.Equal(0.25 + (2.3646 * 0.7071 / Math.Sqrt(8)), pass.High!.Value, 3);
        Assert.Equal(["d0", "d1", "d2", "d3"], pass.Moved);
    }

    [Fact]
    public void Rows_are_fixed_broken_or_flaky()
    {
        var c = Compare(
            [
                Rehearsal.Row("x", "d", false),
                Rehearsal.Row("y", "d", true),
                Rehearsal.Row("z", "d", true),
                Rehearsal.Row("z", "d", true, repeat: 1),
                Rehearsal.Row("w", "d", true),
            ],
            [
                Rehearsal.Row("x", "d", true),
                Rehearsal.Row("y", "d", false),
                Rehearsal.Row("z", "d", true),
                Rehearsal.Row("z", "d", false, repeat: 1),
                Rehearsal.Row("w", "d", true),
            ]
        );

        Assert.Equal(
            [("x", RowChangeKind.Fixed), ("y", RowChangeKind.Broken), ("z", RowChangeKind.Flaky)],
            c.Changes.Select(r => (r.Row, r.Kind))
        );
        Assert.Equal("blocker: security, a reader says legal", c.Changes[1].Why);
        Assert.Equal((1, 2), (c.Changes[2].PassesB, c.Changes[2].OfB));
    }

    [Fact]
    public void Undetermined_rows_are_never_counted_as_0_on_either_side()
    {
        var c = Compare(
            [Rehearsal.Row("x", "x", true), Rehearsal.Row("y", "y", true)],
            [Rehearsal.Row("x", "x", true), Rehearsal.Row("y", RowOutcome.Undetermined)]
        );

        Assert.Equal((1d, 1), (c.Measures[0].B!.Value, c.Measures[0].Rows));
        Assert.Equal(RowChangeKind.Unsettled, Assert.Single(c.Changes).Kind);
    }

    [Fact]
    public void Cases_made_from_other_data_are_not_compared_and_said_so()
    {
        var c = Compare(
            [Rehearsal.Row("x", "x", true), Rehearsal.Row("y", "y", true)],
            [Rehearsal.Row("x", "x", true), Rehearsal.Row("y", "y", false, data: "changed")]
        );

        Assert.Equal(1, c.Rows);
        Assert.Contains("1 cases were made from other data", Assert.Single(c.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Identical_outputs_are_the_same_and_no_matter_of_chance()
    {
        var (a, _) = Rehearsal.Pair(1, 0);

        var c = Comparing.Of(a, a with { Name = "b" }, [Rehearsal.Suite]);

        Assert.Equal(Verdict.Same, c.Overall);
    }

    [Fact]
    public void Five_deals_that_moved_one_way_are_no_proof_and_six_are()
    {
        Assert.Equal(Verdict.CannotTell, Moved(5).Verdict);
        Assert.Equal(Verdict.Worse, Moved(6).Verdict);

        static MeasureDelta Moved(int broken) =>
            Compare(
                [.. Enumerable.Range(0, 20).Select(i => Rehearsal.Row($"r{i}", $"d{i:00}", true))],
                [.. Enumerable.Range(0, 20).Select(i => Rehearsal.Row($"r{i}", $"d{i:00}", i >= broken))]
            ).Measures[0];
    }

    [Fact]
    public void A_cannot_tell_names_the_rows_and_deals_that_would_settle_it()
    {
        var (settled, tried) = (0, 0);
        for (var seed = 1; seed <= 80; seed++)
        {
            var (a, b) = Rehearsal.Pair(seed, 0.06, deals: 30);
            var pass = Comparing.Of(a, b, [Rehearsal.Suite]).Columns[0].Measures[0];
            if (pass is not { Verdict: Verdict.CannotTell, NeedClusters: { } need and < 300, Delta: < 0 and { } delta })
            {
                continue;
            }
            Assert.Equal(need * 5, pass.NeedRows!.Value, 5.0);
            Assert.Contains("would settle it", Figure.Words(pass, "deal"), StringComparison.Ordinal);

            // So many deals of the same kind, with a difference of the size that was seen.
            var (c, d) = Rehearsal.Pair(1000 + seed, -delta, deals: (int)need);
            settled += Comparing.Of(c, d, [Rehearsal.Suite]).Columns[0].Measures[0].Verdict == Verdict.CannotTell ? 0 : 1;
            tried++;
        }

        Assert.True(tried > 20 && settled > 0.65 * tried && settled < 0.95 * tried, $"{settled} of {tried}");
    }

    [Fact]
    public void Where_no_deal_moved_the_interval_is_as_wide_as_so_few_deals_leave_it()
    {
        var rows = Enumerable.Range(0, 20).Select(i => Rehearsal.Row($"r{i}", $"d{i}", true)).ToList();
        var pass = Compare(rows, [.. rows.Select(r => r with { OutputHash = "other" })]).Measures[0];

        Assert.Equal((Verdict.CannotTell, 0d), (pass.Verdict, pass.Delta!.Value));
        Assert.Equal(0.168, pass.High!.Value, 3);
        Assert.Null(pass.NeedRows);
        Assert.Equal("can't tell: no difference seen, one of 16.8 points or more would have shown", Figure.Words(pass, "deal"));
    }

    [Fact]
    public void Other_versions_of_a_prompt_are_compared_with_one_another()
    {
        var (a, b) = Rehearsal.Pair(1, 0);
        var later = b with { RowsOf = s => [.. b.RowsOf(s).Select(r => r with { Prompt = "p@2" })] };

        var c = Assert.Single(Comparing.Of(a, later, [Rehearsal.Suite]).Columns);

        Assert.Equal(("p@1", "p@2"), (c.A.Prompt, c.B.Prompt));
    }

    private static ColumnComparison Compare(IReadOnlyList<RowResult> a, IReadOnlyList<RowResult> b) =>
        Comparing.Of(Rehearsal.Side("a", a), Rehearsal.Side("b", b), [Rehearsal.Suite]).Columns[0];
}
