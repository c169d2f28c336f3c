using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Adapters.Models.Embedded.Drafting.Phrases;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Tests.Adapters.Models.Embedded.Drafting;

/// <summary>Situations made by number: every category, voice, kind of news and shape of debt comes round.</summary>
internal static class Situations
{
    public static readonly DateTimeOffset Now = new(2026, 9, 14, 8, 30, 0, TimeSpan.Zero);

    private static readonly string[] Accounts =
    [
        "Orrin Cold Chain",
        "Velmar Glass",
        "Copper Lake Dairies",
        "Hathaway Print",
        "Osterby Havn",
        "Pinehurst Labs",
        "Redfern Freight",
    ];
    private static readonly string[] First = ["Magda", "Oliver", "Chidi", "Yuki", "Petra", "Samir", "Lotte", "Grant"];
    private static readonly string[] Last = ["Falk", "Osei", "Brandvold", "Tanaka", "Whitcombe", "Reyes", "Duarte"];

    private static readonly string[] Words =
    [
        "Nobody here signs off on a tool that our auditors haven't been walked through, and they have been asking since spring.",
        "I showed it to the board pack people. They want to know what it replaces and who loses a licence.",
        "Still missing: the list of people at your end who can open our files. Can you send it?",
        "We will circle back after the plant shutdown, there is no point before that.",
        "Item 14 on the form was left blank and the desk returns forms with blanks, no exceptions made for anybody.",
        "It isn't about you. Anders has gone to the Malmo site and his desk is empty until somebody is named.",
        "the other lot came in with the same thing plus hosting and my boss likes a round number",
        "Two of the five depots print labels offline. If yours can't do that we would be running both side by side.",
        "Honestly I'd be making the savings up, we never wrote down how many pallets go back.",
        "Everything above ten thousand stops until the new owners have been through the books.",
        "Our counsel reads in the order of arrival and yours is number nine.",
    ];

    private static readonly string[] News =
    [
        "Returned pallets fell from 6.1 to 3.8 percent of all shipments within seven months.",
        "The second site went live five weeks after the first, with the same two people.",
        "Two mornings are enough when the people who dispatch and one person from finance sit at the same table.",
        "A log of who opened which file can be exported daily by the customer's own administrator.",
        "The northern terminal opens in November with forty new drivers.",
    ];

    private static readonly string[] Sources =
    [
        "How Calloway Foods counted first",
        "Rollout guide for several sites",
        "Trade weekly",
        "Access and logging, 2026 edition",
    ];

    public static readonly IReadOnlyList<string> Categories = [.. CategoryPhrases.Categories.Order(StringComparer.Ordinal)];

    public static DraftSituation Make(int n)
    {
        var random = new Random(n * 7919 + 13);
        T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

        var to = new Addressee(One(First), One(Last), "Head of Operations");
        var (voice, owner) = One(Voices.All);
        var owes = random.Next(2) == 0;
        var own = random.Next(3) > 0;
        var asker = own ? $"{to.FirstName} {to.LastName}" : $"{One(First)} {One(Last)}";
        var at = Now.AddDays(-random.Next(8, 50));
        var asks = Enumerable
            .Range(0, owes ? random.Next(1, 3) : 0)
            .Select(_ => new OpenAsk(
                One(Words),
                asker,
                at,
                true,
                random.Next(4) == 0 ? DateOnly.FromDateTime(Now.Date).AddDays(random.Next(-10, 10)) : null,
                random.Next(3) == 0,
                own || random.Next(2) == 0
            ));
        var kind = One([NewKind.Asset, NewKind.PublicNews, NewKind.BuyerWord]);
        var fresh = new NewThing(One(News), kind == NewKind.BuyerWord ? $"{One(First)} {One(Last)}" : One(Sources), kind);
        return new DraftSituation(
            $"X-{n}",
            One(Accounts),
            Categories[n % Categories.Count],
            BlockerStanding.Confirmed,
            One(["unblock", "revive", "recycle", "pause"]),
            to,
            owner,
            voice,
            Now
        )
        {
            Asks = [.. asks],
            LastWord = random.Next(5) == 0 ? null : new BuyerWord(One(Words), asker, at, random.Next(3) == 0, own),
            New = random.Next(4) == 0 ? null : fresh,
            Colleague = random.Next(3) == 0 ? null : "Ines Corbin",
            EscalationProposed = random.Next(3) > 0,
            ReplyToSubject = random.Next(2) == 0 ? "Re: next steps for the depots" : null,
            BuyerIsWaiting = random.Next(3) == 0,
            Attempts = random.Next(5),
            ResumeOn = random.Next(4) == 0 ? new DateOnly(2026, 10, 5) : null,
            Topic = random.Next(3) == 0 ? "the depot form" : null,
        };
    }

    /// <summary>Everything in a situation that a draft may take a number, day or name from.</summary>
    public static string Text(DraftSituation s) =>
        string.Join(
            ' ',
            [
                s.Account,
                s.To.FirstName,
                s.To.LastName,
                s.OwnerName,
                s.Colleague,
                s.Topic,
                s.ReplyToSubject,
                s.Question,
                s.New?.Sentence,
                s.New?.Source,
                s.LastWord?.Quote,
                s.LastWord?.Who,
                s.Voice.SignOff,
                .. s.Asks.Select(a => $"{a.Quote} {a.Who} {a.PromisedFor:MMMM d MMMM}"),
                $"{s.ResumeOn:MMMM d MMMM}",
            ]
        );
}
