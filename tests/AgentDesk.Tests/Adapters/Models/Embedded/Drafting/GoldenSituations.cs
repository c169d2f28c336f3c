using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Tests.Adapters.Models.Embedded.Drafting;

/// <summary>Two invented deals a category: one that waits for us, one that does not.</summary>
internal static class GoldenSituations
{
    private sealed record Story(string Account, string First, string Last, string Words, string? Owed, string Colleague, NewThing New);

    private static readonly NewThing CountFirst = new(
        "Nobody talked about money before three weeks of counting were over, and the count was the customer's own.",
        "How Calloway Foods counted first",
        NewKind.Asset
    );
    private static readonly NewThing TwoSites = new(
        "The second site went live five weeks after the first, with the same two people.",
        "Rollout guide for several sites",
        NewKind.Asset
    );
    private static readonly NewThing Terminal = new(
        "Redfern Freight opens its northern terminal in November with forty new drivers.",
        "trade press",
        NewKind.PublicNews
    );

    private static readonly Dictionary<string, Story> Stories = new(StringComparer.Ordinal)
    {
        ["security"] = new(
            "Orrin Cold Chain",
            "Magda",
            "Falk",
            "Our auditors won't be walked around, they want to see the access list before anybody talks dates.",
            "Section four of the questionnaire came back empty, and section four is the one they read.",
            "Ines Corbin",
            new(
                "A log of who opened which file can be exported daily by the customer's own administrator.",
                "Access and logging, 2026 edition",
                NewKind.Asset
            )
        ),
        ["legal"] = new(
            "Velmar Glass",
            "Oliver",
            "Osei",
            "Our counsel reads in the order of arrival and yours is number nine.",
            "We sent our mark-up three weeks ago and have had nothing back but an out of office.",
            "Hugo Lambert",
            TwoSites
        ),
        ["procurement"] = new(
            "Copper Lake Dairies",
            "Petra",
            "Reyes",
            "It's with the supplier desk now, I can't see into their system.",
            "Item 14 on the form was left blank and the desk returns forms with blanks, no exceptions.",
            "Ana Prado",
            new("Item 14 on the form was left blank and the desk returns forms with blanks", "Karl Venn", NewKind.BuyerWord)
        ),
        ["missing_asset"] = new(
            "Hathaway Print",
            "Chidi",
            "Brandvold",
            "Once I have the layout I can show it to the foremen.",
            "Can you send the layout for the small press room? I asked for it after the demo.",
            "Lise Moreau",
            TwoSites
        ),
        ["fit_scope"] = new(
            "Osterby Havn",
            "Yuki",
            "Tanaka",
            "Two of the five quays print labels offline, and if yours can't do that we would be running both side by side.",
            "Does it print without a network, yes or no? I've asked twice now and got a brochure.",
            "Lise Moreau",
            TwoSites
        ),
        ["weak_case"] = new(
            "Pinehurst Labs",
            "Samir",
            "Duarte",
            "Honestly I'd be making the savings up, we never wrote down how many samples are run again.",
            "You said you'd send a sheet that I could fill in with our own numbers.",
            "Lise Moreau",
            CountFirst
        ),
        ["competition"] = new(
            "Redfern Freight",
            "Grant",
            "Whitcombe",
            "The people we have came in with two more years at the same rate and a free upgrade. My director likes that.",
            "Please fill your column of the comparison, the committee reads it as it is.",
            "Lise Moreau",
            TwoSites
        ),
        ["authority"] = new(
            "Orrin Cold Chain",
            "Lotte",
            "Falk",
            "I like it, but above fifty thousand it goes to Henrik and I haven't talked to him about it.",
            "Henrik will ask who else of our size runs it, and I have no name to give him.",
            "Vera Stahl",
            CountFirst
        ),
        ["stakeholder"] = new(
            "Velmar Glass",
            "Petra",
            "Osei",
            "I took over Anders' desk last week and found your proposal in a pile, please bear with me.",
            "Anders had asked you for the list of fields, I can't find your answer.",
            "Lise Moreau",
            TwoSites
        ),
        ["no_decision_process"] = new(
            "Copper Lake Dairies",
            "Samir",
            "Reyes",
            "We're still talking about it internally and there is nothing to report really.",
            "We can't go on talking about it without the seat list we asked for.",
            "Lise Moreau",
            CountFirst
        ),
        ["unresponsive"] = new(
            "Redfern Freight",
            "Grant",
            "Duarte",
            "Good session, send me the one pager and two names I can ring.",
            "Send me two names that I can ring.",
            "Lise Moreau",
            Terminal
        ),
        ["timing"] = new(
            "Hathaway Print",
            "Yuki",
            "Brandvold",
            "Not before the new press is running, we have no hands free until then.",
            "Before the shutdown I only need the list of what you would have to install.",
            "Lise Moreau",
            TwoSites
        ),
        ["budget"] = new(
            "Osterby Havn",
            "Magda",
            "Tanaka",
            "There is nothing left to book it on this year and the list for the next one closes in October.",
            "I need something in writing on what the second year would come to.",
            "Tom Achebe",
            CountFirst
        ),
        ["reorg_freeze"] = new(
            "Pinehurst Labs",
            "Oliver",
            "Whitcombe",
            "Everything above ten thousand stops until the new owners have been through the books.",
            "Before everything stops I still need the export of our test data from you.",
            "Lise Moreau",
            CountFirst
        ),
    };

    public static IEnumerable<DraftSituation> Of(string category, VoiceProfile voice, string owner)
    {
        var story = Stories[category];
        var to = new Addressee(story.First, story.Last);
        var name = $"{story.First} {story.Last}";
        var said = Situations.Now.AddDays(-19);
        var quiet = new DraftSituation(
            $"{category}-{owner}",
            story.Account,
            category,
            BlockerStanding.Confirmed,
            "unblock",
            to,
            owner,
            voice,
            Situations.Now
        )
        {
            LastWord = new BuyerWord(story.Words, name, said),
            New = story.New,
            ReplyToSubject = "RE: Re: where we are",
            Attempts = 3,
        };

        yield return quiet;
        yield return quiet with
        {
            DealId = $"{category}-owed-{owner}",
            Asks = [new OpenAsk(story.Owed!, name, said, WeOwe: true)],
            Colleague = story.Colleague,
            EscalationProposed = true,
            New = null,
            ReplyToSubject = null,
            BuyerIsWaiting = true,
        };
    }
}
