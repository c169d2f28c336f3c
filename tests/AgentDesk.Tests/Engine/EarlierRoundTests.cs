using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Tests.Engine.Fakes;
using static AgentDesk.Tests.Engine.Fakes.Rig;

namespace AgentDesk.Tests.Engine;

/// <summary>A record that changed under a card is told with what changed, before and after.</summary>
public sealed class EarlierRoundTests
{
    [Fact]
    public async Task The_refusal_names_the_field_before_and_after()
    {
        using var rig = new Rig(Rig.Field);
        var (desk, id) = await rig.WaitingAsync();
        rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@x"), ("next_step", "call Bea")));

        var answer = await rig.ApproveAsync(desk, id, "a1");

        Assert.Equal(RefusalKind.Stale, answer.Refusal);
        Assert.Contains("`next_step` went from `send paper` to `call Bea`", answer.Message, StringComparison.Ordinal);
        var changes = RecordChanges.SinceLastRound([.. (await desk.ShowAsync(id, Ct))!.History.Select(h => h.Event)]);
        Assert.Equal([new RecordChange("next_step", "send paper", "call Bea")], changes!.Fields);
    }

    [Fact]
    public async Task An_action_of_an_earlier_round_is_told_why_it_is_gone_and_what_replaces_it()
    {
        using var rig = new Rig(Rig.Mail, Rig.Field);
        var (desk, id) = await rig.WaitingAsync();
        var old = await rig.ActionAsync(id, "a1");
        rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@x"), ("next_step", "call Bea")));
        await rig.ApproveAsync(desk, id, "a2");

        var answer = await desk.DecideAsync(
            id,
            new ActionId("a1"),
            new Decision.Approve(old.Action.PayloadHash, old.Action.RecordVersion),
            Owner,
            execute: true,
            Ct
        );

        Assert.Equal(RefusalKind.Stale, answer.Refusal);
        Assert.Contains(
            "gathered again because `next_step` went from `send paper` to `call Bea`",
            answer.Message,
            StringComparison.Ordinal
        );
        Assert.EndsWith("`b1` stands in its place", answer.Message, StringComparison.Ordinal);
        Assert.Empty(rig.JournalLines());
    }

    [Fact]
    public async Task The_reasons_are_told_as_they_are_now()
    {
        using var rig = new Rig(Rig.Field);
        var (desk, id) = await rig.WaitingAsync();
        rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@y"), ("next_step", "call Bea")));

        await rig.ApproveAsync(desk, id, "a1");

        var run = await rig.WaitingAsync(id);
        Assert.Equal("stale since y", Assert.Single(run.Header.Reasons).Detail);
        Assert.Equal("stale@x", run.Header.Cause.Key);
    }
}
