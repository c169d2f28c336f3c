using AgentDesk.Evals.Deciding;
using AgentDesk.Evals.Measures;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Evals.Looking;

/// <summary>A row of a report, with the run that it is of.</summary>
public sealed record ReportRow(string Run, RowResult Row);

/// <summary>A figure of a report, the words that show it, and the rows that it is folded from.</summary>
/// <param name="Id">What it is: `measure/SUITE/RUN/PROMPT/MODEL/MEASURE`, unique in its report.</param>
/// <param name="Rows">Places in the report's list of rows.</param>
public sealed record ReportFigure(string Id, double? Value, string Shown, IReadOnlyList<int> Rows);

/// <summary>One run, prompt and model of a suite.</summary>
internal sealed record ReportColumn(string Run, string Prompt, string Model, IReadOnlyList<int> Places, IReadOnlyList<RowResult> Rows)
{
    public string Key => $"{Run}/{Prompt}/{Model}";
}

/// <summary>
/// Every figure of a report as a fold over its rows: what shows it and what checks it (`eval doctor`) run the same code over the same rows.
/// </summary>
internal sealed class ReportFigures
{
    private readonly Dictionary<string, ReportFigure> _figures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<ReportColumn>> _columns = new(StringComparer.Ordinal);

    /// <param name="order">Runs from the oldest to the newest, each with its models in order.</param>
    public ReportFigures(IReadOnlyList<Suite> suites, IReadOnlyList<ReportRow> rows, IReadOnlyList<ReportRun> order)
    {
        foreach (var suite in suites)
        {
            IReadOnlyList<ReportColumn> columns =
            [
                .. order.SelectMany(run =>
                    rows.Select((r, i) => (r, i))
                        .Where(x => x.r.Run == run.Name && x.r.Row.Suite == suite.Name)
                        .GroupBy(x => (x.r.Row.Prompt, x.r.Row.Model))
                        .OrderBy(g => run.Models.ToList().IndexOf(g.Key.Model))
                        .ThenBy(g => g.Key.Prompt, StringComparer.Ordinal)
                        .Select(g => new ReportColumn(
                            run.Name,
                            g.Key.Prompt,
                            g.Key.Model,
                            [.. g.Select(x => x.i)],
                            [.. g.Select(x => x.r.Row)]
                        ))
                ),
            ];
            _columns[suite.Name] = columns;
            foreach (var column in columns)
            {
                Add(suite, column);
            }
            var pairs = Pairs(columns).Select(p => (p.A, p.B, Comparing.Column(suite, p.A.Run, p.A.Rows, p.B.Run, p.B.Rows))).ToList();
            Comparisons.AddRange(Comparing.Held([.. pairs.Select(p => p.Item3)]).Zip(pairs, (c, p) => (suite, p.A, p.B, c)));
        }

        foreach (var (suite, a, b, c) in Comparisons)
        {
            foreach (var m in c.Measures)
            {
                Put(DeltaId(suite, a, b, m.Measure), m.Delta, Figure.Difference(m), [.. a.Places, .. b.Places]);
            }
        }
    }

    public List<(Suite Suite, ReportColumn A, ReportColumn B, ColumnComparison C)> Comparisons { get; } = [];

    public IReadOnlyDictionary<string, ReportFigure> All => _figures;

    public IReadOnlyList<ReportColumn> Columns(Suite suite) => _columns[suite.Name];

    public ReportFigure this[string id] => _figures[id];

    public static string MeasureId(Suite suite, ReportColumn c, string measure) => $"measure/{suite.Name}/{c.Key}/{measure}";

    public static string CellId(Suite suite, ReportColumn c, string grader, string expected, string got) =>
        $"cell/{suite.Name}/{c.Key}/{grader}/{expected}/{got}";

    public static string CostId(Suite suite, ReportColumn c, string what) => $"cost/{suite.Name}/{c.Key}/{what}";

    public static string DeltaId(Suite suite, ReportColumn a, ReportColumn b, string measure) =>
        $"delta/{suite.Name}/{a.Key}/{b.Key}/{measure}";

    /// <summary>The rows of a column that count as one expected and one got class, by place.</summary>
    public static IReadOnlyList<(string Expected, string Got, int Place)> Cells(ReportColumn c, string grader) =>
        [
            .. c
                .Rows.Zip(c.Places)
                .SelectMany(r =>
                    r.First.Scores.Where(s => s.Grader == grader)
                        .SelectMany(s => s.Expected is { } e && s.Got is { } g ? [new ClassPair(e, g)] : s.Pairs ?? [])
                        .Select(p => (p.Expected, p.Got, r.Second))
                ),
        ];

    /// <summary>What a column's outputs say of their own probability, and whether they were right.</summary>
    public static IReadOnlyList<(double Confidence, bool IsRight, int Place)> Confidences(ReportColumn c) =>
        [
            .. c
                .Rows.Zip(c.Places)
                .SelectMany(r =>
                    r.First.Scores.Where(s =>
                            s.Confidence is not null && s.Outcome is RowOutcome.Pass or RowOutcome.Fail && s.Confidence is not null
                        )
                        .Select(s => (s.Confidence!.Value, s.Outcome == RowOutcome.Pass, r.Second))
                ),
        ];

    /// <summary>The same in tenths of confidence, from the least sure; 1 is in the last.</summary>
    public static IReadOnlyList<IGrouping<int, (double Confidence, bool IsRight, int Place)>> Bins(ReportColumn c) =>
        [.. Confidences(c).GroupBy(x => Math.Min(9, (int)(x.Confidence * 10))).OrderBy(b => b.Key)];

    public static string BinId(Suite suite, ReportColumn c, int bin, string what) =>
        $"calibration/{suite.Name}/{c.Key}/{bin.ToString(System.Globalization.CultureInfo.InvariantCulture)}/{what}";

    private void Add(Suite suite, ReportColumn c)
    {
        foreach (var m in SuiteMeasures.Of(suite))
        {
            var (value, (low, high)) = (m.Of(c.Rows), ClusterInterval.Single(m, c.Rows));
            Put(
                MeasureId(suite, c, m.Name),
                value,
                value is null ? "n/a" : Figure.Of(value, m.IsShare),
                [.. c.Rows.Zip(c.Places).Where(r => m.Counts(r.First)).Select(r => r.Second)]
            );
            Put(
                MeasureId(suite, c, m.Name) + "/interval",
                low,
                low is null ? "" : $"{Bare(low, m.IsShare)}–{Bare(high, m.IsShare)}",
                _figures[MeasureId(suite, c, m.Name)].Rows
            );
        }

        foreach (var grader in suite.Graders.Select(g => g.Name))
        {
            foreach (var cell in Cells(c, grader).GroupBy(x => (x.Expected, x.Got)))
            {
                Put(
                    CellId(suite, c, grader, cell.Key.Expected, cell.Key.Got),
                    cell.Count(),
                    FormattableString.Invariant($"{cell.Count()}"),
                    [.. cell.Select(x => x.Place).Distinct()]
                );
            }
        }

        var confidences = Confidences(c);
        if (confidences.Count > 0)
        {
            var bins = Bins(c);
            foreach (var b in bins)
            {
                IReadOnlyList<int> places = [.. b.Select(x => x.Place)];
                Put(BinId(suite, c, b.Key, "rows"), b.Count(), Whole(b.Count()), places);
                Put(BinId(suite, c, b.Key, "said"), b.Average(x => x.Confidence), Figure.Of(b.Average(x => x.Confidence), true), places);
                Put(
                    BinId(suite, c, b.Key, "right"),
                    b.Average(x => x.IsRight ? 1 : 0),
                    Figure.Of(b.Average(x => x.IsRight ? 1.0 : 0), true),
                    places
                );
            }

            var ece = bins.Sum(b =>
                (double)b.Count() / confidences.Count * Math.Abs(b.Average(x => x.IsRight ? 1 : 0) - b.Average(x => x.Confidence))
            );
            var brier = confidences.Average(x => Math.Pow(x.Confidence - (x.IsRight ? 1 : 0), 2));
            Put(
                CostId(suite, c, "ece"),
                ece,
                ece.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture),
                [.. confidences.Select(x => x.Place)]
            );
            Put(
                CostId(suite, c, "brier"),
                brier,
                brier.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture),
                [.. confidences.Select(x => x.Place)]
            );
        }

        var cost = SideCost.Of(c.Rows);
        Put(CostId(suite, c, "rows"), cost.Rows, Whole(cost.Rows), c.Places);
        Put(CostId(suite, c, "tokens-in"), cost.InputTokens, Whole(cost.InputTokens), c.Places);
        Put(CostId(suite, c, "tokens-out"), cost.OutputTokens, Whole(cost.OutputTokens), c.Places);
        Put(CostId(suite, c, "usd"), cost.CostUsd, Figure.Usd(cost.CostUsd), c.Places);
        Put(CostId(suite, c, "usd-row"), cost.CostPerRow, Figure.Usd(cost.CostPerRow), c.Places);
        Put(CostId(suite, c, "p50"), cost.P50, Figure.Time(cost.P50), c.Places);
        Put(CostId(suite, c, "p95"), cost.P95, Figure.Time(cost.P95), c.Places);
        Put(CostId(suite, c, "live"), cost.Live, Whole(cost.Live), c.Places);
    }

    /// <summary>The newest run against the one before, column by column; within one run every column against its first.</summary>
    private static List<(ReportColumn A, ReportColumn B)> Pairs(IReadOnlyList<ReportColumn> columns)
    {
        var runs = columns.Select(c => c.Run).Distinct(StringComparer.Ordinal).ToList();
        if (runs.Count == 1)
        {
            return [.. columns.Skip(1).Select(c => (columns[0], c))];
        }
        return runs.Count == 0
            ? []
            :
            [
                .. columns
                    .Where(c => c.Run == runs[^1])
                    .SelectMany(b =>
                        columns
                            .Where(a =>
                                a.Run == runs[^2]
                                && a.Model == b.Model
                                && BaselineFolder.PromptName(a.Prompt) == BaselineFolder.PromptName(b.Prompt)
                            )
                            .OrderByDescending(a => a.Prompt == b.Prompt)
                            .Take(1)
                            .Select(a => (a, b))
                    ),
            ];
    }

    private void Put(string id, double? value, string shown, IReadOnlyList<int> rows) =>
        _figures[id] = new ReportFigure(id, value is { } v ? Math.Round(v, 9) : null, shown, rows);

    private static string Whole(long n) => n.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

    private static string Bare(double? value, bool isShare) =>
        isShare ? (100 * value!.Value).ToString("0", System.Globalization.CultureInfo.InvariantCulture) : Figure.Of(value, false);
}

/// <summary>A run as a report names it.</summary>
/// <param name="Models">In the order of its suites.</param>
public sealed record ReportRun(
    string Name,
    DateTimeOffset StartedAt,
    RunMode Mode,
    string? Revision,
    IReadOnlyList<string> Models,
    IReadOnlyList<string> Skipped
);

/// <summary>What a report carries besides what it shows: enough to compute every figure of it anew.</summary>
/// <param name="Suites">The suites' files by name.</param>
/// <param name="Rows">Without evidence and labels, which the page shows and no figure needs.</param>
public sealed record ReportData(
    int Format,
    IReadOnlyDictionary<string, string> Suites,
    IReadOnlyList<ReportRun> Runs,
    IReadOnlyList<ReportRow> Rows,
    IReadOnlyList<ReportFigure> Figures
);
