using System.Net;
using AgentDesk.Adapters.Delivery;
using AgentDesk.Core.Deals;
using AgentDesk.Core.People;
using AgentDesk.Engine;
using AgentDesk.Engine.Delivery;
using AgentDesk.Tests.Surfaces.Web.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace AgentDesk.Tests.Surfaces.Web;

/// <summary>The page of deliveries: who is reached, who is not and why, for those who look after the desk.</summary>
public sealed class DeliveriesPageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Blocked_throttled_removed_and_absent_people_are_told_apart_and_a_card_is_named_by_its_deal()
    {
        using var folder = new TempFolder();
        using var store = new SqliteDeliveryStore(Path.Combine(folder.Path, "teams.db"));
        await using var rig = new WebRig { More = s => s.AddSingleton<IDeliveryStore>(store).AddSingleton<IPeople>(new Away()) };
        var run = Assert.Single(await rig.StartAsync(Ct)).Value;
        await ChatAsync(store, "c-owner", SampleDeal.Owner, ChatState.Open, null);
        await ChatAsync(store, "c-security", SampleDeal.Security, ChatState.Blocked, "the channel answered 403 MessageWritesBlocked");
        await ChatAsync(store, "c-root", "root@fernway.test", ChatState.Removed, "the app was taken out");
        await store.WantAsync(
            [
                new($"run:{run}", RunId.From(run), "c-security", 1),
                new("digest:2026-06-15", null, "c-owner", 1),
                new($"reminder:{run}:7", RunId.From(run), "c-root", 1),
            ],
            [],
            null,
            Ct
        );
        var cards = await store.CardsOfAsync(RunId.From(run), Ct);
        await store.FailedAsync(cards[0].Id, "the channel answered 403 MessageWritesBlocked", SampleDeal.Now, Ct);
        await store.FailedAsync(
            (await store.DueAsync(SampleDeal.Now, 10, Ct)).Single().Id,
            "the channel answered 429 TooManyRequests",
            SampleDeal.Now.AddMinutes(5),
            Ct
        );
        using var browser = new Browser(rig.Address);

        var page = await browser.OpenAsync("/deliveries", Ct);
        var late = page.QuerySelectorAll("section[aria-labelledby=h-late] tbody tr").Select(r => r.TextContent).ToList();
        var chats = page.QuerySelectorAll("section[aria-labelledby=h-chats] tbody tr").Select(r => r.TextContent).ToList();

        Assert.Equal("Three cards have not arrived in Teams", page.QuerySelector("h1")!.TextContent);
        Assert.Contains(
            late,
            r =>
                r.Contains("Harrow Glass - two new plants", StringComparison.Ordinal)
                && r.Contains("They have blocked the bot", StringComparison.Ordinal)
                && r.Contains("when they are back", StringComparison.Ordinal)
        );
        Assert.Contains(
            late,
            r =>
                r.Contains("The digest", StringComparison.Ordinal)
                && r.Contains("Teams takes no more of us for the moment", StringComparison.Ordinal)
        );
        Assert.Contains(
            late,
            r =>
                r.Contains("A reminder: Harrow Glass", StringComparison.Ordinal)
                && r.Contains("The app was taken out", StringComparison.Ordinal)
        );
        Assert.Contains(
            chats,
            r => r.Contains("Mara Quist", StringComparison.Ordinal) && r.Contains("away until 19 June", StringComparison.Ordinal)
        );
        Assert.Contains(
            "Ivo Lenz owns or manages open deals",
            page.QuerySelector("section[aria-labelledby=h-web]")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.All(page.QuerySelectorAll("tbody td"), cell => Assert.NotNull(cell.GetAttribute("data-l")));
    }

    [Fact]
    public async Task Where_nobody_has_the_app_nothing_is_said_to_have_arrived_and_who_may_not_look_finds_no_page()
    {
        using var folder = new TempFolder();
        using var store = new SqliteDeliveryStore(Path.Combine(folder.Path, "teams.db"));
        await using var rig = new WebRig { More = s => s.AddSingleton<IDeliveryStore>(store) };
        await rig.StartAsync(Ct);
        using var browser = new Browser(rig.Address);

        var page = await browser.OpenAsync("/deliveries", Ct);
        Assert.Equal("Nobody is reached in Teams yet", page.QuerySelector("h1")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("table"));

        await browser.BecomeAsync("Mara Quist", Ct);
        await browser.OpenAsync("/deliveries", Ct);
        Assert.Equal(HttpStatusCode.NotFound, browser.Last.StatusCode);
    }

    private static Task<bool> ChatAsync(SqliteDeliveryStore store, string conversation, string email, ChatState state, string? problem) =>
        store.SaveChatAsync(new Chat(conversation, $"oid-{conversation}", email, "{}", state, problem, SampleDeal.Now), Ct);

    private sealed class Away : IPeople
    {
        public Task<PeopleDirectory> ReadAsync(CancellationToken ct) =>
            Task.FromResult(
                new PeopleDirectory(
                    [new Member(SampleDeal.Owner, null, null, [], [], [], Away: new(new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 19)))],
                    PeopleDirectory.Empty.Groups
                )
            );
    }
}
