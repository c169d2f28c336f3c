using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Tests.Engine.Fakes;
using static AgentDesk.Tests.Engine.Fakes.Rig;

namespace AgentDesk.Tests.Engine;

public sealed class ClockTests
{
    [Fact]
    public async Task A_reminder_is_given_once_for_each_span()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();

        rig.Time.Advance(TimeSpan.FromDays(2));
        await desk.WorkAsync(Ct);
        await desk.WorkAsync(Ct);

        var reminded = (await rig.Ledger.ReadAsync(id, Ct)).Select(e => e.Event).OfType<RunEvent.Reminded>();
        Assert.Equal(["owner@seller.test"], Assert.Single(reminded).To);
    }

    [Fact]
    public async Task Of_each_action_a_person_is_reminded_twice_at_the_most_and_of_all_of_theirs_at_once()
    {
        using var rig = new Rig(Rig.Mail, Rig.Field, new ActionPayload.CrmNote("indemnity is open"));
        var (desk, id) = await rig.WaitingAsync();

        for (var hours = 0; hours < 7 * 24 - 6; hours += 6)
        {
            rig.Time.Advance(TimeSpan.FromHours(6));
            await desk.WorkAsync(Ct);
        }

        var reminded = (await rig.Ledger.ReadAsync(id, Ct))
            .Select(e => (e.At, Event: e.Event as RunEvent.Reminded))
            .Where(e => e.Event is not null)
            .ToList();
        Assert.Equal(
            ["2 owner@seller.test: a1 a2", "2 law@seller.test: a3", "4 owner@seller.test: a1 a2", "4 law@seller.test: a3"],
            reminded.Select(r =>
                FormattableString.Invariant(
                    $"{(r.At - TinyWorkflow.Start).TotalDays} {string.Join(',', r.Event!.To)}: {string.Join(' ', r.Event.Actions)}"
                )
            )
        );
    }

    [Fact]
    public async Task Who_is_given_a_decision_is_not_reminded_of_it_at_once()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();
        rig.Time.Advance(TimeSpan.FromDays(3));
        await desk.WorkAsync(Ct);

        await desk.DecideAsync(id, new ActionId("a1"), new Decision.Reassign("other@seller.test", null), Owner, execute: true, Ct);
        await desk.WorkAsync(Ct);
        rig.Time.Advance(TimeSpan.FromDays(2));
        await desk.WorkAsync(Ct);

        Assert.Equal(
            ["owner@seller.test", "other@seller.test"],
            (await rig.Ledger.ReadAsync(id, Ct)).Select(e => e.Event).OfType<RunEvent.Reminded>().Select(r => Assert.Single(r.To))
        );
    }

    [Fact]
    public async Task What_the_clock_let_expire_cannot_be_approved_although_nobody_has_scanned_since()
    {
        using var rig = new Rig(Rig.Mail, Rig.Field);
        var (desk, id) = await rig.WaitingAsync();
        var version = (await desk.ShowAsync(id, Ct))!.Version;
        await desk.DecideAsync(id, new ActionId("a2"), new Decision.Snooze(rig.Time.GetUtcNow().AddDays(10)), Owner, execute: true, Ct);

        rig.Time.Advance(TimeSpan.FromDays(7));
        var late = await rig.ApproveAsync(desk, id, "a1");
        var shown = (await desk.ShowAsync(id, Ct))!;

        Assert.Equal(RefusalKind.AlreadyDecided, late.Refusal);
        Assert.Equal(
            "`a1` expired undecided on 2026-03-09 09:00:00Z: nothing was done; it is raised anew while its reasons stand",
            late.Message
        );
        Assert.Equal(ActionStatus.Expired, Assert.IsType<Run.Waiting>(shown.Run).Actions[0].Status);
        Assert.Equal(version + 1, shown.Version);
        Assert.Empty(rig.JournalLines());
    }

    [Fact]
    public async Task A_run_of_which_all_has_expired_reads_as_closed_before_anybody_scans()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();

        rig.Time.Advance(TimeSpan.FromDays(9));

        var late = await desk.DecideAsync(id, null, new Decision.Reject("no"), Owner, execute: true, Ct);

        var closed = Assert.IsType<Run.Closed>((await desk.ShowAsync(id, Ct))!.Run);
        Assert.Contains("expired undecided on 2026-03-09 09:00:00Z", late.Message, StringComparison.Ordinal);
        Assert.Equal(("expired", TinyWorkflow.Start.AddDays(7)), (closed.Outcome, closed.At));
        Assert.Empty(await desk.InboxAsync(new InboxQuery("waiting"), Ct));
        Assert.Single(await desk.InboxAsync(new InboxQuery("closed"), Ct));
    }

    [Fact]
    public async Task A_snoozed_action_is_awake_in_the_inbox_and_can_be_approved_before_anybody_scans()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();
        await desk.DecideAsync(id, new ActionId("a1"), new Decision.Snooze(rig.Time.GetUtcNow().AddDays(20)), Owner, execute: true, Ct);

        rig.Time.Advance(TimeSpan.FromDays(21));
        var listed = Assert.IsType<Run.Waiting>(Assert.Single(await desk.InboxAsync(new InboxQuery("waiting"), Ct)).Run);
        var answer = await rig.ApproveAsync(desk, id, "a1");

        Assert.Equal((ActionStatus.Pending, TinyWorkflow.Start.AddDays(20)), (listed.Actions[0].Status, listed.Actions[0].Since));
        Assert.Null(answer.Refusal);
        Assert.Single(rig.JournalLines());
    }

    [Fact]
    public async Task Expiry_is_neither_yes_nor_no()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();

        rig.Time.Advance(TimeSpan.FromDays(7));
        await desk.WorkAsync(Ct);
        var late = await rig.ApproveAsync(desk, id, "a1");

        Assert.Equal("expired", Assert.IsType<Run.Closed>((await desk.ShowAsync(id, Ct))!.Run).Outcome);
        Assert.Equal(ActionStatus.Expired, (await rig.ActionAsync(id, "a1")).Status);
        Assert.DoesNotContain(await rig.Ledger.ReadAsync(id, Ct), e => e.Event is RunEvent.Decided);
        Assert.Equal(RefusalKind.AlreadyDecided, late.Refusal);
        Assert.Empty(rig.JournalLines());
    }

    [Fact]
    public async Task A_snoozed_action_wakes_at_its_instant_and_waits_its_whole_time_again()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();
        await desk.DecideAsync(id, new ActionId("a1"), new Decision.Snooze(rig.Time.GetUtcNow().AddDays(20)), Owner, execute: true, Ct);

        rig.Time.Advance(TimeSpan.FromDays(19));
        await desk.WorkAsync(Ct);
        var asleep = await rig.ActionAsync(id, "a1");
        rig.Time.Advance(TimeSpan.FromDays(1));
        await desk.WorkAsync(Ct);
        var awake = await rig.ActionAsync(id, "a1");
        await desk.WorkAsync(Ct);

        Assert.Equal((ActionStatus.Snoozed, ActionStatus.Pending), (asleep.Status, awake.Status));
        Assert.Equal(ActionStatus.Pending, (await rig.ActionAsync(id, "a1")).Status);
    }
}
