using AgentDesk.Evals.Judging;
using AgentDesk.Evals.Rows;

namespace AgentDesk.Evals.Labelling;

/// <summary>One case on which two raters differ.</summary>
internal sealed record Disagreement(string Row, string First, string Second);

/// <summary>How far two raters agree.</summary>
/// <param name="N">Cases that both labelled.</param>
/// <param name="Share">Of them, those with the same label.</param>
/// <param name="ShareLow">Of the 95% interval of the share (Wilson).</param>
/// <param name="Kappa">Cohen's kappa: the agreement beyond what their habits give by chance.</param>
/// <param name="Low">Of its 95% interval; null where a rater gave one label only, and chance explains everything.</param>
internal sealed record Agreement(
    string First,
    string Second,
    int N,
    int OnlyFirst,
    int OnlySecond,
    double Share,
    double ShareLow,
    double ShareHigh,
    double Kappa,
    double? Low,
    double? High,
    IReadOnlyList<Disagreement> Disagreements
)
{
    private const double Z = 1.959964;

    public static Agreement Of(string first, IReadOnlyList<Label> a, string second, IReadOnlyList<Label> b)
    {
        var other = b.ToDictionary(l => l.Row, l => l.Value, StringComparer.Ordinal);
        var pairs = a.Where(l => other.ContainsKey(l.Row))
            .Select(l => (l.Row, Pair: new ClassPair(l.Value, other[l.Row])))
            .OrderBy(p => p.Row, StringComparer.Ordinal)
            .ToList();
        var classes = pairs.Select(p => p.Pair).ToList();
        var same = classes.Count(p => p.Expected == p.Got);
        var (low, high) = Wilson(same, classes.Count);
        var kappa = Calibration.KappaOf(classes);
        var error = ErrorOf(classes, kappa);
        return new Agreement(
            first,
            second,
            pairs.Count,
            a.Count - pairs.Count,
            b.Count - pairs.Count,
            pairs.Count == 0 ? 0 : (double)same / pairs.Count,
            low,
            high,
            kappa,
            error is { } e ? Math.Max(-1, kappa - (Z * e)) : null,
            error is { } f ? Math.Min(1, kappa + (Z * f)) : null,
            [.. pairs.Where(p => p.Pair.Expected != p.Pair.Got).Select(p => new Disagreement(p.Row, p.Pair.Expected, p.Pair.Got))]
        );
    }

    /// <summary>The large-sample standard error of kappa (Fleiss, Cohen and Everitt 1969); null where it has none.</summary>
    public static double? ErrorOf(IReadOnlyList<ClassPair> pairs, double kappa)
    {
        var classes = pairs.SelectMany(p => new[] { p.Expected, p.Got }).Distinct(StringComparer.Ordinal).ToList();
        if (classes.Count < 2)
        {
            return null;
        }

        // A rater of one word agrees by chance alone, and the formula would call that certain.
        if (
            pairs.Select(p => p.Expected).Distinct(StringComparer.Ordinal).Count() < 2
            || pairs.Select(p => p.Got).Distinct(StringComparer.Ordinal).Count() < 2
        )
        {
            return null;
        }

        double n = pairs.Count;
        double Cell(string i, string j) => pairs.Count(p => p.Expected == i && p.Got == j) / n;
        var rows = classes.ToDictionary(c => c, c => pairs.Count(p => p.Expected == c) / n, StringComparer.Ordinal);
        var columns = classes.ToDictionary(c => c, c => pairs.Count(p => p.Got == c) / n, StringComparer.Ordinal);
        var chance = classes.Sum(c => rows[c] * columns[c]);
        var on = classes.Sum(c => Cell(c, c) * Square(1 - ((rows[c] + columns[c]) * (1 - kappa))));
        var off = Square(1 - kappa) * classes.Sum(i => classes.Where(j => j != i).Sum(j => Cell(i, j) * Square(columns[i] + rows[j])));
        var variance = (on + off - Square(kappa - (chance * (1 - kappa)))) / (n * Square(1 - chance));
        return Math.Sqrt(Math.Max(0, variance));
    }

    private static (double Low, double High) Wilson(int hits, int n)
    {
        if (n == 0)
        {
            return (0, 1);
        }
        var (p, z2) = ((double)hits / n, Z * Z);
        var (middle, reach) = (
            (p + (z2 / (2 * n))) / (1 + (z2 / n)),
            Z * Math.Sqrt((p * (1 - p) / n) + (z2 / (4.0 * n * n))) / (1 + (z2 / n))
        );
        return (Math.Max(0, middle - reach), Math.Min(1, middle + reach));
    }

    private static double Square(double x) => x * x;
}
