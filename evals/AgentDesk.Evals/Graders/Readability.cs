using System.Text.RegularExpressions;
using AgentDesk.Core.Policy.Wording;

namespace AgentDesk.Evals.Graders;

/// <summary>
/// Flesch reading ease: 206.835 − 1.015 · words per sentence − 84.6 · syllables per word. 60 to 70 is plain English; more is easier.
/// </summary>
internal static partial class Readability
{
    public static double Flesch(string text)
    {
        var sentences = Sentences.Of(text).Count(s => Word().IsMatch(s));
        var words = Word().Matches(text).Select(m => m.Value).ToList();
        return words.Count == 0
            ? 0
            : 206.835 - (1.015 * words.Count / Math.Max(1, sentences)) - (84.6 * words.Sum(Syllables) / words.Count);
    }

    /// <summary>Groups of vowels, a silent final e left out; at least one.</summary>
    public static int Syllables(string word)
    {
        var w = word.ToLowerInvariant();
        var n = Vowels().Count(w);
        if (w.Length > 2 && w.EndsWith('e') && !w.EndsWith("le", StringComparison.Ordinal) && n > 1)
        {
            n--;
        }
        if (w.Length > 3 && w.EndsWith("ed", StringComparison.Ordinal) && w[^3] is not ('t' or 'd') && n > 1)
        {
            n--;
        }
        return Math.Max(1, n);
    }

    /// <summary>The runs of n words of a text, in small letters.</summary>
    public static IEnumerable<string> Runs(string text, int n)
    {
        var words = Word().Matches(text).Select(m => m.Value.ToLowerInvariant()).ToList();
        for (var i = 0; i + n <= words.Count; i++)
        {
            yield return string.Join(' ', words.Skip(i).Take(n));
        }
    }

    [GeneratedRegex(@"\p{L}[\p{L}'’]*", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Word();

    [GeneratedRegex("[aeiouy]+", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Vowels();
}
