using System.Net;
using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine.Documents;
using AgentDesk.Tests.Surfaces.Web.Fakes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace AgentDesk.Tests.Surfaces.Web;

public sealed class DecisionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pressing_a_button_writes_exactly_what_it_showed()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        await browser.BecomeAsync("Mara Quist", Ct);
        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        var after = await browser.PressAsync(Yes(page, "a3"), Ct);

        Assert.Contains("Next step set on D-7", after.QuerySelector(".notice.yes")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Tess gives Saul a date for tabs D and E, by 17 June", rig.Journal(), StringComparison.Ordinal);
        Assert.Contains(SampleDeal.Owner, rig.Journal(), StringComparison.Ordinal);
        Assert.Null(after.QuerySelector("#yes-a3"));
    }

    [Fact]
    public async Task An_edit_is_judged_again_and_shown_as_a_difference()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        var after = await browser.PressAsync(
            Button(page, "a2", "edit"),
            Ct,
            ("p.body", SampleDeal.Letter.Body.Replace("once it has been confirmed", "the day I have it", StringComparison.Ordinal))
        );

        Assert.Contains("passed every gate", after.QuerySelector(".notice")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("once it has been confirmed.", after.QuerySelector("#a2 .v-difference del")!.TextContent.Trim());
        Assert.Equal("the day I have it.", after.QuerySelector("#a2 .v-difference ins")!.TextContent.Trim());
        Assert.Empty(rig.Journal());
    }

    [Fact]
    public async Task A_refused_edit_says_why_and_keeps_every_typed_word()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        await browser.PressAsync(Button(page, "a2", "edit"), Ct, ("p.body", "Hi Dora,\n\nyou get it by Friday.\n"));
        var after = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        Assert.Contains("stands in no source", after.QuerySelector("#a2 .regate .no")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(
            "you get it by Friday.",
            after.QuerySelector<IHtmlTextAreaElement>("#a2 .panel[open] textarea")!.Value,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("by Friday", after.QuerySelector("#a2 .letter .words")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_on_a_card_that_moved_does_nothing_and_shows_the_fresh_one()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        var old = await browser.OpenAsync($"/runs/{run.Value}", Ct);
        await browser.PressAsync(Button(old, "a2", "edit"), Ct, ("p.subject", "About the two tabs"));

        var after = await browser.PressAsync(Yes(old, "a2"), Ct);

        Assert.Equal(HttpStatusCode.Conflict, browser.Last.StatusCode);
        Assert.Contains("Nothing was done", after.QuerySelector(".notice.no")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("About the two tabs", after.QuerySelector(".notice ins")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(after.QuerySelector("#yes-a2"));
        Assert.Empty(rig.Journal());
    }

    [Fact]
    public async Task Somebody_else_can_read_an_action_but_has_no_form_for_it()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        await browser.BecomeAsync("Mara Quist", Ct);

        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        var forecast = page.GetElementById("a4")!;
        Assert.Empty(forecast.QuerySelectorAll("form, button"));
        Assert.Contains("needs Ivo Lenz", forecast.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rejecting_resting_and_closing_take_their_reasons()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        await browser.PressAsync(Button(page, "a1", "reject"), Ct, ("reason", "Tess already knows"));
        await browser.PressAsync(Button(page, "a3", "snooze"), Ct, ("until", "2026-06-20"));
        var silent = await browser.PressAsync(Button(page, "a2", "reject"), Ct, ("reason", " "));
        var closed = await browser.PressAsync(
            page.QuerySelector("button[value=dispose]")!,
            Ct,
            ("disposition", "recycle"),
            ("reason", "they paused the plant")
        );

        Assert.Contains("needs a reason", silent.QuerySelector(".notice.no")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Tess already knows", closed.GetElementById("a1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("they paused the plant", closed.QuerySelector(".vitals")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(closed.QuerySelectorAll("main form, .decide"));
        var history = closed.QuerySelectorAll(".hist tr").Select(r => r.TextContent).ToList();
        Assert.Contains(history, h => h.Contains("Put “Set next step to", StringComparison.Ordinal));
        Assert.Contains("Closed", history[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_post_without_the_pages_token_does_nothing()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        var form = Yes(await browser.OpenAsync($"/runs/{run.Value}", Ct), "a3").Closest("form")!;

        await browser.PostAsync(
            form.GetAttribute("action")!,
            [
                .. form.QuerySelectorAll("input")
                    .Where(i => i.GetAttribute("name") != "__RequestVerificationToken")
                    .Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!)),
                ("decision", "approve"),
            ],
            Ct
        );

        Assert.Equal(HttpStatusCode.BadRequest, browser.Last.StatusCode);
        Assert.Empty(rig.Journal());
    }

    [Fact]
    public async Task The_api_serves_the_documents_of_the_command_line()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        var view = (await rig.Desk.ShowAsync(new RunId(run.Value), Ct))!;

        var one = await browser.TextAsync($"/api/runs/{run.Value}", Ct);
        var all = JsonDocument.Parse(await browser.TextAsync("/api/inbox?state=waiting", Ct)).RootElement;

        Assert.Equal(JsonSerializer.Serialize(RunDocuments.Of(view), DeskJson.Options), one);
        Assert.Equal(one, Assert.Single(all.GetProperty("runs").EnumerateArray().ToList()).GetRawText());
    }

    [Fact]
    public async Task A_rep_sees_own_deals_and_a_manager_the_teams()
    {
        await using var rig = new WebRig();
        rig.Put(SampleDeal.File());
        var other = SampleDeal.File("D-8", "Other Works");
        rig.Put(other with { Deal = other.Deal with { OwnerEmail = "zoe@fernway.test" } });
        await rig.StartAsync(Ct);
        var theirs = (await rig.Desk.InboxAsync(new(), Ct)).Single(v => v.Run.Header.Deal.Value == "D-8").Run.Header.Id;
        using var browser = new Browser(rig.Address);

        await browser.BecomeAsync("Mara Quist", Ct);
        var hers = await browser.OpenAsync("/", Ct);
        await browser.OpenAsync($"/runs/{theirs}", Ct);
        var refused = browser.Last.StatusCode;
        await browser.OpenAsync($"/runs/{theirs}/evidence?name=mail%3AD-8-m5", Ct);
        var hidden = browser.Last.StatusCode;
        await browser.BecomeAsync("Ivo Lenz", Ct);
        var team = await browser.OpenAsync("/", Ct);

        Assert.Single(hers.QuerySelectorAll(".row"));
        Assert.Equal(HttpStatusCode.NotFound, refused);
        Assert.Equal(HttpStatusCode.NotFound, hidden);
        Assert.Equal(2, team.QuerySelectorAll(".row").Length);
    }

    [Fact]
    public async Task A_colleague_named_admin_by_the_export_has_no_more_than_others()
    {
        await using var rig = new WebRig();
        await rig.StartAsync(Ct);
        using var browser = new Browser(rig.Address);

        await browser.BecomeAsync("Rita Oot", Ct);
        var page = await browser.OpenAsync("/", Ct);

        Assert.Empty(page.QuerySelectorAll(".row"));
        Assert.DoesNotContain("open deal", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    private static IElement Yes(IParentNode page, string action) => page.QuerySelector($"#yes-{action} button")!;

    private static IElement Button(IParentNode page, string action, string decision) =>
        page.QuerySelector($"#{action} button[value={decision}]")!;
}
