using System.Text.RegularExpressions;

namespace AgentDesk.Adapters.Models.Embedded.Drafting;

/// <summary>
/// Finds the sentence of an asset that is worth a buyer's time: a result with a figure, or one that speaks of what the buyer speaks of. Not
/// the first one.
/// </summary>
public static partial class AssetLines
{
    private const double Least = 2;

    /// <summary>
    /// The best sentence with its score, verbatim, or null when none is worth quoting. The higher score is the better sentence, so several
    /// assets can be compared. Whether an asset is approved, unexpired and meant for customers is for the caller to see to.
    /// </summary>
    /// <param name="body">The asset's Markdown.</param>
    /// <param name="category">The blocker's category.</param>
    /// <param name="buyersWords">What the buyer wrote and said on it; the more the sentence shares with it, the better.</param>
    public static (string Sentence, double Score)? Best(string body, string category, string buyersWords)
    {
        var theirs = Stems(buyersWords);
        var best = SentencesOf(body)
            .Select(s => (Sentence: s, Score: Score(s, category, theirs)))
            .Where(c => c.Score >= Least)
            .OrderByDescending(c => c.Score)
            .ThenBy(c => c.Sentence.Length)
            .ThenBy(c => c.Sentence, StringComparer.Ordinal)
            .FirstOrDefault();
        return best.Sentence is null ? null : best;
    }

    /// <summary>
    /// Whether the asset itself says that somebody has to be asked, or a paper signed, before it is used in writing: then it is no material
    /// for a draft.
    /// </summary>
    public static bool AsksBeforeUse(string body) => BeforeUse().IsMatch(body);

    [GeneratedRegex(
        @"\bask \p{Lu}[\p{L} ]{2,40} before\b|\bbefore (naming|quoting|sending|sharing) (it|them|this|him|her)\b|\b(do not|don't|must not|may not) (send|share|forward|name|quote)[^.]{0,40}\b(customer|prospect|buyer|in writing|outside)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex BeforeUse();

    private static IEnumerable<string> SentencesOf(string body) =>
        Blocks()
            .Split(body.ReplaceLineEndings("\n"))
            .Where(b => b.Length > 0 && b[0] is not ('#' or '|' or '>') && !b.StartsWith("---", StringComparison.Ordinal))
            .SelectMany(b => SentenceEnd().Split(Label().Replace(b.Replace('\n', ' '), "").Trim()))
            .Select(s => s.Trim())
            .Where(s =>
                Wording.CountWords(s) is >= 6 and <= 28 && QuoteCut.Fit(s, 28) is not null && !MessageParts.ForSellers().IsMatch(s)
            );

    private static double Score(string sentence, string category, HashSet<string> theirs)
    {
        var shared = Math.Min(3, Stems(sentence).Count(theirs.Contains));
        var isResult = Change().IsMatch(sentence);
        var score =
            (shared * 1.5)
            + (isResult ? 2 : 0)
            + (sentence.Any(char.IsAsciiDigit) ? 0.5 : 0)
            - (Description().IsMatch(sentence) ? 3 : 0)
            - (Inward().IsMatch(sentence) ? 3 : 0);

        // A pack's line is of use only when it speaks of what they speak of; a result stands on its own where the question is what it is
        // worth.
        if (category is "security" or "legal" or "fit_scope" && shared == 0)
        {
            return 0;
        }
        return category is "weak_case" or "budget" or "authority" or "no_decision_process" or "competition" && isResult ? score + 1 : score;
    }

    private static HashSet<string> Stems(string text) =>
        [
            .. Word()
                .Matches(text.ToLowerInvariant())
                .Select(m => m.Value)
                .Where(w => w.Length > 4 && !Ordinary().IsMatch(w))
                .Select(w => w[..Math.Min(w.Length, 6)]),
        ];

    [GeneratedRegex(@"\n\s*\n|\n(?=\s*([-*•]|\d+[.)]|\||#)\s)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 20_000)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"(?<=[.!?])\s+(?=\p{Lu}|\d)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 20_000)]
    private static partial Regex SentenceEnd();

    // "**Hosting.** US customers …", "- Rescheduled visits …", "1. …"
    [GeneratedRegex(
        @"^\s*([-*•]\s+|\d+[.)]\s+)?(\*\*[^*]+\*\*:?\s*)?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Label();

    [GeneratedRegex(
        @"\b(fell|rose|dropped|cut|grew|saved|gained|went|reduced|increased|shortened|halved|doubled|recovered|took) (\w+ ){0,4}(from|by|to|in|within|live|\d)|\bfrom \d[\d.,]* (\w+ )?to \d|\b(paid|earned) (itself )?back\b|\b(after|within|in) (\w+|\d+) (weeks|months)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Change();

    [GeneratedRegex(
        @"\b(is|was) (an?|the) [^.]{0,40}\b(company|contractor|wholesaler|distributor|manufacturer|supplier|firm|group|business|utility|provider|operator|maker|with)\b|^an? [^.]{0,60}\bwith\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Description();

    // What an asset says about itself or to its own house.
    [GeneratedRegex(
        @"\b(this (note|sheet|pack|page|card|document|model|paper|guide|study)|our counsel|may (agree|offer|be (shared|offered))|reference calls?|on request|under nda|audience|approved)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Inward();

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 20_000)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"^(about|after|again|before|being|could|every|everybody|first|their|there|these|thing|things|those|would|should|which|while|where|other|still|since|until|under|because|thank|thanks|please|going|really|right|customer|customers|company|people|years?|months?|weeks?)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Ordinary();
}
