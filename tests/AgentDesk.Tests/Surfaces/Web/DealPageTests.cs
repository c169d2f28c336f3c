using System.Net;
using AgentDesk.Core.Deals;
using AgentDesk.Tests.Surfaces.Web.Fakes;

namespace AgentDesk.Tests.Surfaces.Web;

public sealed class DealPageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_to_a_source_marks_the_words_that_it_names_where_they_stand_and_no_others()
    {
        await using var rig = new WebRig();
        await rig.StartAsync(Ct);
        using var browser = new Browser(rig.Address);
        static string Link(params string[] quotes) =>
            $"/deals/D-7/evidence?name=mail%3AD-7-m5{string.Concat(quotes.Select(q => $"&quote={Uri.EscapeDataString(q)}"))}";

        var page = await browser.OpenAsync(Link("half of Saul's sheet is  coming back blank"), Ct);
        var partly = await browser.OpenAsync(Link("half of Saul's sheet", "we have signed <b>already</b>"), Ct);
        var forged = await browser.OpenAsync(Link("we have signed already"), Ct);

        Assert.Equal(["half of Saul's sheet is coming back blank"], page.QuerySelectorAll("mark#cited").Select(m => m.TextContent));
        Assert.Contains("The words that were cited are marked.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["half of Saul's sheet"], partly.QuerySelectorAll("mark").Select(m => m.TextContent));
        Assert.Contains("as far as they stand here", partly.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(forged.QuerySelectorAll("mark"));
        Assert.Contains("do not stand in this source", forged.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("signed", forged.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deals_page_says_what_is_next_and_why_with_words_that_open_in_their_source()
    {
        await using var rig = new WebRig();
        await rig.StartAsync(Ct);
        using var browser = new Browser(rig.Address);

        var page = await browser.OpenAsync("/deals/D-7", Ct);

        // Saul wrote on 12 May and nobody has answered him.
        Assert.Equal("Answer Saul Ibe in the thread, or book there what they ask for.", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("is late by", page.QuerySelector(".hypo .line")!.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.QuerySelectorAll(".rail mark"));
        foreach (
            var href in page.QuerySelectorAll("a[href*='/evidence?']").Select(a => a.GetAttribute("href")!).Distinct(StringComparer.Ordinal)
        )
        {
            var source = await browser.OpenAsync(href, Ct);
            Assert.True(browser.Last.IsSuccessStatusCode && source.QuerySelector(".src") is not null, href);
        }
    }

    [Fact]
    public async Task The_page_names_the_cards_that_wait_the_gap_of_the_stage_and_the_way_so_far()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);

        var page = await browser.OpenAsync("/deals/D-7", Ct);

        Assert.NotNull(page.QuerySelector($"a[href='/runs/{run.Value}']"));
        Assert.Contains(
            "Ask the buyer for the day on which they decide.",
            page.QuerySelector("[aria-labelledby=h-gap]")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "No review of this stage has been made yet",
            page.QuerySelector("[aria-labelledby=h-gap]")!.TextContent,
            StringComparison.Ordinal
        );
        Assert.Equal(4, page.QuerySelectorAll("[aria-labelledby=h-path] tbody tr").Length);
        Assert.NotNull((await browser.OpenAsync($"/runs/{run.Value}", Ct)).QuerySelector("a[href='/deals/D-7']"));
        Assert.NotNull((await browser.OpenAsync("/", Ct)).QuerySelector("a[href='/deals/D-7']"));
    }

    [Fact]
    public async Task A_closed_deal_without_any_card_has_its_page_too()
    {
        await using var rig = new WebRig();
        var open = SampleDeal.File("D-8");
        rig.Put(
            open with
            {
                Deal = open.Deal with
                {
                    Status = DealStatus.Won,
                    Columns = new Dictionary<string, string>(open.Deal.Columns) { ["status"] = "won" },
                },
            }
        );
        await rig.StartAsync(Ct, desk: rig.Desk);
        using var browser = new Browser(rig.Address);

        var page = await browser.OpenAsync("/deals/D-8", Ct);

        Assert.Equal("Nothing: the deal is won.", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("The desk has raised nothing on it", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("None: every reply is answered", page.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_see_the_deal_is_shown_nothing_of_it()
    {
        await using var rig = new WebRig();
        rig.Put(SampleDeal.File());
        await rig.StartAsync(Ct, desk: rig.Desk);
        using var browser = new Browser(rig.Address);
        await browser.OpenAsync("/", Ct);
        await browser.BecomeAsync("Tess Abara", Ct);

        var page = await browser.OpenAsync("/deals/D-7", Ct);

        Assert.Equal(HttpStatusCode.NotFound, browser.Last.StatusCode);
        Assert.DoesNotContain("Harrow", page.Body!.TextContent, StringComparison.Ordinal);
        await browser.OpenAsync("/api/deals/D-7", Ct);
        Assert.Equal(HttpStatusCode.NotFound, browser.Last.StatusCode);
    }
}
