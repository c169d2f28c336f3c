using AgentDesk.Tests.Surfaces.Web.Fakes;
using AngleSharp.Dom;

namespace AgentDesk.Tests.Surfaces.Web;

public sealed class RunPageTests
{
    private static readonly string[] Links = ["href", "src", "action"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_citation_opens_its_source_on_the_page_with_the_quote_marked()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);

        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        var cites = page.QuerySelectorAll(".claim .by a");
        Assert.True(cites.Length >= SampleDeal.Packet().Claims.Count);
        foreach (var cite in cites)
        {
            var target = page.GetElementById(cite.GetAttribute("href")!.TrimStart('#'));
            Assert.NotNull(target);
            Assert.NotEmpty(target.QuerySelectorAll("mark"));
            Assert.Empty(target.QuerySelectorAll(".late"));
        }

        foreach (var claim in SampleDeal.Packet().Claims)
        {
            var section = page.QuerySelectorAll(".ev").Single(e => e.QuerySelector("h3")!.TextContent == claim.Text);
            Assert.All(
                claim.Citations,
                q =>
                    Assert.Contains(
                        Joined(q.Quote),
                        Joined(string.Concat(section.QuerySelectorAll("mark").Select(m => m.TextContent + " "))),
                        StringComparison.Ordinal
                    )
            );
        }
    }

    [Fact]
    public async Task A_change_of_a_field_names_it_in_words_and_links_the_claim_that_it_rests_on()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);

        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        var heading = page.QuerySelectorAll(".act h3").Single(h => h.TextContent.StartsWith("Set ", StringComparison.Ordinal));
        Assert.Equal("Set next step to Tess gives Saul a date for tabs D and E, by 17 June why", heading.TextContent);
        Assert.NotNull(page.GetElementById(heading.QuerySelector("a")!.GetAttribute("href")!.TrimStart('#')));
    }

    [Fact]
    public async Task A_statement_that_was_held_back_is_named_with_its_source_and_its_words_are_not_shown()
    {
        await using var rig = new WebRig();
        var held = SampleDeal.Packet().Claims[0];
        rig.Draft = r => new ScriptedDraft(
            SampleDeal.Packet() with
            {
                Claims = [.. SampleDeal.Packet().Claims.Skip(1)],
                HeldBack = [held with { Text = "The assistant was told to close it." }],
            },
            SampleDeal.Actions()
        );
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);

        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        var section = page.QuerySelector("#held")!;
        Assert.Contains("planted-instructions", section.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("The assistant was told", page.Body!.TextContent, StringComparison.Ordinal);
        var source = await browser.OpenAsync(section.QuerySelector(".by a")!.GetAttribute("href")!, Ct);
        Assert.NotEmpty(source.QuerySelectorAll("main"));
    }

    [Fact]
    public async Task Every_link_to_a_source_answers_with_the_source_marked_in_its_surroundings()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);
        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        foreach (
            var href in page.QuerySelectorAll("a[href*='/evidence?']").Select(a => a.GetAttribute("href")!).Distinct(StringComparer.Ordinal)
        )
        {
            var source = await browser.OpenAsync(href, Ct);

            Assert.True(browser.Last.IsSuccessStatusCode, href);
            Assert.NotNull(source.QuerySelector(".src, table"));
            Assert.EndsWith("#cited", href, StringComparison.Ordinal);
            Assert.NotNull(source.GetElementById("cited"));
        }

        var thread = await browser.OpenAsync($"/runs/{run.Value}/evidence?name=thread%3Adeal-D-7%231.2", Ct);
        Assert.Equal(3, thread.QuerySelectorAll(".cues li").Length);
        Assert.Equal("it's on my list for after the 19th", thread.QuerySelector("mark#cited")!.TextContent);
        var uncited = await browser.OpenAsync($"/runs/{run.Value}/evidence?name=thread%3Adeal-D-7%231.1", Ct);
        Assert.Empty(uncited.QuerySelectorAll("mark"));
        Assert.Equal("cited", Assert.Single(uncited.QuerySelectorAll(".cues .here")).Id);
        var mail = await browser.OpenAsync($"/runs/{run.Value}/evidence?name=mail%3AD-7-m5", Ct);
        Assert.Equal(4, mail.QuerySelectorAll(".src").Length);
    }

    [Fact]
    public async Task Facts_and_inferences_stand_apart_and_an_inference_says_why_it_is_one()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);

        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        var facts = page.QuerySelectorAll("#known .fact .claim .say").Select(s => s.TextContent).ToList();
        Assert.Equal(
            SampleDeal
                .Packet()
                .Claims.Where(c => c.Section != "against" && c.Standing == global::AgentDesk.Core.Evidence.Standing.Fact)
                .Select(c => c.Text),
            facts
        );
        Assert.All(
            page.QuerySelectorAll(".infer .claim"),
            c => Assert.StartsWith("Only inferred:", c.QuerySelector(".only")!.TextContent, StringComparison.Ordinal)
        );
        Assert.All(page.QuerySelectorAll(".fact .claim"), c => Assert.Null(c.QuerySelector(".only")));
    }

    [Fact]
    public async Task Buttons_say_their_effect_and_bind_what_was_seen()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);

        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        var shown = (await rig.Desk.ShowAsync(new global::AgentDesk.Core.Deals.RunId(run.Value), Ct))!;
        var actions = ((global::AgentDesk.Core.Runs.Run.Waiting)shown.Run)
            .Actions.Where(a => a.IsOpen)
            .ToDictionary(a => a.Action.Id.Value, a => a.Action);
        var yes = page.QuerySelectorAll("button[value=approve]");
        Assert.Equal(actions.Count, yes.Length);
        foreach (var button in yes)
        {
            var form = button.Closest("form")!;
            var action = actions[Hidden(form, "action")];
            Assert.Equal(action.PayloadHash, Hidden(form, "payload_hash"));
            Assert.Equal(action.RecordVersion, Hidden(form, "record_version"));
            Assert.NotEmpty(Hidden(form, "__RequestVerificationToken"));
        }

        Assert.All(page.QuerySelectorAll("button"), b => Assert.DoesNotMatch("(?i)^(approve|ok|submit|yes)\\b", b.TextContent.Trim()));
        Assert.Contains(yes, b => b.TextContent == "Save the draft to Dora");
        Assert.Single(page.QuerySelectorAll(".btn.main"));
    }

    [Fact]
    public async Task What_is_withheld_has_a_reason_a_gate_and_no_button_that_would_run_it()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);

        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        var row = Assert.Single(page.QuerySelectorAll("#held tbody tr"));
        Assert.Contains("It shouts", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("language", row.QuerySelector("code")!.TextContent);
        Assert.Empty(row.QuerySelectorAll("button[value=approve]"));
        Assert.DoesNotContain(page.QuerySelectorAll("button[value=approve]"), b => Hidden(b.Closest("form")!, "action") == "a5");
        Assert.Empty(page.QuerySelectorAll("button[disabled]"));
    }

    [Fact]
    public async Task Hostile_text_stays_text_everywhere()
    {
        const string Bite = "<script>alert(1)</script><img src=x onerror=alert(2)>\" onmouseover=\"alert(3)";
        await using var rig = new WebRig();
        rig.Put(SampleDeal.File(account: $"Evil {Bite}", nextStep: Bite, hostile: Bite));
        rig.Draft = _ => new ScriptedDraft(
            SampleDeal.Packet() with
            {
                Headline = Bite,
                Claims = [.. SampleDeal.Packet().Claims.Select(c => c with { Text = c.Text + Bite })],
                MissingEvidence = [new(Bite, Bite)],
            },
            [
                SampleDeal.Letter with
                {
                    Subject = Bite,
                    Body = $"{Bite}</textarea>",
                },
                new global::AgentDesk.Core.Proposals.ActionPayload.CrmField("next_step", Bite, Bite),
            ]
        );
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);

        foreach (
            var path in new[]
            {
                "/",
                $"/?q={Uri.EscapeDataString(Bite)}",
                $"/runs/{run.Value}",
                $"/runs/{run.Value}/evidence?name=mail%3AD-7-m5",
                $"/runs/{run.Value}/evidence?name=deal%3AD-7%23next_step",
                $"/runs/{Uri.EscapeDataString(Bite)}",
            }
        )
        {
            var page = await browser.OpenAsync(path, Ct);

            Assert.All(
                page.QuerySelectorAll("script"),
                s => Assert.StartsWith("/desk/desk.js", s.GetAttribute("src"), StringComparison.Ordinal)
            );
            Assert.Empty(page.QuerySelectorAll("img, [onerror], [onmouseover], [style]"));
        }
    }

    [Fact]
    public async Task No_page_asks_another_host_for_anything_and_the_policy_forbids_it()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);

        foreach (var path in new[] { "/", $"/runs/{run.Value}", $"/runs/{run.Value}/evidence?name=mail%3AD-7-m5" })
        {
            var page = await browser.OpenAsync(path, Ct);

            Assert.All(page.All.SelectMany(e => Links.Select(e.GetAttribute)).OfType<string>(), url => Assert.Matches("^(/(?!/)|#)", url));
            Assert.StartsWith(
                "default-src 'self'",
                browser.Last.Headers.GetValues("Content-Security-Policy").Single(),
                StringComparison.Ordinal
            );
        }

        Assert.DoesNotMatch(@"@import|url\(\s*['""]?(https?:|//)", await browser.TextAsync("/desk/desk.css", Ct));
    }

    private static string Hidden(IElement form, string name) => form.QuerySelector($"input[name='{name}']")!.GetAttribute("value")!;

    private static string Joined(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
