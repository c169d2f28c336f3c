using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Answering;
using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Adapters.Models.Embedded.Drafting.Phrases;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Latency;

/// <summary>
/// The first word to somebody whom the buyer brought in: who did, with which words, what it has been about, and one question.
/// </summary>
internal static partial class Outreaches
{
    public static Answered Of(DealReading reading, DealPeople people, ClockRow clock)
    {
        var source = reading.Find(clock.Citations[0].Evidence.Value);
        var by = source?.Author ?? "the buyer";
        if (clock.To.Count == 0)
        {
            return new Answered(
                $"No address of {clock.Who} is on record: ask {by} for an introduction.",
                Task: $"Ask {by} for an introduction to {clock.Who}, and add them to the deal's contacts.",
                Missing: new MissingEvidence($"How {clock.Who} can be reached", by)
            );
        }

        if (reading.Contact(clock.To[0]) is not { } to)
        {
            return new Answered(
                $"{clock.Who} is no contact of the deal yet: add them before a draft can go there.",
                Task: $"Add {clock.Who} to the deal's contacts, and write to them in person."
            );
        }
        if (source is null || Injection.IsIn(source))
        {
            return new Answered(
                $"What brought {to.Name} in is not to be quoted: write in your own words.",
                Task: LatencyDraftWriter.ByHand(clock)
            );
        }

        var id = reading.Inputs.Deal.Id;
        var quote = QuoteCut.Fit(clock.Citations[0].Quote, 24);
        // What was said about them in passing is not for them to read; words that hand us on to them are.
        if (
            quote is not null
            && (
                !quote.Contains(Wording.FirstName(to.Name), StringComparison.OrdinalIgnoreCase)
                || !HandsOver().IsMatch(clock.Citations[0].Quote)
            )
        )
        {
            quote = null;
        }
        var topic = source.Kind == "mail" && source.Title is { } title ? Bare(title) : null;
        string Fill(string phrase) =>
            phrase
                .Replace("{who}", by, StringComparison.Ordinal)
                .Replace("{q}", $"\"{quote}\"", StringComparison.Ordinal)
                .Replace("{account}", reading.Inputs.Deal.Account, StringComparison.Ordinal)
                .Replace("{topic}", topic ?? "", StringComparison.Ordinal);
        List<string> paragraphs =
        [
            $"{Fill(Wording.Pick(quote is null ? ChainPhrases.NamedYou : ChainPhrases.NamedYouSaying, id, "named"))} {Fill(Wording.Pick(topic is null ? ChainPhrases.About : ChainPhrases.AboutTopic, id, "about"))}",
        ];
        var (subject, body, whyNot) = ChainComposer.Compose(
            new ChainSituation(
                id,
                Persons.Addressee(to),
                people.OwnerName,
                VoiceReader.Read(reading.Inputs.Voice),
                null,
                topic ?? $"{reading.Inputs.Deal.Account}: an introduction",
                paragraphs,
                Wording.Pick(ChainPhrases.AsksNewcomer, id, "ask")
            )
        );
        return whyNot is null
            ? new Answered(
                $"A personal word to {to.Name} is drafted.",
                new LatencyMessage(clock.Index, [to.Email], [], subject, body, null, null)
            )
            : new Answered($"No word to {to.Name} is drafted: {whyNot}.", Task: LatencyDraftWriter.ByHand(clock));
    }

    [GeneratedRegex(
        @"\b(speak|talk|write|reach|contact|ask|call|copied|copying|cc|adding|added|introduc\w+|bring\w*|loop\w*|meet|(will|'ll) (be in touch|want|need|sit in|join|handle|take)|best person|right person|looks after|sit in|questions?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex HandsOver();

    // A subject that can stand in a sentence.
    private static string? Bare(string title)
    {
        var bare = title;
        while (bare.IndexOf(':', StringComparison.Ordinal) is > 0 and <= 4 and var i)
        {
            bare = bare[(i + 1)..].Trim();
        }
        return
            Wording.CountWords(bare) is > 0 and <= 9
            && !bare.Contains('"', StringComparison.Ordinal)
            && !bare.Contains('?', StringComparison.Ordinal)
            && UnwelcomePhrases.In(bare) is null
            && !UnwelcomePhrases.NamesADiscount(bare)
            && LogWording.BareSubject(title).Length > 2
            ? bare
            : null;
    }
}
