using System.Globalization;
using System.Text;
using AgentDesk.Evals.Deciding;
using AgentDesk.Evals.Measures;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Evals.Looking;

/// <summary>Charts as plain SVG in the page's own colours.</summary>
internal static class Charts
{
    private const int Width = 640,
        Height = 200,
        Left = 40,
        Top = 12,
        Bottom = 28;

    /// <summary>`pass` over runs, one line a model and prompt.</summary>
    public static void Trend(StringBuilder page, ReportFigures figures, Suite suite, IReadOnlyList<ReportColumn> columns)
    {
        var runs = columns.Select(c => c.Run).Distinct(StringComparer.Ordinal).ToList();
        double X(string run) => Left + ((Width - Left - 130.0) * runs.IndexOf(run) / Math.Max(1, runs.Count - 1));
        page.Append("<figure><figcaption>pass over runs</figcaption>");
        Open(page, $"pass of {suite.Name} over {runs.Count} runs");
        Axis(page);
        var n = 0;
        foreach (var line in columns.GroupBy(c => (c.Model, Name: BaselineFolder.PromptName(c.Prompt))))
        {
            var points = line.Select(c => (X: X(c.Run), Figure: figures[ReportFigures.MeasureId(suite, c, SuiteMeasures.PassName)]))
                .Where(p => p.Figure.Value is not null)
                .Select(p => (p.X, Y: Y(p.Figure.Value!.Value), p.Figure))
                .ToList();
            if (points.Count == 0)
            {
                continue;
            }
            page.Append(
                CultureInfo.InvariantCulture,
                $"<g class=\"l{n++ % 4}\"><polyline points=\"{string.Join(' ', points.Select(p => FormattableString.Invariant($"{p.X:0.#},{p.Y:0.#}")))}\"/>"
            );
            foreach (var p in points)
            {
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"<circle cx=\"{p.X:0.#}\" cy=\"{p.Y:0.#}\" r=\"3.5\"><title>{RowView.E(p.Figure.Shown)}</title></circle>"
                );
            }
            page.Append(
                CultureInfo.InvariantCulture,
                $"<text x=\"{points[^1].X + 8:0.#}\" y=\"{points[^1].Y + 4:0.#}\">{RowView.E(line.Key.Model)}</text></g>"
            );
        }

        foreach (var run in runs)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<text class=\"tick\" text-anchor=\"{(run == runs[0] ? "start" : "middle")}\" x=\"{X(run):0.#}\" y=\"{Height - 8}\">{RowView.E(run.Length > 22 ? run[..21] + "…" : run)}</text>"
            );
        }
        page.Append("</svg></figure>");
    }

    /// <summary>How often outputs are right by how sure they say they are; nothing where they do not say.</summary>
    public static void Calibration(StringBuilder page, ReportFigures figures, Suite suite, ReportColumn column)
    {
        var all = ReportFigures.Confidences(column);
        if (all.Count == 0)
        {
            return;
        }
        static double X(double share) => Left + ((Width - 130.0 - Left) * share);
        page.Append(
            CultureInfo.InvariantCulture,
            $"<figure class=\"calibration\"><figcaption>How sure {RowView.E(column.Model)} was against how often it was right: expected calibration error {ReportPage.Of(figures[ReportFigures.CostId(suite, column, "ece")])}, Brier score {ReportPage.Of(figures[ReportFigures.CostId(suite, column, "brier")])}. A circle is a tenth of confidence, its number the rows in it, its line the 95 % interval of so many; on the slope it would be as right as it says.</figcaption>"
        );
        Open(page, $"calibration of {column.Model}");
        Axis(page);
        page.Append(
            CultureInfo.InvariantCulture,
            $"<line class=\"ideal\" x1=\"{X(0):0.#}\" y1=\"{Y(0):0.#}\" x2=\"{X(1):0.#}\" y2=\"{Y(1):0.#}\"/>"
        );
        foreach (var bin in ReportFigures.Bins(column))
        {
            var (share, n) = (bin.Average(b => b.IsRight ? 1.0 : 0), bin.Count());
            var (x, y, (low, high)) = (
                X(bin.Average(b => b.Confidence)),
                Y(share),
                ClusterInterval.Wilson(share, n, StudentT.Quantile(ClusterInterval.Alpha, 1_000))
            );
            page.Append(
                CultureInfo.InvariantCulture,
                $"<g class=\"l0\"><line class=\"range\" x1=\"{x:0.#}\" y1=\"{Y(low):0.#}\" x2=\"{x:0.#}\" y2=\"{Y(high):0.#}\"/><circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"4\"/><text x=\"{x + 7:0.#}\" y=\"{y + (share > 0.9 ? 14 : 4):0.#}\">{n}</text></g>"
            );
        }

        page.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"tick\" x=\"{X(0):0.#}\" y=\"{Height - 8}\">0% sure</text><text class=\"tick\" text-anchor=\"end\" x=\"{X(1):0.#}\" y=\"{Height - 8}\">100% sure</text></svg>"
        );
        page.Append(
            "<table class=\"grid\"><thead><tr><th scope=\"col\">sure</th><th scope=\"col\">rows</th><th scope=\"col\">says</th><th scope=\"col\">right</th></tr></thead><tbody>"
        );
        foreach (var bin in ReportFigures.Bins(column))
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{10 * bin.Key}–{10 * (bin.Key + 1)}%</th>");
            foreach (var what in new[] { "rows", "said", "right" })
            {
                page.Append("<td>").Append(ReportPage.Of(figures[ReportFigures.BinId(suite, column, bin.Key, what)])).Append("</td>");
            }
            page.Append("</tr>");
        }

        page.Append("</tbody></table></figure>");
    }

    private static void Open(StringBuilder page, string label) =>
        page.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{RowView.E(label)}\">");

    private static void Axis(StringBuilder page)
    {
        foreach (var share in new[] { 0, 0.5, 1 })
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<line class=\"grid\" x1=\"{Left}\" y1=\"{Y(share):0.#}\" x2=\"{Width - 130}\" y2=\"{Y(share):0.#}\"/><text class=\"tick\" text-anchor=\"end\" x=\"{Left - 6}\" y=\"{Y(share) + 4:0.#}\">{100 * share:0}%</text>"
            );
        }
    }

    private static double Y(double share) => Top + ((Height - Top - Bottom) * (1 - share));
}
