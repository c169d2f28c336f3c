using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Tests.Engine.Fakes;
using static AgentDesk.Tests.Engine.Fakes.Rig;

namespace AgentDesk.Tests.Engine;

public sealed class ScanTests
{
    [Fact]
    public async Task The_same_cause_makes_one_run_however_often_it_is_scanned()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();
        var version = (await desk.ShowAsync(id, Ct))!.Version;

        var again = await rig.Desk().ScanAsync(null, null, null, Ct);

        Assert.Equal((1, 0, 1), (again.Deals, again.Started.Count, again.Known));
        Assert.Equal(version, (await desk.ShowAsync(id, Ct))!.Version);
    }

    [Fact]
    public async Task A_run_with_another_cause_supersedes_the_undecided_one()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, old) = await rig.WaitingAsync();
        rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@x,quiet@y")));

        var report = await desk.ScanAsync(null, null, null, Ct);

        Assert.Equal(old, Assert.Single(report.Superseded));
        Assert.Equal("superseded", Assert.IsType<Run.Closed>((await desk.ShowAsync(old, Ct))!.Run).Outcome);
        Assert.Single(await desk.InboxAsync(new InboxQuery("waiting"), Ct));
    }

    [Fact]
    public async Task A_run_that_a_person_has_touched_is_superseded_too()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, old) = await rig.WaitingAsync();
        await desk.DecideAsync(old, new ActionId("a1"), new Decision.Reassign("other@seller.test", null), Owner, execute: true, Ct);
        rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@x,quiet@y")));

        var report = await desk.ScanAsync(null, null, null, Ct);

        Assert.Equal(old, Assert.Single(report.Superseded));
        Assert.Single(report.Started);
        Assert.Equal("other@seller.test", (await rig.ActionAsync(old, "a1")).AssignedTo);
        Assert.Equal(ActionStatus.Superseded, (await rig.ActionAsync(old, "a1")).Status);
    }

    [Fact]
    public async Task A_stopped_run_is_superseded_too()
    {
        using var rig = new Rig();
        rig.Drafter.Answer = _ => FakeDrafter.Draft("nothing known");
        var (desk, old) = await rig.WaitingAsync();
        rig.Book.Put(FakeBook.File("D-1", ("wake", "quiet@y")));

        await desk.ScanAsync(null, null, null, Ct);

        Assert.Equal("superseded", Assert.IsType<Run.Closed>((await desk.ShowAsync(old, Ct))!.Run).Outcome);
    }

    [Fact]
    public async Task What_a_person_closed_is_not_raised_again_for_reasons_that_they_saw()
    {
        using var rig = new Rig(Rig.Mail);
        rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@x,quiet@y")));
        var (desk, id) = await rig.WaitingAsync();
        await desk.DecideAsync(id, null, new Decision.Dispose("pause", "their year end"), Owner, execute: true, Ct);

        var same = await desk.ScanAsync(null, null, null, Ct);
        rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@x")));
        var fewer = await desk.ScanAsync(null, null, null, Ct);
        rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@x,slipped@z")));
        var more = await desk.ScanAsync(null, null, null, Ct);

        Assert.Equal((0, 0, 1), (same.Started.Count, fewer.Started.Count, more.Started.Count));
    }

    [Fact]
    public async Task An_untouched_card_is_prepared_again_when_its_record_has_changed()
    {
        using var rig = new Rig(Rig.Mail);
        var (desk, id) = await rig.WaitingAsync();
        rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@x")) with { Mails = [FakeBook.Mail("m1")] });

        await desk.ScanAsync(null, null, null, Ct);

        Assert.Equal(2, (await rig.WaitingAsync(id)).Round);
    }

    [Fact]
    public async Task A_stopped_run_is_tried_again_only_when_there_is_something_new_to_read()
    {
        using var rig = new Rig();
        rig.Drafter.Answer = r => FakeDrafter.Draft(r.Dossier.File.Mails.Count == 0 ? "nothing known" : "Looks stuck", Rig.Field);
        var (desk, id) = await rig.WaitingAsync();
        await desk.ScanAsync(null, null, null, Ct);
        var askedBefore = rig.Drafter.Asked.Count;
        rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@x")) with { Mails = [FakeBook.Mail("m1")] });

        await desk.ScanAsync(null, null, null, Ct);

        Assert.Equal(1, askedBefore);
        Assert.Single((await rig.WaitingAsync(id)).Actions);
    }

    [Fact]
    public async Task A_draft_is_sent_back_twice_at_the_most_with_its_findings()
    {
        using var rig = new Rig();
        rig.Drafter.Answer = _ => FakeDrafter.Draft("a rumour", Rig.Mail);

        var (desk, id) = await rig.WaitingAsync();

        Assert.Equal([1, 2, 3], rig.Drafter.Asked.Select(a => a.Attempt));
        Assert.Equal("a rumour is no evidence", Assert.Single(rig.Drafter.Asked[1].Feedback).Reason);
        Assert.Equal([null, "a rumour", "a rumour"], rig.Drafter.Asked.Select(a => a.Previous?.GetProperty("headline").GetString()));
        Assert.Equal("a rumour is no evidence", Assert.IsType<Run.Stopped>((await desk.ShowAsync(id, Ct))!.Run).Reason);
    }

    [Fact]
    public async Task What_would_be_withheld_is_told_with_what_sends_a_draft_back()
    {
        using var rig = new Rig();
        var loud = new AgentDesk.Core.Proposals.ActionPayload.CrmNote("Look here!!!");
        rig.Drafter.Answer = r => FakeDrafter.Draft(r.Attempt == 1 ? "a rumour" : "Looks stuck", loud);

        await rig.WaitingAsync();

        Assert.Equal(
            ["a rumour is no evidence (no-rumours)", "would be withheld: it shouts (language)"],
            rig.Drafter.Asked[1].Feedback.Select(f => f.Feedback)
        );
    }

    [Fact]
    public async Task A_draft_that_does_not_fit_its_type_is_sent_back()
    {
        using var rig = new Rig();
        rig.Drafter.Answer = r =>
            r.Attempt == 1
                ? System.Text.Json.JsonSerializer.SerializeToElement(new { headline = 3 })
                : FakeDrafter.Draft("Looks stuck", Rig.Mail);

        var (_, id) = await rig.WaitingAsync();

        Assert.Equal("draft-fits-its-schema", Assert.Single(rig.Drafter.Asked[1].Feedback).Gate);
        Assert.Single((await rig.WaitingAsync(id)).Actions);
    }

    [Fact]
    public async Task Evidence_that_changes_while_the_model_thinks_is_read_again()
    {
        using var rig = new Rig();
        rig.Drafter.Answer = _ =>
        {
            if (rig.Drafter.Asked.Count == 1)
            {
                rig.Book.Put(FakeBook.File("D-1", ("wake", "stale@x")) with { Mails = [FakeBook.Mail("m1")] });
            }
            return FakeDrafter.Draft("Looks stuck", Rig.Mail);
        };

        var (_, id) = await rig.WaitingAsync();

        Assert.Equal(2, rig.Drafter.Asked.Count);
        Assert.Single(rig.Drafter.Asked[1].Dossier.File.Mails);
        Assert.Equal(rig.Drafter.Asked[1].Dossier.ConversationVersion(), (await rig.WaitingAsync(id)).Actions[0].Action.RecordVersion);
    }

    [Fact]
    public async Task A_deal_whose_preparation_breaks_is_named_and_the_rest_is_prepared()
    {
        using var rig = new Rig();
        rig.Book.Put(FakeBook.File("D-2", ("wake", "stale@y")));
        rig.Drafter.Answer = r =>
            r.Dossier.Deal.Id.Value == "D-1" ? throw new NotSupportedException("no wire") : FakeDrafter.Draft("Looks stuck", Rig.Mail);
        var desk = rig.Desk();

        var report = await desk.ScanAsync(null, null, null, Ct);
        rig.Drafter.Answer = _ => FakeDrafter.Draft("Looks stuck", Rig.Mail);
        await desk.ScanAsync(null, null, null, Ct);

        Assert.Contains("D-1", Assert.Single(report.Failures!), StringComparison.Ordinal);
        Assert.Equal(2, (await desk.InboxAsync(new InboxQuery("waiting"), Ct)).Count);
    }

    [Fact]
    public async Task An_unknown_workflow_is_unusable_input() =>
        await Assert.ThrowsAsync<UnusableInputException>(async () =>
        {
            using var rig = new Rig();
            await rig.Desk().ScanAsync("nope", null, null, Ct);
        });

    [Fact]
    public async Task Only_the_named_deal_is_scanned()
    {
        using var rig = new Rig(Rig.Mail);
        rig.Book.Put(FakeBook.File("D-2", ("wake", "stale@y")));

        var report = await rig.Desk().ScanAsync("tiny", new DealId("D-2"), null, Ct);

        Assert.Equal((1, 1), (report.Deals, report.Started.Count));
    }
}
