using AgentDesk.Core.Measures;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Tests.Core.Measures;

/// <summary>The seeds' "not ready if" lists.</summary>
public sealed class ReadinessTests
{
    private static readonly BookStats Whole = new(10, 0, 0, 30, 0);

    public static TheoryData<BookStats, string, string> Poor =>
        new()
        {
            { Whole with { Undated = 6 }, "stalled-deal", "stage aging is not tracked: 6 of 10 open deals have no stage history" },
            { Whole with { Silent = 6 }, "stalled-deal", "activity history is missing: 6 of 10" },
            { Whole with { Unasked = 6 }, "stalled-deal", "nobody is there to accept or correct a diagnosis: 6 of 10" },
            { Whole with { Undated = 6 }, "stage-progression", "stage entry dates are unavailable: 6 of 10" },
            { Whole with { LeftUndated = 16 }, "stage-progression", "stage exit dates are unavailable: 16 of 30" },
            {
                Whole with
                {
                    Unmanaged = 6,
                },
                "stage-progression",
                "nobody is there to enforce exception review: 6 of 10 open deals have no manager"
            },
            { Whole with { Silent = 6 }, "trigger-latency", "no trigger can be seen: 6 of 10" },
            { Whole with { Unasked = 6 }, "trigger-latency", "nobody's working time can be counted: 6 of 10" },
        };

    [Theory, MemberData(nameof(Poor))]
    public void What_most_deals_lack_keeps_a_workflow_off(BookStats stats, string workflow, string lacks)
    {
        var readied = Of(workflow, stats);

        Assert.False(readied.IsOn);
        Assert.StartsWith(lacks, Assert.Single(readied.Lacks), StringComparison.Ordinal);
    }

    [Fact]
    public void A_playbook_without_limits_sets_no_clock()
    {
        var timeless = BuiltInPlaybook.Value with { Triggers = [new(TriggerRule.StallFlagged, "owner_decision", Days: 2)] };

        Assert.StartsWith(
            "no greatest delay is set",
            Assert.Single(Readiness.Of("trigger-latency", Whole, timeless, []).Lacks),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("stalled-deal")]
    [InlineData("stage-progression")]
    [InlineData("trigger-latency")]
    public void What_some_deals_lack_pauses_those_alone(string workflow) =>
        Assert.True(Of(workflow, new(10, 5, 5, 30, 15) { Unmanaged = 5, Unasked = 5 }).IsOn);

    [Fact]
    public void Stages_without_exit_criteria_are_informal()
    {
        var informal = BuiltInPlaybook.Value with { Stages = [.. BuiltInPlaybook.Value.Stages.Select(s => s with { ExitCriteria = [] })] };

        Assert.Contains(
            "stage requirements are informal: identify",
            Assert.Single(Readiness.Of("stage-progression", Whole, informal, []).Lacks),
            StringComparison.Ordinal
        );
        Assert.Empty(Readiness.Of("stalled-deal", Whole, informal, []).Lacks);
    }

    [Fact]
    public void A_person_overrules_it_and_takes_that_back()
    {
        var (bare, on) = (Whole with { Silent = 10 }, new Overrule("stalled-deal", default, "ops@seller.test", "mail comes next week"));

        Assert.True(Of("stalled-deal", bare, on).IsOn);
        Assert.Equal(on, Of("stalled-deal", bare, on).Overruled);
        Assert.False(Of("stalled-deal", bare, on, on with { IsWithdrawn = true }).IsOn);
        Assert.False(Of("stage-progression", new(10, 10, 0, 30, 0), on).IsOn);
        Assert.Null(Of("stalled-deal", Whole, on).Overruled);
    }

    [Fact]
    public void An_empty_pipeline_lacks_nothing() => Assert.True(Of("stalled-deal", new(0, 0, 0, 0, 0)).IsOn);

    private static Readied Of(string workflow, BookStats stats, params Overrule[] overrules) =>
        Readiness.Of(workflow, stats, BuiltInPlaybook.Value, overrules);
}
