using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Tests.Engine.Fakes;
using static AgentDesk.Tests.Engine.Fakes.Rig;

namespace AgentDesk.Tests.Engine;

/// <summary>When a deal is raised again, and when it is left alone.</summary>
public sealed class RaisingTests
{
    private static readonly ActionId A1 = new("a1");
    private static readonly ActionPayload Pause = new ActionPayload.Pause(new DateOnly(2026, 4, 1), "Their year end.");

    [Fact]
    public async Task What_expired_undecided_is_raised_again_while_its_reasons_stand_and_names_the_run_before()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, first) = await rig.WaitingAsync();

        rig.Time.Advance(TimeSpan.FromDays(7));
        var second = Assert.Single((await desk.ScanAsync(null, null, null, Ct)).Started);
        var soon = await desk.ScanAsync(null, null, null, Ct);
        rig.Time.Advance(TimeSpan.FromDays(7));
        var third = Assert.Single((await desk.ScanAsync(null, null, null, Ct)).Started);

        Assert.Equal("expired", Closed(await desk.ShowAsync(first, Ct)).Outcome);
        Assert.Empty(soon.Started);
        Assert.Equal((2, first), (Header(await desk.ShowAsync(second, Ct)).Generation, Header(await desk.ShowAsync(second, Ct)).Follows));
        Assert.Equal((3, second), (Header(await desk.ShowAsync(third, Ct)).Generation, Header(await desk.ShowAsync(third, Ct)).Follows));
        Assert.Equal(third, Assert.Single(await desk.InboxAsync(new InboxQuery("waiting"), Ct)).Run.Header.Id);
    }

    [Theory]
    [InlineData(DealStatus.Lost, "the deal is lost")]
    [InlineData(DealStatus.Won, "the deal is won")]
    public async Task What_waits_on_a_deal_that_has_ended_is_closed_by_the_next_scan_and_raised_again_when_it_is_opened(
        DealStatus status,
        string why
    )
    {
        using var rig = new Rig(Rig.Mail, Rig.Field);
        var (desk, first) = await rig.WaitingAsync();
        var open = FakeBook.File("D-1", ("wake", "stale@x"));
        rig.Book.Put(open with { Deal = open.Deal with { Status = status } });

        var report = await desk.ScanAsync(null, null, null, Ct);
        var again = await desk.ScanAsync(null, null, null, Ct);

        Assert.Equal([first], report.Ended!);
        Assert.Empty(again.Ended!);
        var closed = Closed(await desk.ShowAsync(first, Ct));
        Assert.Equal((Outcomes.Overtaken, why), (closed.Outcome, closed.Reason));
        Assert.All(closed.Was!.Actions, a => Assert.False(a.IsOpen));
        Assert.Empty(await desk.InboxAsync(new InboxQuery("waiting"), Ct));

        rig.Book.Put(open);
        Assert.Equal(2, Header(await desk.ShowAsync(Assert.Single((await desk.ScanAsync(null, null, null, Ct)).Started), Ct)).Generation);
    }

    [Fact]
    public async Task A_scan_of_one_workflow_or_deal_closes_nothing_of_another()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, first) = await rig.WaitingAsync();
        var file = FakeBook.File("D-1", ("wake", "stale@x"));
        rig.Book.Put(file with { Deal = file.Deal with { Status = DealStatus.Lost } });
        rig.Book.Put(FakeBook.File("D-2"));

        Assert.Empty((await desk.ScanAsync(null, new DealId("D-2"), null, Ct)).Ended!);
        Assert.Equal([first], (await desk.ScanAsync("tiny", new DealId("D-1"), null, Ct)).Ended!);
    }

    [Fact]
    public async Task The_same_times_give_the_same_runs()
    {
        var ids = new List<RunId>();
        for (var i = 0; i < 2; i++)
        {
            using var rig = new Rig(Rig.Mail);
            var (desk, _) = await rig.WaitingAsync();
            rig.Time.Advance(TimeSpan.FromDays(8));
            ids.Add(Assert.Single((await desk.ScanAsync(null, null, null, Ct)).Started));
        }

        Assert.Equal(ids[0], ids[1]);
    }

    [Fact]
    public async Task What_expired_is_not_raised_again_when_its_reasons_are_gone()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, _) = await rig.WaitingAsync();

        rig.Time.Advance(TimeSpan.FromDays(7));
        rig.Book.Put(FakeBook.File("D-1"));

        Assert.Empty((await desk.ScanAsync(null, null, null, Ct)).Started);
    }

    [Fact]
    public async Task A_run_of_which_one_part_was_suppressed_and_the_rest_expired_is_not_declined_and_comes_back_without_that_part()
    {
        using var rig = new Rig(Rig.Mail, Rig.Field);
        var (desk, first) = await rig.WaitingAsync();
        await desk.DecideAsync(first, A1, new Decision.Suppress("she is on leave"), Owner, execute: true, Ct);

        rig.Time.Advance(TimeSpan.FromDays(7));
        var second = Assert.Single((await desk.ScanAsync(null, null, null, Ct)).Started);

        var closed = Closed(await desk.ShowAsync(first, Ct));
        Assert.Equal(("expired", "1 declined, 1 expired undecided"), (closed.Outcome, closed.Reason));
        var mail = await rig.ActionAsync(second, "a1");
        Assert.Equal(ActionStatus.Withheld, mail.Status);
        Assert.Contains("was held back on 2026-03-02 by owner@seller.test: she is on leave", mail.Detail, StringComparison.Ordinal);
        Assert.Equal(ActionStatus.Pending, (await rig.ActionAsync(second, "a2")).Status);
    }

    [Fact]
    public async Task A_run_of_which_one_part_was_written_and_the_rest_expired_comes_back_with_the_rest()
    {
        using var rig = new Rig(Rig.Mail, Rig.Field);
        var (desk, first) = await rig.WaitingAsync();
        await rig.ApproveAsync(desk, first, "a1");

        rig.Time.Advance(TimeSpan.FromDays(7));
        var second = Assert.Single((await desk.ScanAsync(null, null, null, Ct)).Started);

        var closed = Closed(await desk.ShowAsync(first, Ct));
        Assert.Equal(("acted", "1 written, 1 expired undecided"), (closed.Outcome, closed.Reason));
        Assert.Equal(first, Header(await desk.ShowAsync(second, Ct)).Follows);
        Assert.Equal(
            (ActionStatus.Withheld, ActionStatus.Pending),
            ((await rig.ActionAsync(second, "a1")).Status, (await rig.ActionAsync(second, "a2")).Status)
        );
    }

    [Fact]
    public async Task What_was_rejected_is_not_proposed_again_for_the_same_cause()
    {
        using var rig = new Rig(Rig.Mail, Rig.Field);
        var (desk, first) = await rig.WaitingAsync();
        await desk.DecideAsync(first, A1, new Decision.Reject("wrong tone"), Owner, execute: true, Ct);

        rig.Time.Advance(TimeSpan.FromDays(7));
        var second = Assert.Single((await desk.ScanAsync(null, null, null, Ct)).Started);

        Assert.StartsWith(
            "rejected on 2026-03-02 by owner@seller.test: wrong tone",
            (await rig.ActionAsync(second, "a1")).Detail,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_mail_that_was_saved_is_not_proposed_again_in_a_new_run()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, first) = await rig.WaitingAsync();
        await rig.ApproveAsync(desk, first, "a1");
        rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@x,quiet@y")));

        var second = Assert.Single((await desk.ScanAsync(null, null, null, Ct)).Started);
        var again = await rig.ApproveAsync(desk, second, "a1");

        var mail = await rig.ActionAsync(second, "a1");
        Assert.Equal(ActionStatus.Withheld, mail.Status);
        Assert.StartsWith("already saved on 2026-03-02 by owner@seller.test", mail.Detail, StringComparison.Ordinal);
        Assert.Equal(RefusalKind.Withheld, again.Refusal);
        Assert.Single(rig.JournalLines());
    }

    [Fact]
    public async Task A_newer_cause_leaves_one_live_card_and_what_was_decided_on_the_older_one_stands()
    {
        using var rig = new Rig(Rig.Mail, Rig.Field, new ActionPayload.CrmNote("n"), new ActionPayload.CrmNote("m"));
        var (desk, old) = await rig.WaitingAsync();
        await rig.ApproveAsync(desk, old, "a1");
        await desk.DecideAsync(old, new ActionId("a2"), new Decision.Reject("no"), Owner, execute: true, Ct);
        await desk.DecideAsync(old, new ActionId("a3"), new Decision.Snooze(rig.Time.GetUtcNow().AddDays(3)), Owner, execute: true, Ct);
        rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@x,quiet@y")));

        var report = await desk.ScanAsync(null, null, null, Ct);

        var fresh = Assert.Single(report.Started);
        Assert.Equal(old, Assert.Single(report.Superseded));
        Assert.Equal(fresh, Assert.Single(await desk.InboxAsync(new InboxQuery("waiting"), Ct)).Run.Header.Id);
        Assert.Equal("superseded", Closed(await desk.ShowAsync(old, Ct)).Outcome);
        Assert.Equal(
            [ActionStatus.Written, ActionStatus.Rejected, ActionStatus.Superseded, ActionStatus.Superseded],
            [
                (await rig.ActionAsync(old, "a1")).Status,
                (await rig.ActionAsync(old, "a2")).Status,
                (await rig.ActionAsync(old, "a3")).Status,
                (await rig.ActionAsync(old, "a4")).Status,
            ]
        );
        Assert.Contains($"by {fresh}", (await rig.ActionAsync(old, "a4")).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_that_was_overtaken_while_its_write_hung_ends_with_that_write()
    {
        Assert.Equal("acted", Closed(new RunView(await OvertakenAsync(written: true), [])).Outcome);
        Assert.Equal("superseded", Closed(new RunView(await OvertakenAsync(written: false), [])).Outcome);
    }

    [Fact]
    public async Task A_card_with_an_open_exception_that_was_overtaken_while_its_write_hung_ends_too()
    {
        var run = await OvertakenAsync(written: true, new StageException("over_age", "60 days", []));

        Assert.Equal("acted", Closed(new RunView(run, [])).Outcome);
    }

    [Fact]
    public async Task An_open_card_stays_as_it_is_when_what_was_news_has_passed_and_the_rest_still_stands()
    {
        using var rig = new Rig(Rig.Field);
        rig.Book.Put(FakeBook.File("D-1", ("wake", "news@m,gap@x"), ("exceptions", "gap")));
        var (desk, first) = await rig.WaitingAsync();

        rig.Time.Advance(TimeSpan.FromDays(3));
        rig.Book.Put(FakeBook.File("D-1", ("wake", "gap@x"), ("exceptions", "gap")));
        var passed = await desk.ScanAsync(null, null, null, Ct);
        rig.Book.Put(FakeBook.File("D-1", ("wake", "gap@x,gap@y"), ("exceptions", "gap")));
        var grown = await desk.ScanAsync(null, null, null, Ct);

        Assert.Equal((0, 1, 0), (passed.Started.Count, passed.Known, passed.Superseded.Count));
        Assert.Single(grown.Started);
        Assert.Equal(first, Assert.Single(grown.Superseded));
    }

    [Fact]
    public async Task A_card_with_exceptions_that_nobody_answered_is_taken_on_by_a_fresh_one_that_names_it()
    {
        using var rig = new Rig(Rig.Field);
        rig.Book.Put(FakeBook.File("D-1", ("wake", "gap@x"), ("exceptions", "gap")));
        var (desk, first) = await rig.WaitingAsync();

        rig.Time.Advance(TimeSpan.FromDays(6));
        var early = await desk.ScanAsync(null, null, null, Ct);
        rig.Time.Advance(TimeSpan.FromDays(1));
        var second = Assert.Single((await desk.ScanAsync(null, null, null, Ct)).Started);
        var soon = await desk.ScanAsync(null, null, null, Ct);

        Assert.Empty(early.Started);
        Assert.Empty(soon.Started);
        Assert.Equal((2, first), (Header(await desk.ShowAsync(second, Ct)).Generation, Header(await desk.ShowAsync(second, Ct)).Follows));
        Assert.Equal(second, Assert.Single(await desk.InboxAsync(new InboxQuery("waiting"), Ct)).Run.Header.Id);
        Assert.Contains("nobody has answered it", Closed(await desk.ShowAsync(first, Ct)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_said_on_a_card_with_exceptions_gives_it_its_time_again()
    {
        using var rig = new Rig(Rig.Field, new ActionPayload.CrmNote("n"));
        rig.Book.Put(FakeBook.File("D-1", ("wake", "gap@x"), ("exceptions", "gap")));
        var (desk, first) = await rig.WaitingAsync();

        rig.Time.Advance(TimeSpan.FromDays(6));
        await rig.ApproveAsync(desk, first, "a2");
        rig.Time.Advance(TimeSpan.FromDays(6));
        var early = await desk.ScanAsync(null, null, null, Ct);
        rig.Time.Advance(TimeSpan.FromDays(1));
        var late = await desk.ScanAsync(null, null, null, Ct);

        Assert.Empty(early.Started);
        Assert.Equal(first, Header(await desk.ShowAsync(Assert.Single(late.Started), Ct)).Follows);
    }

    [Fact]
    public async Task What_was_sent_back_and_still_stands_a_week_later_comes_back_saying_so_until_somebody_accepts_it()
    {
        using var rig = new Rig(Rig.Field);
        rig.Book.Put(FakeBook.File("D-1", ("wake", "gap@x"), ("exceptions", "gap")));
        var (desk, first) = await rig.WaitingAsync();
        await desk.DecideAsync(first, null, new Decision.Dispose("sent_back", "ask Bea."), Boss, execute: true, Ct);

        rig.Time.Advance(TimeSpan.FromDays(6));
        var early = await desk.ScanAsync(null, null, null, Ct);
        rig.Time.Advance(TimeSpan.FromDays(1));
        var second = Assert.Single((await desk.ScanAsync(null, null, null, Ct)).Started);
        var soon = await desk.ScanAsync(null, null, null, Ct);
        await desk.DecideAsync(second, null, new Decision.Dispose("accepted", "so be it"), Boss, execute: true, Ct);
        rig.Time.Advance(TimeSpan.FromDays(30));
        var after = await desk.ScanAsync(null, null, null, Ct);

        Assert.Equal((0, 1), (early.Started.Count, early.Known));
        var why = Header(await desk.ShowAsync(second, Ct)).Cause.First;
        Assert.Equal(
            ("still_there", "closed on 2026-03-02 as sent back by boss@seller.test (ask Bea), and it still stands"),
            (why.Kind, why.Detail)
        );
        Assert.Empty(soon.Started);
        Assert.Empty(after.Started);
    }

    [Fact]
    public async Task A_card_that_is_prepared_anew_names_the_playbook_that_judges_it_then()
    {
        using var rig = new Rig(Rig.Field);
        var (desk, id) = await rig.WaitingAsync();
        var before = (await rig.WaitingAsync(id)).JudgedBy;

        rig.Book.Playbook = rig.Book.Playbook with { Version = "field@7" };
        rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@x"), ("next_step", "call Bea")));
        await desk.ScanAsync(null, null, null, Ct);

        var after = await rig.WaitingAsync(id);
        Assert.Equal((after.Header.Playbook, "field@7"), (before, after.JudgedBy));
    }

    [Fact]
    public void Another_workflows_pause_holds_only_what_time_makes_and_tells_of_its_end_itself()
    {
        var (file, start) = (FakeBook.File("D-1"), TinyWorkflow.Start);
        var cause = new Cause([new Trigger("stale", "45 days", start, "x")]);
        var pause = new PauseTaken(new RunId("r-0"), A1, "another", cause, (ActionPayload.Pause)Pause, start);
        var (own, patient) = (pause with { Workflow = "tiny" }, new TinyWorkflow("stale"));

        Assert.Same(cause, Pauses.Heed(pause, new TinyWorkflow(), cause, file, start.AddDays(1)));
        Assert.Null(Pauses.Heed(pause, patient, cause, file, start.AddDays(1)));
        Assert.Same(cause, Pauses.Heed(pause, patient, cause, file, start.AddDays(40)));
        Assert.Null(Pauses.Heed(own, new TinyWorkflow(), cause, file, start.AddDays(1)));
        Assert.Equal("pause_over", Pauses.Heed(own, new TinyWorkflow(), cause, file, start.AddDays(40))!.First.Kind);
    }

    [Fact]
    public async Task A_written_pause_is_heeded_until_its_day_and_then_the_deal_comes_back_saying_so()
    {
        using var rig = new Rig(Pause, Rig.Field);
        var (desk, first) = await rig.WaitingAsync();
        await rig.ApproveAsync(desk, first, "a1", LocalOperator);

        rig.Time.Advance(TimeSpan.FromDays(8));
        var resting = await desk.ScanAsync(null, null, null, Ct);
        rig.Time.Advance(TimeSpan.FromDays(22)); // 1 April, 9:00
        var after = await desk.ScanAsync(null, null, null, Ct);
        var again = await desk.ScanAsync(null, null, null, Ct);

        Assert.Equal((0, 1), (resting.Started.Count, resting.Known));
        var back = Header(await desk.ShowAsync(Assert.Single(after.Started), Ct));
        Assert.Equal("pause_over", back.Cause.First.Kind);
        Assert.StartsWith("the pause until 2026-04-01 is over (Their year end)", back.Cause.First.Detail, StringComparison.Ordinal);
        Assert.Empty(again.Started);
    }

    [Fact]
    public async Task A_pause_does_not_hold_what_is_new_since()
    {
        using var rig = new Rig(Pause);
        var (desk, first) = await rig.WaitingAsync();
        await rig.ApproveAsync(desk, first, "a1", LocalOperator);

        rig.Time.Advance(TimeSpan.FromDays(2));
        var quiet = await desk.ScanAsync(null, null, null, Ct);
        rig.Book.Put(
            FakeBook.File("D-1", ("wake", "stale@x")) with
            {
                Mails = [FakeBook.Mail("m1") with { SentAt = rig.Time.GetUtcNow() }],
            }
        );
        var spoken = await desk.ScanAsync(null, null, null, Ct);

        Assert.Empty(quiet.Started);
        Assert.Contains(
            "Bea Buyer spoke on 2026-03-04",
            Header(await desk.ShowAsync(Assert.Single(spoken.Started), Ct)).Cause.First.Detail,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Another_kind_of_reason_breaks_a_pause()
    {
        using var rig = new Rig(Pause);
        var (desk, first) = await rig.WaitingAsync();
        await rig.ApproveAsync(desk, first, "a1", LocalOperator);

        rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@x,slipped@z")));

        Assert.Single((await desk.ScanAsync(null, null, null, Ct)).Started);
    }

    [Fact]
    public async Task An_approval_does_not_write_what_another_run_has_saved_since()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();
        var other = new RunId("r-other");
        var (file, state) = (FakeBook.File("D-1"), await rig.ActionAsync(id, "a1"));
        RunEvent[] elsewhere =
        [
            new RunEvent.Started(
                other,
                "tiny",
                file.Deal.Id,
                "Deal",
                "Northgate",
                "owner@seller.test",
                null,
                new Cause([new Trigger("other", "x", rig.Time.GetUtcNow(), "x")]),
                "p"
            ),
            new RunEvent.Gathered("h", "v", 1),
            new RunEvent.Prepared(FakeDrafter.Draft("h"), "offline", "tiny@1", null, null),
            new RunEvent.Proposed(new Proposal(new Packet("h", null, [], null, [], [], [], []), [state.Action]), []),
            new RunEvent.Decided(new ActionId("a1"), new Decision.Approve(state.Action.PayloadHash, state.Action.RecordVersion), Owner),
            new RunEvent.Written(new ActionId("a1"), "x"),
        ];
        await rig.Ledger.AppendAsync(other, 0, elsewhere, "x", rig.Time.GetUtcNow(), Ct);

        var answer = await rig.ApproveAsync(desk, id, "a1");

        Assert.Equal(RefusalKind.Withheld, answer.Refusal);
        Assert.Contains("was already saved on 2026-03-02 by owner@seller.test", answer.Message, StringComparison.Ordinal);
        Assert.Empty(rig.JournalLines());
    }

    private static Actor LocalOperator => Actor.LocalOperator;

    private static Run.Closed Closed(RunView? view) => Assert.IsType<Run.Closed>(view!.Run);

    private static RunHeader Header(RunView? view) => view!.Run.Header;

    /// <summary>
    /// A run of two actions, the first approved, that is overtaken before it is written; then it is written, or its record has moved.
    /// </summary>
    private static async Task<Run> OvertakenAsync(bool written, params StageException[] exceptions)
    {
        using var rig = new Rig(Rig.Field, new ActionPayload.CrmNote("n"));
        var (desk, id) = await rig.WaitingAsync();
        await rig.ApproveAsync(desk, id, "a1", execute: false);
        var waiting = await rig.WaitingAsync(id);
        Run run = waiting with { Packet = waiting.Packet with { Exceptions = exceptions } };
        run = Run.Apply(run, new RunEvent.Superseded(new RunId("r-2"), "now quiet"), rig.Time.GetUtcNow());
        Assert.Equal(ActionStatus.Superseded, Assert.IsType<Run.Waiting>(run).Actions[1].Status);
        Assert.IsType<Effect.Execute>(Run.Next(new TinyWorkflow(), run));

        run = Run.Apply(run, written ? new RunEvent.Written(A1, "x") : new RunEvent.RecordMoved(A1, "v1", "v2"), rig.Time.GetUtcNow());
        return Run.Next(new TinyWorkflow(), run) is Effect.Close close
            ? Run.Apply(run, new RunEvent.Closed(close.Outcome, null, close.Reason), rig.Time.GetUtcNow())
            : run;
    }
}
