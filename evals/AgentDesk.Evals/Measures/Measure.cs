using AgentDesk.Evals.Graders;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Evals.Measures;

/// <summary>
/// A figure of a suite as a fold over rows of one prompt and one model. It is a pure function, so that an interval can be had by drawing
/// rows (or clusters) again and folding anew.
/// </summary>
/// <param name="Name">`pass`, a grader's name, or `GRADER.macro_f1`.</param>
/// <param name="IsShare">A share from 0 to 1; else a number in the grader's own unit.</param>
/// <param name="Of">The figure; null where no row counts for it. Undetermined and skipped rows never count as 0.</param>
/// <param name="Counts">Whether a row counts: n is how many do.</param>
public sealed record Measure(
    string Name,
    bool HigherIsBetter,
    bool IsShare,
    Func<IReadOnlyList<RowResult>, double?> Of,
    Func<RowResult, bool> Counts
)
{
    /// <summary>For a share, a row's hits and parts, where the measure is one of adding both up; null for other measures.</summary>
    public Func<RowResult, (int Hits, int Of)>? Parts { get; init; }

    public int CountOf(IReadOnlyList<RowResult> rows) => rows.Count(Counts);
}

/// <summary>The measures of a suite.</summary>
public static class SuiteMeasures
{
    public const string PassName = "pass";

    private static readonly Measure Pass = new(
        PassName,
        true,
        true,
        rows => Share(rows.Select(r => (r.Outcome == RowOutcome.Pass ? 1 : 0, IsSettled(r.Outcome) ? 1 : 0))),
        r => IsSettled(r.Outcome)
    )
    {
        Parts = r => (r.Outcome == RowOutcome.Pass ? 1 : 0, IsSettled(r.Outcome) ? 1 : 0),
    };

    /// <summary>`pass` first, then a measure or two for each grader, in the suite's order.</summary>
    public static IReadOnlyList<Measure> Of(Suite suite) =>
        [Pass, .. suite.Graders.SelectMany(g => OfGrader(g.Name, GraderCatalog.Get(g.Kind), g))];

    public static IReadOnlyList<string> Names(Suite suite) => [.. Of(suite).Select(m => m.Name)];

    private static IEnumerable<Measure> OfGrader(string name, GraderKind kind, GraderSpec spec)
    {
        switch (kind.Measure)
        {
            case MeasureKind.Micro:
                yield return Shares(name, kind, s => (s.Hits ?? 0, s.Of ?? 0));
                break;
            case MeasureKind.Judged:
                yield return Shares(name, kind, s => (s.Hits ?? 0, s.Of ?? 0));
                yield return new Measure(
                    name + ".corrected",
                    true,
                    true,
                    rows => Corrected(rows, name)?.Value,
                    r => Scores([r], name).Any(s => s.Judge is not null && s.Of > 0)
                );
                break;
            case MeasureKind.Mean:
                yield return new Measure(
                    name,
                    kind.HigherIsBetter,
                    false,
                    rows =>
                        Scores(rows, name).Where(s => s.Value is not null).Select(s => s.Value!.Value).ToList() is { Count: > 0 } v
                            ? v.Average()
                            : null,
                    r => Scores([r], name).Any(s => s.Value is not null)
                );
                break;
            case MeasureKind.Overlap:
                yield return new Measure(
                    name,
                    kind.HigherIsBetter,
                    true,
                    rows => TextOverlap.Of(rows, spec.With["path"]),
                    r => TextOverlap.Runs(r, spec.With["path"]).Count > 0
                );
                break;
            case MeasureKind.Classes:
                yield return Shares(name, kind, s => (s.Outcome == RowOutcome.Pass ? 1 : 0, IsSettled(s.Outcome) ? 1 : 0));
                yield return new Measure(
                    name + ".macro_f1",
                    true,
                    true,
                    rows =>
                        MacroF1([
                            .. Scores(rows, name)
                                .Where(s => s.Expected is not null && s.Got is not null)
                                .Select(s => new ClassPair(s.Expected!, s.Got!)),
                        ]),
                    r => Scores([r], name).Any(s => s.Expected is not null && s.Got is not null)
                );
                break;
            default:
                yield return Shares(name, kind, s => (s.Outcome == RowOutcome.Pass ? 1 : 0, IsSettled(s.Outcome) ? 1 : 0));
                break;
        }
    }

    private static Measure Shares(string name, GraderKind kind, Func<Score, (int Hits, int Of)> parts)
    {
        (int Hits, int Of) OfRow(RowResult r) =>
            Scores([r], name).Select(parts).Aggregate((0, 0), (a, b) => (a.Item1 + b.Hits, a.Item2 + b.Of));
        return new Measure(name, kind.HigherIsBetter, true, rows => Share(rows.Select(OfRow)), r => OfRow(r).Of > 0) { Parts = OfRow };
    }

    /// <summary>The unweighted mean of the classes' F1, over every class that is expected or got.</summary>
    public static double? MacroF1(IReadOnlyList<ClassPair> pairs)
    {
        if (pairs.Count == 0)
        {
            return null;
        }
        return pairs
            .SelectMany(p => new[] { p.Expected, p.Got })
            .Distinct(StringComparer.Ordinal)
            .Average(c =>
            {
                var right = pairs.Count(p => p.Expected == c && p.Got == c);
                var beside = pairs.Count(p => (p.Expected == c) != (p.Got == c));
                return right + beside == 0 ? 0 : 2.0 * right / ((2 * right) + beside);
            });
    }

    /// <summary>
    /// A judged rate with the judge's errors taken out, and the interval that both samples leave; null where no judge spoke.
    /// </summary>
    public static Judging.CorrectedRate? Corrected(IReadOnlyList<RowResult> rows, string grader)
    {
        var scores = Scores(rows, grader).Where(s => s.Judge is not null && s.Of > 0).ToList();
        if (scores.Count == 0)
        {
            return null;
        }
        var j = scores[0].Judge!;
        return Judging.CorrectedRate.Of(
            scores.Sum(s => s.Hits ?? 0),
            scores.Sum(s => s.Of ?? 0),
            new Judging.Calibration(j.Model, "", "", "", "", j.Positives, j.Negatives, j.Q1, j.Q0, j.Kappa, 0)
        );
    }

    private static double? Share(IEnumerable<(int Hits, int Of)> parts)
    {
        var (hits, of) = parts.Aggregate((0, 0), (a, b) => (a.Item1 + b.Hits, a.Item2 + b.Of));
        return of == 0 ? null : (double)hits / of;
    }

    private static IEnumerable<Score> Scores(IEnumerable<RowResult> rows, string grader) =>
        rows.SelectMany(r => r.Scores).Where(s => s.Grader == grader);

    private static bool IsSettled(RowOutcome outcome) => outcome is RowOutcome.Pass or RowOutcome.Fail;
}
