using AgentDesk.Evals.Suites;

namespace AgentDesk.Tests.Evals.Suites;

public sealed class SuiteFileTests
{
    private const string Good = """
        name: s
        version: 1
        about: what it is for
        task: draft
        with: {workflow: stalled-deal}
        data:
          files: [evals/data/pipelines/*.labels.jsonl]
        prompts: [stalled-deal]
        models: [offline]
        graders:
          - kind: blocker
          - {kind: class, name: disposition, with: {path: blocker.disposition, expected: disposition}, counts: false}
        gates:
          - {measure: blocker.macro_f1, is: quality, at_least: 0.7}
        """;

    [Fact]
    public void A_suite_is_read_whole()
    {
        var suite = SuiteFile.Read(Good, "s.yaml").Suite!;

        Assert.Equal(["blocker", "disposition"], suite.Graders.Select(g => g.Name));
        Assert.False(suite.Graders[1].Counts);
        Assert.Equal(("blocker.macro_f1", 0.7), (suite.Gates[0].Measure, suite.Gates[0].AtLeast));
    }

    [Theory]
    [InlineData("task: draft", "task: drafts", 4, "did you mean `draft`")]
    [InlineData("kind: blocker", "kind: blockers", 11, "did you mean `blocker`")]
    [InlineData("version: 1", "version: one", 2, "a whole number from 1")]
    [InlineData("models: [offline]", "modles: [offline]", 9, "did you mean `models`")]
    [InlineData("path: blocker.disposition, ", "", 12, "`class` needs `path`")]
    [InlineData("measure: blocker.macro_f1", "measure: blocker.f1", 14, "no grader of the suite leaves the measure")]
    [InlineData("at_least: 0.7", "at_least: much", 14, "a number is needed")]
    [InlineData("at_least: 0.7", "at_least: NaN", 14, "a number is needed")]
    [InlineData("at_least: 0.7", "at_most: -Infinity", 14, "a number is needed")]
    [InlineData("at_least: 0.7", "at_least: 70", 14, "is a share: its limit is from 0 to 1")]
    [InlineData("name: s", "name: other", 1, "must be the file's")]
    public void A_mistake_is_named_with_its_line(string right, string wrong, int line, string says)
    {
        var problems = SuiteFile.Read(Good.Replace(right, wrong, StringComparison.Ordinal), "s.yaml").Problems;

        Assert.Contains(problems, p => p.Line == line && p.Message.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_suite_of_the_repository_is_without_mistakes() => Assert.NotEmpty(SuiteFile.All(RepoRoot.Path("evals", "suites")));

    [Fact]
    public void Data_outside_the_repository_that_is_absent_is_told_and_not_an_error()
    {
        var (files, absent) = new EvalPlaces(RepoRoot.Path(), null).Find(new DataSource(["x.jsonl"], true, null));

        Assert.Empty(files);
        Assert.Contains("--data-root", absent, StringComparison.Ordinal);
    }
}
