using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Stages;
using AgentDesk.Evals.Stages;

namespace AgentDesk.Tests.Evals;

/// <summary>
/// What the stage review must reach on the labelled exports, through the real import, inputs, embedded analyst and gates.
/// </summary>
public sealed class StageEvalTests
{
    [Fact]
    public async Task What_the_record_decides_is_raised_nearly_always()
    {
        var answers = await AnswersAsync();

        Assert.True(Share(answers, StageExceptions.OfRecord) >= 0.95);
    }

    [Fact]
    public async Task What_takes_reading_is_raised_mostly_and_always_with_quotes_that_stand()
    {
        var answers = await AnswersAsync();

        Assert.True(Share(answers, StageExceptions.OfReading) >= 0.85, $"{Share(answers, StageExceptions.OfReading)}");
        Assert.All(answers, a => Assert.Empty(a.Unquoted));
    }

    [Fact]
    public async Task Reviews_pass_the_gates()
    {
        var answers = await AnswersAsync();

        Assert.All(
            answers,
            a =>
                Assert.False(
                    a.Verdict.Stops,
                    $"{a.DealId}: {string.Join("; ", a.Verdict.Findings.Where(f => f.Outcome == Outcome.Stop).Select(f => f.Reason))}"
                )
        );
    }

    [Fact]
    public async Task A_move_back_by_a_program_at_night_is_put_to_the_manager_with_the_buyers_evidence()
    {
        var answer = await AnswerAsync("L-209");

        Assert.Equal([StageExceptions.Regression], answer.Raised);
        Assert.Contains("svc-crm-sync", answer.Proposal.Packet.Exceptions[0].Detail, StringComparison.Ordinal);
        var change = Assert.Single(answer.Proposal.Actions, a => a.Payload is ActionPayload.StageChange);
        Assert.Equal(
            ("discovery", "resolve"),
            (((ActionPayload.StageChange)change.Payload).Before, ((ActionPayload.StageChange)change.Payload).After)
        );
        Assert.Equal("manager", change.Needs);
        Assert.Contains(answer.Proposal.Actions, a => a.Payload is ActionPayload.ForecastChange { Before: "pipeline", After: "best_case" });
    }

    [Fact]
    public async Task A_deal_that_was_proposed_before_it_was_discovered_belongs_in_discovery()
    {
        var answer = await AnswerAsync("D-105");

        Assert.Equal(
            ("propose", "discovery", "correct"),
            (answer.Proposal.Packet.Stage!.Current, answer.Proposal.Packet.Stage.Proposed, answer.Proposal.Packet.Stage.Verb)
        );
        Assert.Superset(answer.Wanted.ToHashSet(), answer.Raised.ToHashSet());
        Assert.Contains(answer.Proposal.Actions, a => a.Payload is ActionPayload.TaskItem { Owner: "dev.malhotra@tidewater.example" });
    }

    [Fact]
    public async Task Moves_on_a_demo_and_a_proposal_are_called_what_they_are()
    {
        var answer = await AnswerAsync("L-208");

        Assert.Superset(answer.Wanted.ToHashSet(), answer.Raised.ToHashSet());
        Assert.DoesNotContain(answer.Proposal.Actions, a => a.Payload is ActionPayload.StageChange { After: "close" });
    }

    private static double Share(IReadOnlyList<StageAnswer> answers, IReadOnlyList<string> kinds) =>
        (double)answers.Sum(a => a.Wanted.Intersect(a.Raised).Count(k => kinds.Contains(k)))
        / answers.Sum(a => a.Wanted.Count(k => kinds.Contains(k)));

    private static async Task<StageAnswer> AnswerAsync(string deal) => (await AnswersAsync()).Single(a => a.DealId == deal);

    private static readonly Lazy<Task<IReadOnlyList<StageAnswer>>> Answers = new(async () =>
    {
        var all = new List<StageAnswer>();
        foreach (
            var export in new[] { "tidewater", "larkspur", "harrowgate", "opaline", "ferrowell", "quillon", "morrowmill", "sundermann" }
        )
        {
            all.AddRange(await StageEval.AnswersAsync(RepoRoot.Path("evals", "data", "pipelines", export), CancellationToken.None));
        }
        return all;
    });

    private static Task<IReadOnlyList<StageAnswer>> AnswersAsync() => Answers.Value;
}
