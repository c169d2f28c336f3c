using System.Text.RegularExpressions;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Evals.Graders;

/// <summary>Words that a claim itself puts into quotation marks stand in what it cites: a claim that quotes is held to it.</summary>
internal static partial class SpokenQuotes
{
    private const int LeastWords = 2;

    /// <summary>The quoted words of a text that stand in none of the sources.</summary>
    public static IReadOnlyList<string> Astray(string text, IEnumerable<string> sources)
    {
        var plain = sources.Select(Plain).ToList();
        return
        [
            .. Quoted()
                .Matches(text)
                .Select(m => m.Groups["in"].Value)
                .Where(q =>
                    q.Split(' ').Length >= LeastWords && !plain.Exists(s => QuoteCheck.Stands(Plain(q).Trim('…', '.', ' ', ','), s))
                ),
        ];
    }

    // Quotation marks within a quote are turned into single ones by whoever quotes.
    private static string Plain(string text) => Marks().Replace(text, "'");

    [GeneratedRegex("""(?:^|[\s(])["“](?<in>.+?)["”](?=[\s.,;:)!?]|$)""", RegexOptions.CultureInvariant | RegexOptions.Singleline, 5000)]
    private static partial Regex Quoted();

    [GeneratedRegex("""["“”‘’]""", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Marks();
}
