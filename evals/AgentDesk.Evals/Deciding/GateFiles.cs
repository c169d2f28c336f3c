using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace AgentDesk.Evals.Deciding;

/// <summary>The gate's findings for CI: JUnit XML, and Markdown for a pull request.</summary>
internal static class GateFiles
{
    /// <summary>
    /// A test suite for every suite, prompt and model; a test case for every check. Regression and safety are failures, incomplete is an
    /// error.
    /// </summary>
    public static string JUnit(GateResult result)
    {
        var suites = result
            .Checks.GroupBy(c => (c.Suite, c.Prompt, c.Model))
            .Select(g => new XElement(
                "testsuite",
                new XAttribute("name", Clean(Title(g.Key.Suite, g.Key.Prompt, g.Key.Model))),
                Count("tests", g.Count()),
                Count("failures", g.Count(IsFailure)),
                Count("errors", g.Count(c => c.Outcome == CheckOutcome.Incomplete)),
                Count("skipped", g.Count(c => c.Outcome == CheckOutcome.Skipped)),
                g.Select(c => new XElement(
                    "testcase",
                    new XAttribute("classname", Clean(Title(c.Suite, c.Prompt, c.Model))),
                    new XAttribute("name", Clean($"{c.Check} ({Kind(c.Kind)})")),
                    new XAttribute("time", "0"),
                    Child(c)
                ))
            ));
        var root = new XElement(
            "testsuites",
            new XAttribute("name", Clean($"eval gate {result.Run}")),
            Count("tests", result.Checks.Count),
            Count("failures", result.Checks.Count(IsFailure)),
            Count("errors", result.Checks.Count(c => c.Outcome == CheckOutcome.Incomplete)),
            suites
        );
        return $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{root}\n";
    }

    public static string Markdown(GateResult result)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"## Eval gate: {result.Word}\n\n`{Cell(result.Run)}` against {(result.Baseline is null ? "no baseline" : $"`{Cell(result.Baseline)}`")}; exit code {result.ExitCode}\n"
        );
        var bad = result.Checks.Where(c => c.Outcome is not (CheckOutcome.Pass or CheckOutcome.Skipped)).ToList();
        if (bad.Count > 0)
        {
            text.Append("\n| what | suite | column | check | found |\n|---|---|---|---|---|\n");
            foreach (var c in bad)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| **{c.Outcome.ToString().ToLowerInvariant()}** | {Cell(c.Suite)} | {Cell(Title("", c.Prompt, c.Model))} | {Cell(c.Check)} | {Cell(c.Text)} |\n"
                );
            }
        }

        foreach (var c in result.Comparison?.Columns ?? [])
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n### {Cell(Title(c.Suite, c.B.Prompt, c.B.Model))}: {Figure.Word(c.Verdict)}\n\n{c.Rows} rows, {c.Clusters} {Figure.Many(c.Cluster, c.Clusters)}, {c.RepeatsB} {Figure.Many("repeat", c.RepeatsB)}; "
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"{c.Changes.Count(r => r.Kind == RowChangeKind.Fixed)} fixed, {c.Changes.Count(r => r.Kind == RowChangeKind.Broken)} broken, {c.Changes.Count(r => r.Kind == RowChangeKind.Flaky)} flaky; {Figure.Usd(c.CostA.CostPerRow)} → {Figure.Usd(c.CostB.CostPerRow)} a row, p95 {Figure.Time(c.CostA.P95)} → {Figure.Time(c.CostB.P95)}\n\n"
            );
            text.Append("| measure | baseline | run | difference, 95 % | verdict |\n|---|--:|--:|---|---|\n");
            foreach (var m in c.Measures)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"| {Cell(m.Measure)} | {Figure.Of(m.A, m.IsShare)} | {Figure.Of(m.B, m.IsShare)} | {Figure.Difference(m)} | {Cell(Figure.Words(m, c.Cluster))} |\n"
                );
            }
            foreach (var r in c.Changes.Where(r => r.Kind == RowChangeKind.Broken).Take(20))
            {
                text.Append(CultureInfo.InvariantCulture, $"\n- broken: `{Cell(r.Row)}` {Cell(r.Why)}");
            }
            if (c.Changes.Any(r => r.Kind == RowChangeKind.Broken))
            {
                text.Append('\n');
            }
        }

        var skipped = result
            .Checks.Where(c => c.Outcome == CheckOutcome.Skipped)
            .Select(c => $"- {Cell(Title(c.Suite, c.Prompt, c.Model))}: {Cell(c.Text)}\n")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (skipped.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nNot judged:\n\n{string.Concat(skipped)}");
        }
        return text.ToString();
    }

    public static string Title(string suite, string prompt, string model) =>
        string.Join(" · ", new[] { suite, model, prompt }.Where(t => t.Length > 0)) is { Length: > 0 } title ? title : "the run";

    private static XElement? Child(GateCheck c) =>
        c.Outcome switch
        {
            CheckOutcome.Pass => null,
            CheckOutcome.Skipped => new XElement("skipped", new XAttribute("message", Clean(c.Text))),
            CheckOutcome.Incomplete => new XElement(
                "error",
                new XAttribute("type", "incomplete"),
                new XAttribute("message", Clean(c.Text))
            ),
            _ => new XElement(
                "failure",
                new XAttribute("type", c.Outcome.ToString().ToLowerInvariant()),
                new XAttribute("message", Clean(c.Text))
            ),
        };

    private static bool IsFailure(GateCheck c) => c.Outcome is CheckOutcome.Regression or CheckOutcome.Safety;

    private static string Kind(CheckKind kind) =>
        kind switch
        {
            CheckKind.Paired => "against the baseline",
            CheckKind.Limit => "limit",
            _ => "complete",
        };

    private static XAttribute Count(string name, int n) => new(name, n.ToString(CultureInfo.InvariantCulture));

    // Names of cases come from data: what XML cannot hold is left out, and what Markdown would take for a column or a tag is not one.
    private static string Clean(string text) => string.Concat(text.Where(XmlConvert.IsXmlChar));

    private static string Cell(string text) =>
        text.ReplaceLineEndings(" ")
            .Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace("`", "'", StringComparison.Ordinal);
}
