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
        var nfkc = IsPlain(text) ? text : text.Normalize(NormalizationForm.FormKC);
        var from = Dirty(nfkc);
        if (from < 0) { return nfkc; }

        var into = new StringBuilder(nfkc.Length);
        var gap = false;
        foreach (var c in nfkc)
        {
            if (char.IsWhiteSpace(c))
            {
                gap = true;
                continue;
            }

            if (gap && into.Length > 0) { into.Append(' '); }
            gap = false;
            into.Append(c);
        }

        return into.ToString();
    }

    /// <summary>Whether <paramref name="quote"/> stands in <paramref name="source"/>. An empty quote stands nowhere.</summary>
    public static bool Stands(string quote, string source)
    {
        var needle = Normalize(quote);
        return needle.Length > 0 && Normalize(source).Contains(needle, StringComparison.Ordinal);
    }

    private static bool IsPlain(string text) => Ascii.IsValid(text) || text.IsNormalized(NormalizationForm.FormKC);

    /// <summary>The first place where white space is not one single inner blank, or -1.</summary>
    private static int Dirty(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsWhiteSpace(text[i])) { continue; }
            if (text[i] != ' ' || i == 0 || i == text.Length - 1 || char.IsWhiteSpace(text[i + 1])) { return i; }
        }

        return -1;
    }
}
