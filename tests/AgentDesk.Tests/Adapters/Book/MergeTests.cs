using AgentDesk.Core.Deals;
using AgentDesk.Engine;

namespace AgentDesk.Tests.Adapters.Book;

public sealed class MergeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_newer_export_adds_what_is_new_keeps_what_it_lacks_and_tells_what_changed()
    {
        using var shelf = new Shelf()
            .With(
                "activities.csv",
                "activity_id,deal_id,kind,direction,status,subject,body,author_email,occurred_at,due_at\nA-1,D-1,call,outbound,done,First,old words,,2026-05-02T10:00:00Z,\n"
            )
            .With(
                "trackers.csv",
                "tracker_id,deal_id,kind,item,status,owner_email,updated_at,note\nT-1,D-1,legal,MSA,in_review,,2026-05-02T10:00:00Z,\n"
            );
        await shelf.ImportAsync();
        shelf
            .With(
                "deals.csv",
                shelf.Read("deals.csv").Replace("2026-07-01", "2026-09-01", StringComparison.Ordinal)
                    + "D-2,Second,Elm,ann@fernhill.example,propose,,,,open\n"
            )
            .With(
                "stage_history.csv",
                "deal_id,stage,entered_at,exited_at\nD-1,propose,2026-05-01T10:00:00Z,2026-06-01T10:00:00Z\nD-1,resolve,2026-06-01T10:00:00Z,\nD-2,propose,2026-06-02T10:00:00Z,\n"
            )
            .With(
                "activities.csv",
                "activity_id,deal_id,kind,direction,status,subject,body,author_email,occurred_at,due_at\nA-2,D-1,call,outbound,done,Second,,,2026-06-02T10:00:00Z,\n"
            )
            .With("trackers.csv", shelf.Read("trackers.csv").Replace("in_review", "done", StringComparison.Ordinal));

        var report = await shelf.ImportAsync();

        var file = await shelf.DealAsync();
        Assert.Equal(["A-1", "A-2"], file.Activities.Select(a => a.Id));
        Assert.Equal(["propose", "resolve"], file.Stages.Select(s => s.Stage));
        Assert.NotNull(file.Stages[0].ExitedAt);
        Assert.Equal("done", Assert.Single(file.Trackers).Status);
        Assert.Equal(
            [
                "activity.logged D-1",
                "close_date.moved D-1",
                "deal.changed D-1",
                "deal.created D-2",
                "stage.moved D-1",
                "tracker.changed D-1",
            ],
            report.Events.Select(e => $"{e.Kind} {e.Deal}").Order(StringComparer.Ordinal)
        );
        Assert.Equal("2026-07-01 → 2026-09-01", report.Events.Single(e => e.Kind == "close_date.moved").Detail);
        Assert.Equal(report.Events.Count + 1, (await shelf.Book.EventsAsync(null, Ct)).Count);
        Assert.Equal(2, report.Evidence["activity"]);
    }

    [Fact]
    public async Task A_deals_fingerprint_follows_its_pieces_and_only_them()
    {
        using var shelf = new Shelf();
        shelf
            .With("deals.csv", shelf.Read("deals.csv") + "D-2,Second,Elm,ann@fernhill.example,propose,,,,open\n")
            .With("stage_history.csv", shelf.Read("stage_history.csv") + "D-2,propose,2026-06-02T10:00:00Z,\n");
        await shelf.ImportAsync();
        var before = (await shelf.Book.DealHashesAsync(Ct)).ToDictionary();

        shelf.With("stage_history.csv", shelf.Read("stage_history.csv").Replace("2026-06-02", "2026-06-03", StringComparison.Ordinal));
        await shelf.ImportAsync();

        var after = (await shelf.Book.DealHashesAsync(Ct)).ToDictionary();
        Assert.Equal(before[new DealId("D-1")], after[new DealId("D-1")]);
        Assert.NotEqual(before[new DealId("D-2")], after[new DealId("D-2")]);
    }

    [Fact]
    public async Task An_import_that_dies_in_the_middle_leaves_the_book_as_it_was()
    {
        using var shelf = new Shelf(empty: true).WithSample("tidewater");
        await shelf.ImportAsync();
        var before = await shelf.Book.DealHashesAsync(Ct);
        shelf.With("deals.csv", shelf.Read("deals.csv").Replace(",open,", ",lost,", StringComparison.Ordinal));

        await Assert.ThrowsAsync<IOException>(() => shelf.ImportAsync(progress: new Dying("reading mail")));

        Assert.Equal(before, await shelf.Book.DealHashesAsync(Ct));
        Assert.All(await shelf.Book.DealsAsync(Ct), d => Assert.Equal(DealStatus.Open, d.Status));
    }

    [Fact]
    public async Task A_pipeline_that_shares_no_deal_with_the_book_is_refused_and_a_renamed_one_is_not()
    {
        using var shelf = new Shelf();
        await shelf.ImportAsync();

        var refusal = await Assert.ThrowsAsync<UnusableInputException>(() => shelf.ImportAsync(Shelf.Sample("larkspur")));
        shelf.With("pipeline.json", """{"name":"Fernhill, new","as_of":"2026-06-16T09:00:00Z","seller_domains":["fernhill.example"]}""");
        await shelf.ImportAsync();

        Assert.Contains("--data", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("Fernhill, new", (await shelf.Book.TeamAsync(Ct)).Name);
        Assert.Single(await shelf.Book.DealsAsync(Ct));
    }

    [Fact]
    public async Task A_mail_that_finds_its_deal_later_moves_there()
    {
        const string Mail =
            """{"value":[{"id":"m1","subject":"Hello","from":{"emailAddress":{"name":"Bo","address":"bo@oak.example"}},"toRecipients":[],"sentDateTime":"2026-05-03T10:00:00Z","body":{"contentType":"text","content":"Any news?"}}]}""";
        using var shelf = new Shelf().With("mail/a.json", Mail);
        var first = await shelf.ImportAsync();
        shelf.With("contacts.csv", "deal_id,name,email,title,side,role,status\nD-1,Bo,bo@oak.example,,buyer,champion,active\n");

        var second = await shelf.ImportAsync();

        Assert.Equal(1, first.Evidence["mail_unassigned"]);
        Assert.Empty(first.Rejects);
        Assert.Equal(1, second.Evidence["mail"]);
        Assert.False(second.Evidence.ContainsKey("mail_unassigned"));
        Assert.Contains(second.Events, e => e.Kind == "mail.received");
        Assert.Equal("m1", Assert.Single((await shelf.DealAsync()).Mails).Id);
    }

    [Fact]
    public async Task A_won_deal_is_told_as_closed_and_is_no_longer_streamed()
    {
        using var shelf = new Shelf();
        await shelf.ImportAsync();
        shelf.With("deals.csv", shelf.Read("deals.csv").Replace(",open", ",won", StringComparison.Ordinal));

        var report = await shelf.ImportAsync();

        Assert.Contains(report.Events, e => e.Kind == "deal.closed" && e.Detail == "won");
        Assert.Empty(await shelf.Book.OpenDealsAsync(Ct).ToListAsync(Ct));
        Assert.Single(await shelf.Book.DealsAsync(Ct));
    }

    [Fact]
    public async Task Nothing_imported_says_how_to_import()
    {
        using var shelf = new Shelf();

        var error = await Assert.ThrowsAsync<NothingImportedException>(() => shelf.Book.TeamAsync(Ct));

        Assert.Contains("agentdesk import", error.Message, StringComparison.Ordinal);
    }

    private sealed class Dying(string at) : IProgress<Progress>
    {
        public void Report(Progress value)
        {
            if (value.What == at)
            {
                throw new IOException("the disk is gone");
            }
        }
    }
}
