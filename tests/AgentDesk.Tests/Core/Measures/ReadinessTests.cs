using AgentDesk.Core.Measures;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Tests.Core.Measures;

/// <summary>The seeds' "not ready if" lists.</summary>
public sealed class ReadinessTests
{
    private static readonly BookStats Whole = new(10, 0, 0, 30, 0);

    [Theory]
    [InlineData(6, 0, 0, "stalled-deal", "stage dates")]
    [InlineData(0, 6, 0, "stalled-deal", "activity history")]
    [InlineData(6, 0, 0, "stage-progression", "stage entry dates")]
    [InlineData(0, 0, 16, "stage-progression", "stage exit dates")]
    public void What_most_deals_lack_keeps_a_workflow_off(int undated, int silent, int leftUndated, string workflow, string lacks)
    {
        var readied = Of(workflow, Whole with { Undated = undated, Silent = silent, LeftUndated = leftUndated });

        Assert.False(readied.IsOn);
        Assert.StartsWith(lacks, Assert.Single(readied.Lacks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stalled-deal")]
    [InlineData("stage-progression")]
    public void What_some_deals_lack_pauses_those_alone(string workflow) => Assert.True(Of(workflow, new(10, 5, 5, 30, 15)).IsOn);

    [Fact]
    public void Stages_without_exit_criteria_are_informal()
    {
        var informal = BuiltInPlaybook.Value with { Stages = [.. BuiltInPlaybook.Value.Stages.Select(s => s with { ExitCriteria = [] })] };

        Assert.Contains("exit criteria: identify", Assert.Single(Readiness.Of("stage-progression", Whole, informal, []).Lacks), StringComparison.Ordinal);
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

    private static Readied Of(string workflow, BookStats stats, params Overrule[] overrules) => Readiness.Of(workflow, stats, BuiltInPlaybook.Value, overrules);
}
