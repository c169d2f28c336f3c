using AgentDesk.Core.Deals;
using AgentDesk.Core.Runs;
using AgentDesk.Tests.Samples;
using AgentDesk.Workflows.StageProgression;

namespace AgentDesk.Tests.Workflows.StageProgression;

public sealed class StageTriggerTests
{
    private static readonly SampleExport Larkspur = SampleExport.Named("larkspur");

    [Theory]
    [InlineData("user")]
    [InlineData("workflow")]
    [InlineData("api")]
    public void A_move_wakes_it_whoever_moved(string source)
    {
        var cause = Wakes(Moved("L-207", source, Larkspur.Now.AddDays(-2)), Larkspur.Now);

        var trigger = Assert.Single(cause!.Triggers);
        Assert.Equal(StageTriggers.StageMoved, trigger.Kind);
        Assert.Contains($"({source})", trigger.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clean_deal_that_did_not_move_wakes_nothing() => Assert.Null(Wakes(Larkspur.Deal("L-207"), Larkspur.Now));

    [Fact]
    public void A_closed_deal_wakes_nothing() => Assert.Null(Wakes(Larkspur.Deal("L-201") with { Deal = Larkspur.Deal("L-201").Deal with { Status = DealStatus.Lost } }, Larkspur.Now));

    [Fact]
    public void An_exception_wakes_it_once_a_week()
    {
        var file = Larkspur.Deal("L-209");
        var monday = new DateTimeOffset(2026, 4, 20, 8, 0, 0, TimeSpan.Zero);

        var keys = Enumerable.Range(0, 7).Select(d => Wakes(file with { Deal = file.Deal with { NextStepDue = new DateOnly(2026, 6, 1) } }, monday.AddDays(d))!.Key).Distinct().ToList();
        var next = Wakes(file with { Deal = file.Deal with { NextStepDue = new DateOnly(2026, 6, 1) } }, monday.AddDays(7))!.Key;

        Assert.Single(keys);
        Assert.DoesNotContain(next, keys);
        Assert.Contains("weekly_review@2026-W17", keys[0], StringComparison.Ordinal);
    }

    [Fact]
    public void An_overstay_is_told_with_its_days() =>
        Assert.Contains(Wakes(Larkspur.Deal("L-201"), Larkspur.Now)!.Triggers, t => t is { Kind: StageTriggers.OverAge, Detail: "52 days in propose, 21 expected" });

    [Fact]
    public void A_row_that_could_not_be_read_wakes_it_so_that_somebody_learns_why() =>
        Assert.Equal(StageTriggers.NotReady, Assert.Single(Wakes(Larkspur.Deal("L-207") with { Damage = [new Damage("stage_history.csv", 7, "no date")] }, Larkspur.Now)!.Triggers).Kind);

    [Fact]
    public void The_same_move_makes_the_same_run()
    {
        var file = Moved("L-207", "user", Larkspur.Now.AddDays(-2));

        var ids = new[] { 0, 4, 23 }.Select(h => RunId.For(StageProgressionWorkflow.WorkflowName, file.Deal.Id, Wakes(file, Larkspur.Now.AddHours(h))!.Key)).Distinct();

        Assert.Single(ids);
    }

    private static Cause? Wakes(DealFile file, DateTimeOffset now) => new StageProgressionWorkflow().Wakes(file, Larkspur.Team, Larkspur.Playbook, now);

    private static DealFile Moved(string id, string source, DateTimeOffset at)
    {
        var file = Larkspur.Deal(id);
        var last = file.Stages[^1];
        return file with { Stages = [.. file.Stages.SkipLast(1), last with { EnteredAt = at, EnteredText = at.ToString("o"), Source = source }] };
    }
}
