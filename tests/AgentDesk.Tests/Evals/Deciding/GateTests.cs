using System.Xml.Linq;
using AgentDesk.Evals.Deciding;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Tests.Evals.Deciding;

public sealed class GateTests
{
    private static readonly HashSet<string> None = [];

    [Fact]
    public void Passing_rows_without_a_baseline_pass_by_the_limits_alone()
    {
        var result = GateJudge.Judge(Rehearsal.Pair(1, 0).A, null, [Rehearsal.Suite], None);

        Assert.Equal((0, "pass"), (result.ExitCode, result.Word));
        Assert.Contains(result.Checks, c => c is { Check: "blocker", Kind: CheckKind.Limit, Outcome: CheckOutcome.Pass });
    }

    [Fact]
    public void A_broken_limit_of_quality_is_a_regression_and_one_of_safety_is_unsafe()
    {
        var run = Rehearsal.Pair(1, 0).A;

        Assert.Equal(2, Judge("  - {measure: blocker, is: quality, at_least: 0.99}"));
        Assert.Equal(3, Judge("  - {measure: blocker, is: safety, at_least: 0.99}"));

        int Judge(string gate) => GateJudge.Judge(run, null, [Rehearsal.Read(gate)], None).ExitCode;
    }

    [Fact]
    public void More_than_two_percent_undetermined_leave_a_run_incomplete_and_two_percent_do_not()
    {
        Assert.Equal(0, Judge(2));
        Assert.Equal(4, Judge(3));

        static int Judge(int open) =>
            GateJudge
                .Judge(
                    Rehearsal.Side(
                        "a",
                        [
                            .. Enumerable
                                .Range(0, 100)
                                .Select(i =>
                                    i < open ? Rehearsal.Row($"r{i}", RowOutcome.Undetermined) : Rehearsal.Row($"r{i}", $"d{i}", true)
                                ),
                        ]
                    ),
                    null,
                    [Rehearsal.Suite],
                    None
                )
                .ExitCode;
    }

    [Fact]
    public void A_run_that_leaves_out_cases_of_the_baseline_is_incomplete()
    {
        var baseline = Rehearsal.Pair(1, 0).A;
        var part = Rehearsal.Side("part", [.. baseline.RowsOf(Rehearsal.Suite).Skip(10)]);

        var result = GateJudge.Judge(part, baseline, [Rehearsal.Suite], None);

        Assert.Equal(4, result.ExitCode);
        Assert.Contains(result.Checks, c => c.Text.StartsWith("10 cases of the baseline are not in the run", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_is_not_whole_a_changed_suite_and_a_required_suite_that_was_skipped_are_incomplete()
    {
        Assert.Equal(0, Judge(whole: true, Rehearsal.Suite.Hash, null));
        Assert.Equal(4, Judge(whole: false, Rehearsal.Suite.Hash, null));
        Assert.Equal(4, Judge(whole: true, "older", null));
        Assert.Equal(0, Judge(whole: true, Rehearsal.Suite.Hash, "no data"));
        Assert.Equal(4, Judge(whole: true, Rehearsal.Suite.Hash, "no data", "rehearsal"));

        static int Judge(bool whole, string hash, string? skipped, params string[] required)
        {
            var at = new DateTimeOffset(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);
            var manifest = new RunManifest(
                1,
                "r",
                at,
                whole ? at : null,
                RunMode.Replay,
                [new SuiteRun("rehearsal", 1, hash, "", 300, [], ["m"], 1, skipped)],
                [],
                300,
                whole ? 300 : 10,
                0,
                null,
                null,
                null
            );
            return GateJudge
                .Judge(Rehearsal.Pair(1, 0).A with { Manifest = manifest }, null, [Rehearsal.Suite], required.ToHashSet())
                .ExitCode;
        }
    }

    [Fact]
    public void A_limit_that_no_row_counts_for_is_not_judged_and_leaves_a_required_suite_incomplete()
    {
        var run = Rehearsal.Side("a", [Rehearsal.Row("r", RowOutcome.Skipped)]);

        Assert.Equal(0, GateJudge.Judge(run, null, [Rehearsal.Suite], None).ExitCode);
        Assert.Equal(4, GateJudge.Judge(run, null, [Rehearsal.Suite], new HashSet<string> { "rehearsal" }).ExitCode);
    }

    [Fact]
    public void A_prompt_that_says_something_else_under_the_version_of_the_baseline_leaves_it_incomplete()
    {
        var (a, b) = Rehearsal.Pair(1, 0);
        var other = Rehearsal.Side("b", [.. b.RowsOf(Rehearsal.Suite).Select(r => r with { PromptHash = "other" })]);

        var result = GateJudge.Judge(other, a, [Rehearsal.Suite], None);

        Assert.Equal(4, result.ExitCode);
        Assert.Contains(
            result.Checks,
            c => c.Text == "`p@1` says something else than when the baseline was blessed: give it a new version"
        );
        Assert.NotEqual(
            4,
            GateJudge
                .Judge(
                    Rehearsal.Side("b", [.. other.RowsOf(Rehearsal.Suite).Select(r => r with { Prompt = "p@2" })]),
                    a,
                    [Rehearsal.Suite],
                    None
                )
                .ExitCode
        );
    }

    [Fact]
    public void Unsafe_comes_before_incomplete_and_incomplete_before_regression()
    {
        IReadOnlyList<RowResult> rows =
        [
            .. Rehearsal.Pair(1, 0).A.RowsOf(Rehearsal.Suite).Select((r, i) => i < 20 ? Rehearsal.Row(r.Row, RowOutcome.Undetermined) : r),
        ];

        Assert.Equal(3, Judge("  - {measure: blocker, is: safety, at_least: 0.99}"));
        Assert.Equal(4, Judge("  - {measure: blocker, is: quality, at_least: 0.99}"));

        int Judge(string gate) => GateJudge.Judge(Rehearsal.Side("a", rows), null, [Rehearsal.Read(gate)], None).ExitCode;
    }

    [Fact]
    public void The_junit_file_has_a_failure_for_what_failed_and_holds_any_name_of_a_case()
    {
        var (a, b) = Rehearsal.Pair(1, 0.3);
        IReadOnlyList<RowResult> odd = [.. b.RowsOf(Rehearsal.Suite).Select(r => r with { Model = "m\u0001<&|" })];

        var result = GateJudge.Judge(Rehearsal.Side("b", odd), a, [Rehearsal.Suite], None);

        var root = XDocument.Parse(GateFiles.JUnit(result)).Root!;
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(result.Checks.Count, root.Descendants("testcase").Count());
        Assert.Contains(
            root.Descendants("failure"),
            f => f.Attribute("message")!.Value.Contains("WORSE", StringComparison.Ordinal) && f.Attribute("type")!.Value == "regression"
        );
        Assert.Contains("## Eval gate: regression", GateFiles.Markdown(result), StringComparison.Ordinal);
        Assert.DoesNotContain("<&", GateFiles.Markdown(result), StringComparison.Ordinal);
    }
}
