using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Tests.Engine.Fakes;
using static AgentDesk.Tests.Engine.Fakes.Rig;

namespace AgentDesk.Tests.Engine;

public sealed class CrashTests
{
    [Fact]
    public async Task Wherever_a_scan_dies_the_next_one_ends_with_the_same_card()
    {
        string[]? undisturbed = null;
        var deaths = 0;
        foreach (var at in Enumerable.Range(0, 100).Prepend(int.MaxValue)) // first undisturbed, then dying at every step in turn
        {
            using var rig = new Rig(Rig.Mail, Rig.Field);
            var faults = new Faults(at);
            try
            {
                await rig.Desk(new FaultyLedger(rig.Ledger, faults), new FaultyWriter(rig.Journal, faults)).ScanAsync(null, null, null, Ct);
            }
            catch (OperationCanceledException)
            {
                deaths++;
            }

            rig.Time.Advance(TimeSpan.FromMinutes(6)); // the dead one's lease, held by a process that lives on here
            await rig.Desk().ScanAsync(null, null, null, Ct);
            var view = Assert.Single(await rig.Desk().InboxAsync(new InboxQuery("waiting"), Ct));
            string[] events = [.. view.History.Select(h => h.Event.GetType().Name)];

            undisturbed ??= events;
            Assert.Equal(undisturbed, events);
            Assert.Null((await rig.Ledger.VerifyAsync(Ct)).Problem);
            if (at < int.MaxValue && !faults.Struck)
            {
                break;
            }
        }

        Assert.InRange(deaths, 15, 100);
    }

    [Fact]
    public async Task Wherever_a_decision_dies_it_is_carried_out_once_when_it_is_given_again()
    {
        var deaths = 0;
        foreach (var at in Enumerable.Range(0, 100))
        {
            using var rig = new Rig(Rig.Mail);
            var (_, id) = await rig.WaitingAsync();
            var state = await rig.ActionAsync(id, "a1");
            var yes = new Decision.Approve(state.Action.PayloadHash, state.Action.RecordVersion);
            var faults = new Faults(at);
            try
            {
                await rig.Desk(new FaultyLedger(rig.Ledger, faults), new FaultyWriter(rig.Journal, faults))
                    .DecideAsync(id, new ActionId("a1"), yes, Owner, execute: true, Ct);
            }
            catch (OperationCanceledException)
            {
                deaths++;
            }

            rig.Time.Advance(TimeSpan.FromMinutes(6));
            var again = await rig.Desk().DecideAsync(id, new ActionId("a1"), yes, Owner, execute: true, Ct);

            Assert.Null(again.Refusal);
            var view = (await rig.Desk().ShowAsync(id, Ct))!;
            Assert.Equal("acted", Assert.IsType<Run.Closed>(view.Run).Outcome);
            Assert.Equal(
                ["Started", "Gathered", "Prepared", "Proposed", "Decided", "Written", "Closed"],
                view.History.Select(h => h.Event.GetType().Name),
                StringComparer.Ordinal
            );
            Assert.Single(rig.JournalLines());
            Assert.Single(rig.Drafts());
            Assert.Empty(await rig.Ledger.OutboxAsync(Ct));
            if (!faults.Struck)
            {
                break;
            }
        }

        Assert.InRange(deaths, 10, 100);
    }
}
