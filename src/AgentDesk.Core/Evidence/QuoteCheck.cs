using System.Text;

namespace AgentDesk.Core.Evidence;

/// <summary>
/// Whether a quote stands in a source, word for word: both sides after Unicode NFKC, every run of white space one space,
/// nothing else forgiven (contracts/pipeline-export.md).
/// </summary>
public static class QuoteCheck
{
    /// <summary>The form in which quote and source are compared.</summary>
    public static string Normalize(string text)
    {
        var nfkc = Nfkc.Of(text);
        if (!IsDirty(nfkc))
        {
            return nfkc;
        }

        var into = new StringBuilder(nfkc.Length);
        var gap = false;
        foreach (var c in nfkc)
        {
            if (char.IsWhiteSpace(c))
            {
                gap = true;
                continue;
            }

            if (gap && into.Length > 0)
            {
                into.Append(' ');
            }
            gap = false;
            into.Append(c);
        }

        return into.ToString();
    }

    /// <summary>Whether <paramref name="quote"/> stands in <paramref name="source"/>. An empty quote stands nowhere.</summary>
    public static bool Stands(string quote, string source)
    {
        var needle = Normalize(quote);
        return needle.Length > 0 && Holds(Nfkc.Of(source), needle);
    }

    // Below this a quote from prose stands nearly everywhere. Rows of a record may be as short as "." (a placeholder that is itself the
    // finding).
    private const int LeastLetters = 3;

    /// <summary>Whether a quote from evidence of this kind is too short to show anything.</summary>
    public static bool IsTooShort(string kind, string quote) =>
        kind is "mail" or "call" or "thread" or "activity" or "signal" or "asset" && quote.Count(char.IsLetterOrDigit) < LeastLetters;

    /// <summary>
    /// Whether the source, its white space taken as single blanks, holds the needle. The source is not rewritten for it: most quotes stand
    /// as they are, and for the rest the longest word is looked for and the words around it compared, a blank with any run of white space.
    /// Both searches are vectorized.
    /// </summary>
    private static bool Holds(ReadOnlySpan<char> source, ReadOnlySpan<char> needle)
    {
        if (source.IndexOf(needle, StringComparison.Ordinal) >= 0)
        {
            return true;
        }
        if (!needle.Contains(' '))
        {
            return false;
        }

        var (start, length) = LongestWord(needle);
        var word = needle.Slice(start, length);
        var before = needle[..start];
        var after = needle[(start + length)..];
        for (var at = source.IndexOf(word, StringComparison.Ordinal); at >= 0; )
        {
            if (EndsWith(source[..at], before) && StartsWith(source[(at + length)..], after))
            {
                return true;
            }
            var next = source[(at + 1)..].IndexOf(word, StringComparison.Ordinal);
            at = next < 0 ? -1 : at + 1 + next;
        }

        return false;
    }

    private static (int Start, int Length) LongestWord(ReadOnlySpan<char> needle)
    {
        var (start, length) = (0, 0);
        foreach (var range in needle.Split(' '))
        {
            var (from, size) = range.GetOffsetAndLength(needle.Length);
            if (size > length)
            {
                (start, length) = (from, size);
            }
        }

        return (start, length);
    }

    private static bool StartsWith(ReadOnlySpan<char> source, ReadOnlySpan<char> needle)
    {
        var at = 0;
        foreach (var c in needle)
        {
            if (at == source.Length)
            {
                return false;
            }
            if (c != ' ')
            {
                if (source[at++] != c)
                {
                    return false;
                }
                continue;
            }

            var from = at;
            while (at < source.Length && char.IsWhiteSpace(source[at]))
            {
                at++;
            }
            if (at == from)
            {
                return false;
            }
        }

        return true;
    }

    private static bool EndsWith(ReadOnlySpan<char> source, ReadOnlySpan<char> needle)
    {
        var at = source.Length;
        for (var i = needle.Length - 1; i >= 0; i--)
        {
            if (at == 0)
            {
                return false;
            }
            if (needle[i] != ' ')
            {
                if (source[--at] != needle[i])
                {
                    return false;
                }
                continue;
            }

            var from = at;
            while (at > 0 && char.IsWhiteSpace(source[at - 1]))
            {
                at--;
            }
            if (at == from)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether some white space is not one single inner blank.</summary>
    private static bool IsDirty(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsWhiteSpace(text[i]))
            {
                continue;
            }
            if (text[i] != ' ' || i == 0 || i == text.Length - 1 || char.IsWhiteSpace(text[i + 1]))
            {
                return true;
            }
        }

        return false;
    }
}
