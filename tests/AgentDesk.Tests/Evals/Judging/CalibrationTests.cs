using AgentDesk.Evals.Judging;
using AgentDesk.Evals.Rows;

namespace AgentDesk.Tests.Evals.Judging;

public sealed class CalibrationTests
{
    [Fact]
    public void Error_rates_and_kappa_are_counted_from_what_people_said()
    {
        var known = Of(positives: 50, rightPositives: 45, negatives: 100, rightNegatives: 80);

        Assert.Equal((0.9, 0.8), (known.Q1, known.Q0));
        Assert.Equal(1.0 / 3, known.BaseRate, 9);

        // Agreement 125/150; by chance 1/3 * 65/150 + 2/3 * 85/150.
        var chance = (65.0 / 450) + (170.0 / 450);
        Assert.Equal(((125.0 / 150) - chance) / (1 - chance), known.Kappa, 9);
        Assert.Null(known.Refused);
    }

    [Theory]
    [InlineData(50, 25, 50, 20, "no better than chance")]
    [InlineData(100, 100, 200, 28, "kappa")]
    [InlineData(10, 10, 10, 10, "too few")]
    public void A_judge_that_is_no_better_than_chance_agrees_too_little_or_was_hardly_measured_is_refused(
        int positives,
        int rightPositives,
        int negatives,
        int rightNegatives,
        string why
    ) => Assert.Contains(why, Of(positives, rightPositives, negatives, rightNegatives).Refused, StringComparison.Ordinal);

    [Fact]
    public void A_rate_is_corrected_for_what_the_judge_misses_and_lets_pass()
    {
        // Of 1000, 700 are supported; the judge sees 0.9 * 700 + 0.2 * 300 of them.
        var corrected = CorrectedRate.Of(690, 1000, Of(1000, 900, 1000, 800));

        Assert.Equal(0.69, corrected.Seen, 9);
        Assert.Equal(0.7, corrected.Value, 9);
        Assert.InRange(corrected.Low, 0.6, 0.7);
        Assert.InRange(corrected.High, 0.7, 0.8);
    }

    [Fact]
    public void Nothing_can_be_corrected_by_a_judge_of_chance() =>
        Assert.Throws<ArgumentException>(() => CorrectedRate.Of(5, 10, Of(50, 25, 50, 25)));

    /// <summary>
    /// Judges and rows are drawn anew 600 times: the interval holds the rate that people would have given in at least nine of ten.
    /// </summary>
    [Theory]
    [InlineData(0.5, 0.85, 0.8)]
    [InlineData(0.9, 0.9, 0.75)]
    [InlineData(0.3, 0.8, 0.9)]
    public void The_corrected_interval_covers_the_rate_that_people_give(double truth, double q1, double q0)
    {
        var covered = 0;
        for (var seed = 0; seed < 600; seed++)
        {
            var random = new Random(seed);
            int Hits(int n, double p) => Enumerable.Range(0, n).Count(_ => random.NextDouble() < p);
            var judge = Of(120, Hits(120, q1), 120, Hits(120, q0));
            var seen = Hits(300, (truth * q1) + ((1 - truth) * (1 - q0)));
            var corrected = CorrectedRate.Of(seen, 300, judge);
            if (corrected.Low <= truth && truth <= corrected.High)
            {
                covered++;
            }
        }

        Assert.True(covered >= 540, $"{covered} of 600");
    }

    private static Calibration Of(int positives, int rightPositives, int negatives, int rightNegatives)
    {
        IReadOnlyList<ClassPair> pairs =
        [
            .. Enumerable
                .Range(0, positives)
                .Select(i => new ClassPair(Judge.Supported, i < rightPositives ? Judge.Supported : Judge.Unsupported)),
            .. Enumerable
                .Range(0, negatives)
                .Select(i => new ClassPair(Judge.Unsupported, i < rightNegatives ? Judge.Unsupported : Judge.Supported)),
        ];
        return Calibration.Of("j", "claim-judge@1", "0", "s", "0", pairs, 0);
    }
}
