using System.Globalization;
using System.Text;
using AgentDesk.Evals.Deciding;
using AgentDesk.Evals.Measures;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Evals.Looking;

/// <summary>The sections of a report, written from its figures.</summary>
internal sealed class ReportPage(
    StringBuilder page,
    ReportFigures figures,
    IReadOnlyList<Suite> suites,
    IReadOnlyList<ReportRun> runs,
    IReadOnlyList<ReportRow> rows
)
{
    private readonly HashSet<int> _shown = [];

    public void Write(string title, string? home)
    {
        Add(
            $"<header><p class=\"quiet\">{(home is null ? "AgentDesk" : $"<a href=\"{home}\">AgentDesk</a>")} evals</p><h1>{RowView.E(title)}</h1>"
        );
        foreach (var run in runs)
        {
            Add(
                $"<p class=\"run\"><code>{RowView.E(run.Name)}</code> {run.StartedAt.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture)} UTC, {run.Mode.ToString().ToLowerInvariant()}{(run.Revision is { Length: > 0 } r ? ", commit " + RowView.E(r[..Math.Min(10, r.Length)]) : "")}</p>"
            );
            foreach (var s in run.Skipped)
            {
                Add($"<p class=\"quiet\">{RowView.E(s)}</p>");
            }
        }

        Add(
            "<p class=\"quiet\">A share stands with its 95 % interval over clusters, such as deals. Press a figure for the rows that it is folded from.</p><nav>"
        );
        foreach (var s in suites)
        {
            Add($"<a href=\"#suite-{RowView.E(s.Name)}\">{RowView.E(s.Name)}</a>");
        }
        Add("</nav></header>");
        Overview();
        foreach (var suite in suites)
        {
            OfSuite(suite);
        }
    }

    private void Overview()
    {
        Add(
            "<section><h2>Pass, by suite and model</h2><div class=\"scroll\"><table class=\"grid\"><thead><tr><th scope=\"col\">suite</th>"
        );
        var models = suites
            .SelectMany(figures.Columns)
            .Select(c => (c.Model, c.Prompt, c.Run))
            .GroupBy(c => c.Model, StringComparer.Ordinal)
            .Select(g => g.Key)
            .ToList();
        foreach (var m in models)
        {
            Add($"<th scope=\"col\">{RowView.E(m)}</th>");
        }
        Add("</tr></thead><tbody>");
        foreach (var suite in suites)
        {
            Add($"<tr><th scope=\"row\"><a href=\"#suite-{RowView.E(suite.Name)}\">{RowView.E(suite.Name)}</a></th>");
            foreach (var m in models)
            {
                Add("<td>");
                foreach (var c in figures.Columns(suite).Where(c => c.Model == m))
                {
                    Add(
                        $"<div class=\"cell\">{Shown(ReportFigures.MeasureId(suite, c, SuiteMeasures.PassName))} <small>{Shown(ReportFigures.MeasureId(suite, c, SuiteMeasures.PassName) + "/interval")}</small>{(figures.Columns(suite).Count(o => o.Model == m) > 1 ? $"<small class=\"quiet\">{RowView.E(c.Prompt)} {RowView.E(c.Run)}</small>" : "")}</div>"
                    );
                }
                Add("</td>");
            }

            Add("</tr>");
        }

        Add("</tbody></table></div></section>");
    }

    private void OfSuite(Suite suite)
    {
        var columns = figures.Columns(suite);
        Add(
            $"<section id=\"suite-{RowView.E(suite.Name)}\"><h2>{RowView.E(suite.Name)}</h2><p>{RowView.E(suite.About)}; {columns[0].Rows.Select(r => r.Row).Distinct(StringComparer.Ordinal).Count()} cases of {columns[0].Rows.Select(r => r.Cluster).Distinct(StringComparer.Ordinal).Count()} {RowView.E(Figure.Many(suite.Cluster, 2))}</p>"
        );
        Matrix(suite, columns);
        if (columns.Select(c => c.Run).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            Charts.Trend(page, figures, suite, columns);
        }
        foreach (var (_, a, b, c) in figures.Comparisons.Where(x => x.Suite == suite))
        {
            Compared(suite, a, b, c);
        }
        foreach (var c in columns.TakeLast(4))
        {
            Confusions(suite, c);
        }
        foreach (var c in columns)
        {
            Charts.Calibration(page, figures, suite, c);
        }
        Cost(suite, columns);
        var left = columns.SelectMany(c => c.Places).Where(p => !_shown.Contains(p)).ToList();
        if (left.Count > 0)
        {
            Add($"<details class=\"all\"><summary>{(_shown.Count > 0 ? "Other rows" : "Rows")} ({left.Count})</summary>");
            foreach (var place in left)
            {
                Row(place);
            }
            Add("</details>");
        }

        Add("</section>");
    }

    private void Matrix(Suite suite, IReadOnlyList<ReportColumn> columns)
    {
        Add("<div class=\"scroll\"><table class=\"grid\"><thead><tr><th scope=\"col\">measure</th>");
        foreach (var c in columns)
        {
            Add(
                $"<th scope=\"col\">{RowView.E(c.Model)}<small>{RowView.E(c.Prompt)}{(runs.Count > 1 ? " · " + RowView.E(c.Run) : "")}</small></th>"
            );
        }
        Add("</tr></thead><tbody>");
        foreach (var m in SuiteMeasures.Of(suite))
        {
            Add(
                $"<tr><th scope=\"row\">{RowView.E(m.Name)}{(suite.Gates.FirstOrDefault(g => g.Measure == m.Name) is { } gate ? $"<small class=\"quiet\">{(gate.AtLeast is { } least ? "at least " + Figure.Of(least, m.IsShare) : "at most " + Figure.Of(gate.AtMost, m.IsShare))}</small>" : "")}</th>"
            );
            foreach (var c in columns)
            {
                var figure = figures[ReportFigures.MeasureId(suite, c, m.Name)];
                var broken =
                    figure.Value is { } v
                    && suite.Gates.Any(g =>
                        g.Measure == m.Name && (g.Models.Count == 0 || g.Models.Contains(c.Model, StringComparer.Ordinal)) && !g.Holds(v)
                    );
                Add($"<td{(broken ? " class=\"late\"" : "")}>{Shown(figure.Id)} <small>{Shown(figure.Id + "/interval")}</small></td>");
            }

            Add("</tr>");
        }

        Add("</tbody></table></div>");
    }

    private void Compared(Suite suite, ReportColumn a, ReportColumn b, ColumnComparison c)
    {
        string Name(ReportColumn x) =>
            RowView.E(
                string.Join(
                    ' ',
                    new[] { x.Model, a.Prompt == b.Prompt ? "" : x.Prompt, a.Run == b.Run ? "" : x.Run }.Where(t => t.Length > 0)
                )
            );
        Add(
            $"<h3>{Name(a)} → {Name(b)}: <span class=\"verdict {c.Verdict.ToString().ToLowerInvariant()}\">{RowView.E(Figure.Word(c.Verdict))}</span></h3><div class=\"scroll\"><table class=\"grid compared\"><thead><tr><th scope=\"col\">measure</th><th scope=\"col\">before</th><th scope=\"col\">after</th><th scope=\"col\">difference, 95 %</th><th scope=\"col\" class=\"words\">verdict</th></tr></thead><tbody>"
        );
        foreach (var m in c.Measures)
        {
            Add(
                $"<tr><th scope=\"row\">{RowView.E(m.Measure)}</th><td>{Figure.Of(m.A, m.IsShare)}</td><td>{Figure.Of(m.B, m.IsShare)}</td><td>{Shown(ReportFigures.DeltaId(suite, a, b, m.Measure))}</td><td class=\"words\"><span class=\"verdict {m.Verdict.ToString().ToLowerInvariant()}\">{RowView.E(Figure.Words(m, c.Cluster))}</span></td></tr>"
            );
        }

        Add("</tbody></table></div>");
        foreach (var note in c.Notes)
        {
            Add($"<p class=\"quiet\">{RowView.E(note)}</p>");
        }
        foreach (var kind in c.Changes.GroupBy(r => r.Kind))
        {
            Add($"<h4>{kind.Key.ToString().ToLowerInvariant()} <span class=\"quiet\">{kind.Count()}</span></h4>");
            foreach (var change in kind)
            {
                Add(
                    $"<div class=\"pair\"><p><code>{RowView.E(change.Row)}</code> <span class=\"quiet\">{RowView.E(change.Why)}</span></p><div class=\"sides\">"
                );
                foreach (var side in new[] { a, b })
                {
                    Add("<div>");
                    foreach (var place in side.Places.Where(p => rows[p].Row.Row == change.Row))
                    {
                        Row(place);
                    }
                    Add("</div>");
                }

                Add("</div></div>");
            }
        }
    }

    private void Confusions(Suite suite, ReportColumn c)
    {
        foreach (var grader in suite.Graders.Select(g => g.Name))
        {
            var cells = ReportFigures.Cells(c, grader);
            var classes = cells
                .SelectMany(x => new[] { x.Expected, x.Got })
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .ToList();
            if (classes.Count is < 2 or > 24)
            {
                continue;
            }
            Add(
                $"<details class=\"matrix\"{(suite.Graders[0].Name == grader ? " open" : "")}><summary>{RowView.E(grader)}: {RowView.E(c.Model)}{(runs.Count > 1 ? " " + RowView.E(c.Run) : "")}, the label against the answer</summary><div class=\"scroll\"><table class=\"confusion\"><thead><tr><th scope=\"col\">label ↓ answer →</th>"
            );
            foreach (var got in classes)
            {
                Add($"<th scope=\"col\"><span>{RowView.E(Words(got))}</span></th>");
            }
            Add("</tr></thead><tbody>");
            foreach (var expected in classes)
            {
                Add($"<tr><th scope=\"row\">{RowView.E(Words(expected))}</th>");
                foreach (var got in classes)
                {
                    var is0 = !cells.Any(x => x.Expected == expected && x.Got == got);
                    Add(
                        is0
                            ? $"<td{(expected == got ? " class=\"diagonal\"" : "")}></td>"
                            : $"<td class=\"{(expected == got ? "right" : "wrong")}\">{Shown(ReportFigures.CellId(suite, c, grader, expected, got))}</td>"
                    );
                }

                Add("</tr>");
            }

            Add("</tbody></table></div></details>");
        }
    }

    private void Cost(Suite suite, IReadOnlyList<ReportColumn> columns)
    {
        string[] what = ["rows", "usd", "usd-row", "p50", "p95", "tokens-in", "tokens-out", "live"];
        Add(
            "<h3>Cost and latency</h3><div class=\"scroll\"><table class=\"grid\"><thead><tr><th scope=\"col\">column</th><th scope=\"col\">rows</th><th scope=\"col\">cost</th><th scope=\"col\">a row</th><th scope=\"col\">p50</th><th scope=\"col\">p95</th><th scope=\"col\">tokens in</th><th scope=\"col\">out</th><th scope=\"col\">live calls</th></tr></thead><tbody>"
        );
        foreach (var c in columns)
        {
            Add(
                $"<tr><th scope=\"row\">{RowView.E(c.Model)}<small>{RowView.E(c.Prompt)}{(runs.Count > 1 ? " · " + RowView.E(c.Run) : "")}</small></th>"
            );
            foreach (var w in what)
            {
                Add($"<td>{Shown(ReportFigures.CostId(suite, c, w))}</td>");
            }
            Add("</tr>");
        }

        Add("</tbody></table></div>");
    }

    private void Row(int place)
    {
        if (_shown.Add(place))
        {
            page.Append(RowView.Of(place, rows[place]));
        }
        else
        {
            Add($"<p><a href=\"#r{place}\">{RowView.E(rows[place].Row.Model)}: shown above</a></p>");
        }
    }

    private string Shown(string id) => Of(figures[id]);

    /// <summary>A figure as something to press.</summary>
    public static string Of(ReportFigure figure) =>
        figure.Shown.Length == 0
            ? ""
            : $"<button type=\"button\" class=\"f\" data-f=\"{RowView.E(figure.Id)}\">{RowView.E(figure.Shown)}</button>";

    private static string Words(string name) => name.Replace('_', ' ');

    private void Add(string html) => page.Append(html);
}
