using System.Text.RegularExpressions;

namespace AgentDesk.Core.Policy.Wording;

/// <summary>Texts as the words that carry them: for telling whether two say the same.</summary>
internal static partial class WordSets
{
    /// <summary>Words in order, lower case, without figures: "45 days" and "52 days" are the same words.</summary>
    public static IReadOnlyList<string> Of(string text) => [.. Word().Matches(text).Select(m => m.Value.ToUpperInvariant())];

    /// <summary>The words that say what a text is about: of four letters and more.</summary>
    public static IReadOnlySet<string> Telling(string text) => Of(text).Where(w => w.Length >= 4).ToHashSet(StringComparer.Ordinal);

    /// <summary>The part of <paramref name="words"/> that stands in the text, from 0 to 1; 0 when there are none.</summary>
    public static double Share(IReadOnlySet<string> words, string text)
    {
        if (words.Count == 0)
        {
            return 0;
        }

        var there = Of(text).ToHashSet(StringComparer.Ordinal);
        return (double)words.Count(there.Contains) / words.Count;
    }

    /// <summary>How alike two texts are in their words: 1 when one has none that the other lacks.</summary>
    public static double Likeness(string a, string b)
    {
        var (left, right) = (Of(a).ToHashSet(StringComparer.Ordinal), Of(b).ToHashSet(StringComparer.Ordinal));
        var all = left.Union(right, StringComparer.Ordinal).Count();
        return all == 0 ? 1 : (double)left.Count(right.Contains) / all;
    }

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}'’-]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Word();
}
