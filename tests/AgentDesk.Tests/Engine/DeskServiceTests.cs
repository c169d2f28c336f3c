using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Tests.Engine.Fakes;
using static AgentDesk.Tests.Engine.Fakes.Rig;

namespace AgentDesk.Tests.Engine;

public sealed class DeskServiceTests
{
    private static readonly ActionId A1 = new("a1");

    [Fact]
    public async Task An_approved_action_is_written_and_the_rejected_one_is_not()
    {
        using var rig = new Rig(Rig.Mail, Rig.Field);
        var (desk, id) = await rig.WaitingAsync();

        var yes = await rig.ApproveAsync(desk, id, "a1");
        var no = await desk.DecideAsync(id, new ActionId("a2"), new Decision.Reject("not now"), Owner, execute: true, Ct);

        Assert.Null(yes.Refusal);
        Assert.Null(no.Refusal);
        Assert.Contains(Rig.Mail.Hash(), Assert.Single(rig.JournalLines()), StringComparison.Ordinal);
        Assert.Equal("acted", Assert.IsType<Run.Closed>((await desk.ShowAsync(id, Ct))!.Run).Outcome);
        Assert.Empty(await rig.Ledger.OutboxAsync(Ct));
    }

    [Fact]
    public async Task An_action_that_is_decided_without_executing_is_written_by_later_work()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();

        await rig.ApproveAsync(desk, id, "a1", execute: false);
        var before = rig.JournalLines().Length;
        await rig.Desk().WorkAsync(Ct);

        Assert.Equal(0, before);
        Assert.Single(rig.JournalLines());
    }

    [Fact]
    public async Task The_same_decision_twice_gets_the_same_answer_and_makes_no_second_event()
    {
        using var rig = new Rig(Rig.Mail, Rig.Field, new ActionPayload.CrmNote("n"));
        var (desk, id) = await rig.WaitingAsync();
        (ActionId Id, Decision Decision)[] decisions =
        [
            (A1, new Decision.Edit(new ActionPayload.EmailDraft(["bea@buyer.test"], [], "Paper", "Shorter.", null, null), Rig.Mail.Hash())),
            (A1, new Decision.Reassign("other@seller.test", null)),
            (A1, new Decision.Snooze(rig.Time.GetUtcNow().AddDays(1))),
            (new ActionId("a2"), new Decision.Suppress("customer asked")),
            (new ActionId("a3"), new Decision.Reject("no")),
        ];

        foreach (var (action, decision) in decisions)
        {
            var first = await desk.DecideAsync(id, action, decision, Owner, execute: true, Ct);
            var events = first.Run!.Version;
            var second = await desk.DecideAsync(id, action, decision, Owner, execute: true, Ct);

            Assert.Null(first.Refusal);
            Assert.Null(second.Refusal);
            Assert.Equal(events, (await desk.ShowAsync(id, Ct))!.Version);
        }
    }

    [Fact]
    public async Task Closing_a_run_twice_alike_is_answered_alike_and_otherwise_refused()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();
        var close = new Decision.Dispose("pause", "budget is frozen");

        var first = await desk.DecideAsync(id, null, close, Owner, execute: true, Ct);
        var again = await desk.DecideAsync(id, null, close, Owner, execute: true, Ct);
        var other = await desk.DecideAsync(id, null, close with { Reason = "another" }, Owner, execute: true, Ct);

        var closed = Assert.IsType<Run.Closed>(first.Run!.Run);
        Assert.Equal(("disposed", "pause", "budget is frozen"), (closed.Outcome, closed.Disposition, closed.Reason));
        Assert.Null(again.Refusal);
        Assert.Equal(first.Run.Version, again.Run!.Version);
        Assert.Equal(RefusalKind.AlreadyDecided, other.Refusal);
    }

    [Fact]
    public async Task Of_64_who_decide_at_once_exactly_one_wins()
    {
        using var rig = new Rig(Rig.Mail);
        var (_, id) = await rig.WaitingAsync();
        var state = await rig.ActionAsync(id, "a1");
        var desk = rig.Desk();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 64)
                .Select(i =>
                    Task.Run(() =>
                        desk.DecideAsync(
                            id,
                            A1,
                            i % 2 == 0
                                ? new Decision.Approve(state.Action.PayloadHash, state.Action.RecordVersion)
                                : new Decision.Reject($"no {i}"),
                            new Actor($"u{i}@seller.test", [Roles.Admin]),
                            execute: true,
                            Ct
                        )
                    )
                )
        );

        Assert.Single(answers, a => a.Refusal is null);
        Assert.Single((await rig.Ledger.ReadAsync(id, Ct)).Select(e => e.Event).OfType<RunEvent.Decided>());
        Assert.True(rig.JournalLines().Length <= 1);
    }

    [Fact]
    public async Task An_approval_of_another_payload_is_stale_and_changes_nothing()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();
        var state = await rig.ActionAsync(id, "a1");
        var version = (await desk.ShowAsync(id, Ct))!.Version;

        var wrongHash = await desk.DecideAsync(
            id,
            A1,
            new Decision.Approve(new string('0', 64), state.Action.RecordVersion),
            Owner,
            execute: true,
            Ct
        );
        var wrongVersion = await desk.DecideAsync(id, A1, new Decision.Approve(state.Action.PayloadHash, "0000"), Owner, execute: true, Ct);

        Assert.Equal((RefusalKind.Stale, RefusalKind.Stale), (wrongHash.Refusal, wrongVersion.Refusal));
        Assert.Equal(version, (await desk.ShowAsync(id, Ct))!.Version);
        Assert.Empty(rig.JournalLines());
    }

    [Fact]
    public async Task An_approval_whose_record_moved_is_refused_and_a_fresh_card_waits()
    {
        using var rig = new Rig(Rig.Mail, Rig.Field);
        var (desk, id) = await rig.WaitingAsync();
        await rig.ApproveAsync(desk, id, "a2");
        rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@x")) with { Mails = [FakeBook.Mail("m1")] });

        var answer = await rig.ApproveAsync(desk, id, "a1");

        Assert.Equal(RefusalKind.Stale, answer.Refusal);
        var fresh = await rig.WaitingAsync(id);
        Assert.Equal(2, fresh.Round);
        Assert.Equal("b1", Assert.Single(fresh.Actions).Action.Id.Value); // the field was written: it is not asked again
        Assert.Equal("a2", Assert.Single(fresh.Done).Action.Id.Value);
        Assert.Single(rig.JournalLines());
        Assert.Null((await rig.ApproveAsync(desk, id, "b1")).Refusal);
    }

    [Fact]
    public async Task A_record_that_moves_between_approval_and_write_is_not_written()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();
        await rig.ApproveAsync(desk, id, "a1", execute: false);
        rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@x"), ("next_step", "changed")));

        await desk.WorkAsync(Ct);

        Assert.Empty(rig.JournalLines());
        Assert.Equal(ActionStatus.Pending, (await rig.ActionAsync(id, "b1")).Status);
    }

    [Fact]
    public async Task Only_those_who_may_can_decide()
    {
        using var rig = new Rig(Rig.Mail, new ActionPayload.CrmNote("indemnity is open"));
        var (desk, id) = await rig.WaitingAsync();

        var stranger = await rig.ApproveAsync(desk, id, "a1", Stranger);
        var owner = await rig.ApproveAsync(desk, id, "a2", Owner);
        var lawyer = await rig.ApproveAsync(desk, id, "a2", Lawyer);

        Assert.Equal(RefusalKind.NotAllowed, stranger.Refusal);
        Assert.Equal(RefusalKind.NotAllowed, owner.Refusal);
        Assert.Null(lawyer.Refusal);
        Assert.Single(rig.JournalLines());
    }

    [Fact]
    public async Task An_edit_is_judged_again_and_waits_again()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();
        var edited = new ActionPayload.EmailDraft(["bea@buyer.test"], [], "Paper", "Here is the paper.", null, null);

        var answer = await desk.DecideAsync(id, A1, new Decision.Edit(edited, Rig.Mail.Hash()), Owner, execute: true, Ct);
        var old = await desk.DecideAsync(
            id,
            A1,
            new Decision.Approve(Rig.Mail.Hash(), (await rig.ActionAsync(id, "a1")).Action.RecordVersion),
            Owner,
            execute: true,
            Ct
        );
        var state = await rig.ActionAsync(id, "a1");
        await rig.ApproveAsync(desk, id, "a1");

        Assert.Null(answer.Refusal);
        Assert.Equal(RefusalKind.Stale, old.Refusal);
        Assert.Equal(
            (ActionStatus.Edited, edited.Hash(), Rig.Mail.Hash()),
            (state.Status, state.Action.PayloadHash, state.Prepared!.Hash())
        );
        Assert.Contains("Here is the paper.", Assert.Single(rig.JournalLines()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_that_the_gates_refuse_changes_nothing_and_says_why()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();
        var shout = new ActionPayload.EmailDraft(["bea@buyer.test"], [], "Paper", "Answer!!!", null, null);

        var answer = await desk.DecideAsync(id, A1, new Decision.Edit(shout, Rig.Mail.Hash()), Owner, execute: true, Ct);
        var version = answer.Run!.Version;
        await desk.DecideAsync(id, A1, new Decision.Edit(shout, Rig.Mail.Hash()), Owner, execute: true, Ct);

        Assert.Equal(RefusalKind.Withheld, answer.Refusal);
        Assert.Contains("it shouts", answer.Message, StringComparison.Ordinal);
        Assert.Equal(Rig.Mail.Hash(), (await rig.ActionAsync(id, "a1")).Action.PayloadHash);
        Assert.Equal(version, (await desk.ShowAsync(id, Ct))!.Version);
    }

    [Fact]
    public async Task An_edit_that_brings_in_law_needs_a_lawyer_from_then_on()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();
        var legal = new ActionPayload.EmailDraft(["bea@buyer.test"], [], "Paper", "We grant indemnity.", null, null);

        await desk.DecideAsync(id, A1, new Decision.Edit(legal, Rig.Mail.Hash()), Owner, execute: true, Ct);
        var owner = await rig.ApproveAsync(desk, id, "a1", Owner);
        var lawyer = await rig.ApproveAsync(desk, id, "a1", Lawyer);

        Assert.Equal(RefusalKind.NotAllowed, owner.Refusal);
        Assert.Null(lawyer.Refusal);
    }

    [Fact]
    public async Task A_withheld_action_can_be_edited_free_but_not_approved()
    {
        using var rig = new Rig(new ActionPayload.CrmNote("urgent!!!"));
        var (desk, id) = await rig.WaitingAsync();

        var withheld = await rig.ApproveAsync(desk, id, "a1");
        await desk.DecideAsync(
            id,
            A1,
            new Decision.Edit(new ActionPayload.CrmNote("urgent"), new ActionPayload.CrmNote("urgent!!!").Hash()),
            Owner,
            execute: true,
            Ct
        );
        var free = await rig.ApproveAsync(desk, id, "a1");

        Assert.Equal(RefusalKind.Withheld, withheld.Refusal);
        Assert.Null(free.Refusal);
        Assert.Single(rig.JournalLines());
    }

    [Fact]
    public async Task A_reason_has_a_length_and_a_rest_has_an_end_whichever_surface_they_come_from()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();
        var pasted = new string('x', DecisionRules.MostCharacters + 1);
        Decision[] tooLong =
        [
            new Decision.Reject(pasted),
            new Decision.Suppress(pasted),
            new Decision.Reassign("boss@seller.test", pasted),
            new Decision.Escalate("boss@seller.test", pasted),
        ];

        foreach (var decision in tooLong)
        {
            var answer = await desk.DecideAsync(id, A1, decision, Owner, execute: true, Ct);
            Assert.Equal((RefusalKind.Invalid, true), (answer.Refusal, answer.Message.Contains("4,000", StringComparison.Ordinal)));
        }
        var closed = await desk.DecideAsync(id, null, new Decision.Dispose("pause", pasted), Owner, execute: true, Ct);
        var rested = await desk.DecideAsync(
            id,
            A1,
            new Decision.Snooze(new(9999, 12, 31, 0, 0, 0, TimeSpan.Zero)),
            Owner,
            execute: true,
            Ct
        );

        Assert.Equal(RefusalKind.Invalid, closed.Refusal);
        Assert.Equal(RefusalKind.Invalid, rested.Refusal);
        Assert.Contains("more than a year", rested.Message, StringComparison.Ordinal);
        Assert.Null((await desk.DecideAsync(id, A1, new Decision.Reject(pasted[1..]), Owner, execute: true, Ct)).Refusal);
    }

    [Fact]
    public async Task A_snooze_into_the_past_is_refused()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();

        var answer = await desk.DecideAsync(id, A1, new Decision.Snooze(rig.Time.GetUtcNow()), Owner, execute: true, Ct);

        Assert.Equal(RefusalKind.Invalid, answer.Refusal);
    }

    [Fact]
    public async Task The_inbox_filters_by_state_and_owner()
    {
        using var rig = new Rig(Rig.Mail);
        rig.Book.Put(FakeBook.File("D-2", ("wake", "stale@y")));
        var desk = rig.Desk();
        await desk.ScanAsync(null, null, null, Ct);
        var first = (await desk.InboxAsync(new InboxQuery(), Ct))[0].Run.Header.Id;
        await desk.DecideAsync(first, null, new Decision.Dispose("close", "dead"), Owner, execute: true, Ct);

        Assert.Single(await desk.InboxAsync(new InboxQuery("closed"), Ct));
        Assert.Single(await desk.InboxAsync(new InboxQuery("waiting", "OWNER@seller.test"), Ct));
        Assert.Empty(await desk.InboxAsync(new InboxQuery(Owner: "other@seller.test"), Ct));
    }
}
