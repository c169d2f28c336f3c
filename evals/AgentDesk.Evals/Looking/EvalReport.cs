using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Engine;
using AgentDesk.Evals.Deciding;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Evals.Looking;

/// <summary>
/// Runs as one HTML file that asks nothing of anywhere: matrix, trends, differences with their evidence, confusions, calibration, cost. It
/// carries the rows of every figure.
/// </summary>
internal static class EvalReport
{
    /// <param name="runs">In any order; they are shown from the oldest to the newest.</param>
    /// <param name="home">Where the page leads back to, when it is served; null for a file.</param>
    /// <exception cref="UnusableInputException">No suite has rows.</exception>
    public static string Html(IReadOnlyList<RunFolder> runs, IReadOnlyList<Suite> suites, string title, string? home = null)
    {
        var ordered = runs.Select(r => (Run: r, Manifest: r.Manifest()))
            .OrderBy(r => r.Manifest.StartedAt)
            .ThenBy(r => r.Run.Name, StringComparer.Ordinal)
            .ToList();
        var names = suites.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        var full = ordered
            .SelectMany(r =>
                r.Run.Rows()
                    .Where(row => names.Contains(row.Suite))
                    .Order(Comparer<RowResult>.Create((a, b) => RowKey.Compare(a.Key, b.Key)))
                    .Select(row => new ReportRow(r.Run.Name, row))
            )
            .ToList();
        var own = suites.Where(s => full.Exists(r => r.Row.Suite == s.Name)).ToList();
        if (own.Count == 0)
        {
            throw new UnusableInputException(
                "no row of these runs is of a suite that is here: `agentdesk eval runs` lists what has been run"
            );
        }

        var slim = full.ConvertAll(r => r with { Row = RunSide.Slim(r.Row, own.First(s => s.Name == r.Row.Suite)) });
        List<ReportRun> order = ordered.ConvertAll(r => new ReportRun(
            r.Run.Name,
            r.Manifest.StartedAt,
            r.Manifest.Mode,
            r.Manifest.Revision,
            [.. r.Manifest.Suites.SelectMany(s => s.Models).Distinct(StringComparer.Ordinal)],
            [
                .. r.Manifest.Suites.Where(s => s.Skipped is not null).Select(s => $"{s.Name}: {s.Skipped}"),
                .. r.Manifest.IsWhole
                    ? Array.Empty<string>()
                    : [FormattableString.Invariant($"not whole, {r.Manifest.Written} of {r.Manifest.Planned} rows: {r.Manifest.Stopped}")],
            ]
        ));
        var figures = new ReportFigures(own, slim, order);
        var data = new ReportData(
            1,
            own.ToDictionary(s => s.Name, s => File.ReadAllText(s.File), StringComparer.Ordinal),
            order,
            slim,
            [.. figures.All.Values]
        );

        var page = new StringBuilder();
        page.Append(
            CultureInfo.InvariantCulture,
            $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\"><title>{RowView.E(title)}</title><style>{Tokens()}\n{Asset("report.css")}</style></head><body><main>"
        );
        new ReportPage(page, figures, own, order, full).Write(title, home);
        page.Append("</main><aside id=\"behind\" hidden aria-live=\"polite\"></aside><script type=\"application/json\" id=\"data\">");
        // No `<` may stand in the data: none can then end the element.
        page.Append(JsonSerializer.Serialize(data, DeskJson.Options).Replace("<", "\\u003c", StringComparison.Ordinal));
        page.Append(CultureInfo.InvariantCulture, $"</script><script>{Asset("report.js")}</script></body></html>\n");
        return page.ToString();
    }

    /// <summary>The design tokens of the web inbox: its sheet up to the first rule that is not one.</summary>
    private static string Tokens()
    {
        var sheet = Asset("desk.css");
        return sheet[..sheet.IndexOf("/* ── ground", StringComparison.Ordinal)];
    }

    private static string Asset(string name)
    {
        using var stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream($"report/{name}")
            ?? throw new InvalidOperationException($"`{name}` is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
