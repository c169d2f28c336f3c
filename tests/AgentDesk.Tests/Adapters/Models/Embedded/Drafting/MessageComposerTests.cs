using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Tests.Adapters.Models.Embedded.Drafting;

public sealed partial class MessageComposerTests
{
    private const int Cases = 700;

    private static readonly string[] Forbidden =
    [
        "checking in",
        "check in",
        "touching base",
        "circle back",
        "circling back",
        "bump",
        "any update",
        "last chance",
        "hope this finds",
        "per my last",
        "following up",
        "follow up",
        "reach out",
        "reaching out",
        "gentle reminder",
        "asap",
        "discount",
        "quick question",
        "still interested",
        "sorry to bother",
    ];

    private static readonly IReadOnlyList<(DraftSituation Situation, Composed Composed)> All =
    [
        .. Enumerable.Range(0, Cases).Select(Situations.Make).Select(s => (s, MessageComposer.Compose(s))),
    ];

    private static readonly IReadOnlyList<(DraftSituation Situation, CustomerMessage Message)> Drafts =
    [
        .. All.Where(d => d.Composed.Message is not null).Select(d => (d.Situation, d.Composed.Message!)),
    ];

    [Fact]
    public void Most_situations_with_something_to_say_get_a_draft()
    {
        var composed = All.Select(d => d.Composed).ToList();

        Assert.InRange(composed.Count(c => c.Message is not null), Cases / 2, Cases);
        Assert.DoesNotContain(composed, c => c.WhyNot?.StartsWith("no message could be worded", StringComparison.Ordinal) == true);
        Assert.All(composed, c => Assert.True(c.Message is null ^ c.WhyNot is null));
    }

    [Fact]
    public void A_draft_asks_exactly_one_question() => Assert.All(Drafts, d => Assert.Single(d.Message.Body, '?'));

    [Fact]
    public void A_draft_has_60_to_130_words() =>
        Assert.All(
            Drafts,
            d =>
                Assert.InRange(
                    d.Message.Body.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(w => w.Any(char.IsLetterOrDigit)),
                    60,
                    130
                )
        );

    [Fact]
    public void A_draft_holds_no_generic_or_pressing_phrase() =>
        Assert.All(
            Drafts,
            d =>
                Assert.All(
                    Forbidden,
                    f => Assert.DoesNotContain(f, $"{d.Message.Subject}\n{d.Message.Body}", StringComparison.OrdinalIgnoreCase)
                )
        );

    [Fact]
    public void Every_figure_of_a_draft_stands_in_the_situation() =>
        Assert.All(
            Drafts,
            d =>
                Assert.All(
                    Figure().Matches(ListNumber().Replace(d.Message.Body, "")),
                    m => Assert.Contains(m.Value, Situations.Text(d.Situation), StringComparison.Ordinal)
                )
        );

    [Fact]
    public void Every_name_and_month_of_a_draft_stands_in_the_situation() =>
        Assert.All(
            Drafts,
            d =>
                Assert.All(
                    Capitalised().Matches(Quoted().Replace(d.Message.Body, "")).Where(m => m.Value.Length > 1),
                    m => Assert.Contains(m.Value, Situations.Text(d.Situation), StringComparison.OrdinalIgnoreCase)
                )
        );

    [Fact]
    public void Every_quotation_is_one_run_of_somebodys_words()
    {
        Assert.All(
            Drafts,
            d =>
                Assert.All(
                    Quoted().Matches(d.Message.Body),
                    m => Assert.True(QuoteCheck.Stands(m.Value.Trim('"'), Situations.Text(d.Situation)), m.Value)
                )
        );
    }

    [Fact]
    public void The_same_situation_gives_the_same_draft() =>
        Assert.All(
            Enumerable.Range(0, 50),
            n =>
                Assert.Equal(
                    MessageComposer.Compose(Situations.Make(n)).Message?.Body,
                    MessageComposer.Compose(Situations.Make(n)).Message?.Body
                )
        );

    [Fact]
    public void A_message_without_its_escalation_never_says_that_a_colleague_has_it() =>
        Assert.All(
            Drafts.Where(d => !d.Situation.EscalationProposed),
            d => Assert.DoesNotContain(d.Situation.Colleague ?? "Ines Corbin", d.Message.Body, StringComparison.OrdinalIgnoreCase)
        );

    [Fact]
    public void A_draft_names_no_day_that_nobody_named() =>
        Assert.All(
            Drafts.Where(d => d.Situation.ResumeOn is null && d.Situation.Asks.All(a => a.PromisedFor is null)),
            d =>
                Assert.DoesNotMatch(
                    @"(?i)\b(by|on|until|before) (monday|tuesday|wednesday|thursday|friday|tomorrow|next week|end of|\d)",
                    Quoted().Replace(d.Message.Body, "")
                )
        );

    [Fact]
    public void Something_new_is_in_the_body_when_the_draft_says_that_it_carries_it() =>
        Assert.All(
            Drafts.Where(d => d.Message.CarriesNew),
            d => Assert.Contains(QuoteCut.Fit(d.Situation.New!.Sentence, 14)?.Split(' ')[0] ?? "", d.Message.Body, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(600)]
    public void Drafts_of_thirty_deals_share_few_long_word_runs(int from)
    {
        var drafts = Enumerable
            .Range(from, 200)
            .Select(Situations.Make)
            .Select(s => (s, MessageComposer.Compose(s).Message))
            .Where(d => d.Message is not null)
            .Take(30)
            .ToList();

        var shared = drafts
            .Select((d, i) => SharedRuns(d.Message!.Body, drafts.Where((_, j) => j != i).Select(o => o.Message!.Body)))
            .Average();

        Assert.True(shared < 0.25, $"{shared:P0} of the five-word runs of a draft stand in another");
    }

    [Fact]
    public void A_lower_case_rep_gets_a_lower_case_mail()
    {
        var body = Body(Voices.LowerCase, "Rory Quill");

        Assert.StartsWith("magda,\n", body, StringComparison.Ordinal);
        Assert.DoesNotMatch("[A-Z]", Quoted().Replace(body, ""));
        Assert.Contains("\n1. ", body, StringComparison.Ordinal);
        Assert.EndsWith("\nrory", body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_formal_rep_gets_a_formal_mail()
    {
        var body = Body(Voices.Formal, "Helen Marsh");

        Assert.StartsWith("Dear Magda,\n", body, StringComparison.Ordinal);
        Assert.DoesNotContain('\'', Quoted().Replace(body, ""));
        Assert.DoesNotContain('!', body);
        Assert.EndsWith("Yours sincerely,\nHelen Marsh", body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_warm_rep_gets_a_warm_mail()
    {
        var body = Body(Voices.Warm, "Bev Castle");

        Assert.StartsWith("Hi Magda!\n", body, StringComparison.Ordinal);
        Assert.True(body.Count(c => c == '!') >= 2);
        Assert.EndsWith("Bev", body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_quiet_buyer_without_anything_new_gets_no_mail()
    {
        var composed = MessageComposer.Compose(
            Base(Voices.Plain, "Martin Ohl") with
            {
                New = null,
                BuyerIsWaiting = false,
                Attempts = 3,
                Asks = [],
            }
        );

        Assert.Null(composed.Message);
        Assert.Equal("the buyer is quiet and there is nothing new to tell; 3 earlier attempts stand unanswered", composed.WhyNot);
    }

    [Fact]
    public void An_unknown_blocker_gets_no_mail() =>
        Assert.StartsWith(
            "what holds the deal up is not known",
            MessageComposer.Compose(Base(Voices.Plain, "Martin Ohl") with { Standing = BlockerStanding.Insufficient }).WhyNot,
            StringComparison.Ordinal
        );

    [Fact]
    public void A_pause_that_the_buyer_asked_for_gets_no_further_mail() =>
        Assert.StartsWith(
            "a pause is proposed",
            MessageComposer
                .Compose(Base(Voices.Plain, "Martin Ohl") with { Disposition = "pause", BuyerIsWaiting = false, Asks = [] })
                .WhyNot,
            StringComparison.Ordinal
        );

    [Fact]
    public void Money_off_is_nothing_new_to_tell() =>
        Assert.Null(
            MessageComposer
                .Compose(
                    Base(Voices.Plain, "Martin Ohl") with
                    {
                        New = new("You get 15% off when you sign in May.", "Spring offer", NewKind.Asset),
                        BuyerIsWaiting = false,
                        Asks = [],
                    }
                )
                .Message
        );

    [Theory]
    [InlineData("Ask Ines Corbin before naming them in writing.")]
    [InlineData("When the customer has no baseline, offer the session on two mornings.")]
    public void Advice_to_sellers_in_an_asset_is_nothing_to_tell(string sentence) =>
        Assert.Null(
            MessageComposer
                .Compose(
                    Base(Voices.Plain, "Martin Ohl") with
                    {
                        New = new(sentence, "Guide", NewKind.Asset),
                        BuyerIsWaiting = false,
                        Asks = [],
                    }
                )
                .Message
        );

    [Fact]
    public void What_can_neither_be_quoted_nor_named_is_no_ground_for_a_mail()
    {
        var ask = new OpenAsk("Where is the list?", "Samir Reyes", Situations.Now.AddDays(-20), WeOwe: true, KnownToAddressee: false);

        var composed = MessageComposer.Compose(
            Base(Voices.Plain, "Martin Ohl") with
            {
                Asks = [ask],
                LastWord = null,
                New = null,
                BuyerIsWaiting = false,
            }
        );

        Assert.Null(composed.Message);
    }

    [Fact]
    public void An_address_in_place_of_a_name_is_read_as_the_name_that_it_spells()
    {
        var body = MessageComposer
            .Compose(Base(VoiceProfile.Neutral, "noor.haddad@desk.example") with { Colleague = "ines.corbin@desk.example" })
            .Message!.Body;

        Assert.DoesNotContain('@', body);
        Assert.Contains("Ines Corbin", body, StringComparison.Ordinal);
        Assert.EndsWith("\nNoor", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Somebody_who_took_over_is_told_who_was_there_before()
    {
        var s = Base(Voices.Plain, "Martin Ohl") with
        {
            Category = "stakeholder",
            Asks = [],
            BuyerIsWaiting = false,
            LastWord = new BuyerWord("I have ended my position.", "Samir Reyes", Situations.Now.AddDays(-20), KnownToAddressee: false),
            New = new NewThing("Magda Falk appointed Director of Operations at Orrin.", "company site", NewKind.PublicNews),
        };

        var body = MessageComposer.Compose(s).Message!.Body;

        Assert.Contains("Samir Reyes", body, StringComparison.Ordinal);
        Assert.DoesNotContain("ended my position", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Days_are_written_as_the_buyer_writes_them()
    {
        var s = Base(Voices.Plain, "Martin Ohl") with
        {
            Category = "budget",
            Disposition = "pause",
            Asks = [],
            ResumeOn = new DateOnly(2026, 10, 5),
            LastWord = new BuyerWord("The list opens on October 5 and closes fast.", "Magda Falk", Situations.Now.AddDays(-3)),
        };

        Assert.Matches("October 5\\D.*October 5", MessageComposer.Compose(s).Message!.Body.ReplaceLineEndings(" "));
    }

    [Fact]
    public void Words_that_a_buyer_did_not_share_with_the_addressee_are_named_and_not_quoted()
    {
        var ask = new OpenAsk(
            "Tell your sales people to stop calling Magda about it.",
            "Samir Reyes",
            Situations.Now.AddDays(-20),
            WeOwe: true,
            KnownToAddressee: false
        );
        var s = Base(Voices.Plain, "Martin Ohl") with
        {
            Asks = [ask],
            LastWord = null,
            Topic = "the access list",
            Colleague = "Ines Corbin",
            EscalationProposed = true,
        };

        var body = MessageComposer.Compose(s).Message!.Body;

        Assert.DoesNotContain("stop calling", body, StringComparison.Ordinal);
        Assert.Contains("Samir Reyes", body, StringComparison.Ordinal);
        Assert.Contains("the access list", body, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missed_day_of_ours_is_owned_and_no_new_one_is_promised()
    {
        var ask = new OpenAsk(
            "Please send the list of people who can open our files.",
            "Magda Falk",
            Situations.Now.AddDays(-20),
            WeOwe: true,
            PromisedFor: new DateOnly(2026, 9, 4)
        );
        var s = Base(Voices.Plain, "Martin Ohl") with { Asks = [ask], Colleague = "Ines Corbin", EscalationProposed = true };

        var body = MessageComposer.Compose(s).Message!.Body;

        Assert.Contains("4 September", body, StringComparison.Ordinal);
        Assert.Single(Figure().Matches(Quoted().Replace(body, "")));
    }

    internal static DraftSituation Base(VoiceProfile voice, string owner) =>
        new(
            "D-7",
            "Orrin Cold Chain",
            "missing_asset",
            BlockerStanding.Confirmed,
            "unblock",
            new Addressee("Magda", "Falk"),
            owner,
            voice,
            Situations.Now
        )
        {
            Asks =
            [
                new OpenAsk(
                    "Could you send me the list of people who can open our files, our auditors asked again.",
                    "Magda Falk",
                    Situations.Now.AddDays(-12),
                    WeOwe: true
                ),
            ],
            LastWord = new BuyerWord("Our auditors asked again.", "Magda Falk", Situations.Now.AddDays(-12)),
            New = new NewThing(
                "A log of who opened which file can be exported daily by the customer's own administrator.",
                "Access and logging",
                NewKind.Asset
            ),
            Colleague = "Ines Corbin",
            EscalationProposed = true,
            BuyerIsWaiting = true,
        };

    private static string Body(VoiceProfile voice, string owner) => MessageComposer.Compose(Base(voice, owner)).Message!.Body;

    // Each deal's quotations are its own; the test data repeats its few, so each gets its own words here.
    private static double SharedRuns(string body, IEnumerable<string> others)
    {
        var mine = Runs(body, "mine");
        var theirs = others.SelectMany(o => Runs(o, "theirs")).ToHashSet(StringComparer.Ordinal);
        return (double)mine.Count(theirs.Contains) / mine.Count;
    }

    private static HashSet<string> Runs(string body, string whose)
    {
        var own = Quoted().Replace(body.ToLowerInvariant(), q => Word().Replace(q.Value, w => w.Value + whose));
        var words = Word().Matches(own).Select(m => m.Value).ToList();
        return [.. Enumerable.Range(0, Math.Max(0, words.Count - 4)).Select(i => string.Join(' ', words.Skip(i).Take(5)))];
    }

    [GeneratedRegex(@"\d+(\.\d+)?", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Figure();

    [GeneratedRegex(@"(?m)^\d\. ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListNumber();

    [GeneratedRegex("\"[^\"]*\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[\w']+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();

    // Capitals inside a sentence: names, months, week days.
    [GeneratedRegex(@"(?<=[a-z,;] )\p{Lu}\p{Ll}+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Capitalised();
}
