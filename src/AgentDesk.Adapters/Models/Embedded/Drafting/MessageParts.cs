using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Drafting.Phrases;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Drafting;

/// <summary>How much room quotations get in one attempt at a mail.</summary>
internal readonly record struct Room(int Quote, int New, bool Second);

/// <summary>The sentences of one mail, each null when it has no place in it.</summary>
/// <param name="Points">What is open and what happens with it: acknowledgement with reading, second point, the move, something new.</param>
internal sealed partial record MessageParts(
    IReadOnlyList<string> Points,
    string Ask,
    bool Owed,
    bool CarriesNew,
    bool QuotesAddressee,
    IReadOnlyList<string> Quoted
)
{
    public static MessageParts Of(DraftSituation s, CategoryPhrases phrases, Room room)
    {
        var quoted = new List<string>();
        var owed = s.Asks.Where(a => a.WeOwe && CanBeNamed(s, a)).ToList();
        var first = owed.Concat(s.Asks.Where(a => !a.WeOwe))
            .Append(Word(s.LastWord))
            .OfType<OpenAsk>()
            .FirstOrDefault(a => CanBeNamed(s, a));
        var points = new List<string>();
        if (s.Asks.FirstOrDefault(a => a.IsStep && CanBeNamed(s, a)) is { } step)
        {
            return Step(s, step, room, quoted);
        }

        var opening = first is null ? null : Acknowledge(s, first, room.Quote, quoted);
        var mine = quoted.Count > 0 && IsAddressee(s, first!.Who);
        var readings = owed.Count == 0 ? phrases.Readings : ReadingsOwed(phrases, owed[0], quoted.FirstOrDefault());
        points.Add(
            opening is null ? Alone(s, phrases, owed.Count > 0) : Join(opening, Fill(s, Wording.Pick(readings, s.DealId, "reading")))
        );

        var second =
            room.Second && owed.Count > 1 && owed[1].KnownToAddressee ? QuoteCut.Fit(owed[1].Quote, Math.Min(room.Quote, 14)) : null;
        if (second is not null && !quoted.Contains(second, StringComparer.Ordinal))
        {
            quoted.Add(second);
            points.Add(Fill(s, Wording.Pick(CommonPhrases.AlsoOpen, s.DealId, "also"), q: second));
        }

        // What somebody of theirs told us explains the move and comes before it.
        var fresh = s.New is { } n ? New(s, n, room.New) : null;
        var both = points.Count > 1;
        if (fresh is not null && s.New!.Kind == NewKind.BuyerWord)
        {
            points.Add(fresh);
        }
        if (owed.Count > 0)
        {
            points.Add(Move(s, owed[0], both));
        }
        if (fresh is not null && s.New!.Kind != NewKind.BuyerWord)
        {
            points.Add(fresh);
        }
        return new MessageParts(points, Question(s, phrases, owed.Count > 0), owed.Count > 0, fresh is not null, mine, quoted);
    }

    // What they propose is taken up as they put it, and the one thing to ask is when.
    private static MessageParts Step(DraftSituation s, OpenAsk step, Room room, List<string> quoted)
    {
        List<string> points =
        [
            Join(Acknowledge(s, step, room.Quote, quoted), Fill(s, Wording.Pick(CommonPhrases.StepTaken, s.DealId, "reading"))),
            Fill(s, Wording.Pick(CommonPhrases.RestWaits, s.DealId, "rest")),
        ];
        var fresh = s.New is { } n ? New(s, n, room.New) : null;
        if (fresh is not null)
        {
            points.Add(fresh);
        }
        return new MessageParts(
            points,
            Fill(s, Wording.Pick(CommonPhrases.StepAsks, s.DealId, "ask")),
            false,
            fresh is not null,
            IsAddressee(s, step.Who),
            quoted
        );
    }

    /// <summary>Whether there is something new that may be told.</summary>
    public static bool CanTell(NewThing? thing) =>
        thing is not null
        && !UnwelcomePhrases.NamesADiscount(thing.Sentence)
        && UnwelcomePhrases.In(thing.Sentence) is null
        && !(thing.Kind == NewKind.OwnStep && thing.Sentence.Contains('?', StringComparison.Ordinal))
        && thing.Sentence.Trim().Length > 0
        && !(thing.Kind == NewKind.Asset && ForSellers().IsMatch(thing.Sentence))
        && (
            thing.Kind == NewKind.OwnStep
            || ((thing.Source.Trim().Length > 0 || thing.Kind == NewKind.PublicNews) && QuoteCut.Fit(thing.Sentence, 28) is not null)
        );

    /// <summary>
    /// Whether it can be spoken of to the addressee: quoted, or named by a topic. Anything vaguer would be an answer to nobody.
    /// </summary>
    internal static bool CanBeNamed(DraftSituation s, OpenAsk ask) =>
        ask.Who.Trim().Length > 0
        && (
            ((IsAddressee(s, ask.Who) || ask.KnownToAddressee) && QuoteCut.Fit(ask.Quote, 24) is not null)
            || (ask.WeOwe && TopicOf(s) is not null)
        );

    // The category's own sentences speak of a request; words that are none get one that leaves open what they were.
    private static IReadOnlyList<string> ReadingsOwed(CategoryPhrases phrases, OpenAsk ask, string? quote) =>
        quote is not null && IsQuestion(ask) ? CommonPhrases.QuestionsOwed
        : quote is null || Request().IsMatch(quote) ? phrases.ReadingsOwed
        : CommonPhrases.ReadingsOwed;

    private static bool IsQuestion(OpenAsk ask) => ask.Quote.TrimEnd().EndsWith('?');

    private static string Alone(DraftSituation s, CategoryPhrases phrases, bool owed)
    {
        if (s.Category == "stakeholder" && s.LastWord is { Who: { Length: > 0 } before } && !IsAddressee(s, before))
        {
            var known = Fill(
                s,
                Wording.Pick(TopicOf(s) is null ? CommonPhrases.WhoWasThere : CommonPhrases.WhoWasThereOnTopic, s.DealId, "alone"),
                who: before
            );
            return s.IsReferred
                ? $"{known} {Fill(s, Wording.Pick(CommonPhrases.Referred, s.DealId, "referred"), who: Wording.FirstName(before))}"
                : known;
        }

        return Fill(s, Wording.Pick(owed ? CommonPhrases.OwedAlone : phrases.Alone, s.DealId, "alone"));
    }

    private static OpenAsk? Word(BuyerWord? w) =>
        w is null ? null : new OpenAsk(w.Quote, w.Who, w.At, WeOwe: false, Spoken: w.Spoken, KnownToAddressee: w.KnownToAddressee);

    private static bool IsAddressee(DraftSituation s, string who) =>
        string.Equals(who.Trim(), $"{s.To.FirstName} {s.To.LastName}".Trim(), StringComparison.OrdinalIgnoreCase)
        || (
            !who.Trim().Contains(' ', StringComparison.Ordinal)
            && string.Equals(who.Trim(), s.To.FirstName, StringComparison.OrdinalIgnoreCase)
        );

    private static string? Acknowledge(DraftSituation s, OpenAsk ask, int room, List<string> quoted)
    {
        var own = IsAddressee(s, ask.Who);
        var quote = own || ask.KnownToAddressee ? QuoteCut.Fit(ask.Quote, room) : null;
        if (quote is null)
        {
            return ask.WeOwe && !own ? Fill(s, Wording.Pick(CommonPhrases.TheyWait, s.DealId, "wait"), who: ask.Who) : null;
        }

        quoted.Add(quote);
        var options = (own, ask.Spoken) switch
        {
            (true, false) when IsQuestion(ask) => CommonPhrases.YouAsked,
            (true, false) => CommonPhrases.YouWrote,
            (true, true) => CommonPhrases.YouSaid,
            (false, false) => CommonPhrases.TheyWrote,
            _ => CommonPhrases.TheySaid,
        };
        return Fill(s, Wording.Pick(options, s.DealId, "said"), q: quote, who: ask.Who);
    }

    private static string Move(DraftSituation s, OpenAsk ask, bool both)
    {
        var today = Wording.DayOf(s.Now);
        string? date = null;
        if (ask.PromisedFor is { } day)
        {
            var options = day < today ? CommonPhrases.DatePassed : CommonPhrases.DateStands;
            date = Fill(s, Wording.Pick(options, s.DealId, "date"), date: Wording.Day(day, MonthFirst(s)));
            if (day >= today)
            {
                return date;
            }
        }

        var asked = both ? CommonPhrases.PutBothInFront : CommonPhrases.PutInFront;
        var move = s is { EscalationProposed: true, Colleague: { Length: > 0 } colleague }
            ? Fill(s, Wording.Pick(asked, s.DealId, "move")).Replace("{colleague}", Wording.PersonName(colleague), StringComparison.Ordinal)
            : Fill(s, Wording.Pick(CommonPhrases.OursToAnswer, s.DealId, "move"));
        return Join(date, Wording.Capital(move));
    }

    private static string? New(DraftSituation s, NewThing thing, int room)
    {
        if (!CanTell(thing))
        {
            return null;
        }
        if (thing.Kind == NewKind.OwnStep)
        {
            return Wording.Stop(thing.Sentence.Trim());
        }
        if (QuoteCut.Fit(thing.Sentence, room) is not { } quote)
        {
            return null;
        }

        var options = thing.Kind switch
        {
            NewKind.Asset => CommonPhrases.FromAsset,
            NewKind.PublicNews when quote.Contains($"{s.To.FirstName} {s.To.LastName}".Trim(), StringComparison.OrdinalIgnoreCase) =>
                CommonPhrases.FromNewsOfYou,
            NewKind.PublicNews => CommonPhrases.FromNews,
            _ => CommonPhrases.FromBuyer,
        };
        var source = Plain(thing.Source);
        var phrase = Wording.Pick(options, s.DealId, "new");
        if (source.Length == 0)
        {
            phrase = phrase.Replace(" ({source})", "", StringComparison.Ordinal).Replace(", from {source}", "", StringComparison.Ordinal);
        }
        return Fill(s, phrase, q: quote, who: source)
            .Replace("{source}", thing.Kind == NewKind.Asset ? $"\"{source}\"" : source, StringComparison.Ordinal);
    }

    private static string Question(DraftSituation s, CategoryPhrases phrases, bool owed)
    {
        if (
            s.Question is { } own
            && own.Trim().TrimEnd('?', ' ') is { Length: > 0 } bare
            && !bare.Contains('?', StringComparison.Ordinal)
            && UnwelcomePhrases.In(bare) is null
            && !UnwelcomePhrases.NamesADiscount(bare)
        )
        {
            return bare.StartsWith("I ", StringComparison.Ordinal) ? bare : char.ToLowerInvariant(bare[0]) + bare[1..];
        }

        var byDate = s.Category is "timing" or "budget" or "reorg_freeze" || s.Disposition is "pause" or "recycle";
        if (!owed && byDate && s.ResumeOn is { } day && day > Wording.DayOf(s.Now))
        {
            return Fill(s, Wording.Pick(CommonPhrases.AskForDay, s.DealId, "ask"), date: Wording.Day(day, MonthFirst(s)));
        }

        return Fill(s, Wording.Pick(owed ? phrases.AsksOwed : phrases.Asks, s.DealId, "ask"));
    }

    // The buyer's own way of writing a day goes before the rep's.
    private static bool MonthFirst(DraftSituation s)
    {
        var words = string.Join(' ', s.Asks.Select(a => a.Quote).Append(s.LastWord?.Quote));
        return MonthDay().IsMatch(words) || (s.Voice.MonthFirst && !DayMonth().IsMatch(words));
    }

    private static string Fill(DraftSituation s, string phrase, string? q = null, string? who = null, string? date = null) =>
        phrase
            .Replace("{account}", Plain(s.Account), StringComparison.Ordinal)
            .Replace("{topic}", TopicOf(s) ?? "an open point", StringComparison.Ordinal)
            .Replace("{who}", Plain(who ?? ""), StringComparison.Ordinal)
            .Replace("{date}", date ?? "", StringComparison.Ordinal)
            .Replace("{q}", $"\"{q}\"", StringComparison.Ordinal);

    /// <summary>The topic when it can stand in a sentence or a subject.</summary>
    internal static string? TopicOf(DraftSituation s) =>
        s.Topic is { } t
        && Plain(t) is var topic
        && Wording.CountWords(topic) is > 0 and <= 8
        && !topic.Contains('?', StringComparison.Ordinal)
        && UnwelcomePhrases.In(topic) is null
        && !UnwelcomePhrases.NamesADiscount(topic)
            ? topic
            : null;

    private static string Plain(string text) => text.Replace("\"", "", StringComparison.Ordinal).ReplaceLineEndings(" ").Trim();

    private static string Join(string? a, string b) => a is null ? b : $"{Wording.Capital(a)} {b}";

    [GeneratedRegex(
        @"\b(January|February|March|April|May|June|July|August|September|October|November|December) \d",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex MonthDay();

    [GeneratedRegex(
        @"\d(st|nd|rd|th)? (of )?(January|February|March|April|May|June|July|August|September|October|November|December)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex DayMonth();

    [GeneratedRegex(
        @"\?|\b(send|sent|need|needs|needed|want|wants|wanted|ask|asks|asked|waiting|wait|missing|empty|blank|open|owe|owed|please|pls|can you|could you|would help|still|until|promised|heard nothing|nothing back|answer|reply|return(ed|s)?|required?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Request();

    // Advice to our own sellers that stands in an asset beside what may be told.
    [GeneratedRegex(
        @"^\W*(do not|don't|never|always|ask|say|tell|offer|leave|plan|show|use|give|lead|bring|check|send|mention|avoid|remember|make sure|(when|if) (the|a|your) (customer|buyer|prospect|client))\b|\b(sales (team|rep)s?|account executives?|internal use|ask \p{Lu}\w+ \p{Lu}\w+)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    internal static partial Regex ForSellers();
}
