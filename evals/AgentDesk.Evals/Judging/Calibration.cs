using AgentDesk.Evals.Rows;

namespace AgentDesk.Evals.Judging;

/// <summary>
/// How a judge did on statements that people have labelled: `evals/judges/NAME.json`.
/// </summary>
/// <param name="PromptHash">Of the prompt that it was asked with; another prompt is another judge.</param>
/// <param name="Positives">Statements that people call supported.</param>
/// <param name="Negatives">Statements that they do not.</param>
/// <param name="Q1">Of the supported ones, the share that the judge calls so (sensitivity).</param>
/// <param name="Q0">Of the unsupported ones, the share that the judge calls so (specificity).</param>
/// <param name="Kappa">Cohen's kappa with people.</param>
/// <param name="Unread">Rows for which the judge gave no verdict: they are in none of the figures.</param>
public sealed record Calibration(
    string Model,
    string Prompt,
    string PromptHash,
    string Suite,
    string DataHash,
    int Positives,
    int Negatives,
    double Q1,
    double Q0,
    double Kappa,
    int Unread
)
{
    /// <summary>Below this a judge agrees with people too little to be listened to, whatever its error rates.</summary>
    public const double KappaFloor = 0.4;

    /// <summary>The share of supported ones among what was labelled: kappa is read beside it.</summary>
    public double BaseRate => Positives + Negatives == 0 ? 0 : (double)Positives / (Positives + Negatives);

    /// <summary>Why its verdicts are not used, or null where they are.</summary>
    public string? Refused =>
        Positives < 20 || Negatives < 20
            ? FormattableString.Invariant(
                $"{Positives} supported and {Negatives} unsupported statements are too few to know a judge by: at least 20 of each"
            )
        : Q1 + Q0 <= 1 ? FormattableString.Invariant($"it is no better than chance: q1 {Q1:0.000} + q0 {Q0:0.000} is not more than 1")
        : Kappa < KappaFloor
            ? FormattableString.Invariant($"its agreement with people is too weak: kappa {Kappa:0.000}, at least {KappaFloor:0.0}")
        : null;

    /// <summary>From pairs of what people and the judge say.</summary>
    public static Calibration Of(
        string model,
        string prompt,
        string promptHash,
        string suite,
        string dataHash,
        IReadOnlyList<ClassPair> pairs,
        int unread
    )
    {
        var positives = pairs.Where(p => p.Expected == Judge.Supported).ToList();
        var negatives = pairs.Where(p => p.Expected != Judge.Supported).ToList();
        var q1 = positives.Count == 0 ? 0 : (double)positives.Count(p => p.Got == Judge.Supported) / positives.Count;
        var q0 = negatives.Count == 0 ? 0 : (double)negatives.Count(p => p.Got != Judge.Supported) / negatives.Count;
        return new Calibration(
            model,
            prompt,
            promptHash,
            suite,
            dataHash,
            positives.Count,
            negatives.Count,
            q1,
            q0,
            KappaOf(pairs),
            unread
        );
    }

    /// <summary>Cohen's kappa: agreement beyond what two raters of these habits have by chance; 0 where chance is all there is.</summary>
    public static double KappaOf(IReadOnlyList<ClassPair> pairs)
    {
        if (pairs.Count == 0)
        {
            return 0;
        }
        var n = (double)pairs.Count;
        var agree = pairs.Count(p => p.Expected == p.Got) / n;
        var chance = pairs
            .SelectMany(p => new[] { p.Expected, p.Got })
            .Distinct(StringComparer.Ordinal)
            .Sum(c => pairs.Count(p => p.Expected == c) / n * (pairs.Count(p => p.Got == c) / n));
        return chance >= 1 ? 0 : (agree - chance) / (1 - chance);
    }
}
