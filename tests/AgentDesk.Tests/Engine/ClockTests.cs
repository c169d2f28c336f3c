using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Core.Deals;
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
