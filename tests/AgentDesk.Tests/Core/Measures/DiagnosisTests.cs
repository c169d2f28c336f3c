using AgentDesk.Core.Deals;
using AgentDesk.Core.Measures;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Tests.Core.Measures;

/// <summary>What counts as accepted, corrected, rejected; and the two pilots' arithmetic.</summary>
public sealed class DiagnosisTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 20, 9, 0, 0, TimeSpan.Zero);
    private static readonly Actor Owner = new("olga@seller.test", []);
    private static readonly ActionId Mail = new("a1");
    private static readonly ActionId Note = new("a2");

    private static readonly RunEvent Yes = new RunEvent.Decided(Mail, new Decision.Approve("h", "v"), Owner);
    private static readonly RunEvent Wrote = new RunEvent.Written(Mail, "draft-1");
    private static readonly RunEvent No = new RunEvent.Decided(Note, new Decision.Reject("wrong person"), Owner);

    [Fact]
    public void Acting_on_it_accepts_it() => Assert.Equal("accepted", Said(Yes, Wrote, Closed("acted")));

    [Fact]
    public void An_edited_wording_corrects_no_diagnosis() =>
        Assert.Equal("accepted", Said(new RunEvent.Edited(Mail, Payload, [], Owner), Yes, Wrote, Closed("acted")));

    [Fact]
    public void Refusing_a_part_with_a_reason_corrects_it() => Assert.Equal("corrected", Said(Yes, Wrote, No, Closed("acted")));

    [Fact]
    public void Refusing_everything_rejects_it() => Assert.Equal("rejected", Said(No, Closed("declined")));

    [Fact]
    public void Its_own_disposition_accepts_it_and_another_corrects_it()
    {
        Assert.Equal("accepted", Said(Dispose("unblock"), Closed("disposed")));
        Assert.Equal("corrected", Said(Dispose("close"), Closed("disposed")));
    }

    [Fact]
    public void Nobody_saying_anything_is_neither_yes_nor_no() =>
        Assert.Equal("expired", Said(new RunEvent.Expired(Mail), Closed("expired")));

    [Fact]
    public void What_newer_work_replaced_was_not_asked() => Assert.Equal("not_asked", Said(new RunEvent.Superseded(new("r-2"), "newer")));

    [Fact]
    public void What_waits_is_open_and_in_no_share()
    {
        var input = Input(Run("r-1"), Run("r-2", Yes, Wrote, Closed("acted")));

        var pilot = Pilots.Of(input, new FigureScope())[0];

        Assert.Equal("open", Said());
        Assert.Equal(
            (100m, 1, 0m, true, 2, 45),
            (pilot.Value!.Value, pilot.N, pilot.ToTarget!.Value, pilot.Met!.Value, pilot.Day!.Value, pilot.Days)
        );
        Assert.Equal("r-1", Assert.Single(pilot.Undecided).Run.Value);
    }

    [Fact]
    public void The_stage_pilot_wants_owner_evidence_and_disposition_of_every_exception()
    {
        var whole = Stage("r-1", cited: true, Dispose("corrected"), Closed("disposed"));
        var bare = Stage("r-2", cited: false, Dispose("corrected"), Closed("disposed"));
        var open = Stage("r-3", cited: true);

        var pilot = Pilots.Of(Input(whole, bare, open), new FigureScope())[1];

        Assert.Equal((33.3m, 3, 1, 66.7m, false), (pilot.Value!.Value, pilot.N, pilot.Count, pilot.ToTarget!.Value, pilot.Met!.Value));
        Assert.Equal([3, 2, 2], pilot.Parts.Select(p => p.N));
        Assert.Equal(("r-3", 1), (Assert.Single(pilot.Undecided).Run.Value, pilot.Undecided[0].Open));
    }

    [Fact]
    public void An_exception_that_a_newer_card_took_on_is_counted_where_it_stands_now_also_when_that_came_after_the_pilot()
    {
        var first = Stage("r-1", cited: true, new RunEvent.Superseded(new("r-2"), "newer"));
        var second = Late(Stage("r-2", cited: true, new RunEvent.Superseded(new("r-3"), "newer")), 20);
        var third = Late(Stage("r-3", cited: true), 40);
        var answered = Late(Stage("r-3", cited: true, Dispose("corrected"), Closed("disposed")), 40);

        var open = Pilots.Of(Input(first, second, third), new FigureScope())[1];
        var closed = Pilots.Of(Input(first, second, answered), new FigureScope())[1];

        Assert.Equal((1, 0, "r-3"), (open.N, open.Count, Assert.Single(open.Undecided).Run.Value));
        Assert.Equal((1, 1), (closed.N, closed.Count));
    }

    [Fact]
    public void The_parts_of_a_latency_add_up_to_the_whole()
    {
        var moved = Run(
            "r-1",
            new RunEvent.RecordMoved(Mail, "a", "b"),
            Proposed("unblock", [], new ActionId("b1")),
            new RunEvent.Decided(new ActionId("b1"), new Decision.Approve("h", "v"), Owner),
            new RunEvent.Written(new ActionId("b1"), "x")
        );

        var latency = Assert.Single(Latency.Of(Input(moved)));

        Assert.Equal(TimeSpan.FromDays(10), latency.Detection.Elapsed);
        Assert.Equal(TimeSpan.FromMinutes(2), latency.Preparation.Elapsed); // one minute a round
        Assert.Equal(TimeSpan.FromMinutes(2), latency.Approval.Elapsed); // until the record moved, and after the second proposal
        Assert.Equal(TimeSpan.FromMinutes(1), latency.Write!.Value.Elapsed);
        Assert.Equal(moved.Events[^1].At - (Start - TimeSpan.FromDays(10)), latency.Whole.Elapsed);
    }

    private static ActionPayload.EmailDraft Payload => new(["ana@buyer.test"], [], "s", "b", null, null);

    private static string Said(params RunEvent[] events) => Diagnosis.Of(Run("r-1", events)).Word;

    private static FigureInput Input(params RunStory[] runs) => new(runs, [], BuiltInPlaybook.Value, Start.AddDays(1.5));

    private static RunStory Run(string id, params RunEvent[] events) =>
        Story(id, "stalled-deal", Proposed("unblock", [], Mail, Note), events);

    private static RunStory Stage(string id, bool cited, params RunEvent[] events) =>
        Story(
            id,
            "stage-progression",
            Proposed(null, [new StageException("over_age", "d", cited ? [new(new("stage:Q-1#1"), "q")] : [])], Note),
            events
        );

    private static RunStory Late(RunStory run, int days) =>
        RunStory.Of([.. run.Events.Select(e => e with { At = e.At.AddDays(days), Seq = e.Seq + (100 * days) })])!;

    private static RunStory Story(string id, string workflow, RunEvent proposed, RunEvent[] events)
    {
        var started = new RunEvent.Started(
            new(id),
            workflow,
            new("Q-1"),
            "Quillon",
            "Quillon",
            "olga@seller.test",
            "marc@seller.test",
            new Cause([new Trigger("stale", "d", Start.AddDays(-10), "x")]),
            "built-in@1"
        );
        return RunStory.Of([
            .. new[] { started, proposed }.Concat(events).Select((e, i) => new Happened(e, "somebody", Start.AddMinutes(i), i + 1)),
        ])!;
    }

    private static RunEvent.Proposed Proposed(string? disposition, IReadOnlyList<StageException> exceptions, params ActionId[] actions) =>
        new(
            new Proposal(
                new Packet(
                    "h",
                    disposition is null ? null : new Blocker("legal", BlockerStanding.Confirmed, [], disposition),
                    [],
                    null,
                    [],
                    exceptions,
                    [],
                    []
                ),
                [.. actions.Select(a => new ProposedAction(a, "s", Payload, "v", "deal_owner", []))]
            ),
            []
        );

    private static RunEvent.Decided Dispose(string how) => new(null, new Decision.Dispose(how, "because"), Owner);

    private static RunEvent.Closed Closed(string outcome) => new(outcome, null, null);
}
