using AgentDesk.Evals.Measures;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Evals.Deciding;

/// <summary>Compares two sides, case by case, and says what can be said.</summary>
internal static class Comparing
{
    // Standard errors between a difference and 0 so that 95 % intervals leave 0 out four times in five.
    private const double FourInFive = 1.96 + 0.84;

    public static RunComparison Of(RunSide a, RunSide b, IReadOnlyList<Suite> suites)
    {
        var (columns, unpaired) = (new List<ColumnComparison>(), new List<string>());
        foreach (var suite in suites)
        {
            var (hasA, hasB) = (
                a.Suites.Contains(suite.Name, StringComparer.Ordinal),
                b.Suites.Contains(suite.Name, StringComparer.Ordinal)
            );
            if (hasA != hasB)
            {
                unpaired.Add($"{suite.Name}: only in {(hasA ? a.Name : b.Name)}");
            }
            if (!hasA || !hasB)
            {
                continue;
            }
            var (rowsA, rowsB) = (Columns(a.RowsOf(suite)), Columns(b.RowsOf(suite)));
            foreach (var (left, right) in Match([.. rowsA.Keys], [.. rowsB.Keys]))
            {
                if (left is { } l && right is { } r)
                {
                    columns.Add(Column(suite, a.Name, rowsA[l], b.Name, rowsB[r]));
                }
                else
                {
                    unpaired.Add(
                        left is { } only
                            ? $"{suite.Name}: {only.Model} {only.Prompt} only in {a.Name}"
                            : $"{suite.Name}: {right!.Value.Model} {right.Value.Prompt} only in {b.Name}"
                    );
                }
            }
        }

        columns = Held(columns);
        return new RunComparison(a.Name, b.Name, Together(columns.Select(c => c.Verdict)), columns, unpaired);
    }

    /// <summary>One prompt and model on either side.</summary>
    public static ColumnComparison Column(Suite suite, string nameA, IReadOnlyList<RowResult> a, string nameB, IReadOnlyList<RowResult> b)
    {
        var pairing = Pairing.Of(a, b);
        var same = pairing.Rows.Count > 0 && pairing.Rows.All(p => p.IsIdentical);
        var gated = suite.Gates.Select(g => g.Measure).ToHashSet(StringComparer.Ordinal);
        var measures = SuiteMeasures
            .Of(suite)
            .Select(m => Delta(m, gated.Contains(m.Name), ClusterInterval.Difference(m, pairing.Rows), same))
            .ToList();
        var notes = new List<string>();
        if (pairing.OnlyA.Count > 0)
        {
            notes.Add(FormattableString.Invariant($"{pairing.OnlyA.Count} cases are only in {nameA}, such as {pairing.OnlyA[0]}"));
        }
        if (pairing.OnlyB.Count > 0)
        {
            notes.Add(FormattableString.Invariant($"{pairing.OnlyB.Count} cases are only in {nameB}, such as {pairing.OnlyB[0]}"));
        }
        if (pairing.Changed.Count > 0)
        {
            notes.Add(
                FormattableString.Invariant(
                    $"{pairing.Changed.Count} cases were made from other data and are not compared, such as {pairing.Changed[0]}"
                )
            );
        }
        return new ColumnComparison(
            suite.Name,
            suite.Cluster,
            Side(nameA, a),
            Side(nameB, b),
            pairing.Rows.Count,
            pairing.Rows.Select(p => p.Cluster).Distinct(StringComparer.Ordinal).Count(),
            Repeats(a),
            Repeats(b),
            Verdict.CannotTell,
            measures,
            RowChanges.Of(pairing.Rows),
            SideCost.Of(a),
            SideCost.Of(b),
            notes
        )
        {
            Missing = pairing.OnlyA,
            Changed = pairing.Changed,
        };
    }

    /// <summary>
    /// Says which verdicts hold when all that decide are looked at together: `pass` and the measures with a gate, of every column. An
    /// unchanged prompt with ten measures is then not called worse every fourth time.
    /// </summary>
    public static List<ColumnComparison> Held(IReadOnlyList<ColumnComparison> columns)
    {
        var family = columns.SelectMany(c => c.Measures).Where(m => m.IsGated || m.Measure == SuiteMeasures.PassName).ToList();
        var chance = new Dictionary<MeasureDelta, FamilyP>(ReferenceEqualityComparer.Instance);
        foreach (var (m, p) in family.Zip(SideSwap.Of([.. family.Select(Better)])))
        {
            chance[m] = p;
        }
        return
        [
            .. columns.Select(c =>
            {
                List<MeasureDelta> measures =
                [
                    .. c.Measures.Select(m =>
                        chance.TryGetValue(m, out var p)
                            ? m with
                            {
                                IsHeld = p.Other <= ClusterInterval.Alpha && m.Verdict is Verdict.Better or Verdict.Worse,
                                PWorse = p.Worse,
                            }
                            : m
                    ),
                ];
                return c with
                {
                    Measures = measures,
                    Verdict =
                        measures.Count > 0 && measures.TrueForAll(m => m.Verdict == Verdict.Same)
                            ? Verdict.Same
                            : Together(measures.Where(m => m.IsHeld).Select(m => m.Verdict)),
                };
            }),
        ];

        static IReadOnlyDictionary<string, double> Better(MeasureDelta m) =>
            m.Verdict == Verdict.Same
                ? new Dictionary<string, double>(StringComparer.Ordinal)
                : m.Adds.ToDictionary(a => a.Key, a => m.HigherIsBetter ? a.Value : -a.Value, StringComparer.Ordinal);
    }

    private static Verdict Together(IEnumerable<Verdict> verdicts)
    {
        var all = verdicts.ToList();
        return all.Contains(Verdict.Worse) ? Verdict.Worse
            : all.Contains(Verdict.Better) ? Verdict.Better
            : all.Count > 0 && all.TrueForAll(v => v == Verdict.Same) ? Verdict.Same
            : Verdict.CannotTell;
    }

    private static MeasureDelta Delta(Measure m, bool gated, PairedEstimate e, bool same)
    {
        var verdict =
            same ? Verdict.Same
            : e.P >= ClusterInterval.Alpha || e.Delta is not { } delta || delta == 0 ? Verdict.CannotTell
            : delta > 0 == m.HigherIsBetter ? Verdict.Better
            : Verdict.Worse;
        var (rows, clusters) = verdict == Verdict.CannotTell ? Needed(e) : (null, null);
        double? detectable =
            e.Clusters < 2 || verdict == Verdict.Same ? null
            : e.Error > 0 ? FourInFive * e.Error
            : m.IsShare ? ClusterInterval.Unseen(e.Clusters)
            : null;
        return new MeasureDelta(
            m.Name,
            m.IsShare,
            m.HigherIsBetter,
            gated,
            e.A,
            e.B,
            e.Delta,
            e.Low,
            e.High,
            e.P,
            e.Rows,
            e.Clusters,
            e.Moved,
            verdict,
            rows,
            clusters,
            detectable
        )
        {
            Adds = e.Adds,
        };
    }

    // The error shrinks with the root of the clusters; and at least six of them must move for any verdict.
    private static (long? Rows, long? Clusters) Needed(PairedEstimate e)
    {
        if (e.Delta is not { } delta || Math.Abs(delta) < 1e-9 || e.Moved.Count == 0)
        {
            return (null, null);
        }
        var times = Math.Max(
            Math.Pow(FourInFive * e.Error / delta, 2),
            Math.Max((double)ClusterInterval.FewestMoved / e.Moved.Count, (e.Clusters + 1.0) / e.Clusters)
        );
        return times > 1e6 ? (null, null) : ((long)Math.Ceiling(e.Rows * times), (long)Math.Ceiling(e.Clusters * times));
    }

    private static Dictionary<(string Prompt, string Model), IReadOnlyList<RowResult>> Columns(IReadOnlyList<RowResult> rows) =>
        rows.GroupBy(r => (r.Prompt, r.Model))
            .OrderBy(g => g.Key.Prompt, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Model, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<RowResult>)[.. g]);

    /// <summary>The same prompt and model; else another version of the prompt; else the one column that is left on either side.</summary>
    private static List<((string Prompt, string Model)? A, (string Prompt, string Model)? B)> Match(
        List<(string Prompt, string Model)> a,
        List<(string Prompt, string Model)> b
    )
    {
        var matched = new List<((string Prompt, string Model)? A, (string Prompt, string Model)? B)>();
        foreach (var one in a.Where(b.Contains).ToList())
        {
            Take(one, one);
        }
        foreach (var one in a.ToList())
        {
            var versions = b.Where(o =>
                    o.Model == one.Model && BaselineFolder.PromptName(o.Prompt) == BaselineFolder.PromptName(one.Prompt)
                )
                .ToList();
            if (
                versions.Count == 1
                && a.Count(o => o.Model == one.Model && BaselineFolder.PromptName(o.Prompt) == BaselineFolder.PromptName(one.Prompt)) == 1
            )
            {
                Take(one, versions[0]);
            }
        }

        if (a.Count == 1 && b.Count == 1)
        {
            Take(a[0], b[0]);
        }
        matched.AddRange(a.Select(o => (((string, string)?)o, ((string, string)?)null)));
        matched.AddRange(b.Select(o => (((string, string)?)null, ((string, string)?)o)));
        return matched;

        void Take((string, string) left, (string, string) right)
        {
            matched.Add((left, right));
            a.Remove(left);
            b.Remove(right);
        }
    }

    private static SideColumn Side(string run, IReadOnlyList<RowResult> rows) =>
        new(run, rows[0].Prompt, rows[0].PromptHash, rows[0].Model);

    private static int Repeats(IReadOnlyList<RowResult> rows) => rows.Max(r => r.Repeat) + 1;
}
