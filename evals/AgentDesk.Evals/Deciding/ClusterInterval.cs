using AgentDesk.Evals.Measures;
using AgentDesk.Evals.Rows;

namespace AgentDesk.Evals.Deciding;

/// <summary>A measure on two sides with its paired difference (second minus first), in the measure's own unit.</summary>
/// <param name="Low">Of the 95 % interval of the difference; null where fewer than two clusters count.</param>
/// <param name="Error">The standard error of the difference.</param>
/// <param name="P">Two-sided.</param>
/// <param name="Rows">Cases that count on both sides.</param>
/// <param name="Moved">Clusters whose own figure is another one on the second side.</param>
/// <param name="Adds">What each of them adds to the difference (<see cref="SideSwap"/>).</param>
internal sealed record PairedEstimate(
    double? A,
    double? B,
    double? Delta,
    double? Low,
    double? High,
    double Error,
    double P,
    int Rows,
    int Clusters,
    IReadOnlyList<string> Moved,
    IReadOnlyDictionary<string, double> Adds
)
{
    public static readonly PairedEstimate None = new(
        null,
        null,
        null,
        null,
        null,
        0,
        1,
        0,
        0,
        [],
        new Dictionary<string, double>(StringComparer.Ordinal)
    );
}

/// <summary>
/// Intervals of measures over clusters that are independent of one another while rows of one cluster are not (docs/decisions/0016). One
/// method for every measure: leave out one cluster after the other, fold anew (the jackknife, CR3 of the cluster-robust estimators), and
/// take Student's t with one degree of freedom less than clusters.
/// </summary>
internal static class ClusterInterval
{
    public const double Alpha = 0.05;

    /// <summary>Fewer clusters that moved can, by the exact sign test, never be rarer than 5 %: 2 · ½⁵ is 6 %, 2 · ½⁶ is 3 %.</summary>
    public const int FewestMoved = 6;

    /// <summary>Measures that cannot be added up are folded anew at most this often; beyond, clusters are left out in groups.</summary>
    private const int MostFolds = 100;

    /// <summary>The paired difference over cases that count on both sides.</summary>
    public static PairedEstimate Difference(Measure measure, IReadOnlyList<PairedRow> pairs)
    {
        var counted = pairs.Where(p => p.A.Any(measure.Counts) && p.B.Any(measure.Counts)).ToList();
        var clusters = counted
            .GroupBy(p => p.Cluster, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Cluster(g.Key, [.. g.SelectMany(p => p.A)], [.. g.SelectMany(p => p.B)]))
            .ToList();
        var (all, without) = measure.Parts is { } parts ? Added(clusters, parts) : Folded(clusters, measure);
        if (all is not { } both)
        {
            return PairedEstimate.None;
        }

        var delta = both.B - both.A;
        List<string> moved = [.. clusters.Where(c => Differs(measure.Of(c.A), measure.Of(c.B))).Select(c => c.Name)];
        var none = new PairedEstimate(
            both.A,
            both.B,
            delta,
            null,
            null,
            0,
            1,
            counted.Count,
            clusters.Count,
            moved,
            Adds(clusters, measure, delta)
        );
        if (without.Count < 2)
        {
            return none;
        }

        var error = Error(without.Select(w => w.B - w.A - delta));
        var (half, p) =
            error > 0
                ? (StudentT.Quantile(Alpha, without.Count - 1) * error, StudentT.TwoSided(delta / error, without.Count - 1))
                : (measure.IsShare ? Unseen(clusters.Count) : 0, delta == 0 ? 1 : 0);
        return none with
        {
            Low = Within(measure, delta - half, -1),
            High = Within(measure, delta + half, -1),
            Error = error,
            P = moved.Count == 0 ? 1 : Math.Min(1, Math.Max(p, 2 * Math.Pow(0.5, moved.Count))),
        };
    }

    /// <summary>
    /// The 95 % interval of one side's figure: for shares Wilson's, on as many rows as the clusters are worth; for other measures the
    /// jackknife's.
    /// </summary>
    public static (double? Low, double? High) Single(Measure measure, IReadOnlyList<RowResult> rows)
    {
        var clusters = rows.Where(measure.Counts)
            .GroupBy(r => r.Cluster, StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new Cluster(g.Key, [.. g], [.. g]))
            .ToList();
        var (all, without) = measure.Parts is { } parts ? Added(clusters, parts) : Folded(clusters, measure);
        if (all is not { } both || without.Count < 2)
        {
            return (null, null);
        }
        var (value, error) = (both.A, Error(without.Select(w => w.A - both.A)));
        var t = StudentT.Quantile(Alpha, without.Count - 1);
        if (measure.Parts is null)
        {
            var half =
                error > 0 ? t * error
                : measure.IsShare ? Unseen(clusters.Count)
                : 0;
            return (Within(measure, value - half, 0), Within(measure, value + half, 0));
        }

        var n =
            value is <= 0 or >= 1 || error <= 0
                ? clusters.Count
                : Math.Min(rows.Sum(r => measure.Parts(r).Of), value * (1 - value) / (error * error));
        return Wilson(value, n, t);
    }

    /// <summary>Wilson's interval of a share of n.</summary>
    /// <param name="t">Half its width in standard errors.</param>
    public static (double Low, double High) Wilson(double share, double n, double t)
    {
        var (middle, width) = (
            (share + (t * t / (2 * n))) / (1 + (t * t / n)),
            t / (1 + (t * t / n)) * Math.Sqrt((share * (1 - share) / n) + (t * t / (4 * n * n)))
        );
        return (Math.Max(0, middle - width), Math.Min(1, middle + width));
    }

    /// <summary>What a share can be off by where not one of n clusters differs: the rule of three, two-sided.</summary>
    public static double Unseen(int clusters) => 1 - Math.Pow(Alpha / 2, 1.0 / clusters);

    private static ((double A, double B)? All, IReadOnlyList<(double A, double B)> Without) Added(
        List<Cluster> clusters,
        Func<RowResult, (int Hits, int Of)> parts
    )
    {
        var own = clusters.ConvertAll(c => (A: Sum(c.A, parts), B: Sum(c.B, parts)));
        var (a, b) = (Add(own.Select(o => o.A)), Add(own.Select(o => o.B)));
        if (a.Of == 0 || b.Of == 0)
        {
            return (null, []);
        }
        return (
            ((double)a.Hits / a.Of, (double)b.Hits / b.Of),
            [
                .. own.Where(o => a.Of > o.A.Of && b.Of > o.B.Of)
                    .Select(o => ((double)(a.Hits - o.A.Hits) / (a.Of - o.A.Of), (double)(b.Hits - o.B.Hits) / (b.Of - o.B.Of))),
            ]
        );
    }

    private static ((double A, double B)? All, IReadOnlyList<(double A, double B)> Without) Folded(List<Cluster> clusters, Measure measure)
    {
        if (Fold(clusters) is not { } all)
        {
            return (null, []);
        }
        var groups = Math.Min(MostFolds, clusters.Count);
        return (
            all,
            [.. Enumerable.Range(0, groups).Select(g => Fold([.. clusters.Where((_, i) => i % groups != g)])).OfType<(double, double)>()]
        );

        (double A, double B)? Fold(IReadOnlyList<Cluster> some) =>
            measure.Of([.. some.SelectMany(c => c.A)]) is { } a && measure.Of([.. some.SelectMany(c => c.B)]) is { } b ? (a, b) : null;
    }

    /// <summary>
    /// Half of what the difference changes by when a cluster's two sides change places; for a share with as many parts on either side that
    /// is the cluster's own difference, weighed.
    /// </summary>
    private static Dictionary<string, double> Adds(List<Cluster> clusters, Measure measure, double delta)
    {
        var adds = new Dictionary<string, double>(StringComparer.Ordinal);
        if (measure.Parts is { } parts)
        {
            var own = clusters.ConvertAll(c => (c.Name, A: Sum(c.A, parts), B: Sum(c.B, parts)));
            var (a, b) = (Add(own.Select(o => o.A)), Add(own.Select(o => o.B)));
            foreach (var (name, x, y) in own)
            {
                var (ofA, ofB) = (a.Of - x.Of + y.Of, b.Of - y.Of + x.Of);
                Put(
                    name,
                    ofA > 0 && ofB > 0 ? ((double)(b.Hits - y.Hits + x.Hits) / ofB) - ((double)(a.Hits - x.Hits + y.Hits) / ofA) : delta
                );
            }

            return adds;
        }

        var groups = Math.Min(MostFolds, clusters.Count);
        for (var g = 0; g < groups; g++)
        {
            IReadOnlyList<Cluster> swapped = [.. clusters.Select((c, i) => i % groups == g ? c with { A = c.B, B = c.A } : c)];
            Put(
                groups == clusters.Count ? clusters[g].Name : FormattableString.Invariant($"group {g}"),
                measure.Of([.. swapped.SelectMany(c => c.A)]) is { } x && measure.Of([.. swapped.SelectMany(c => c.B)]) is { } y
                    ? y - x
                    : delta
            );
        }

        return adds;

        void Put(string name, double changed)
        {
            if (Math.Abs(delta - changed) > 1e-12)
            {
                adds[name] = (delta - changed) / 2;
            }
        }
    }

    private static (int Hits, int Of) Sum(IReadOnlyList<RowResult> rows, Func<RowResult, (int Hits, int Of)> parts) =>
        Add(rows.Select(parts));

    private static (int Hits, int Of) Add(IEnumerable<(int Hits, int Of)> all) =>
        all.Aggregate((0, 0), (x, y) => (x.Item1 + y.Hits, x.Item2 + y.Of));

    private static double Error(IEnumerable<double> off)
    {
        var all = off.ToList();
        var variance = (all.Count - 1.0) / all.Count * all.Sum(o => o * o);
        return variance < 1e-18 ? 0 : Math.Sqrt(variance);
    }

    private static bool Differs(double? a, double? b) => a is null != b is null || Math.Abs((a ?? 0) - (b ?? 0)) > 1e-12;

    private static double Within(Measure measure, double value, double least) => measure.IsShare ? Math.Clamp(value, least, 1) : value;

    private sealed record Cluster(string Name, IReadOnlyList<RowResult> A, IReadOnlyList<RowResult> B);
}
