using System.Text.RegularExpressions;

namespace AgentDesk.Core.Policy.Wording;

/// <summary>
/// How names are written: capitalised, in any script that has capitals, with capitals inside (McKay, GmbH, PostNL), an apostrophe (O'Hara,
/// L'Oréal) or a hyphen (Jean-Luc, Saint-Gobain). A word of capitals alone (SOC, AG) is no name here: acronyms and initials look the same.
/// </summary>
internal static partial class NameForms
{
    /// <summary>The words of a text as they are compared.</summary>
    public static IEnumerable<string> WordsOf(string text) => Word().Matches(text).Select(m => Stem(m.Value));

    /// <summary>
    /// Names that follow each other, "Anna McKay" or "Brückner Metallbau GmbH", and those that a hyphen joins, "Jean-Luc", each with where
    /// it begins. What is no name parts them.
    /// </summary>
    public static IEnumerable<(int Index, string Text, IReadOnlyList<string> Words)> Series(string text) =>
        Spaced()
            .Matches(text)
            .SelectMany(PartsOf)
            .Concat(Hyphened().Matches(text).SelectMany(PartsOf).Where(s => !s.Words.Any(w => Joint().IsMatch(w))));

    /// <summary>
    /// Single names of three letters and more inside a sentence, after a colon unless a sentence begins there, or alone on their line, as a
    /// signature stands.
    /// </summary>
    public static IEnumerable<string> Single(string text) =>
        Inside().Matches(text).Select(m => m.Groups["w"].Value).Where(IsName).Select(Stem).Where(w => w.Length > 2);

    /// <summary>GmbH, Ltd, SpA: says what kind of company it is, and names none.</summary>
    public static bool IsLegalForm(string word) => LegalForm().IsMatch(word);

    // Composed letters, plain apostrophes, and neither genitive nor verb at the end: "Ada's" and "Ada’ll" are "Ada".
    private static string Stem(string word)
    {
        var plain = word.Normalize().Replace('’', '\'');
        return Ending().Match(plain) is { Success: true } end ? plain[..end.Index] : plain;
    }

    private static IEnumerable<(int Index, string Text, IReadOnlyList<string> Words)> PartsOf(Match run)
    {
        var part = new List<Match>();
        foreach (Match word in Word().Matches(run.Value))
        {
            if (IsName(word.Value))
            {
                part.Add(word);
                continue;
            }

            if (part.Count > 1)
            {
                yield return Of(run, part);
            }
            part = [];
        }

        if (part.Count > 1)
        {
            yield return Of(run, part);
        }
    }

    private static (int Index, string Text, IReadOnlyList<string> Words) Of(Match run, List<Match> part)
    {
        var (from, to) = (part[0].Index, part[^1].Index + part[^1].Length);
        return (run.Index + from, run.Value[from..to], [.. part.Select(w => Stem(w.Value))]);
    }

    // A capital first and a small letter somewhere. DPAs is the plural of an acronym, SaaS and LinkedIn are words of trade.
    private static bool IsName(string word) =>
        char.IsUpper(word[0]) && Stem(word) is var stem && stem.Any(char.IsLower) && !NoName().IsMatch(stem);

    private const string Capitalised = @"\p{Lu}[\p{L}\p{M}]*(['’]\p{L}[\p{L}\p{M}]*)*";

    [GeneratedRegex(@"\p{L}[\p{L}\p{M}]*(['’]\p{L}[\p{L}\p{M}]*)*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"(?<![\p{L}\p{M}'’])" + Capitalised + @"(['’]?[ \u00a0]" + Capitalised + ")+",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Spaced();

    [GeneratedRegex(
        @"(?<![\p{L}\p{M}'’])" + Capitalised + @"([\u2010\u2011-]" + Capitalised + ")+",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Hyphened();

    [GeneratedRegex(
        @"((?<=[\p{Ll}\p{M},;][ \u00a0])(?<w>(?>"
            + Capitalised
            + @"))|(?<=:[ \u00a0])(?<w>(?>"
            + Capitalised
            + @"))(?![ \u00a0]\p{Ll})|(?<=[\p{Ll}\p{M},;:]\r?\n)(?<w>(?>"
            + Capitalised
            + @"))(?=\s*(\n|$)))",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Inside();

    [GeneratedRegex(
        @"('(s|ll|ve|re|d|m)|n't)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Ending();

    [GeneratedRegex(
        @"^(\p{Lu}+s|[SPI]aaS|PoCs?|DevOps|LinkedIn|SharePoint|PowerPoint|OneDrive|WhatsApp|GitHub|YouTube|OAuth|PhD)$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex NoName();

    // Kick-Off, Go-Live, Non-Disclosure.
    [GeneratedRegex(
        @"^(up|off|in|on|out|over|down|back|live|end|by|to|non|pre|post|multi|sub|anti|co|re|self|cross)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Joint();

    // Those that are written in capitals alone (AG, SE, B.V.) are no names anyhow.
    [GeneratedRegex(
        @"^(gmbh|mbh|kgaa|ltd|limited|plc|llc|llp|inc|incorporated|corp|corporation|co|company|spa|srl|snc|sarl|sas|ltda|lda|oyj|oy|aps|kft|zrt|nyrt|pty|pte|bhd|sdn|pvt)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex LegalForm();
}
