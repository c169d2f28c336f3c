using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Engine.Asking.Naming;

/// <summary>Words of names and questions, compared without case, marks and possessive endings.</summary>
public static partial class NameWords
{
    /// <summary>What companies and deals are called beside their own name: such a word alone names none.</summary>
    public static readonly FrozenSet<string> Generic = FrozenSet.ToFrozenSet(
        (
            "the and for von van der das les group groups company companies corp corporation inc ltd limited llc plc gmbh bv holding holdings service services system systems partner partners supply supplies "
            + "stores store foods food products product building marine industrial medical hospital hospitals clinic clinics university institute council district school college trust partnership "
            + "international national global europe north south east west new old first deal expansion renewal pilot rollout licence license enterprise standard suite team teams phase users user seats sites site "
            + "depots branches yards shops vans fleet fuel charging security legal data price pricing margin trace tally the one two three four five six "
            + "mechanical electrical plumbing telecom utility field energy water gas power air heating cooling pipe drive bearing fasteners packaging chemical distribution wholesale haulage cereals creamery "
            + "logistics kommune gemeente municipality city county"
        ).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal
    );

    /// <summary>A word in the form in which names are compared.</summary>
    public static string Fold(string word)
    {
        var plain = word.Replace('’', '\'');
        if (plain.EndsWith("'s", StringComparison.OrdinalIgnoreCase))
        {
            plain = plain[..^2];
        }
        var into = new StringBuilder(plain.Length);
        foreach (var c in Nfkc.Decomposed(plain))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark || c == '\'')
            {
                continue;
            }
            into.Append(
                c switch
                {
                    'ø' or 'Ø' => 'o',
                    'ł' or 'Ł' => 'l',
                    'đ' or 'Đ' => 'd',
                    'æ' or 'Æ' => 'a',
                    'ß' => 's',
                    _ => char.ToLowerInvariant(c),
                }
            );
        }

        return into.ToString();
    }

    /// <summary>The words of a text with their places: letters, digits, inner apostrophes.</summary>
    public static IReadOnlyList<(string Word, string Folded, int Index)> Of(string text) =>
        [.. Word().Matches(text).Select(m => (m.Value, Fold(m.Value), m.Index)).Where(w => w.Item2.Length > 0)];

    /// <summary>How many letters differ, up to <paramref name="most"/>; more than that is `most + 1`.</summary>
    public static int Distance(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most)
        {
            return most + 1;
        }

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        var before = new int[row.Length];
        for (var i = 1; i <= a.Length; i++)
        {
            var above = row.ToArray();
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(above[j] + 1, row[j - 1] + 1), above[j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            before = above;
        }

        return row[^1];
    }

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(['’][\p{L}]+)*", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 20_000)]
    private static partial Regex Word();
}
