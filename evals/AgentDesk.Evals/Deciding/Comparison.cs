using AgentDesk.Evals.Rows;

namespace AgentDesk.Evals.Deciding;

/// <summary>What can be said of the second side against the first.</summary>
public enum Verdict
{
    /// <summary>Nothing tells the two apart: every output is the same, byte for byte.</summary>
    Same,
    Better,
    Worse,

    /// <summary>A difference of this size comes about by chance too often, or there is none.</summary>
    CannotTell,
}

/// <summary>One measure on both sides.</summary>
/// <param name="Delta">B minus A, in the measure's unit (a share from 0 to 1).</param>
/// <param name="Low">Of the 95 % interval of the difference, over clusters; null where fewer than two count.</param>
/// <param name="P">Two-sided, of this measure by itself.</param>
/// <param name="Rows">Cases that count on both sides.</param>
/// <param name="Moved">The clusters that the difference comes from.</param>
/// <param name="NeedRows">About so many cases would settle a difference of this size four times in five; null where it is settled, or where
/// there is none to settle.</param>
/// <param name="Detectable">The difference that this many cases would have shown four times in five.</param>
public sealed record MeasureDelta(
    string Measure,
    bool IsShare,
    bool HigherIsBetter,
    bool IsGated,
    double? A,
    double? B,
    double? Delta,
    double? Low,
    double? High,
    double P,
    int Rows,
    int Clusters,
    IReadOnlyList<string> Moved,
    Verdict Verdict,
    long? NeedRows,
    long? NeedClusters,
    double? Detectable
)
{
    /// <summary>
    /// Whether the verdict also holds when all measures that decide are looked at together (<see cref="SideSwap"/>, two-sided).
    /// </summary>
    public bool IsHeld { get; init; }

    /// <summary>
    /// How probable it is that chance makes any of the measures that decide look this much worse; 1 for one that does not decide. What
    /// `eval gate` goes by: it asks for worse alone.
    /// </summary>
    public double PWorse { get; init; } = 1;

    public bool IsWorse => PWorse <= ClusterInterval.Alpha;

    /// <summary>What each cluster that moved adds to the difference.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyDictionary<string, double> Adds { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);
}

/// <summary>What became of one case.</summary>
public enum RowChangeKind
{
    Fixed,
    Broken,
    Flaky,
    Unsettled,
}

/// <param name="PassesA">Of the repeats that are settled, how many pass.</param>
/// <param name="Why">What the failing graders say, on the side that fails.</param>
public sealed record RowChange(string Row, string Cluster, RowChangeKind Kind, int PassesA, int OfA, int PassesB, int OfB, string Why);

/// <summary>What one side cost.</summary>
/// <param name="CostPerRow">US dollars, replayed rows at the price of their recording.</param>
/// <param name="P50">Of the latency in milliseconds, of rows that were measured; null in a replay of a model that is not embedded.</param>
public sealed record SideCost(
    int Rows,
    int Calls,
    int Live,
    long InputTokens,
    long OutputTokens,
    double CostUsd,
    double CostPerRow,
    double? P50,
    double? P95
)
{
    public static SideCost Of(IReadOnlyList<RowResult> rows)
    {
        var latency = rows.Select(r => r.Usage.LatencyMs).OfType<double>().Order().ToList();
        var cost = rows.Sum(r => r.Usage.CostUsd);
        return new SideCost(
            rows.Count,
            rows.Sum(r => r.Usage.Calls),
            rows.Sum(r => r.Usage.Live),
            rows.Sum(r => r.Usage.InputTokens),
            rows.Sum(r => r.Usage.OutputTokens),
            cost,
            rows.Count == 0 ? 0 : cost / rows.Count,
            At(0.5),
            At(0.95)
        );

        double? At(double share) => latency.Count == 0 ? null : latency[Math.Max(0, (int)Math.Ceiling(share * latency.Count) - 1)];
    }
}

/// <summary>One side of a comparison.</summary>
public sealed record SideColumn(string Run, string Prompt, string PromptHash, string Model);

/// <summary>One suite, one column on either side.</summary>
/// <param name="Notes">What limits the comparison: cases that only one side has, changed data.</param>
public sealed record ColumnComparison(
    string Suite,
    string Cluster,
    SideColumn A,
    SideColumn B,
    int Rows,
    int Clusters,
    int RepeatsA,
    int RepeatsB,
    Verdict Verdict,
    IReadOnlyList<MeasureDelta> Measures,
    IReadOnlyList<RowChange> Changes,
    SideCost CostA,
    SideCost CostB,
    IReadOnlyList<string> Notes
)
{
    /// <summary>Cases of the first side that the second one lacks.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Cases whose inputs, evidence or label are other ones on the second side.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];
}

/// <summary>Two sides, suite by suite.</summary>
/// <param name="Overall">Worse where any column is; better where one is and none is worse; else can't tell, or same.</param>
/// <param name="Unpaired">Suites and columns that one side alone has, in words.</param>
public sealed record RunComparison(
    string A,
    string B,
    Verdict Overall,
    IReadOnlyList<ColumnComparison> Columns,
    IReadOnlyList<string> Unpaired
);
