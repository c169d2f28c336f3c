using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Core.Stages;
using AgentDesk.Workflows.StageProgression;

namespace AgentDesk.Tests.Core.Stages;

/// <summary>An exception is closed by a person, with a disposition and a reason, and by nothing else.</summary>
public sealed class DispositionTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 20, 9, 0, 0, TimeSpan.Zero);
    private static readonly Actor Owner = new("olga@seller.example", [Roles.DealOwner]);
    private static readonly StageException Aged = new(StageExceptions.OverAge, "too old", [new Citation(new("stage:Q-1#1"), "propose")]);

    [Fact]
    public void A_run_with_an_exception_stays_open_when_all_its_actions_are_settled() =>
        Assert.Null(Run.Next(new StageProgressionWorkflow(), Settled([Aged])));

    [Fact]
    public void A_run_without_one_closes() =>
        Assert.Equal(new Effect.Close("declined"), Run.Next(new StageProgressionWorkflow(), Settled([])));

    [Theory]
    [InlineData("corrected", "")]
    [InlineData("corrected", " ")]
    [InlineData("revive", "it lives")]
    [InlineData("", "because")]
    public void Half_a_disposition_closes_nothing(string disposition, string reason) =>
        Assert.Equal(
            RefusalKind.Invalid,
            Assert.IsType<DecideResult.Refused>(Decide.Check(Settled([Aged]), null, new Decision.Dispose(disposition, reason), Owner)).Kind
        );

    [Fact]
    public void A_disposition_with_a_reason_does() =>
        Assert.IsType<DecideResult.Accepted>(
            Decide.Check(Settled([Aged]), null, new Decision.Dispose("evidence_supplied", "Ana named 3 April"), Owner)
        );

    [Fact]
    public void A_clean_review_with_nothing_to_do_closes_by_itself() =>
        Assert.Equal(new Effect.Close("nothing_to_do"), Run.Next(new StageProgressionWorkflow(), Settled([]) with { Actions = [] }));

    private static Run.Waiting Settled(IReadOnlyList<StageException> exceptions)
    {
        var header = new RunHeader(
            new("r-1"),
            "stage-progression",
            new("Q-1"),
            "Quillon rota",
            "Quillon",
            "olga@seller.example",
            "marc@seller.example",
            new Cause([new Trigger("over_age", "old", At, "x")]),
            "built-in@1",
            At
        );
        var packet = new Packet("stands", null, [], null, [], exceptions, [], [])
        {
            Stage = new StageReview(
                "propose",
                null,
                "send_back",
                37,
                21,
                null,
                [],
                [],
                new ForecastImpact("best_case", "best_case", "best_case", null)
            ),
        };
        var action = new ProposedAction(
            new("a1"),
            "Task",
            new ActionPayload.TaskItem("olga@seller.example", "Ask", new DateOnly(2026, 3, 24), "Q-1"),
            "v",
            Roles.DealOwner,
            []
        );
        return new(
            header,
            1,
            [],
            packet,
            [new ActionState(action, ActionStatus.Rejected, At, DecidedBy: "olga@seller.example")],
            [],
            new Preparation("offline", "stage-progression@1", null, null, At),
            At
        );
    }
}
