using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AgentDesk.Evals.Cases;

/// <summary>Words compared as people read them: without case, without accents.</summary>
internal static partial class Folded
{
    /// <summary>Lower case without accents: `Zoë` is `zoe`.</summary>
    public static string Of(string word)
    {
        var into = new StringBuilder(word.Length);
        foreach (var c in word.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
            {
                into.Append(char.ToLowerInvariant(c));
            }
        }

        return into.ToString();
    }

    /// <summary>The folded words of a text.</summary>
    public static IReadOnlyList<string> Words(string text) => [.. Word().Matches(text).Select(m => Of(m.Value))];

    /// <summary>A text with nothing but its words: what two near-duplicates have in common, however they are set.</summary>
    public static string Plain(string text) => string.Join(' ', Words(text));

    [GeneratedRegex(@"[\p{L}\p{M}\p{Nd}]+", RegexOptions.CultureInvariant, 5000)]
    public static partial Regex Word();
}
