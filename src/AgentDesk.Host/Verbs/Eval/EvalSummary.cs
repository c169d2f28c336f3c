using System.Globalization;
using AgentDesk.Evals.Measures;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Running;
using AgentDesk.Evals.Suites;
using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>One figure of a run.</summary>
/// <param name="N">Rows that count for it.</param>
internal sealed record MeasureLine(string Suite, string Prompt, string Model, string Measure, double? Value, int N, bool IsShare);

/// <summary>A run's figures, folded from its rows.</summary>
internal sealed record EvalSummary(IReadOnlyList<MeasureLine> Lines, IReadOnlyDictionary<RowOutcome, int> Outcomes)
{
    public double UndeterminedShare =>
        Outcomes.Values.Sum() is var all and > 0 ? (double)Outcomes.GetValueOrDefault(RowOutcome.Undetermined) / all : 0;

    public static EvalSummary Of(RunFolder run, IEnumerable<Suite> suites)
    {
        var lines = new List<MeasureLine>();
        var outcomes = new SortedDictionary<RowOutcome, int>();
        foreach (var suite in suites)
        {
            // One suite at a time, and of a row only what measures need: a run of many rows does not have to fit into memory whole.
            var rows = run.Rows()
                .Where(r => r.Suite == suite.Name)
                .Select(r =>
                    r with
                    {
                        Output = suite.Graders.Any(g => g.Kind == "draft-overlap") ? r.Output : null,
                        Expected = null,
                        Evidence = [],
                    }
                )
                .ToList();
            foreach (var row in rows)
            {
                outcomes[row.Outcome] = outcomes.GetValueOrDefault(row.Outcome) + 1;
            }
            foreach (
                var column in rows.GroupBy(r => (r.Prompt, r.Model))
                    .OrderBy(g => g.Key.Prompt, StringComparer.Ordinal)
                    .ThenBy(g => g.Key.Model, StringComparer.Ordinal)
            )
            {
                IReadOnlyList<RowResult> own = [.. column];
                lines.AddRange(
                    SuiteMeasures
                        .Of(suite)
                        .Select(m => new MeasureLine(
                            suite.Name,
                            column.Key.Prompt,
                            column.Key.Model,
                            m.Name,
                            m.Of(own),
                            m.CountOf(own),
                            m.IsShare
                        ))
                );
            }
        }

        return new EvalSummary(lines, outcomes);
    }

    public void Print(RunEnd end)
    {
        foreach (var suite in end.Manifest.Suites)
        {
            if (suite.Skipped is { } why)
            {
                Say.Out.MarkupLineInterpolated($"[bold]{suite.Name}[/]  skipped: {why}");
                Say.Out.WriteLine();
                continue;
            }

            var own = Lines.Where(l => l.Suite == suite.Name).ToList();
            var columns = own.Select(l => (l.Prompt, l.Model)).Distinct().ToList();
            var several = columns.Select(c => c.Prompt).Distinct(StringComparer.Ordinal).Count() > 1;
            Say.Out.MarkupLineInterpolated(
                $"[bold]{suite.Name}[/]  {suite.Cases} cases{(suite.Repeats > 1 ? $" × {suite.Repeats}" : "")}{(several || suite.Prompts.Count == 0 ? "" : $", {suite.Prompts[0].Reference}")}"
            );
            var table = new Table { Border = TableBorder.Simple };
            table.AddColumn("measure");
            foreach (var (prompt, model) in columns)
            {
                table.AddColumn(new TableColumn(Markup.Escape(several ? $"{model} {prompt}" : model)) { Alignment = Justify.Right });
            }
            foreach (var measure in own.Select(l => l.Measure).Distinct(StringComparer.Ordinal))
            {
                table.AddRow([
                    Markup.Escape(measure),
                    .. columns.Select(c =>
                        Markup.Escape(Shown(own.First(l => l.Measure == measure && l.Prompt == c.Prompt && l.Model == c.Model)))
                    ),
                ]);
            }

            Say.Out.Write(table);
        }

        Say.Out.MarkupLineInterpolated(
            $"{end.Manifest.Written:N0} of {end.Manifest.Planned:N0} rows{(end.Manifest.Written > 0 ? ": " : "")}{string.Join(", ", Outcomes.Select(o => $"{o.Value:N0} {o.Key.ToString().ToLowerInvariant()}"))}; ${end.Manifest.SpentUsd.ToString("0.####", CultureInfo.InvariantCulture)} spent; {end.Manifest.Mode.ToString().ToLowerInvariant()}"
        );
        Say.Out.MarkupLineInterpolated($"rows: {end.Folder.RowsPath}");
    }

    private static string Shown(MeasureLine line) =>
        line.Value is not { } value ? "n/a"
        : line.IsShare ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.0}% ({line.N})")
        : string.Create(CultureInfo.InvariantCulture, $"{value:0.##} ({line.N})");
}
