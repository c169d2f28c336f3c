using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Adapters.Retrieval;

/// <summary>
/// Text as the index sees it: runs of letters and digits, lower case, without diacritics, common English endings taken off.
/// What it gives holds letters and digits only, so a query can never carry an index's own syntax.
/// </summary>
internal static class Words
{
    /// <summary>
    /// Part of the index's identity: raised when the same text would give other words, so that old indexes are built anew.
    /// </summary>
    public const int Version = 1;

    private const int Longest = 40;
    private const int KnownStems = 200_000;

    private static readonly FrozenSet<string> Little = FrozenSet.ToFrozenSet(
        (
            "a about all also am an and any are as at be been but by can could did do does for from had has have he her his how i if in into is it its "
            + "may me might my no not of on or our s shall she should so some t than that the their them then there these they this to us was we were "
            + "what when where which who whom whose why will with would you your"
        ).Split(' '),
        StringComparer.Ordinal
    );

    // Longest first. An ending comes off only when three letters stay.
    private static readonly string[] Endings =
    [
        "ations",
        "ation",
        "ingly",
        "ments",
        "edly",
        "ment",
        "ness",
        "ings",
        "ing",
        "ies",
        "ers",
        "ed",
        "er",
        "es",
        "ly",
        "s",
        "e",
    ];

    private static readonly ConcurrentDictionary<string, string> Stems = new(StringComparer.Ordinal);

    /// <summary>Every word of the text in order, stemmed, little words included.</summary>
    public static List<string> Of(string text)
    {
        var words = new List<string>((text.Length / 6) + 1);
        Add(text, words);
        return words;
    }

    /// <summary>The same, appended to what is there.</summary>
    public static void Add(string text, List<string> words)
    {
        var plain = Ascii.IsValid(text) ? text : Bare(text);
        var lookup = Stems.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> buffer = stackalloc char[Longest];
        for (var i = 0; i < plain.Length; )
        {
            if (!char.IsLetterOrDigit(plain[i]))
            {
                i++;
                continue;
            }

            var length = 0;
            for (; i < plain.Length && char.IsLetterOrDigit(plain[i]); i++)
            {
                if (length < Longest)
                {
                    buffer[length++] = char.ToLowerInvariant(plain[i]);
                }
            }

            var word = buffer[..length];
            if (lookup.TryGetValue(word, out var known))
            {
                words.Add(known);
                continue;
            }

            var stem = Stem(word);
            // The table only saves time; what is in it never changes an answer. It stops growing, so strange input cannot fill the memory.
            if (Stems.Count < KnownStems)
            {
                Stems.TryAdd(word.ToString(), stem);
            }
            words.Add(stem);
        }
    }

    /// <summary>
    /// What a query asks for: its distinct words, without the little ones unless it has no others.
    /// </summary>
    public static IReadOnlyList<string> Asked(string query, int most)
    {
        var all = Of(query).Distinct(StringComparer.Ordinal).ToList();
        var telling = all.Where(w => !IsLittle(w)).ToList();
        return [.. (telling.Count > 0 ? telling : all).Take(most)];
    }

    public static bool IsLittle(string word) => Little.Contains(word);

    private static string Stem(ReadOnlySpan<char> word)
    {
        if (word.ContainsAnyInRange('0', '9') || Little.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word))
        {
            return word.ToString();
        }
        foreach (var ending in Endings)
        {
            if (word.Length - ending.Length >= 3 && word.EndsWith(ending, StringComparison.Ordinal))
            {
                return word[..^ending.Length].ToString();
            }
        }

        return word.ToString();
    }

    private static string Bare(string text)
    {
        var split = Nfkc.Decomposed(text);
        var into = new StringBuilder(split.Length);
        foreach (var c in split)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                into.Append(c);
            }
        }

        return into.ToString();
    }
}
