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
    public void A_closed_deal_wakes_nothing() =>
        Assert.Null(
            Wakes(Larkspur.Deal("L-201") with { Deal = Larkspur.Deal("L-201").Deal with { Status = DealStatus.Lost } }, Larkspur.Now)
        );

    [Fact]
    public void What_the_weekly_review_finds_is_the_same_finding_next_week()
    {
        var file = Larkspur.Deal("L-209") with { Deal = Larkspur.Deal("L-209").Deal with { NextStepDue = new DateOnly(2026, 6, 1) } };
        var monday = new DateTimeOffset(2026, 4, 20, 8, 0, 0, TimeSpan.Zero);

        var weeks = Enumerable
            .Range(0, 3)
            .Select(w =>
                Wakes(file, monday.AddDays(7 * w))!.Triggers.Where(t => t.Kind == StageTriggers.WeeklyReview).Select(t => t.Anchor).ToList()
            )
            .ToList();

        Assert.Contains(weeks[0], a => a.StartsWith("regression:stage:L-209#", StringComparison.Ordinal));
        Assert.Equal(weeks[0], weeks[1]);
        Assert.Equal(weeks[0], weeks[2]);
    }

    [Fact]
    public void Another_next_step_that_is_none_is_another_finding_and_the_rest_stays()
    {
        var file = Larkspur.Deal("L-209");
        DealFile With(string step) => file with { Deal = file.Deal with { NextStep = step, NextStepDue = new DateOnly(2026, 4, 1) } };

        var (before, after) = (Wakes(With("follow up"), Larkspur.Now)!, Wakes(With("chase again"), Larkspur.Now)!);

        Assert.False(before.Covers(after));
        Assert.StartsWith(
            "no_next_step:",
            Assert.Single(after.Triggers, t => !before.Triggers.Any(b => b.Anchor == t.Anchor)).Anchor,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_overstay_is_another_cause_each_time_that_the_whole_span_has_gone_by_once_more()
    {
        var file = Larkspur.Deal("L-201"); // in propose, 21 days expected
        var entered = file.Stages[^1].EnteredAt;
        string Age(int days) => Assert.Single(Wakes(file, entered.AddDays(days))!.Triggers, t => t.Kind == StageTriggers.OverAge).Anchor;

        Assert.Equal(Age(22), Age(42));
        Assert.NotEqual(Age(42), Age(43));
        Assert.Equal(Age(43), Age(63));
    }

    [Fact]
    public void A_move_that_a_late_weekly_export_brings_is_still_news() =>
        Assert.Contains(
            Wakes(Moved("L-207", "api", Larkspur.Now.AddDays(-8)), Larkspur.Now)!.Triggers,
            t => t.Kind == StageTriggers.StageMoved
        );

    [Fact]
    public void An_overstay_is_told_with_its_days() =>
        Assert.Contains(
            Wakes(Larkspur.Deal("L-201"), Larkspur.Now)!.Triggers,
            t => t is { Kind: StageTriggers.OverAge, Detail: "52 days in propose, 21 expected" }
        );

    [Fact]
    public void A_row_that_could_not_be_read_wakes_it_so_that_somebody_learns_why() =>
        Assert.Equal(
            StageTriggers.NotReady,
            Assert
                .Single(
                    Wakes(Larkspur.Deal("L-207") with { Damage = [new Damage("stage_history.csv", 7, "no date")] }, Larkspur.Now)!.Triggers
                )
                .Kind
        );

    [Fact]
    public void The_same_move_makes_the_same_run()
    {
        var file = Moved("L-207", "user", Larkspur.Now.AddDays(-2));

        var ids = new[] { 0, 4, 23 }
            .Select(h => RunId.For(StageProgressionWorkflow.WorkflowName, file.Deal.Id, Wakes(file, Larkspur.Now.AddHours(h))!.Key))
            .Distinct();

        Assert.Single(ids);
    }

    private static Cause? Wakes(DealFile file, DateTimeOffset now) =>
        new StageProgressionWorkflow().Wakes(file, Larkspur.Team, Larkspur.Playbook, now);

    private static DealFile Moved(string id, string source, DateTimeOffset at)
    {
        var file = Larkspur.Deal(id);
        var last = file.Stages[^1];
        return file with
        {
            Stages = [.. file.Stages.SkipLast(1), last with { EnteredAt = at, EnteredText = at.ToString("o"), Source = source }],
        };
    }
}
