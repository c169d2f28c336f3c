using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Evals.Deciding;

/// <summary>What a check of the gate looks at.</summary>
public enum CheckKind
{
    /// <summary>Whether the run is whole and could be judged.</summary>
    Complete,

    /// <summary>A limit of the suite.</summary>
    Limit,

    /// <summary>A measure against the baseline, case by case.</summary>
    Paired,
}

public enum CheckOutcome
{
    Pass,
    Regression,
    Safety,
    Incomplete,
    Skipped,
}

/// <summary>One thing that the gate looked at, with what it found in words.</summary>
/// <param name="Prompt">Empty where the check is of the whole suite.</param>
public sealed record GateCheck(string Suite, string Prompt, string Model, string Check, CheckKind Kind, CheckOutcome Outcome, string Text);

/// <param name="ExitCode">0 pass, 2 regression, 3 safety, 4 incomplete. What is unsafe comes first, then what cannot be known.</param>
/// <param name="Comparison">Against the baseline; null where there is none.</param>
public sealed record GateResult(string Run, string? Baseline, int ExitCode, IReadOnlyList<GateCheck> Checks, RunComparison? Comparison)
{
    public static readonly IReadOnlyList<(CheckOutcome Outcome, int Code, string Word)> Codes =
    [
        (CheckOutcome.Safety, 3, "safety"),
        (CheckOutcome.Incomplete, 4, "incomplete"),
        (CheckOutcome.Regression, 2, "regression"),
    ];

    public string Word => ExitCode == 0 ? "pass" : Codes.First(c => c.Code == ExitCode).Word;
}

/// <summary>Holds a run against the limits of its suites and against a baseline.</summary>
internal static class GateJudge
{
    /// <param name="suites">The suites to judge; one that the run does not have leaves it incomplete.</param>
    /// <param name="required">Suites that may not be skipped.</param>
    public static GateResult Judge(RunSide run, RunSide? baseline, IReadOnlyList<Suite> suites, IReadOnlySet<string> required)
    {
        var checks = new List<GateCheck>();
        if (run.Manifest is { IsWhole: false } m)
        {
            checks.Add(
                new(
                    "",
                    "",
                    "",
                    "whole",
                    CheckKind.Complete,
                    CheckOutcome.Incomplete,
                    FormattableString.Invariant($"{m.Written} of {m.Planned} rows: {m.Stopped ?? "the run was interrupted"}")
                )
            );
        }
        foreach (var suite in suites)
        {
            checks.AddRange(OfSuite(run, suite, required));
        }

        var judged = suites.Where(s => run.Suites.Contains(s.Name, StringComparer.Ordinal)).ToList();
        var comparison = baseline is null ? null : Comparing.Of(baseline, run, judged);
        checks.AddRange(comparison?.Columns.SelectMany(c => Paired(c, judged.First(s => s.Name == c.Suite))) ?? []);
        checks.AddRange(
            comparison?.Unpaired.Select(u => new GateCheck(
                u[..u.IndexOf(':', StringComparison.Ordinal)],
                "",
                "",
                "compared",
                CheckKind.Paired,
                CheckOutcome.Skipped,
                u[(u.IndexOf(':', StringComparison.Ordinal) + 2)..]
            ))
                ?? []
        );
        var code = GateResult.Codes.FirstOrDefault(c => checks.Exists(k => k.Outcome == c.Outcome)).Code;
        return new GateResult(run.Name, baseline?.Name, code, checks, comparison);
    }

    private static IEnumerable<GateCheck> OfSuite(RunSide run, Suite suite, IReadOnlySet<string> required)
    {
        GateCheck Whole(CheckOutcome outcome, string text) => new(suite.Name, "", "", "whole", CheckKind.Complete, outcome, text);
        var ran = run.Manifest?.Suites.FirstOrDefault(s => s.Name == suite.Name);
        if (run.Manifest is not null && ran is null)
        {
            return [Whole(CheckOutcome.Incomplete, "the run does not have this suite")];
        }
        if (ran?.Skipped is { } why)
        {
            return [Whole(required.Contains(suite.Name) ? CheckOutcome.Incomplete : CheckOutcome.Skipped, why)];
        }
        if (ran is not null && ran.Hash != suite.Hash)
        {
            return [Whole(CheckOutcome.Incomplete, "the suite's file was changed since the run: run it anew")];
        }
        return run.RowsOf(suite)
            .GroupBy(r => (r.Prompt, r.Model))
            .OrderBy(g => g.Key.Prompt, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Model, StringComparer.Ordinal)
            .SelectMany(g => OfColumn(suite, g.Key.Prompt, g.Key.Model, [.. g], required.Contains(suite.Name)));
    }

    private static IEnumerable<GateCheck> OfColumn(Suite suite, string prompt, string model, IReadOnlyList<RowResult> rows, bool isRequired)
    {
        var open = rows.Count(r => r.Outcome == RowOutcome.Undetermined);
        var share = (double)open / rows.Count;
        yield return new GateCheck(
            suite.Name,
            prompt,
            model,
            "judged",
            CheckKind.Complete,
            share > Suite.MaxUndetermined ? CheckOutcome.Incomplete : CheckOutcome.Pass,
            FormattableString.Invariant($"{open} of {rows.Count} rows could not be judged, at most {Suite.MaxUndetermined:P0} may")
        );
        foreach (var gate in suite.Gates.Where(g => g.Models.Count == 0 || g.Models.Contains(model, StringComparer.Ordinal)))
        {
            var measure = Measures.SuiteMeasures.Of(suite).First(m => m.Name == gate.Measure);
            var (value, n) = (measure.Of(rows), measure.CountOf(rows));
            var limit = gate.AtLeast is { } least
                ? $"at least {Figure.Of(least, measure.IsShare)}"
                : $"at most {Figure.Of(gate.AtMost!.Value, measure.IsShare)}";
            var outcome =
                value is not { } v ? (isRequired ? CheckOutcome.Incomplete : CheckOutcome.Skipped)
                : gate.Holds(v) ? CheckOutcome.Pass
                : gate.Kind == GateKind.Safety ? CheckOutcome.Safety
                : CheckOutcome.Regression;
            var failing =
                outcome is CheckOutcome.Safety or CheckOutcome.Regression && measure.Parts is { } parts
                    ? Failing(rows.Where(r => parts(r) is var p && p.Hits < p.Of))
                    : "";
            var bound =
                gate.Kind == GateKind.Safety && measure.IsShare && value is 1
                    ? FormattableString.Invariant(
                        $"; a miss rate up to {100 * (1 - Math.Pow(ClusterInterval.Alpha, 1.0 / n)):0.#}% cannot be ruled out (95 %)"
                    )
                    : "";
            yield return new GateCheck(
                suite.Name,
                prompt,
                model,
                gate.Measure,
                CheckKind.Limit,
                outcome,
                value is null
                    ? $"no row counts for it; {limit}"
                    : FormattableString.Invariant($"{Figure.Of(value, measure.IsShare)} of {n}; {limit}{bound}{failing}")
            );
        }
    }

    private static IEnumerable<GateCheck> Paired(ColumnComparison c, Suite suite)
    {
        GateCheck Of(string check, CheckOutcome outcome, string text) =>
            new(c.Suite, c.B.Prompt, c.B.Model, check, CheckKind.Paired, outcome, text);
        if (c.Missing.Count > 0)
        {
            yield return Of(
                "cases",
                CheckOutcome.Incomplete,
                FormattableString.Invariant($"{c.Missing.Count} cases of the baseline are not in the run, such as {c.Missing[0]}")
            );
        }
        if (c.A.Prompt == c.B.Prompt && c.A.PromptHash != c.B.PromptHash)
        {
            yield return Of(
                "prompt",
                CheckOutcome.Incomplete,
                $"`{c.B.Prompt}` says something else than when the baseline was blessed: give it a new version"
            );
        }
        if (c.Changed.Count > 0)
        {
            yield return Of(
                "data",
                c.Rows == 0 ? CheckOutcome.Incomplete : CheckOutcome.Skipped,
                FormattableString.Invariant(
                    $"{c.Changed.Count} cases were made from other data since the baseline and are not compared: bless a run anew"
                )
            );
        }
        foreach (var m in c.Measures.Where(m => m.IsGated || m.Measure == Measures.SuiteMeasures.PassName))
        {
            var isSafety = suite.Gates.Any(g => g.Measure == m.Measure && g.Kind == GateKind.Safety);
            var outcome =
                !m.IsWorse ? CheckOutcome.Pass
                : isSafety ? CheckOutcome.Safety
                : CheckOutcome.Regression;
            var broken =
                outcome == CheckOutcome.Pass ? [] : c.Changes.Where(r => r.Kind == RowChangeKind.Broken).Select(r => r.Row).ToList();
            yield return Of(
                m.Measure,
                outcome,
                $"{Figure.Of(m.A, m.IsShare)} → {Figure.Of(m.B, m.IsShare)}, {Figure.Difference(m)}: {(m.IsWorse ? FormattableString.Invariant($"WORSE in {m.Moved.Count} {Figure.Many(c.Cluster, m.Moved.Count)} that moved (chance makes one of these measures look so in {m.PWorse:0.0%})") : Figure.Words(m, c.Cluster))}{(broken.Count == 0 ? "" : $"; broken: {Figure.Some(broken)}")}"
            );
        }
    }

    private static string Failing(IEnumerable<RowResult> rows) =>
        $"; {Figure.Some([.. rows.Select(r => r.Row).Distinct(StringComparer.Ordinal)])}";
}
