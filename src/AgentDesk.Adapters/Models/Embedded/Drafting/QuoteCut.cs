using System.Text.RegularExpressions;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Adapters.Models.Embedded.Drafting;

/// <summary>
/// Cuts somebody's words to a length that a short mail can carry. What comes back is one unbroken run of the words, so it still stands in
/// its source.
/// </summary>
public static partial class QuoteCut
{
    private const int FewestWords = 3;

    private static readonly HashSet<string> Dangling = new(StringComparer.OrdinalIgnoreCase)
    {
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "of",
        "to",
        "for",
        "in",
        "on",
        "at",
        "with",
        "by",
        "that",
        "which",
        "who",
        "is",
        "are",
        "was",
        "be",
        "we",
        "i",
        "our",
        "your",
        "their",
        "it",
        "so",
        "as",
        "if",
        "from",
        "not",
        "this",
        "these",
        "those",
        "my",
        "his",
        "her",
        "have",
        "has",
        "had",
        "will",
        "would",
        "can",
        "could",
        "than",
        "when",
    };

    /// <summary>
    /// At most <paramref name="mostWords"/> words: the whole, else the first sentence that fits, else a run of clauses. Null when nothing
    /// can be quoted: no such run, or the words hold an address or a phrase that must not stand in a draft.
    /// </summary>
    public static string? Fit(string words, int mostWords)
    {
        var whole = Trim(QuoteCheck.Normalize(words));
        if (
            LeadIn().Match(whole) is { Success: true } lead
            && Fit(whole[lead.Length..], mostWords) is { } matter
            && Wording.CountWords(matter) >= 5
        )
        {
            return matter;
        }
        if (Usable(whole, mostWords))
        {
            return whole;
        }

        var sentences = SentenceEnd().Split(QuoteCheck.Normalize(words)).Select(Trim).ToList();
        return sentences.Find(s => Usable(s, mostWords) && Wording.CountWords(s) >= 5)
            ?? sentences.Select(s => Clause(s, mostWords)).FirstOrDefault(s => s is not null)
            ?? sentences.Find(s => Usable(s, mostWords));
    }

    private static string? Clause(string sentence, int mostWords)
    {
        var ends = ClauseEnd().Matches(sentence).Select(m => m.Index);
        return ends.Select(end => Trim(sentence[..end])).LastOrDefault(c => Usable(c, mostWords) && Wording.CountWords(c) >= 5)
            ?? Head(sentence, mostWords);
    }

    private static string? Head(string sentence, int mostWords)
    {
        var words = sentence.Split(' ').Take(mostWords).ToList();
        while (words.Count > 0 && Dangling.Contains(words[^1].Trim(',', ';', ':')))
        {
            words.RemoveAt(words.Count - 1);
        }

        var head = Trim(string.Join(' ', words));
        return Wording.CountWords(head) >= 7 && Usable(head, mostWords) ? head : null;
    }

    private static bool Usable(string text, int mostWords) =>
        Wording.CountWords(text) is var n
        && n >= FewestWords
        && n <= mostWords
        && !Unquotable().IsMatch(text)
        && UnwelcomePhrases.In(text) is null
        && !UnwelcomePhrases.NamesADiscount(text);

    // The end of a quotation takes the sentence's own punctuation; what is inside stays as it was written.
    private static string Trim(string text) =>
        text.Trim().TrimStart('-', '*', '•', '>', ' ').TrimEnd('.', ',', ';', ':', '!', '?', '…', '-', ' ').Trim('\'', '“', '”');

    // "Where it sits: …", "To save everyone some effort: …", "But …": what comes after is what they say.
    [GeneratedRegex(
        @"^(([\p{L}'’]+ ){1,5}[\p{L}'’]+:\s+|(and|but|so|also|well|ok|okay|anyway),?\s+)(?=\S)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex LeadIn();

    [GeneratedRegex(@"(?<=[.!?])\s+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 20_000)]
    private static partial Regex SentenceEnd();

    [GeneratedRegex(@"[,;:–—]\s|\s-\s|\s\(", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 20_000)]
    private static partial Regex ClauseEnd();

    // A question mark would make a second question of the mail; the rest is no speech or speaks to a machine.
    [GeneratedRegex(
        @"[""?“”<>{}|@`*#]|https?:|www\.|\b(ignore (all|your|any|the|earlier|previous)|AI (assistant|agent)|system prompt|language model|instructions?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Unquotable();
}
