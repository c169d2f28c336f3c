using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Drafting.Phrases;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Drafting;

/// <summary>
/// Writes one short mail to a buyer out of what the situation holds and nothing else: it takes up what is open in the buyer's own words,
/// says what happens with it, brings something new, asks one question. No position on security, terms or money of our own, no date that
/// nobody named. Pure: the same situation gives the same mail.
/// </summary>
public static partial class MessageComposer
{
    /// <summary>Fewest and most words of a body, greeting and sign-off counted.</summary>
    public const int FewestWords = 60,
        MostWords = 130;

    private const int Roomy = 108;

    // From generous to tight: the first that fits the length is taken.
    private static readonly IReadOnlyList<Room> Rooms =
    [
        new(24, 28, true),
        new(18, 24, true),
        new(18, 22, false),
        new(13, 18, false),
        new(10, 14, false),
    ];

    private static readonly IReadOnlyList<string> Extras =
    [
        "Nothing else is needed from you at the moment.",
        "Everything else can wait for that.",
        "I'll take my cue from what you answer.",
        "Whatever the answer is, it helps me more than a polite one would.",
    ];

    /// <summary>The mail, or one line on why there is none.</summary>
    public static Composed Compose(DraftSituation s)
    {
        if (WhyNot(s) is { } reason)
        {
            return new Composed(null, reason);
        }

        var phrases = CategoryPhrases.Of(s.Category)!;
        string? problem = null;
        foreach (var room in Rooms)
        {
            var parts = MessageParts.Of(s, phrases, room);
            if (parts is { Quoted.Count: 0, CarriesNew: false } && MessageParts.TopicOf(s) is null)
            {
                return new Composed(
                    null,
                    "nothing of the buyer's words can be quoted and nothing new can be told: a message would be generic"
                );
            }

            var body = Write(s, parts);
            problem = Problem(s, body);
            if (problem is null)
            {
                return new Composed(new CustomerMessage(Subject(s, phrases), body, parts.CarriesNew, parts.Quoted), null);
            }
        }

        return new Composed(null, $"no message could be worded: {problem}");
    }

    private static string? WhyNot(DraftSituation s)
    {
        if (s.Category == Blockers.None || s.Disposition == Dispositions.None)
        {
            return "nothing is to be unblocked: no message is due";
        }
        if (s.Standing == BlockerStanding.Insufficient)
        {
            return "what holds the deal up is not known: a message would guess";
        }
        if (CategoryPhrases.Of(s.Category) is null)
        {
            return $"`{s.Category}` is no blocker category";
        }
        if (s.Disposition == "close")
        {
            return "closing is proposed: the last word to the buyer is the owner's own";
        }

        var owed = s.Asks.Any(a => a.WeOwe && MessageParts.CanBeNamed(s, a));
        if (s.Disposition == "pause" && !owed && !s.BuyerIsWaiting)
        {
            return "a pause is proposed and the buyer waits for nothing from us: another mail would only press";
        }
        if (s.BuyerIsWaiting || s.Asks.Any(a => a.IsStep && MessageParts.CanBeNamed(s, a)))
        {
            return null;
        }
        if (MessageParts.CanTell(s.New))
        {
            return null;
        }
        if (owed && s is { EscalationProposed: true, Colleague.Length: > 0 })
        {
            return null;
        }

        if (owed)
        {
            return "an answer is owed and nobody who can give it has been found: a mail now would be another delay in words";
        }

        const string Quiet = "the buyer is quiet and there is nothing new to tell";
        return s.Attempts > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{Quiet}; {s.Attempts} earlier attempts stand unanswered")
            : Quiet;
    }

    private static string Subject(DraftSituation s, CategoryPhrases phrases) =>
        VoiceRendering.Subject(s.Voice, s.ReplyToSubject, MessageParts.TopicOf(s) ?? Wording.Pick(phrases.Subjects, s.DealId, "subject"));

    private static string Write(DraftSituation s, MessageParts parts)
    {
        var words = VoicePhrases.Of(s.Voice.Register);
        var lead = Wording
            .Pick(words.Leads, s.DealId, "lead")
            .Replace("{Ask}", Wording.Capital(parts.Ask), StringComparison.Ordinal)
            .Replace("{ask}", parts.Ask, StringComparison.Ordinal);
        var openers = parts.Owed ? words.OwedOpeners : words.Openers;
        var opener = s.BuyerIsWaiting && parts.QuotesAddressee ? Wording.Pick(openers, s.DealId, "opener") : null;
        var invite = Wording.Pick(words.Invites, s.DealId, "invite");
        var relief = Wording.Pick(words.Reliefs, s.DealId, "relief");
        var extra = Wording.Pick(Extras, s.DealId, "extra");
        var extras = Extras.SkipWhile(e => e != extra).Concat(Extras.TakeWhile(e => e != extra)).Select(e => ((string?)e, false));

        // What is not needed comes in the order of its use to the reader, as long as there is room; a terse writer gets only what the least
        // length asks for.
        var body = Assemble(s, parts, null, lead, []);
        List<string> closing = [];
        (string? Text, bool Wanted)[] optional =
        [
            (opener, true),
            (invite, s.Voice.InvitesCorrection || s.Voice.Register == Register.Warm),
            (relief, !s.Voice.IsTerse),
            (invite, false),
            (relief, false),
            .. extras,
        ];
        foreach (var (text, wanted) in optional)
        {
            if (text is null || closing.Contains(text, StringComparer.Ordinal))
            {
                continue;
            }
            var count = Wording.CountWords(body);
            if (count >= Roomy || (!wanted && count >= FewestWords))
            {
                continue;
            }
            closing.Add(text);
            body = Assemble(
                s,
                parts,
                closing.Contains(opener, StringComparer.Ordinal) ? opener : null,
                lead,
                [.. closing.Where(c => c != opener)]
            );
        }

        return body;
    }

    private static string Assemble(DraftSituation s, MessageParts parts, string? opener, string lead, IReadOnlyList<string> closing)
    {
        List<string> paragraphs = [];
        if (s.Voice.Lists && parts.Points.Count > 1)
        {
            var intro =
                parts.Points.Count == 2 ? "Two things:" : Wording.Pick(VoicePhrases.Of(s.Voice.Register).ListIntros, s.DealId, "list");
            var items = parts.Points.Select((p, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}. {Wording.Capital(p)}"));
            paragraphs.Add(Spaced(opener, $"{intro}\n{string.Join('\n', items)}"));
        }
        else
        {
            paragraphs.Add(Spaced(opener, Wording.Capital(parts.Points[0])));
            if (parts.Points.Count > 1)
            {
                paragraphs.Add(string.Join(' ', parts.Points.Skip(1).Select(Wording.Capital)));
            }
        }

        paragraphs.Add(string.Join(' ', [lead, .. closing]));
        var styled = paragraphs.Select(p => VoiceRendering.Style(p, s.Voice));
        return string.Join(
            "\n\n",
            new[] { VoiceRendering.Greeting(s.Voice, s.To) }
                .Concat(styled)
                .Append(VoiceRendering.SignOff(s.Voice, s.OwnerName))
                .Where(p => p.Length > 0)
        );
    }

    private static string Spaced(string? opener, string text) => opener is null ? text : $"{opener} {text}";

    // INVARIANT: no draft leaves here that the desk's own language rules would hold back.
    private static string? Problem(DraftSituation s, string body)
    {
        if (body.Count(c => c == '?') != 1)
        {
            return "it would not ask exactly one question";
        }
        if (UnwelcomePhrases.In(body) is { } phrase)
        {
            return $"it would hold `{phrase}`";
        }
        if (UnwelcomePhrases.NamesADiscount(body))
        {
            return "it would name money off";
        }
        if (body.Contains('{', StringComparison.Ordinal))
        {
            return "a place in it stayed open";
        }
        if (Wording.CountWords(body) is var n && n is < FewestWords or > MostWords)
        {
            return string.Create(CultureInfo.InvariantCulture, $"it would have {n} words");
        }

        var known = Figures().Matches(Known(s)).Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        return Figures().Matches(ListNumber().Replace(body, "")).FirstOrDefault(m => !known.Contains(m.Value)) is { } stranger
            ? $"`{stranger.Value}` stands in nothing that was read"
            : null;
    }

    private static string Known(DraftSituation s) =>
        string.Join(
            '\n',
            [
                s.Account,
                s.To.FirstName,
                s.To.LastName,
                s.To.Title,
                s.OwnerName,
                s.Colleague,
                s.Question,
                s.ReplyToSubject,
                s.Topic,
                s.New?.Sentence,
                s.New?.Source,
                s.LastWord?.Quote,
                s.Voice.SignOff,
                s.ResumeOn is { } d ? Wording.Day(d) : null,
                .. s.Asks.Select(a => a.Quote),
                .. s.Asks.Select(a => a.PromisedFor is { } p ? Wording.Day(p) : null),
            ]
        );

    [GeneratedRegex(@"\d+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 20_000)]
    private static partial Regex Figures();

    [GeneratedRegex(@"^\d\. ", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 20_000)]
    private static partial Regex ListNumber();
}
