using System.Text.RegularExpressions;

namespace AgentDesk.Adapters.Models.Embedded.Cues;

/// <summary>
/// Turns a sentence into normalised words: lower case, numbers as `#`, names as `@`, contractions spelled out, endings cut.
/// </summary>
internal static partial class Words
{
    [GeneratedRegex(@"\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*|\d[\d.,:]*|[?!]", RegexOptions.CultureInvariant, 20_000)]
    private static partial Regex Token();

    public static IReadOnlyList<string> Of(string sentence)
    {
        var words = new List<string>();
        var first = true;
        foreach (var raw in Token().Matches(sentence).Select(m => m.Value))
        {
            if (char.IsDigit(raw[0]))
            {
                words.Add("#");
                first = false;
                continue;
            }

            if (raw is "?" or "!")
            {
                if (raw == "?")
                {
                    words.Add("?");
                }
                first = true;
                continue;
            }

            // A capital inside a sentence is a name unless the whole word is an acronym (SOC, PO, CFO): names must carry no weight.
            var acronym = raw.Length is >= 2 and <= 6 && raw.All(char.IsUpper);
            if (
                !first
                && char.IsUpper(raw[0])
                && !acronym
                && raw.Length > 1
                && !raw.StartsWith("I'", StringComparison.Ordinal)
                && !Lexicon.IsKnown(raw.ToLowerInvariant())
            )
            {
                if (words.Count == 0 || words[^1] != "@")
                {
                    words.Add("@");
                }
                continue;
            }

            first = false;
            Spell(raw.ToLowerInvariant().Replace('’', '\''), words);
        }

        return words;
    }

    private static void Spell(string word, List<string> into)
    {
        var cut = word.IndexOf('\'', StringComparison.Ordinal);
        if (cut < 0)
        {
            if (word == "cannot")
            {
                into.AddRange(["can", "not"]);
            }
            else
            {
                into.Add(Stem(word));
            }
            return;
        }

        var (head, tail) = (word[..cut], word[(cut + 1)..]);
        if (tail == "t" && head.EndsWith('n'))
        {
            into.Add(
                head switch
                {
                    "won" => "will",
                    "can" => "can",
                    "shan" => "will",
                    _ => head[..^1],
                }
            );
            into.Add("not");
            return;
        }

        into.Add(Stem(head));
        switch (tail)
        {
            case "ll":
                into.Add("will");
                break;
            case "ve":
                into.Add("have");
                break;
            case "re" or "m":
                into.Add("be");
                break;
            case "d":
                into.Add("would");
                break;
            default:
                break;
        }
    }

    /// <summary>A light stemmer: plural, past and -ing endings; enough to join "sign", "signs", "signed", "signing".</summary>
    public static string Stem(string w)
    {
        switch (w)
        {
            case "is" or "are" or "was" or "were" or "been" or "am":
                return "be";
            case "has" or "had":
                return "have";
            case "does" or "did" or "done":
                return w == "done" ? "done" : "do";
            case "goes" or "went" or "gone":
                return w == "gone" ? "gone" : "go";
            case "sent":
                return "send";
            case "said" or "says":
                return "say";
            case "left":
                return "left";
            case "this" or "his" or "us" or "its" or "yes" or "as" or "thus" or "plus":
                return w;
            default:
                break;
        }

        if (w.Length > 4 && w.EndsWith("ies", StringComparison.Ordinal))
        {
            return w[..^3] + "y";
        }
        if (
            w.Length > 3
            && w.EndsWith('s')
            && !w.EndsWith("ss", StringComparison.Ordinal)
            && !w.EndsWith("us", StringComparison.Ordinal)
            && !w.EndsWith("is", StringComparison.Ordinal)
        )
        {
            w =
                w.EndsWith("sses", StringComparison.Ordinal)
                || w.EndsWith("ches", StringComparison.Ordinal)
                || w.EndsWith("shes", StringComparison.Ordinal)
                    ? w[..^2]
                    : w[..^1];
        }

        if (w.Length > 5 && w.EndsWith("ing", StringComparison.Ordinal))
        {
            return Undouble(w[..^3]);
        }
        if (w.Length > 4 && w.EndsWith("ied", StringComparison.Ordinal))
        {
            return w[..^3] + "y";
        }
        if (w.Length > 4 && w.EndsWith("ed", StringComparison.Ordinal))
        {
            return Undouble(w[..^2]);
        }
        if (w.Length > 4 && w.EndsWith('e'))
        {
            return w[..^1];
        }
        return w;
    }

    private static string Undouble(string w)
    {
        var doubled = w.Length > 3 && w[^1] == w[^2] && w[^1] is not ('l' or 's' or 'z');
        return doubled || (w.Length > 4 && w.EndsWith('e')) ? w[..^1] : w;
    }
}
