using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Answering;
using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Adapters.Models.Embedded.Drafting.Phrases;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Evidence.Readings;

namespace AgentDesk.Adapters.Models.Embedded.Latency;

/// <summary>
/// An answer in the thread: what they propose is taken up, what they ask is given to who can answer it, what they tell is taken down. No
/// answer of ours is made up.
/// </summary>
internal static partial class Replies
{
    private const int TooOldForThanks = 7;

    public static Answered Of(DealReading reading, DealPeople people, ClaimList claims, OpenPoints points, ClockRow clock)
    {
        if (reading.Find(clock.Answer) is not { } mail)
        {
            return new Answered("The mail that waits is not among what was read.", Task: LatencyDraftWriter.ByHand(clock));
        }
        if (Injection.IsIn(mail))
        {
            return new Answered(
                $"{clock.Who}'s mail holds text that speaks to an AI: read it yourself before you answer.",
                Task: LatencyDraftWriter.ByHand(clock)
            );
        }
        if (reading.Contact(mail.Author) is not { } to)
        {
            return new Answered(
                $"{mail.Author} is no contact of the deal: add them before a draft can go there.",
                Task: LatencyDraftWriter.ByHand(clock)
            );
        }

        var sentences = Sentences.Of(mail);
        var asked = OpenQuestions.Ask(mail.Text) is { } ask
            ? sentences.FirstOrDefault(s => s.Contains(ask.Trim(), StringComparison.Ordinal) || ask.Contains(s, StringComparison.Ordinal))
                ?? ask
            : null;
        var step = sentences.FirstOrDefault(s => Proposes().IsMatch(s) && QuoteCut.Fit(s.TrimEnd('?'), 26) is not null);
        var owed =
            step is null && asked is null
                ? points.Owed.FirstOrDefault(s => s.Source == mail && QuoteCut.Fit(s.Sentence, 26) is not null)?.Sentence
                : null;
        if (
            step is null
            && asked is null
            && owed is null
            && clock.LateBy?.Contains("business day", StringComparison.Ordinal) == true
            && (reading.Now - clock.At).TotalDays > TooOldForThanks
        )
        {
            return new Answered(
                $"It asks for nothing, and a bare thank-you would come too late: take up what {to.Name} wrote in the next mail that has something to say.",
                Idle: $"{to.Name}'s mail asks for nothing, and a bare thank-you would come too late"
            );
        }

        var said =
            step
            ?? asked
            ?? owed
            ?? sentences.Where(s => s.Split(' ').Length >= 6).OrderByDescending(s => Telling().Count(s)).FirstOrDefault()
            ?? sentences.FirstOrDefault();
        if (said is null || QuoteCut.Fit(said.TrimEnd('?'), 26) is not { } quote)
        {
            return new Answered($"No words of {to.Name}'s mail can be quoted in an answer.", Task: LatencyDraftWriter.ByHand(clock));
        }

        claims.Of(mail, said);
        var id = reading.Inputs.Deal.Id;
        var colleague = people.NamedIn(said)?.Name;
        (IReadOnlyList<string> opening, IReadOnlyList<string> answer, IReadOnlyList<string> question) = (step, asked) switch
        {
            ({ }, _) => (CommonPhrases.YouWrote, CommonPhrases.StepTaken, CommonPhrases.StepAsks),
            _ when owed is not null => (
                CommonPhrases.YouWrote,
                [.. CommonPhrases.ReadingsOwed.SelectMany(r => ChainPhrases.Asked.Select(a => $"{r} {a}"))],
                ChainPhrases.AsksWhen
            ),
            (_, { }) => (
                said.EndsWith('?') ? CommonPhrases.YouAsked : CommonPhrases.YouWrote,
                colleague is null ? ChainPhrases.Asked : ChainPhrases.AskedOfColleague,
                ChainPhrases.AsksWhen
            ),
            _ => (CommonPhrases.YouWrote, ChainPhrases.Noted, ChainPhrases.AsksNext),
        };
        string Fill(IReadOnlyList<string> options, string part) =>
            Wording
                .Pick(options, id, part)
                .Replace("{q}", $"\"{quote}\"", StringComparison.Ordinal)
                .Replace("{colleague}", colleague ?? "", StringComparison.Ordinal)
                .Replace("{account}", reading.Inputs.Deal.Account, StringComparison.Ordinal);
        var (subject, body, whyNot) = ChainComposer.Compose(
            new ChainSituation(
                id,
                Persons.Addressee(to),
                people.OwnerName,
                VoiceReader.Read(reading.Inputs.Voice),
                mail.Title,
                "Your mail",
                [$"{Fill(opening, "said")} {Fill(answer, "reading")}"],
                Fill(question, "ask")
            )
        );
        return whyNot is null
            ? new Answered(
                $"An answer to {to.Name} in the thread is drafted{(step is null && (asked ?? owed) is not null ? "; what it promises to find out is yours to find out" : "")}.",
                new LatencyMessage(clock.Index, [to.Email], [], subject, body, mail.Name, null)
            )
            : new Answered($"No answer is drafted: {whyNot}.", Task: LatencyDraftWriter.ByHand(clock));
    }

    [GeneratedRegex(
        @"\b(could|can|shall|should|would|may) (we|you)\b[^.?!]*\b(call|meet|session|workshop|visit|walk-?through|demo|half an hour|[0-9]+ min(ute)?s|talk|speak|sit[- ]?down)\b|\b(happy|glad|free|available|works) (to|for) (a )?(call|meet|talk|chat|speak)\b|\blet'?s (talk|speak|meet|set up|have a call|find a time)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Proposes();

    [GeneratedRegex(
        @"\d|\b(need|want|will|must|decid\w+|approv\w+|sign\w*|budget|date|before|after|until|by|open|problem|waiting|agreed?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Telling();
}

/// <summary>People as mails address them.</summary>
internal static class Persons
{
    public static Addressee Addressee(ContactRow to)
    {
        var parts = to.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new Addressee(parts[0], parts.Length > 1 ? parts[^1] : null, to.Title);
    }

    /// <summary>Several at once are greeted by their first names.</summary>
    public static Addressee Addressee(IReadOnlyList<ContactRow> to) =>
        to is [var one]
            ? Addressee(one)
            : new Addressee(to.Count > 3 ? "all" : Wording.Join([.. to.Select(t => Wording.FirstName(t.Name))]));
}
