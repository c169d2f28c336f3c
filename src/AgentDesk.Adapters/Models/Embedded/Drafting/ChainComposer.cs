using System.Globalization;

namespace AgentDesk.Adapters.Models.Embedded.Drafting;

/// <summary>
/// What a reply, a recap or a first word to somebody new is made of: finished sentences that hold nothing but what stands in the evidence.
/// </summary>
/// <param name="Paragraphs">In order; a paragraph of several lines is a list and is left as it is.</param>
/// <param name="Ask">The one question, with or without its mark; null where none is due.</param>
internal sealed record ChainSituation(
    string DealId,
    Addressee To,
    string OwnerName,
    VoiceProfile Voice,
    string? ReplyToSubject,
    string Subject,
    IReadOnlyList<string> Paragraphs,
    string? Ask
);

/// <summary>Puts the mail that a chain asks for into its owner's form. Pure: the same situation gives the same mail.</summary>
internal static class ChainComposer
{
    public const int FewestWords = 20,
        MostWords = 190;

    /// <summary>The mail, or one line on why there is none.</summary>
    public static (string Subject, string Body, string? WhyNot) Compose(ChainSituation s)
    {
        var words = Phrases.VoicePhrases.Of(s.Voice.Register);
        var paragraphs = s.Paragraphs.Where(p => p.Trim().Length > 0).Select(Wording.Capital).ToList();
        if (s.Ask is { } ask)
        {
            var bare = ask.Trim().TrimEnd('?', ' ');
            paragraphs.Add(
                Wording
                    .Pick(words.Leads, s.DealId, "lead")
                    .Replace("{Ask}", Wording.Capital(bare), StringComparison.Ordinal)
                    .Replace("{ask}", bare, StringComparison.Ordinal)
            );
        }

        var body = string.Join(
            "\n\n",
            paragraphs
                .Select(p => VoiceRendering.Style(p, s.Voice))
                .Prepend(VoiceRendering.Greeting(s.Voice, s.To))
                .Append(VoiceRendering.SignOff(s.Voice, s.OwnerName))
                .Where(p => p.Length > 0)
        );
        return (VoiceRendering.Subject(s.Voice, s.ReplyToSubject, s.Subject), body, Problem(body));
    }

    // INVARIANT: no draft leaves here that the desk's own language rules would hold back.
    private static string? Problem(string body)
    {
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
        return Wording.CountWords(body) is var n && n is < FewestWords or > MostWords
            ? string.Create(CultureInfo.InvariantCulture, $"it would have {n} words")
            : null;
    }
}
