using AgentDesk.Core.Chains;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Tests.Samples;

namespace AgentDesk.Tests.Workflows.TriggerLatency;

/// <summary>
/// The catalog's workflows together on sample deals, with the embedded analyst: one live card a cause, and none for what has been done.
/// </summary>
public sealed class OneCardTests : IDisposable
{
    private readonly SampleDesk _sample = new("tidewater");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silence_that_the_diagnosis_has_on_its_card_is_not_raised_again()
    {
        var desk = Desk();

        await desk.ScanAsync(null, new DealId("D-103"), null, Ct);

        var runs = await desk.InboxAsync(new InboxQuery(), Ct);
        var stalled = Assert.Single(runs, r => r.Run.Header.Workflow == "stalled-deal");
        Assert.DoesNotContain(runs, r => r.Run.Header.Workflow == "trigger-latency");
        var outlook = (await desk.OutlookAsync(new DealId("D-103"), Ct))!;
        Assert.Equal(("trigger", stalled.Run.Header.Id), (outlook.Next.Kind, outlook.Next.Run));
    }

    [Fact]
    public async Task Without_the_diagnosis_the_silence_gets_its_own_card_and_gives_way_when_the_diagnosis_comes()
    {
        var desk = Desk();
        await desk.ScanAsync("trigger-latency", new DealId("D-103"), null, Ct);
        var own = Assert.Single(await desk.InboxAsync(new InboxQuery(), Ct));
        Assert.IsType<Run.Waiting>(own.Run);

        await desk.ScanAsync(null, new DealId("D-103"), null, Ct);

        var runs = await desk.InboxAsync(new InboxQuery(), Ct);
        var diagnosis = runs.Single(r => r.Run.Header.Workflow == "stalled-deal").Run.Header.Id;
        var closed = Assert.IsType<Run.Closed>(runs.Single(r => r.Run.Header.Id == own.Run.Header.Id).Run);
        Assert.Equal("superseded", closed.Outcome);
        Assert.Contains(diagnosis.Value, closed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_done_without_the_desk_takes_its_card_back()
    {
        _sample.Time.Set(At("2026-05-01T18:00:00Z"));
        var desk = Desk();
        await desk.ScanAsync("trigger-latency", new DealId("D-103"), null, Ct);
        var late = Assert.Single(await desk.InboxAsync(new InboxQuery(), Ct));
        Assert.Contains(late.Run.Header.Cause.Triggers, t => t.Kind == TriggerRule.CallEnded);

        // On Monday Colleen wrote to them about it.
        _sample.Time.Set(At("2026-05-04T18:00:00Z"));
        await Desk().ScanAsync("trigger-latency", new DealId("D-103"), null, Ct);

        var closed = Assert.IsType<Run.Closed>((await Desk().ShowAsync(late.Run.Header.Id, Ct))!.Run);
        Assert.Equal(Outcomes.Overtaken, closed.Outcome);
        Assert.Contains("Colleen Fahey", closed.Reason, StringComparison.Ordinal);
        Assert.All(closed.Was!.Actions, a => Assert.False(a.IsOpen));
    }

    [Fact]
    public async Task What_the_desk_found_nothing_to_do_about_is_not_what_happens_next()
    {
        var desk = Desk();
        await desk.ScanAsync("trigger-latency", new DealId("D-105"), null, Ct);
        var idle = Assert.Single(await desk.InboxAsync(new InboxQuery(), Ct));

        Assert.Equal("nothing_to_do", Assert.IsType<Run.Closed>(idle.Run).Outcome);
        var outlook = (await desk.OutlookAsync(new DealId("D-105"), Ct))!;
        Assert.Contains(outlook.Clocks, c => c.IsOpen);
        Assert.DoesNotContain(outlook.Moves, m => m.Kind == "trigger");
    }

    [Fact]
    public async Task A_draft_that_was_saved_is_to_be_sent_next()
    {
        var desk = Desk();
        await desk.ScanAsync("trigger-latency", new DealId("D-101"), null, Ct);
        var waiting = Assert.IsType<Run.Waiting>(Assert.Single(await desk.InboxAsync(new InboxQuery(), Ct)).Run);
        var draft = waiting.Actions.Single(a => a.Action.Payload is ActionPayload.EmailDraft).Action;

        var answer = await desk.DecideAsync(
            waiting.Header.Id,
            draft.Id,
            new Decision.Approve(draft.PayloadHash, draft.RecordVersion),
            Actor.LocalOperator,
            true,
            Ct
        );

        Assert.Null(answer.Refusal);
        Assert.StartsWith(
            "Send the draft to wpruitt@larkfieldmech.example",
            (await desk.OutlookAsync(new DealId("D-101"), Ct))!.Next.What,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_same_lateness_is_raised_once()
    {
        await Desk().ScanAsync("trigger-latency", null, null, Ct);
        var first = (await Desk().InboxAsync(new InboxQuery(), Ct)).Count;

        var again = await Desk().ScanAsync("trigger-latency", null, null, Ct);

        Assert.Equal((0, first), (again.Started.Count, (await Desk().InboxAsync(new InboxQuery(), Ct)).Count));
        Assert.True(first > 3);
    }

    [Fact]
    public async Task What_is_not_late_wakes_nothing_unless_the_playbook_asks_for_it_ahead()
    {
        // Ted's mail of Friday noon is due that day.
        _sample.Time.Set(At("2026-05-01T14:00:00Z"));

        Assert.Empty((await Desk().ScanAsync("trigger-latency", new DealId("D-103"), null, Ct)).Started);
        _sample.Book.Playbook = BuiltInPlaybook.Value with { Triggers = [new("buyer_reply", "answer_in_thread", Days: 0, Ahead: 4)] };

        var id = Assert.Single((await Desk().ScanAsync("trigger-latency", new DealId("D-103"), null, Ct)).Started);
        var run = Assert.IsType<Run.Waiting>((await Desk().ShowAsync(id, Ct))!.Run);
        Assert.Equal(ClockState.Open, Assert.Single(run.Packet.Clocks!).Clock.State);
        Assert.Contains(run.Actions, a => a.Action.Payload is ActionPayload.EmailDraft { InReplyTo: not null });
    }

    [Fact]
    public async Task Any_deal_says_what_happens_next_and_cites_it()
    {
        var desk = Desk();
        await desk.ScanAsync(null, null, null, Ct);
        foreach (var deal in SampleExport.Named("tidewater").Deals)
        {
            var outlook = (await desk.OutlookAsync(deal.Deal.Id, Ct))!;
            var dossier = (await desk.DossierAsync(deal.Deal.Id, Ct))!;

            Assert.NotEmpty(outlook.Next.What);
            Assert.All(
                outlook.Moves.SelectMany(m => m.Citations),
                q =>
                    Assert.True(
                        dossier.Find(q.Evidence) is { } item && AgentDesk.Core.Evidence.QuoteCheck.Stands(q.Quote, item.Text),
                        $"{deal.Deal.Id}: {q}"
                    )
            );
            var order = outlook
                .Moves.Select(m =>
                    m.Kind switch
                    {
                        "trigger" => 0,
                        "decision" => 1,
                        "gap" => 2,
                        _ => 3,
                    }
                )
                .ToList();
            Assert.Equal(order.Order(), order);
            var due = outlook.Moves.Where(m => m.Kind == "trigger").Select(m => m.Due!.Value).ToList();
            Assert.Equal(due.Order(), due);
        }

        Assert.Null(await desk.OutlookAsync(new DealId("D-999"), Ct));
    }

    public void Dispose() => _sample.Dispose();

    private DeskService Desk() => _sample.Desk();

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
