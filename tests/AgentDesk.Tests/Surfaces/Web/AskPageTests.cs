using System.Net;
using AgentDesk.Tests.Surfaces.Web.Fakes;
using AngleSharp.Html.Dom;

namespace AgentDesk.Tests.Surfaces.Web;

/// <summary>The page of questions without script: asking, following up, opening a quote's source in place.</summary>
public sealed class AskPageTests
{
    private const string Stranger = "Tess Abara";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_page_offers_questions_on_the_viewers_own_deals()
    {
        await using var rig = new WebRig();
        await rig.StartAsync(Ct);
        using var browser = new Browser(rig.Address);
        await browser.BecomeAsync("Mara Quist", Ct);

        var page = await browser.OpenAsync("/ask", Ct);

        Assert.Contains(page.QuerySelectorAll(".tryit button"), b => b.TextContent == "Why is Harrow stuck?");
        Assert.Equal("page", page.QuerySelector(".nav a[href='/ask']")!.GetAttribute("aria-current"));
    }

    [Fact]
    public async Task A_question_is_answered_with_statements_whose_sources_open_in_place()
    {
        await using var rig = new WebRig();
        await rig.StartAsync(Ct);
        using var browser = new Browser(rig.Address);
        await browser.BecomeAsync("Mara Quist", Ct);

        var page = await AskAsync(browser, "why is Harrow stuck?");

        Assert.Equal("Why is Harrow stuck?", page.QuerySelector(".qa h2")!.TextContent);
        var source = page.QuerySelectorAll(".ans .claim .by a")
            .Select(a => page.QuerySelector(a.GetAttribute("href")!)!)
            .First(s => s.TextContent.Contains("half of Saul's sheet", StringComparison.Ordinal));
        Assert.Contains(source.QuerySelectorAll("mark"), m => m.TextContent.Contains("half of Saul's sheet", StringComparison.Ordinal));
        Assert.Contains("word for word", source.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.QuerySelectorAll(".ans .claim.inf"));
        Assert.StartsWith("/runs/", page.QuerySelector(".next a.btn")!.GetAttribute("href"), StringComparison.Ordinal);
        var whole = await browser.OpenAsync(source.QuerySelector("footer a")!.GetAttribute("href")!, Ct);
        Assert.Equal(HttpStatusCode.OK, browser.Last.StatusCode);
        Assert.Contains("I'm parked for now", whole.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(
            source.QuerySelector("article.src")!.QuerySelectorAll("mark").Select(m => m.TextContent),
            whole.QuerySelectorAll("mark").Select(m => m.TextContent)
        );
        Assert.NotNull(whole.QuerySelector("mark#cited"));
    }

    [Fact]
    public async Task A_follow_up_goes_on_in_the_same_conversation_and_is_listed_as_one()
    {
        await using var rig = new WebRig();
        await rig.StartAsync(Ct);
        using var browser = new Browser(rig.Address);
        await browser.BecomeAsync("Mara Quist", Ct);
        var first = await AskAsync(browser, "why is Harrow stuck?");

        var page = await browser.PressAsync(first.QuerySelector(".asker button")!, Ct, ("q", "who is their champion?"));

        Assert.Equal(2, page.QuerySelectorAll(".qa").Length);
        Assert.Contains("Dora Penn", page.QuerySelector(".qa .ans")!.TextContent, StringComparison.Ordinal);
        var again = await browser.OpenAsync("/ask", Ct);
        Assert.Equal("why is Harrow stuck?", Assert.Single(again.QuerySelectorAll(".before a")).TextContent);
    }

    [Fact]
    public async Task What_the_evidence_does_not_show_is_said_and_not_guessed()
    {
        await using var rig = new WebRig();
        await rig.StartAsync(Ct);
        using var browser = new Browser(rig.Address);

        var page = await AskAsync(browser, "how many forklifts does Harrow Glass lease?");

        Assert.Empty(page.QuerySelectorAll(".ans"));
        Assert.Contains("forklifts", page.QuerySelector(".notshown")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_see_a_deal_gets_neither_its_evidence_nor_its_name_nor_another_persons_conversation()
    {
        await using var rig = new WebRig();
        rig.Draft = r => new(SampleDeal.Packet(r.Dossier.Deal.Id.Value), []);
        await rig.StartAsync(Ct);
        using var owner = new Browser(rig.Address);
        await owner.BecomeAsync("Mara Quist", Ct);
        await AskAsync(owner, "why is Harrow stuck?");
        var conversation = owner.Last.RequestMessage!.RequestUri!.PathAndQuery;
        using var stranger = new Browser(rig.Address);
        await stranger.BecomeAsync(Stranger, Ct);

        var answer = await AskAsync(stranger, "why is it stuck at Harrow?");
        var theirs = await stranger.OpenAsync(conversation, Ct);
        await stranger.OpenAsync("/deals/D-7/evidence?name=mail:D-7-m5", Ct);
        var (hidden, hiddenText) = (stranger.Last.StatusCode, await stranger.Last.Content.ReadAsStringAsync(Ct));
        await stranger.OpenAsync("/deals/D-404/evidence?name=mail:D-7-m5", Ct);

        Assert.Empty(answer.QuerySelectorAll(".ans, .tryit"));
        Assert.DoesNotContain("Dora", answer.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(theirs.QuerySelectorAll(".ans"));
        Assert.Equal(HttpStatusCode.NotFound, hidden);
        Assert.Equal(
            WithoutToken(await stranger.Last.Content.ReadAsStringAsync(Ct)).Replace("D-404", "D-7", StringComparison.Ordinal),
            WithoutToken(hiddenText)
        );
    }

    [Fact]
    public async Task A_question_posted_from_elsewhere_is_not_answered()
    {
        await using var rig = new WebRig();
        await rig.StartAsync(Ct);
        using var browser = new Browser(rig.Address);

        await browser.PostAsync("/ask", [("q", "why is Harrow stuck?")], Ct);

        Assert.Equal(HttpStatusCode.BadRequest, browser.Last.StatusCode);
    }

    [Fact]
    public async Task The_api_answers_with_the_document_of_the_command_line_and_keeps_nothing()
    {
        await using var rig = new WebRig();
        await rig.StartAsync(Ct);
        using var browser = new Browser(rig.Address);

        var json = System.Text.Json.Nodes.JsonNode.Parse(await browser.TextAsync("/api/ask?q=why+is+Harrow+stuck%3F", Ct))!;

        Assert.NotEmpty(json["answer"]!.AsArray());
        Assert.Equal("offline", json["model"]!.ToString());
        Assert.Empty((await browser.OpenAsync("/ask", Ct)).QuerySelectorAll(".before"));
    }

    // The form token of the person switcher is another on every page.
    private static string WithoutToken(string page) =>
        System.Text.RegularExpressions.Regex.Replace(
            page,
            "(?<field>name=\"__RequestVerificationToken\" value=)\"[^\"]*\"",
            "${field}",
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(5)
        );

    private static async Task<IHtmlDocument> AskAsync(Browser browser, string question)
    {
        var page = await browser.OpenAsync("/ask", Ct);
        return await browser.PressAsync(page.QuerySelector(".asker button")!, Ct, ("q", question));
    }
}
