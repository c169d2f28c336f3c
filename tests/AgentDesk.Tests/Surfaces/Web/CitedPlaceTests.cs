using AgentDesk.Core.Chains;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Stages;
using AgentDesk.Tests.Surfaces.Web.Fakes;
using AngleSharp.Dom;

namespace AgentDesk.Tests.Surfaces.Web;

/// <summary>Whatever a run quotes opens in place, as its claims do, and is marked in the whole source.</summary>
public sealed class CitedPlaceTests
{
    private static readonly Citation Row = Cite("stage:D-7#4", "propose · 2026-05-01T15:00:00Z");
    private static readonly Citation Tracker = Cite("tracker:D-7-trk", "in_review");
    private static readonly Citation Field = Cite("deal:D-7#next_step", "One more nudge, then discount");
    private static readonly Citation Mail = Cite("mail:D-7-m1", "Please answer all 84 lines.");
    private static readonly Citation Cue = Cite("call:D-7-call#6", "Under fifty it's me.");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Quotes_of_exceptions_and_criteria_open_in_place()
    {
        await using var rig = new WebRig("stage-progression");
        rig.Draft = _ => new ScriptedDraft(Review(), [SampleDeal.Letter]);
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);

        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        var exceptions = page.QuerySelectorAll("section[aria-labelledby=h-exc] tbody div a");
        Assert.Equal(4, exceptions.Length);
        foreach (var (link, quote) in exceptions.Zip([Row.Quote, Field.Quote, Tracker.Quote, Cue.Quote]))
        {
            AssertMarked(page, link, quote);
        }
        AssertMarked(page, Assert.Single(page.QuerySelectorAll("section[aria-labelledby=h-crit] td a")), Mail.Quote);
    }

    [Fact]
    public async Task A_source_that_only_an_exception_quotes_says_so_and_marks_the_words()
    {
        await using var rig = new WebRig("stage-progression");
        rig.Draft = _ => new ScriptedDraft(Review(), []);
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);

        var source = await browser.OpenAsync($"/runs/{run.Value}/evidence?name=tracker%3AD-7-trk", Ct);

        Assert.Equal("in_review", source.QuerySelector("mark")!.TextContent);
        Assert.DoesNotContain("cites no words", source.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("The tracker is still open", source.QuerySelector(".cited a")!.TextContent);
    }

    [Fact]
    public async Task Quotes_of_triggers_open_in_place()
    {
        await using var rig = new WebRig("trigger-latency");
        rig.Draft = _ => new ScriptedDraft(Late(), []);
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);

        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        AssertMarked(page, page.QuerySelector("section[aria-labelledby=h-clk] tbody th a")!, Mail.Quote);
    }

    [Fact]
    public async Task What_a_draft_answers_brings_and_counts_by_opens_in_place()
    {
        await using var rig = new WebRig();
        var run = (await rig.StartAsync(Ct))[0];
        using var browser = new Browser(rig.Address);

        var page = await browser.OpenAsync($"/runs/{run.Value}", Ct);

        var sources = page.QuerySelectorAll("#a2 .srcs dt")
            .ToDictionary(t => t.TextContent, t => t.NextElementSibling!.QuerySelector("a")!, StringComparer.Ordinal);
        Assert.Equal("mail:D-7-m5", InPlace(page, sources["Answers"]).QuerySelector("footer code")!.TextContent);
        AssertMarked(page, sources["New to them"], SampleDeal.Letter.SomethingNew!.Quote);
        AssertMarked(page, sources["37"], "37 lines are with us");
        AssertMarked(page, sources["June 19"], "The audit window runs to June 19.");
        Assert.Empty(page.QuerySelectorAll("#a2 a[href*='/evidence?']"));
    }

    private static void AssertMarked(IParentNode page, IElement link, string quote) =>
        Assert.Contains(
            string.Concat(quote.Where(c => !char.IsWhiteSpace(c))),
            InPlace(page, link).QuerySelectorAll("mark").Select(m => string.Concat(m.TextContent.Where(c => !char.IsWhiteSpace(c))))
        );

    private static IElement InPlace(IParentNode page, IElement link)
    {
        var href = link.GetAttribute("href")!;
        Assert.StartsWith("#ev-", href, StringComparison.Ordinal);
        return page.QuerySelectorAll(".rail .ev").Single(e => e.Id == href[1..]);
    }

    private static Packet Review() =>
        SampleDeal.Packet() with
        {
            Blocker = null,
            Claims = [],
            Exceptions =
            [
                new("over_age", "45 days in propose", [Row]),
                new("placeholder_field", "The next step says nothing", [Field]),
                new("contradictory", "the tracker is still open", [Tracker]),
                new("seller_activity_only", "Nobody of the buyer's has spoken", [Cue]),
            ],
            Stage = new StageReview(
                "propose",
                null,
                "send_back",
                45,
                21,
                null,
                [
                    new("propose", "p1", "the buyer has the proposal", "exit", CriterionStanding.Met, "Saul asks for it", [Mail]),
                    new("propose", "p2", "a date is named", "exit", CriterionStanding.Open, "nobody has named one", []),
                ],
                [],
                new ForecastImpact("best_case", "best_case", "best_case", null)
            ),
        };

    private static Packet Late() =>
        SampleDeal.Packet() with
        {
            Blocker = null,
            Claims = [],
            Clocks =
            [
                new ClockNote(
                    new TriggerClock(
                        "buyer_reply",
                        "answer_in_thread",
                        "propose",
                        SampleDeal.At(4, 27, 14),
                        "Saul Ibe wrote on 2026-04-27",
                        [Mail],
                        "Saul Ibe",
                        [SampleDeal.Reviewer],
                        Mail.Evidence,
                        "2 h",
                        SampleDeal.At(4, 27, 16),
                        ClockState.Late,
                        60,
                        null,
                        null
                    ),
                    "Answer Saul"
                ),
            ],
        };

    private static Citation Cite(string name, string quote) => new(new EvidenceName(name), quote);
}
