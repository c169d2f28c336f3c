using AgentDesk.Adapters.Models;
using AgentDesk.Engine;
using AgentDesk.Evals.Deciding;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;
using AgentDesk.Tests.Evals.Running;

namespace AgentDesk.Tests.Evals.Deciding;

public sealed class BaselineTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_blessed_run_passes_its_own_gate_and_a_worse_one_does_not()
    {
        using var repo = new EvalRepo(60);
        await using var server = await SortServer.StartAsync();
        var good = await repo.RunAsync("good", RunMode.Live, server);
        server.Instead = (row, _) =>
            row.EndsWith('3') || row.EndsWith('5') || row.EndsWith('8') ? (200, SortServer.Says("""{"label":"even"}""")) : null;
        await repo.RunAsync("bad", RunMode.Live, server);
        var (folder, suite) = (new BaselineFolder(repo.Places.Baselines), Assert.Single(SuiteFile.All(repo.Places.Suites)));

        var baseline = folder.Bless(good.Folder, suite, "the first that sorts", "an ML lead", Now);

        Assert.Equal(("the first that sorts", "an ML lead", Now, 60), (baseline.Reason, baseline.By, baseline.At, baseline.Cases));
        Assert.Equal(1, baseline.Columns[0].Measures[0].Value);
        Assert.Equal(good.Manifest.Suites[0].Prompts[0].Hash, baseline.Columns[0].PromptHash);
        Assert.Equal(0, Gate("good"));
        Assert.Equal(2, Gate("bad"));

        int Gate(string run) =>
            GateJudge
                .Judge(RunSide.Open(repo.Runs, folder, run), RunSide.Open(repo.Runs, folder, "baseline"), [suite], new HashSet<string>())
                .ExitCode;
    }

    [Fact]
    public async Task A_run_with_rows_missing_cannot_be_blessed()
    {
        using var repo = new EvalRepo(10);
        var run = await repo.RunAsync("empty", RunMode.Replay, null);
        var folder = new BaselineFolder(repo.Places.Baselines);

        var refused = Assert.Throws<UnusableInputException>(() =>
            folder.Bless(run.Folder, SuiteFile.All(repo.Places.Suites)[0], "because", "me", Now)
        );

        Assert.Contains("is not whole, 0 of 10 rows", refused.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Suites);
    }

    [Fact]
    public async Task A_prompt_that_changed_under_its_version_is_not_blessed_over_what_is_there()
    {
        using var repo = new EvalRepo(10);
        await using var server = await SortServer.StartAsync();
        var (folder, suite) = (new BaselineFolder(repo.Places.Baselines), Assert.Single(SuiteFile.All(repo.Places.Suites)));
        folder.Bless((await repo.RunAsync("first", RunMode.Live, server)).Folder, suite, "the first", "me", Now);
        repo.WritePrompt("Which class is it, please?");
        var second = await repo.RunAsync("second", RunMode.Live, server);

        var refused = Assert.Throws<UnusableInputException>(() => folder.Bless(second.Folder, suite, "better", "me", Now));

        Assert.Contains("`sort@1` says something else", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Conventions 25: a changed prompt needs an eval baseline change.</summary>
    [Fact]
    public void Every_baseline_was_blessed_with_the_prompt_and_the_suite_that_are_here()
    {
        var places = new EvalPlaces(RepoRoot.Path(), null);
        var (folder, prompts, suites) = (
            new BaselineFolder(places.Baselines),
            new PromptFolder(places.Prompts),
            SuiteFile.All(places.Suites)
        );

        Assert.Superset(
            suites.Where(s => !s.Data.IsExternal && places.Find(s.Data).Absent is null).Select(s => s.Name).ToHashSet(),
            folder.Suites.ToHashSet()
        );
        foreach (var baseline in folder.Suites.Select(s => folder.Get(s)!))
        {
            Assert.Equal((baseline.Suite, suites.Single(s => s.Name == baseline.Suite).Hash), (baseline.Suite, baseline.SuiteHash));
            foreach (var column in baseline.Columns.Where(c => c.Prompt.Length > 0))
            {
                var prompt = prompts.Get(BaselineFolder.PromptName(column.Prompt));
                Assert.Equal((baseline.Suite, prompt.Reference, prompt.Hash), (baseline.Suite, column.Prompt, column.PromptHash));
            }
        }
    }

    [Fact]
    public void The_figures_of_every_baseline_are_those_of_its_rows()
    {
        var places = new EvalPlaces(RepoRoot.Path(), null);
        var folder = new BaselineFolder(places.Baselines);

        foreach (var suite in SuiteFile.All(places.Suites).Where(s => folder.Has(s.Name)))
        {
            Assert.Equivalent(BaselineFolder.Fold(suite, folder.Rows(suite.Name)), folder.Get(suite.Name)!.Columns, strict: true);
        }
    }
}
