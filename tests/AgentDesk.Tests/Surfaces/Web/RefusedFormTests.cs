using System.Net;
using AgentDesk.Tests.Surfaces.Web.Fakes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace AgentDesk.Tests.Surfaces.Web;

/// <summary>A refused form comes back with what was typed, and says why in the words of the page.</summary>
public sealed class RefusedFormTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string, string> Unfit =>
        new()
        {
            { "Harrow", "", "Hi Dora,\n\nhere is what I typed.", "leaves “Subject” empty" },
            { "Harrow", "Two tabs", " \n ", "leaves “Text” empty" },
            { "Harrow", "Two tabs", new string('x', 70_000), "64 kB is the most" },
        };

    [Theory, MemberData(nameof(Unfit))]
    public async Task A_text_that_cannot_be_taken_stays_in_the_form(string to, string subject, string body, string why)
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);
        var typed = $"{SampleDeal.Champion}, {to}@harrowglass.test";

        var after = await browser.PressAsync(Button(page, "a2", "edit"), Ct, ("p.to", typed), ("p.subject", subject), ("p.body", body));

        Assert.Equal(HttpStatusCode.Conflict, browser.Last.StatusCode);
        Assert.Contains(why, after.QuerySelector(".notice.no")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("#a2", after.QuerySelector(".notice.no a")!.GetAttribute("href"));
        var form = after.QuerySelector("#a2 .panel[open] form.edit")!;
        Assert.Equal(body, form.QuerySelector<IHtmlTextAreaElement>("textarea")!.Value);
        Assert.Equal(subject, form.QuerySelector("input[name='p.subject']")!.GetAttribute("value"));
        Assert.Equal(typed, form.QuerySelector("input[name='p.to']")!.GetAttribute("value"));
        Assert.Contains("RE: Proposal attached", after.QuerySelector("#a2 .letter")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_of_what_was_changed_meanwhile_keeps_its_text()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        var old = await browser.OpenAsync($"/runs/{run.Value}", Ct);
        await browser.PressAsync(Button(old, "a2", "edit"), Ct, ("p.subject", "About the two tabs"));

        var after = await browser.PressAsync(Button(old, "a2", "edit"), Ct, ("p.subject", "Mine"));

        Assert.Equal("Mine", after.QuerySelector("#a2 .panel[open] input[name='p.subject']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_blank_reason_is_refused_in_its_form_without_a_word_of_the_command_line()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        var rejected = await browser.PressAsync(Button(page, "a1", "reject"), Ct, ("reason", " "));
        var closed = await browser.PressAsync(page.QuerySelector("button[value=dispose]")!, Ct, ("disposition", "pause"), ("reason", " "));
        var handed = await browser.PressAsync(Button(page, "a1", "reassign"), Ct, ("to", "Ivo"), ("reason", "he knows them"));

        Assert.Equal(" ", rejected.QuerySelector<IHtmlTextAreaElement>("#a1 .panel[open] textarea[name=reason]")!.Value);
        Assert.Equal("pause", closed.QuerySelector(".panel[open] input[name=disposition][checked]")!.GetAttribute("value"));
        Assert.Equal("Ivo", handed.QuerySelector("#a1 .panel[open] input[name=to]")!.GetAttribute("value"));
        Assert.Equal("he knows them", handed.QuerySelector("#a1 .panel[open] input[name=reason]")!.GetAttribute("value"));
        Assert.All(
            new[] { rejected, closed, handed },
            p => Assert.DoesNotMatch("--|`|agentdesk |[0-9a-f]{64}", p.QuerySelector(".notice")!.TextContent)
        );
    }

    [Fact]
    public async Task A_refusal_opened_anew_is_the_run()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);

        await browser.OpenAsync($"/runs/{run.Value}/decide", Ct);

        Assert.Equal($"/runs/{run.Value}", browser.Last.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, browser.Last.StatusCode);
    }

    [Fact]
    public async Task What_was_done_is_told_once()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        var after = await browser.PressAsync(page.QuerySelector("#yes-a3 button")!, Ct);
        var again = await browser.OpenAsync(browser.Last.RequestMessage!.RequestUri!.PathAndQuery, Ct);

        Assert.NotNull(after.QuerySelector(".notice.yes"));
        Assert.Null(again.QuerySelector(".notice"));
    }

    [Fact]
    public async Task An_edit_can_begin_again_from_what_was_prepared()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);
        var refused = await browser.PressAsync(Button(page, "a2", "edit"), Ct, ("p.subject", ""));

        var anew = await browser.OpenAsync(
            refused
                .QuerySelectorAll("#a2 form.edit a")
                .Single(a => a.TextContent == "Start again from the prepared draft")
                .GetAttribute("href")!,
            Ct
        );

        Assert.Equal(SampleDeal.Letter.Subject, anew.QuerySelector("#a2 .panel[open] input[name='p.subject']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_same_refusal_twice_is_one_line()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        await browser.PressAsync(Button(page, "a2", "edit"), Ct, ("p.body", "By Friday is late: you get it by Friday."));
        await browser.PressAsync(Button(page, "a2", "edit"), Ct, ("p.body", "You get it by Friday."));
        var after = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        Assert.Contains("2 times", Assert.Single(after.QuerySelectorAll("#a2 .regate li")).TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a1", "p.text", "Please give Saul a date: 999 lines wait.")]
    [InlineData("a3", "p.after", "Call Saul about the 999 lines")]
    public async Task Remarks_on_an_edit_are_counted_and_stand_on_the_card_before_its_button(string action, string field, string text)
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        var after = await browser.PressAsync(Button(page, action, "edit"), Ct, (field, text));

        Assert.Contains("passed, with 1 remark", after.QuerySelector(".notice.yes")!.TextContent, StringComparison.Ordinal);
        var card = after.GetElementById(action)!;
        var remarks = card.QuerySelector(".remarks")!;
        Assert.Contains("999 stands in no source", remarks.TextContent, StringComparison.Ordinal);
        Assert.True(
            remarks.CompareDocumentPosition(card.QuerySelector("button[value=approve]")!).HasFlag(DocumentPositions.Following),
            "the remarks stand before the button"
        );
    }

    [Theory]
    [InlineData("Origin", "http://elsewhere.test")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task What_another_site_asks_for_is_refused_with_a_valid_token_too(string header, string value)
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        var form = (await browser.OpenAsync($"/runs/{run.Value}", Ct)).QuerySelector("#yes-a3")!;
        using var post = new HttpRequestMessage(HttpMethod.Post, new Uri(form.GetAttribute("action")!, UriKind.Relative))
        {
            Content = new FormUrlEncodedContent(
                form.QuerySelectorAll("input")
                    .Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")!))
                    .Append(KeyValuePair.Create("decision", "approve"))
            ),
        };
        post.Headers.Add(header, value);

        var answer = await browser.SendAsync(post, Ct);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Empty(rig.Journal());
    }

    [Fact]
    public async Task A_character_that_is_no_text_is_named_as_what_is_wrong()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        var after = await browser.PressAsync(Button(page, "a1", "reject"), Ct, ("reason", "a\0b"));

        Assert.Equal(HttpStatusCode.BadRequest, browser.Last.StatusCode);
        Assert.Contains("cannot be read", after.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_changed_is_shown_before_and_after_on_the_fresh_card()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        var old = await browser.OpenAsync($"/runs/{run.Value}", Ct);
        rig.Put(SampleDeal.File(nextStep: "Wait for Saul"));

        var first = await browser.PressAsync(old.QuerySelector("#yes-a3 button")!, Ct);
        var second = await browser.PressAsync(old.QuerySelector("#yes-a2 button")!, Ct);

        Assert.All(
            new[] { first, second },
            p =>
            {
                Assert.Equal("One more nudge, then discount", p.QuerySelector("#changed del")!.TextContent);
                Assert.Equal("Wait for Saul", p.QuerySelector("#changed ins")!.TextContent);
            }
        );
        var said = second.QuerySelector(".notice.no")!.TextContent;
        Assert.Contains("gathered again because “next step” went from", said, StringComparison.Ordinal);
        Assert.Contains("stands in its place", said, StringComparison.Ordinal);
        Assert.Empty(rig.Journal());
    }

    [Fact]
    public async Task What_was_handed_over_waits_for_somebody_else_and_may_still_be_decided()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        await browser.BecomeAsync("Mara Quist", Ct);
        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);
        var before = page.QuerySelectorAll(".decide a[data-yes]").Length;

        var after = await browser.PressAsync(Button(page, "a1", "reassign"), Ct, ("to", SampleDeal.Security));

        var card = after.GetElementById("a1")!;
        Assert.Contains("needs Tess Abara", card.QuerySelector(".to")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("you may still decide it", card.TextContent, StringComparison.Ordinal);
        Assert.NotNull(card.QuerySelector("button[value=approve]"));
        Assert.DoesNotContain(after.QuerySelectorAll(".decide a"), a => a.GetAttribute("href") == "#a1");
        Assert.Equal(before - 1, after.QuerySelectorAll(".decide a[data-yes]").Length);
    }

    [Fact]
    public async Task Outreach_that_was_held_back_is_told_as_that()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        var after = await browser.PressAsync(Button(page, "a2", "suppress"), Ct, ("reason", "they asked for quiet"));

        Assert.Contains("Outreach is held back", after.QuerySelector(".notice.yes")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("suppressed:", after.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    private static IElement Button(IParentNode page, string action, string decision) =>
        page.QuerySelector($"#{action} button[value={decision}]")!;
}
