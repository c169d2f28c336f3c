using System.Text.RegularExpressions;
using AgentDesk.Evals.Looking;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;
using AgentDesk.Tests.Evals.Running;

namespace AgentDesk.Tests.Evals.Looking;

public sealed partial class EvalReportTests
{
    [Fact]
    public async Task Every_figure_of_a_report_is_found_again_in_its_rows_and_an_altered_one_is_named()
    {
        using var repo = new EvalRepo(20);
        var report = await ReportAsync(repo);

        var sound = ReportDoctor.OfReport(report, repo.Runs);
        Assert.Empty(sound.Differences);
        Assert.True(sound.Checked > 20);

        var html = await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken);
        var shown = Shown().Match(html);
        Assert.True(shown.Success);
        await File.WriteAllTextAsync(
            report,
            html.Replace(shown.Value, shown.Value.Replace("90.0%", "95.0%", StringComparison.Ordinal), StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        Assert.All(
            ReportDoctor.OfReport(report, repo.Runs).Differences,
            d => Assert.Contains("pass: the page shows 95.0%, its rows say 90.0%", d, StringComparison.Ordinal)
        );
        Assert.NotEmpty(ReportDoctor.OfReport(report, repo.Runs).Differences);
    }

    [Fact]
    public async Task A_row_that_was_altered_in_a_report_or_in_a_run_is_named()
    {
        using var repo = new EvalRepo(20);
        var report = await ReportAsync(repo);
        var html = await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken);

        var at = html.IndexOf("\"outcome\":\"fail\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            report,
            html[..at] + "\"outcome\":\"pass\"" + html[(at + 16)..],
            TestContext.Current.CancellationToken
        );
        var found = ReportDoctor.OfReport(report, repo.Runs).Differences;
        Assert.Contains(found, d => d.StartsWith("measure/sort/b/", StringComparison.Ordinal));
        Assert.Contains(found, d => d.Contains("is another one in the run", StringComparison.Ordinal));

        var run = RunFolder.Open(repo.Runs, "b");
        Assert.Empty(ReportDoctor.OfRun(run, SuiteFile.All(repo.Places.Suites)).Differences);
        await File.WriteAllTextAsync(
            run.RowsPath,
            (await File.ReadAllTextAsync(run.RowsPath, TestContext.Current.CancellationToken)).Replace(
                """{"label":"odd"},"output_hash""",
                """{"label":"even"},"output_hash""",
                StringComparison.Ordinal
            ),
            TestContext.Current.CancellationToken
        );
        Assert.Contains(
            ReportDoctor.OfRun(run, SuiteFile.All(repo.Places.Suites)).Differences,
            d => d.Contains("its output's hash is", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task How_sure_a_model_says_it_is_stands_against_how_often_it_is_right_and_is_computed_anew()
    {
        using var repo = new EvalRepo(20);
        var suite = Path.Combine(repo.Places.Suites, "sort.yaml");
        await File.WriteAllTextAsync(
            suite,
            (await File.ReadAllTextAsync(suite, TestContext.Current.CancellationToken)).Replace(
                "expected: label}",
                "expected: label, confidence: sure}",
                StringComparison.Ordinal
            ),
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(
            Path.Combine(repo.Places.Prompts, "sort.schema.json"),
            """{"type":"object","required":["label","sure"],"properties":{"label":{"type":"string"},"sure":{"type":"number"}}}""",
            TestContext.Current.CancellationToken
        );
        await using var server = await SortServer.StartAsync();
        // Half of the rows are even. It says 0.9 of all and is right of half: off by 0.4, and ½·0.1² + ½·0.9² by Brier.
        server.Instead = (_, _) => (200, SortServer.Says("""{"label":"even","sure":0.9}"""));
        var run = await repo.RunAsync("a", RunMode.Live, server);
        var path = Path.Combine(repo.Path, "report.html");
        var html = EvalReport.Html([run.Folder], SuiteFile.All(repo.Places.Suites), "a");
        await File.WriteAllTextAsync(path, html, TestContext.Current.CancellationToken);

        Assert.Empty(ReportDoctor.OfReport(path, repo.Runs).Differences);
        Assert.Matches("/ece\">0\\.400<", html);
        Assert.Matches("/brier\">0\\.410<", html);
        Assert.Matches("/9/rows\">20<", html);
        await File.WriteAllTextAsync(
            path,
            html.Replace("/ece\">0.400<", "/ece\">0.040<", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        Assert.Contains(
            ReportDoctor.OfReport(path, repo.Runs).Differences,
            d => d.EndsWith("/ece: the page shows 0.040, its rows say 0.400", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_report_asks_nothing_of_anywhere_and_no_data_can_end_its_script()
    {
        using var repo = new EvalRepo(20);
        var html = await File.ReadAllTextAsync(await ReportAsync(repo), TestContext.Current.CancellationToken);

        Assert.DoesNotMatch("""(?i)(src|href)\s*=\s*["']?(https?:)?//""", html);
        Assert.DoesNotContain("url(http", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);

        var row = Rehearsed("</script><img src=x onerror=alert(1)>");
        var view = RowView.Of(0, new ReportRow("r", row));
        Assert.DoesNotContain("<img", view, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quote_is_marked_where_it_stands_in_its_source_and_one_that_is_not_there_is_said_so()
    {
        var row = Rehearsed("x") with
        {
            Output = System.Text.Json.Nodes.JsonNode.Parse(
                """{"claims":[{"text":"c","standing":"fact","citations":[{"evidence":"mail:1","quote":"signed off"},{"evidence":"mail:1","quote":"never said"}]}]}"""
            ),
            Evidence = [new CitedPiece("mail:1", "buyer", "Ann", null, "t", "Legal has <not> signed off yet")],
        };

        var view = RowView.Of(0, new ReportRow("r", row));

        Assert.Contains("Legal has &lt;not&gt; <mark>signed off</mark> yet", view, StringComparison.Ordinal);
        Assert.Contains("not found word for word in the source: “never said”", view, StringComparison.Ordinal);
    }

    [Fact]
    public void The_committed_report_says_what_its_rows_say()
    {
        var found = ReportDoctor.OfReport(RepoRoot.Path("docs", "evals", "blocker-diagnosis.html"), RepoRoot.Path("no-runs-here"));

        Assert.Empty(found.Differences);
        Assert.True(found.Checked > 100);
    }

    private static RowResult Rehearsed(string id) =>
        Deciding.Rehearsal.Row(id, id, true) with
        {
            Output = System.Text.Json.Nodes.JsonNode.Parse("""{"headline":"<img src=y>"}"""),
        };

    private static async Task<string> ReportAsync(EvalRepo repo)
    {
        await using var server = await SortServer.StartAsync();
        var first = await repo.RunAsync("a", RunMode.Live, server);
        server.Instead = (row, _) => row is "r0003" or "r0007" ? (200, SortServer.Says("""{"label":"even"}""")) : null;
        var second = await repo.RunAsync("b", RunMode.Live, server);
        var path = Path.Combine(repo.Path, "report.html");
        await File.WriteAllTextAsync(
            path,
            EvalReport.Html([first.Folder, second.Folder], SuiteFile.All(repo.Places.Suites), "a and b"),
            TestContext.Current.CancellationToken
        );
        return path;
    }

    [GeneratedRegex("""data-f="measure/sort/b/[^"]*/pass">90\.0%<""", RegexOptions.None, 5000)]
    private static partial Regex Shown();
}
