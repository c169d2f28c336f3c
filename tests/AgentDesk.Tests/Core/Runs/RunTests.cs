using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Tests.Engine.Fakes;

namespace AgentDesk.Tests.Core.Runs;

public sealed class RunTests
{
    private static readonly DateTimeOffset At = TinyWorkflow.Start;
    private static readonly RunId Id = new("r-1");
    private static readonly ActionId A1 = new("a1");

    private static readonly RunEvent Started = new RunEvent.Started(
        Id,
        "tiny",
        new DealId("D-1"),
        "Deal",
        "Northgate",
        "owner@seller.test",
        "boss@seller.test",
        new Cause([new Trigger("stale", "45 days", At, "x")]),
        "p@1"
    );

    private static readonly RunEvent Gathered = new RunEvent.Gathered("h1", "v1", 3);
    private static readonly RunEvent Prepared = new RunEvent.Prepared(default, "offline", "tiny@1", null, null);
    private static readonly RunEvent Approved = new RunEvent.Decided(A1, new Decision.Approve(Rig.Field.Hash(), "v1"), Rig.Owner);

    [Fact]
    public void Each_state_says_what_must_happen_next()
    {
        Assert.IsType<Effect.Gather>(Next(Started));
        Assert.IsType<Effect.Prepare>(Next(Started, Gathered));
        Assert.IsType<Effect.Judge>(Next(Started, Gathered, Prepared));
        Assert.Null(Next(Started, Gathered, Prepared, Proposed(Rig.Field)));
        Assert.Equal("r-1/a1", Assert.IsType<Effect.Execute>(Next(Started, Gathered, Prepared, Proposed(Rig.Field), Approved)).Write.Key);
        Assert.Equal(
            "acted",
            Assert
                .IsType<Effect.Close>(Next(Started, Gathered, Prepared, Proposed(Rig.Field), Approved, new RunEvent.Written(A1, "x")))
                .Outcome
        );
        Assert.Null(Next(Started, Gathered, Prepared, Proposed(Rig.Field), Approved, new RunEvent.WriteFailed(A1, "x")));
        Assert.Null(Next(Started, Gathered, new RunEvent.Stopped("no", [], [])));
    }

    [Fact]
    public void A_draft_that_is_sent_back_is_prepared_again_with_the_reason()
    {
        var finding = new Finding("g", Outcome.Stop, "why", [], SendBack: true);

        var again = Assert.IsType<Effect.Prepare>(Next(Started, Gathered, Prepared, new RunEvent.SentBack([finding])));

        Assert.Equal(2, again.Attempt);
        Assert.Equal([finding], again.Feedback);
    }

    [Fact]
    public void What_was_settled_stands_when_the_record_moves_and_the_run_ends_as_acted_when_nothing_is_left()
    {
        var run = Fold(
            Started,
            Gathered,
            Prepared,
            Proposed(Rig.Field),
            Approved,
            new RunEvent.Written(A1, "x"),
            new RunEvent.RecordMoved(null, "v1", "v2"),
            Gathered,
            Prepared,
            Proposed()
        );

        Assert.Equal((2, "a1"), (run.Round, Assert.Single(run.Done).Action.Id.Value));
        Assert.Equal("acted", Assert.IsType<Effect.Close>(Run.Next(new TinyWorkflow(), run)).Outcome);
    }

    [Fact]
    public void A_run_with_only_withheld_actions_waits_for_a_person()
    {
        var withheld = new RunEvent.Proposed(Proposal(Rig.Field), [new Finding("g", Outcome.Withhold, "why", ["a1"])]);

        Assert.Null(Next(Started, Gathered, Prepared, withheld));
    }

    [Theory]
    [InlineData("stranger")]
    [InlineData("hash")]
    [InlineData("version")]
    public void No_event_makes_a_write_of_an_approval_that_does_not_hold(string what)
    {
        var forged = new RunEvent.Decided(
            A1,
            new Decision.Approve(what == "hash" ? "0" : Rig.Field.Hash(), what == "version" ? "v0" : "v1"),
            what == "stranger" ? Rig.Stranger : Rig.Owner
        );

        Assert.Throws<InvalidOperationException>(() => Fold(Started, Gathered, Prepared, Proposed(Rig.Field), forged));
    }

    [Fact]
    public void Every_event_that_does_not_fit_the_state_is_refused()
    {
        RunEvent[][] wrong =
        [
            [Gathered],
            [Started, Started],
            [Started, Prepared],
            [Started, Gathered, Proposed()],
            [Started, Approved],
            [Started, Gathered, Prepared, Proposed(Rig.Field), new RunEvent.Written(new ActionId("a9"), "x")],
            [Started, new RunEvent.Closed("x", null, null)],
            [Started, new RunEvent.Superseded(Id, "x"), Gathered],
        ];

        Assert.All(wrong, events => Assert.Throws<InvalidOperationException>(() => Fold(events)));
    }

    [Fact]
    public void A_stopped_run_can_be_disposed_of_or_read_again()
    {
        var stopped = Fold(Started, Gathered, new RunEvent.Stopped("no", [], []));

        var disposed = Run.Apply(
            Run.Apply(stopped, new RunEvent.Decided(null, new Decision.Dispose("close", "dead"), Rig.Owner), At),
            new RunEvent.Closed("disposed", "close", "dead"),
            At
        );
        var again = Run.Apply(stopped, new RunEvent.RecordMoved(null, "h1", "h2"), At);

        Assert.Equal("disposed", Assert.IsType<Run.Closed>(disposed).Outcome);
        Assert.Equal(2, Assert.IsType<Run.Started>(again).Round);
    }

    [Fact]
    public void An_action_of_an_earlier_round_is_told_from_one_that_never_was()
    {
        var run = Assert.IsType<Run.Waiting>(Fold(Started, Gathered, Prepared, Proposed(Rig.Field))) with { Round = 2 };
        string? Why(string id) =>
            Decide.Check(run, new ActionId(id), new Decision.Reject("no"), Rig.Owner) is DecideResult.Refused no ? no.Reason : null;

        Assert.StartsWith("`a7` was prepared before the record changed", Why("a7"), StringComparison.Ordinal);
        Assert.EndsWith("`a1` (crm_field)", Why("a7"), StringComparison.Ordinal);
        Assert.StartsWith($"run {run.Header.Id} has no action `b7`", Why("b7"), StringComparison.Ordinal);
        Assert.StartsWith($"run {run.Header.Id} has no action `mail`", Why("mail"), StringComparison.Ordinal);
        Assert.All(Enumerable.Range(1, 60), round => Assert.Equal(round, ActionIds.RoundOf(ActionIds.For(round, 12))));
    }

    [Fact]
    public void What_an_older_version_wrote_still_folds()
    {
        string[] old =
        [
            """{"event":"started","run":"r-1","workflow":"tiny","deal":"D-1","deal_name":"Deal","account":"Northgate","owner":"owner@seller.test","manager":null,"cause":{"triggers":[{"kind":"stale","detail":"45 days","at":"2026-03-02T09:00:00+00:00","anchor":"x"}]},"playbook":"p@1"}""",
            """{"event":"gathered","dossier_hash":"h1","record_version":"v1","items":3}""",
            """{"event":"prepared","draft":{},"model":"offline","prompt":"tiny@1","audit":null,"fell_back_because":null}""",
            JsonSerializer.Serialize<RunEvent>(Proposed(Rig.Field), DeskJson.Options),
            """{"event":"reminded","action":"a1","to":["owner@seller.test"]}""",
            """{"event":"decided","action":"a1","decision":{"kind":"reassign","to":"nobody@else.test","reason":null},"by":{"email":"owner@seller.test","roles":[]}}""",
            """{"event":"superseded","by":"r-2","because":"now quiet"}""",
        ];

        var closed = Assert.IsType<Run.Closed>(Fold([.. old.Select(e => JsonSerializer.Deserialize<RunEvent>(e, DeskJson.Options)!)]));

        Assert.Equal((1, null), (closed.Header.Generation, closed.Header.Follows));
        Assert.Equal(
            ("superseded", ActionStatus.Superseded, 1),
            (closed.Outcome, closed.Was!.Actions[0].Status, closed.Was.Actions[0].Reminders)
        );
    }

    private static Proposal Proposal(params ActionPayload[] payloads) =>
        new(
            new Packet("h", null, [], null, [], [], [], []),
            [
                .. payloads.Select(
                    (p, i) => new ProposedAction(ActionIds.For(1, i + 1), "do", p, "v1", Roles.DealOwner, ["owner@seller.test"])
                ),
            ]
        );

    private static RunEvent.Proposed Proposed(params ActionPayload[] payloads) => new(Proposal(payloads), []);

    private static Effect? Next(params RunEvent[] events) => Run.Next(new TinyWorkflow(), Fold(events));

    private static Run Fold(params RunEvent[] events)
    {
        Run? run = null;
        foreach (var e in events)
        {
            run = Run.Apply(run, e, At);
        }
        return run!;
    }
}
