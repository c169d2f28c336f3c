using AgentDesk.Core.Deals;

namespace AgentDesk.Tests.Adapters.Book;

/// <summary>What a newer export no longer holds stays, and nobody takes it for current without being told.</summary>
public sealed class KeptTests
{
    private const string Contacts = "deal_id,name,email,title,side,role,status\nD-1,Bo,Bo@oak.example,CFO,buyer,user,active\n";
    private const string Trackers =
        "tracker_id,deal_id,kind,item,status,owner_email,updated_at,note\nT-1,D-1,legal,MSA,in_review,,2026-05-02T10:00:00Z,\n";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_gone_from_a_newer_export_is_named_kept_and_marked()
    {
        using var shelf = await ReadAsync();
        shelf.With("trackers.csv", Trackers.Split('\n')[0] + "\n").With("contacts.csv", Contacts.Split('\n')[0] + "\n");
        WithoutSecondDeal(shelf);

        var report = await shelf.ImportAsync();

        Assert.Equal(["deal:D-2", "contact:D-1#bo@oak.example", "tracker:T-1", "stage:D-2#1"], report.Kept.Select(k => k.Name.Value));
        Assert.Equal((2, 1), (report.Deals, report.Evidence["tracker"]));
        var dossier = await shelf.DossierAsync();
        Assert.Equal(
            ["contact:D-1#Bo@oak.example", "tracker:T-1"],
            dossier.Items.Where(i => i.IsKept).Select(i => i.Name.Value).Order(StringComparer.Ordinal)
        );
        Assert.Equal("in_review", Assert.Single(dossier.File.Trackers).Status);
        Assert.All((await shelf.DossierAsync("D-2")).Items, i => Assert.True(i.IsKept));
    }

    [Fact]
    public async Task The_same_export_again_changes_nothing_and_still_tells_of_it()
    {
        using var shelf = await ReadAsync();
        WithoutSecondDeal(shelf);
        var first = await shelf.ImportAsync();

        var second = await shelf.ImportAsync();

        Assert.False(first.Unchanged);
        Assert.True(second.Unchanged);
        Assert.Equal(first.Kept, second.Kept);
    }

    [Fact]
    public async Task What_comes_back_is_no_longer_marked_and_the_deal_reads_as_changed()
    {
        using var shelf = await ReadAsync();
        shelf.With("trackers.csv", Trackers.Split('\n')[0] + "\n");
        await shelf.ImportAsync();
        var marked = (await shelf.Book.DealHashesAsync(Ct)).ToDictionary()[new DealId("D-1")];
        shelf.With("trackers.csv", Trackers);

        var report = await shelf.ImportAsync();

        Assert.Empty(report.Kept);
        Assert.DoesNotContain((await shelf.DossierAsync()).Items, i => i.IsKept);
        Assert.NotEqual(marked, (await shelf.Book.DealHashesAsync(Ct)).ToDictionary()[new DealId("D-1")]);
    }

    [Fact]
    public async Task A_first_import_keeps_nothing_from_before()
    {
        using var shelf = new Shelf().With("contacts.csv", Contacts);

        Assert.Empty((await shelf.ImportAsync()).Kept);
    }

    private static async Task<Shelf> ReadAsync()
    {
        var shelf = new Shelf().With("contacts.csv", Contacts).With("trackers.csv", Trackers);
        shelf
            .With("deals.csv", shelf.Read("deals.csv") + "D-2,Second,Elm,ann@fernhill.example,propose,,,,open\n")
            .With("stage_history.csv", shelf.Read("stage_history.csv") + "D-2,propose,2026-06-02T10:00:00Z,\n");
        await shelf.ImportAsync();
        return shelf;
    }

    private static void WithoutSecondDeal(Shelf shelf)
    {
        foreach (var file in new[] { "deals.csv", "stage_history.csv" })
        {
            shelf.With(
                file,
                string.Concat(
                    shelf
                        .Read(file)
                        .Split('\n')
                        .Where(l => l.Length > 0 && !l.StartsWith("D-2", StringComparison.Ordinal))
                        .Select(l => l + "\n")
                )
            );
        }
    }
}
