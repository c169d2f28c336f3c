using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;

namespace AgentDesk.Tests.Workflows;

/// <summary>Two workflows' cards of one deal that would write to the same people.</summary>
public sealed class TwoCardsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_person_is_not_written_to_from_two_cards_whichever_comes_first()
    {
        // The answer to Deb waits on its own card when the deal is found stalled as well.
        using var sample = new SampleDesk("larkspur");
        var desk = sample.Desk();
        await desk.ScanAsync("trigger-latency", new DealId("L-206"), null, Ct);
        var first = Assert.IsType<Run.Waiting>(Assert.Single(await desk.InboxAsync(new InboxQuery(), Ct)).Run);
        var mail = first.Actions.Single(a => a is { IsOpen: true, Action.Payload: ActionPayload.EmailDraft }).Action;

        await desk.ScanAsync("stalled-deal", new DealId("L-206"), null, Ct);

        var second = await StalledAsync(desk);
        var held = second.Actions.Single(a =>
            a.Action.Payload is ActionPayload.EmailDraft m
            && m.To.Intersect(mail.Payload.Recipients, StringComparer.OrdinalIgnoreCase).Any()
        );
        Assert.Equal(
            (
                ActionStatus.Withheld,
                $"another mail to {mail.Payload.Recipients.Single()} waits for a decision in run {first.Header.Id} (trigger-latency, {mail.Id}): decide there"
            ),
            (held.Status, held.Detail)
        );

        // Once that one is refused, nothing stands before it any more.
        await desk.DecideAsync(
            first.Header.Id,
            mail.Id,
            new Decision.Reject("I would rather wait for the diagnosis"),
            Actor.LocalOperator,
            true,
            Ct
        );
        await desk.ScanAsync("stalled-deal", new DealId("L-206"), null, Ct);

        Assert.DoesNotContain(
            (await StalledAsync(desk)).Actions,
            a =>
                a.Detail?.Contains(first.Header.Id.Value, StringComparison.Ordinal) == true
                && a.Detail.StartsWith("another mail", StringComparison.Ordinal)
        );
        Assert.Contains((await desk.ShowAsync(second.Header.Id, Ct))!.History, h => h.Event is RunEvent.RecordMoved { Because: not null });

        static async Task<Run.Waiting> StalledAsync(DeskService desk) =>
            (Run.Waiting)(await desk.InboxAsync(new InboxQuery(), Ct)).Single(r => r.Run.Header.Workflow == "stalled-deal").Run;
    }
}
