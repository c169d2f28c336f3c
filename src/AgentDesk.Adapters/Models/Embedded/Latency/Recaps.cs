using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Answering;
using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Adapters.Models.Embedded.Drafting.Phrases;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;

namespace AgentDesk.Adapters.Models.Embedded.Latency;

/// <summary>
/// A recap of a call: what the buyer said that counts (numbers, days, decisions, wants) and what we said we would do, each in its speaker's
/// own words; and one question.
/// </summary>
internal static partial class Recaps
{
    private const int MostTheirs = 3;
    private const int MostOurs = 2;
    private const int QuoteWords = 26;

    public static Answered Of(DealReading reading, DealPeople people, ClaimList claims, ClockRow clock)
    {
        if (clock.Call is not { } call)
        {
            return new Answered(
                "The conversation was only logged: what was said in it is for who was there to write down.",
                Task: LatencyDraftWriter.ByHand(clock)
            );
        }

        var to = clock.To.Select(reading.Contact).OfType<ContactRow>().Where(c => c is { Side: Side.Buyer, Status: not "left" }).ToList();
        if (to.Count == 0)
        {
            return new Answered(
                "Nobody of those who were in the call is a contact of the deal: add them before a draft can go there.",
                Task: LatencyDraftWriter.ByHand(clock)
            );
        }

        var cues = reading
            .Evidence.Where(e => e.Kind == "call" && e.Name.StartsWith(call, StringComparison.Ordinal) && !Injection.IsIn(e))
            .ToList();
        var theirs = Pick(cues.Where(c => c.Side == Side.Buyer), s => Counts(s) is >= 2 and var n ? n : 0, MostTheirs);
        if (theirs.Count == 0)
        {
            theirs = Pick(cues.Where(c => c.Side == Side.Buyer), Counts, MostTheirs);
        }
        var ours = Pick(cues.Where(c => c.Side == Side.Seller), s => OurPart().IsMatch(s.Replace('’', '\'')) ? 2 : 0, MostOurs);
        if (theirs.Count == 0)
        {
            return new Answered("Nothing that the buyer said in the call can be quoted by itself.", Task: LatencyDraftWriter.ByHand(clock));
        }

        foreach (var (cue, said, _) in theirs.Concat(ours))
        {
            claims.Of(cue, said);
        }
        var id = reading.Inputs.Deal.Id;
        var title = cues[0].Title ?? "our call";
        var voice = VoiceReader.Read(reading.Inputs.Voice);
        var day = Wording.Day(DateOnly.FromDateTime(clock.At.UtcDateTime), voice.MonthFirst);
        List<string> paragraphs =
        [
            Wording.Pick(ChainPhrases.RecapOpeners, id, "opener").Replace("{day}", day, StringComparison.Ordinal),
            $"{Wording.Pick(ChainPhrases.RecapIntros, id, "intro")}\n{string.Join('\n', theirs.Select(q => $"- {Wording.FirstName(q.Cue.Author ?? "")}: \"{q.Quote}\""))}",
        ];
        if (ours.Count > 0)
        {
            paragraphs.Add(
                $"{Wording.Pick(ChainPhrases.RecapOurs, id, "ours")}\n{string.Join('\n', ours.Select(q => $"- \"{q.Quote}\""))}"
            );
        }

        var (subject, body, whyNot) = ChainComposer.Compose(
            new ChainSituation(
                id,
                Persons.Addressee(to),
                people.OwnerName,
                voice,
                null,
                $"Recap: {title}",
                paragraphs,
                Wording.Pick(ChainPhrases.AsksRecap, id, "ask")
            )
        );
        return whyNot is null
            ? new Answered(
                $"A recap to {Wording.Join([.. to.Select(t => t.Name)])} is drafted from what was said.",
                new LatencyMessage(clock.Index, [.. to.Select(t => t.Email)], [], subject, body, null, null)
            )
            : new Answered($"No recap is drafted: {whyNot}.", Task: LatencyDraftWriter.ByHand(clock));
    }

    // The most telling, in the order in which they were said; each once.
    private static List<(EvidencePiece Cue, string Said, string Quote)> Pick(
        IEnumerable<EvidencePiece> cues,
        Func<string, int> counts,
        int most
    ) =>
        [
            .. cues.SelectMany(c => Sentences.Of(c).Select(s => (Cue: c, Said: s, Quote: QuoteCut.Fit(s, QuoteWords), Counts: counts(s))))
                .Where(s => s is { Quote: not null, Counts: > 0 } && s.Said.Split(' ').Length >= 5)
                .OrderByDescending(s => s.Counts)
                .ThenBy(s => s.Cue.At)
                .Take(most)
                .OrderBy(s => s.Cue.At)
                .Select(s => (s.Cue, s.Said, s.Quote!))
                .DistinctBy(s => s.Item3, StringComparer.Ordinal),
        ];

    private static int Counts(string sentence)
    {
        var plain = sentence.Replace('’', '\'');
        return (SpokenDates.Find(sentence).Count > 0 ? 1 : 0)
            + (sentence.Any(char.IsAsciiDigit) ? 1 : 0)
            + (Decides().IsMatch(plain) ? 2 : 0)
            + (Wants().IsMatch(plain) ? 1 : 0);
    }

    [GeneratedRegex(
        @"\b(we('ll| will| have|'ve)? (agree|decide|sign|start|go|take|do|need)\w*|i('ll| will) (send|ask|check|get|take|talk|speak|bring|set)|next (step|week|month)|by (mon|tues|wednes|thurs|fri)day|before|deadline|approv\w+|sign[- ]?off|budget)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Decides();

    [GeneratedRegex(
        @"\b(need|want|must|have to|problem|hurts?|costs?|hours?|lose|losing|would help|matters?|important|worried|can't|cannot)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Wants();

    [GeneratedRegex(
        @"\b(i|we)('ll| will|'m going to|'re going to| can) (also |then |just )?(send|share|get|set up|put|write|forward|check|ask|find|bring|book|come back|prepare|draft|give)\b|\blet me (send|check|ask|find|get|put|set)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex OurPart();
}
