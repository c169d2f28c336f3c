using AgentDesk.Core.Playbooks;
using AgentDesk.Engine;
using AgentDesk.Tests.Engine.Fakes;
using AgentDesk.Tests.Samples;
using AgentDesk.Workflows.StageProgression;

namespace AgentDesk.Tests.Engine;

/// <summary>`playbook check`: what a change would have flagged on the imported history, before it is in force.</summary>
public sealed class PlaybookDryRunTests
{
    private static readonly SampleExport Larkspur = SampleExport.Named("larkspur");
    private static readonly Playbook InForce = Larkspur.Playbook;

    [Fact]
    public async Task The_same_rules_flag_the_same_deals() => Assert.Empty(await LinesAsync(InForce with { Version = "next@2" }));

    [Fact]
    public async Task A_longer_stage_unflags_the_deals_that_only_its_age_flagged_and_says_which()
    {
        var lines = await LinesAsync(With("propose", s => s with { ExpectedDays = new Dictionary<string, int>(), DefaultDays = 400 }));

        var aged = Assert.Single(lines, l => l.Deal.Value == "L-201");
        Assert.Equal((false, "over_age"), (aged.IsNew, aged.Kind));
        Assert.Contains("days in propose", aged.Why, StringComparison.Ordinal);
        Assert.DoesNotContain(lines, l => l.IsNew);
    }

    [Fact]
    public async Task One_finding_that_is_new_is_told_although_the_review_had_another()
    {
        // L-209 is in the review for its regression already.
        var lines = await LinesAsync(With("identify", s => s with { RequiredFields = [.. s.RequiredFields, "never_filled"] }));

        var found = Assert.Single(lines, l => l.Deal.Value == "L-209");
        Assert.Equal((true, "placeholder_field"), (found.IsNew, found.Kind));
        Assert.Contains("never_filled", found.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Criteria_that_are_new_or_worded_otherwise_are_named_since_no_look_at_the_record_tells_who_meets_them()
    {
        var candidate = With(
            "propose",
            s => s with { ExitCriteria = [.. s.ExitCriteria, new ExitCriterion("pilot", "the buyer has run a pilot")] }
        );

        Assert.Equal(["propose: the buyer has run a pilot"], PlaybookDryRun.ChangedCriteria(InForce, candidate));
        Assert.Empty(PlaybookDryRun.ChangedCriteria(InForce, InForce));
    }

    private static Playbook With(string stage, Func<StageRule, StageRule> change) =>
        InForce with
        {
            Stages = [.. InForce.Stages.Select(s => s.Name == stage ? change(s) : s)],
        };

    private static Task<IReadOnlyList<DryRunLine>> LinesAsync(Playbook candidate)
    {
        var book = new FakeBook { Playbook = InForce };
        foreach (var id in new[] { "L-201", "L-207", "L-209" })
        {
            book.Put(Larkspur.Deal(id));
        }
        return PlaybookDryRun.OfAsync(
            book,
            [new StageProgressionWorkflow()],
            InForce,
            candidate,
            Larkspur.Now,
            null,
            TestContext.Current.CancellationToken
        );
    }
}
