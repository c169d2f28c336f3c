using AgentDesk.Adapters.Models;
using AgentDesk.Evals.Models;
using AgentDesk.Evals.Mutating;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Running;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Tests.Evals.Mutating;

/// <summary>Graders prove themselves on the drafts of one sample export.</summary>
public sealed class MutationTests
{
    private static readonly Lazy<Task<MutationReport>> Report = new(() => RunAsync(s => s));

    [Fact]
    public async Task Every_changed_quote_and_every_foreign_deal_is_noticed()
    {
        var report = await Report.Value;

        Assert.True(report.Good >= 8, $"{report.Good} good outputs");
        Assert.All(
            report.Lines.Where(l => l.Kind is Mutation.Quote or Mutation.DealId),
            l => Assert.True(l.Mutants > 50 && l.Killed == l.Mutants, $"{l.Kind}: {l.Killed} of {l.Mutants}")
        );
        Assert.True(report.Holds);
    }

    [Fact]
    public async Task Most_changed_numbers_denials_and_speakers_are_noticed()
    {
        var report = await Report.Value;

        Assert.All(report.Lines, l => Assert.True(l.Mutants > 0 && l.Killed >= 0.9 * l.Mutants, $"{l.Kind}: {l.Killed} of {l.Mutants}"));
    }

    [Fact]
    public async Task Without_the_graders_that_look_for_them_mutants_live()
    {
        var report = await RunAsync(s => s with { Graders = [.. s.Graders.Where(g => g.Kind is "cites" or "polarity")] });

        Assert.False(report.Holds);
        Assert.Contains(report.Survivors, s => s.Kind == Mutation.DealId);
    }

    private static async Task<MutationReport> RunAsync(Func<Suite, Suite> change)
    {
        var places = new EvalPlaces(RepoRoot.Path(), null);
        var planner = new RunPlanner(places, new ModelShelf(places, new ModelOptions(), 1, TimeProvider.System));
        var planned = (
            await planner.PlanAsync(new RunRequest(["citations"], [], [], 1, RunMode.Replay, null, 1, null, null), CancellationToken.None)
        )[0];
        planned = planned with
        {
            Files = [RepoRoot.Path("evals", "data", "pipelines", "tidewater.labels.jsonl")],
            Suite = change(planned.Suite),
        };
        var (outputs, _) = await MutationSource.ReadAsync(places, planner, planned, planned.Models[0], null, CancellationToken.None);
        return MutationRun.Of(planned.Suite, outputs, null);
    }
}
