using System.CommandLine;
using AgentDesk.Evals.Deciding;
using AgentDesk.Evals.Suites;
using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`eval diff`: two runs, case by case.</summary>
internal static class EvalDiffVerb
{
    private static readonly Argument<string> A = new("A")
    {
        Description =
            "What was: a run, its folder, `latest`, `baseline`, or a suite with a baseline; `RUN:MODEL` or `RUN:PROMPT@V` for a part of it.",
    };
    private static readonly Argument<string> B = new("B") { Description = "What is to be judged, named the same way." };

    public static Command Create() =>
        Verb.Create(
            "diff",
            "Compares two runs: better, worse, or can't tell, with what would settle it.",
            [A, B, EvalOptions.Suites, EvalOptions.Repo, EvalOptions.Runs],
            (context, _) =>
            {
                var places = EvalOptions.Places(context.Parsed);
                var (runs, baselines) = (EvalOptions.RunsFolder(context.Parsed), new BaselineFolder(places.Baselines));
                var (a, b) = (
                    RunSide.Open(runs, baselines, context.Parsed.GetValue(A)!),
                    RunSide.Open(runs, baselines, context.Parsed.GetValue(B)!)
                );
                var comparison = Comparing.Of(a, b, EvalOptions.Chosen(context.Parsed, places));
                if (comparison.Columns.Count == 0)
                {
                    throw new RefusedException(
                        $"`{a.Name}` and `{b.Name}` have nothing in common that can be compared{(comparison.Unpaired.Count == 0 ? "" : ": " + string.Join("; ", comparison.Unpaired))}"
                    );
                }
                if (context.Json)
                {
                    Say.Json(comparison);
                }
                else
                {
                    DiffSheet.Print(comparison);
                }
                return Task.FromResult(ExitCode.Done);
            },
            checksSettings: false
        );
}

/// <summary>A comparison in the terminal.</summary>
internal static class DiffSheet
{
    private const int MostRows = 12;

    public static void Print(RunComparison comparison)
    {
        foreach (var c in comparison.Columns)
        {
            Print(c);
        }
        foreach (var u in comparison.Unpaired)
        {
            Say.Out.MarkupLineInterpolated($"[dim]not compared: {u}[/]");
        }
        Say.Out.MarkupLineInterpolated($"{comparison.A} → {comparison.B}: [bold]{Figure.Word(comparison.Overall)}[/]");
    }

    private static void Print(ColumnComparison c)
    {
        var side =
            c.A.Model == c.B.Model && c.A.Prompt == c.B.Prompt
                ? GateFiles.Title("", c.B.Prompt, c.B.Model)
                : $"{GateFiles.Title("", c.A.Prompt, c.A.Model)} → {GateFiles.Title("", c.B.Prompt, c.B.Model)}";
        Say.Out.MarkupLineInterpolated(
            $"[bold]{c.Suite}[/]  {side}  {c.Rows} rows, {c.Clusters} {Figure.Many(c.Cluster, c.Clusters)}{(c.RepeatsB > 1 ? $", {c.RepeatsB} repeats" : "")}"
        );
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("measure", "before", "after", "difference, 95 %", "verdict");
        foreach (var m in c.Measures)
        {
            table.AddRow(
                Markup.Escape(m.Measure + (m.IsGated ? " *" : "")),
                Figure.Of(m.A, m.IsShare),
                Figure.Of(m.B, m.IsShare),
                Markup.Escape(Figure.Difference(m)),
                Markup.Escape(
                    Figure.Words(m, c.Cluster)
                        + (
                            m.Verdict is Verdict.Better or Verdict.Worse
                            && !m.IsHeld
                            && (m.IsGated || m.Measure == Evals.Measures.SuiteMeasures.PassName)
                                ? ", not once all measures are looked at together"
                                : ""
                        )
                )
            );
        }

        Say.Out.Write(table);
        foreach (var kind in Enum.GetValues<RowChangeKind>())
        {
            var rows = c.Changes.Where(r => r.Kind == kind).ToList();
            if (rows.Count == 0)
            {
                continue;
            }
            Say.Out.MarkupLineInterpolated($"  {kind.ToString().ToLowerInvariant()} {rows.Count}");
            foreach (var r in rows.Take(MostRows))
            {
                Say.Out.MarkupLineInterpolated(
                    $"    {r.Row}  {(r.OfA > 1 || r.OfB > 1 ? $"{r.PassesA}/{r.OfA} → {r.PassesB}/{r.OfB}  " : "")}[dim]{r.Why}[/]"
                );
            }
            if (rows.Count > MostRows)
            {
                Say.Out.MarkupLineInterpolated($"    [dim]and {rows.Count - MostRows} more: --json lists all[/]");
            }
        }

        Say.Out.MarkupLineInterpolated(
            $"  cost {Figure.Usd(c.CostA.CostPerRow)} → {Figure.Usd(c.CostB.CostPerRow)} a row; latency p50 {Figure.Time(c.CostA.P50)} → {Figure.Time(c.CostB.P50)}, p95 {Figure.Time(c.CostA.P95)} → {Figure.Time(c.CostB.P95)}; live calls {c.CostA.Live} → {c.CostB.Live}"
        );
        foreach (var note in c.Notes)
        {
            Say.Out.MarkupLineInterpolated($"  [dim]{note}[/]");
        }
        Say.Out.MarkupLineInterpolated($"  verdict: [bold]{Figure.Word(c.Verdict)}[/]");
        Say.Out.WriteLine();
    }
}
