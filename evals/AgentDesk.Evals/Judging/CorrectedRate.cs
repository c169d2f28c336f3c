namespace AgentDesk.Evals.Judging;

/// <summary>A rate as a judge of known errors sees it, made right.</summary>
/// <param name="Seen">What the judge says.</param>
/// <param name="Value">θ = (p̂ + q0 − 1) / (q0 + q1 − 1), held between 0 and 1.</param>
/// <param name="Low">Of the 95% interval, from both samples: what was judged, and what the judge was measured on.</param>
public sealed record CorrectedRate(double Seen, double Value, double Low, double High, int N)
{
    private const double Z = 1.959964;

    /// <summary>
    /// The judge's errors are estimates too, so their variance goes into the interval (delta method on the estimator of arXiv 2511.21140).
    /// Each share is smoothed by two made-up hits and misses (Agresti and Coull), without which a share of 0 or 1 would claim to be
    /// certain.
    /// </summary>
    /// <exception cref="ArgumentException">The judge is no better than chance: nothing can be corrected.</exception>
    public static CorrectedRate Of(int hits, int n, Calibration judge)
    {
        if (judge.Q0 + judge.Q1 <= 1)
        {
            throw new ArgumentException("a judge that is no better than chance cannot be corrected", nameof(judge));
        }

        var seen = n == 0 ? 0 : (double)hits / n;
        var gain = judge.Q0 + judge.Q1 - 1;
        var value = (seen + judge.Q0 - 1) / gain;

        var (p, pn) = Smoothed(seen, n);
        var (q0, q0n) = Smoothed(judge.Q0, judge.Negatives);
        var (q1, q1n) = Smoothed(judge.Q1, judge.Positives);
        var slope = q0 + q1 - 1;
        if (slope <= 0)
        {
            return new CorrectedRate(seen, Math.Clamp(value, 0, 1), 0, 1, n);
        }

        var middle = (p + q0 - 1) / slope;
        var variance =
            ((p * (1 - p) / pn) + (Square(1 - middle) * q0 * (1 - q0) / q0n) + (Square(middle) * q1 * (1 - q1) / q1n)) / Square(slope);
        var reach = Z * Math.Sqrt(variance);
        return new CorrectedRate(seen, Math.Clamp(value, 0, 1), Math.Clamp(middle - reach, 0, 1), Math.Clamp(middle + reach, 0, 1), n);
    }

    private static (double Share, double N) Smoothed(double share, int n) => (((share * n) + 2) / (n + 4.0), n + 4.0);

    private static double Square(double x) => x * x;
}
