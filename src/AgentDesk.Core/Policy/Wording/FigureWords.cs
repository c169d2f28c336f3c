using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentDesk.Core.Policy.Wording;

/// <summary>How numbers are written in digits and in English words.</summary>
internal static partial class FigureWords
{
    private static readonly string[] Small =
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];

    private static readonly string[] Tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    /// <summary>The text with every match blanked out, so that later patterns do not see it again.</summary>
    public static string Blank(string text, Regex pattern, Action<Match> each)
    {
        var rest = text.ToCharArray();
        foreach (Match m in pattern.Matches(text))
        {
            each(m);
            Array.Fill(rest, ' ', m.Index, m.Length);
        }

        return new string(rest);
    }

    /// <summary>
    /// What digits with separators can mean: 72,000 and 72.000 and 72 000; 10:30 and 10.30 are one instant; 1.250 means two things.
    /// </summary>
    public static IEnumerable<decimal> Readings(string digits)
    {
        var bare = digits
            .Replace(" ", "", StringComparison.Ordinal)
            .Replace("’", "", StringComparison.Ordinal)
            .Replace("'", "", StringComparison.Ordinal)
            .Replace("\u00a0", "", StringComparison.Ordinal);
        var seen = new HashSet<decimal>();
        foreach (
            var form in (string[])
                [
                    bare.Replace(",", "", StringComparison.Ordinal),
                    bare.Replace(".", "", StringComparison.Ordinal).Replace(',', '.'),
                    bare.Replace(':', '.'),
                ]
        )
        {
            if (decimal.TryParse(form, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
            {
                seen.Add(value);
            }
        }

        return seen;
    }

    /// <summary>The value of a number in words, "a hundred and fifty-six thousand", or null.</summary>
    public static decimal? Value(string words)
    {
        decimal total = 0,
            part = 0;
        var any = false;
        foreach (var word in words.ToLowerInvariant().Split([' ', '-', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Array.IndexOf(Small, word) is var small and >= 0)
            {
                part += small;
            }
            else if (Array.IndexOf(Tens, word) is var tens and > 1)
            {
                part += 10 * tens;
            }
            else if (word == "dozen")
            {
                part = Math.Max(part, 1) * 12;
            }
            else if (word == "hundred")
            {
                part = Math.Max(part, 1) * 100;
            }
            else if (word is "thousand" or "million")
            {
                total += Math.Max(part, 1) * (word == "thousand" ? 1_000 : 1_000_000);
                part = 0;
            }
            else if (word is "a" or "and")
            {
                continue;
            }
            else
            {
                return null;
            }

            any = true;
        }

        return any ? total + part : null;
    }

    private const string Unit =
        @"(?<unit>\s?%|[\s-]?((calendar |working |business )?days?|weeks?|wks?|months?|minutes?|mins?|hours?|hrs?|years?|yrs?|per ?cent|pct|percentage points?)\b)?";
    private const string Word =
        "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen";

    [GeneratedRegex(
        @"\b(?<d>[0-3]?\d)(st|nd|rd|th)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    public static partial Regex Ordinal();

    [GeneratedRegex(
        @"(?<n>\d{1,3}([,.\u00a0’']\d{3})+([.,]\d{1,2})?(?!\d)|\d{1,3}( \d{3})+(?!\d)|\d+([.,:]\d+)?)(?<scale>\s?(k|mn|m|bn|thousand|million|billion|grand)\b)?(?<half>\s?[ap]\.?m\b)?"
            + Unit,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    public static partial Regex Digits();

    [GeneratedRegex(
        @"\b((a|" + Word + @")[\s-]+(and\s+)?)*(" + Word + @")\b" + @"(?=" + Unit + ")",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    public static partial Regex Words();

    /// <summary>
    /// A part of a whole in words: "a third of", "by a quarter", "two thirds". A third party, a third try and a quarter of the year are
    /// none.
    /// </summary>
    [GeneratedRegex(
        @"\b(?<n>a|one|two|three|four)[\s-](?<of>third|quarter|fifth|sixth|eighth|tenth)s?\b(?=\s+(of\b(?!\s+(20\d\d|an?\s+hour|the\s+year))|less|more|lower|higher|fewer|faster|cheaper|off)\b)|(?<=\b(by|about|roughly|nearly|almost|around)\s)(?<n>a|one)[\s-](?<of>third|fifth|tenth)\b(?=\s*([.,;:!?)]|$))|\b(?<n>two)[\s-](?<of>third)s\b|(?<of>(?<=\b(by|in)\s)half\b(?!\s+an?\b)|half(?=\s+(of|the|their|our|your|its|as)\b))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    public static partial Regex Share();

    /// <summary>Lengths that have a word of their own: a fortnight, a couple of weeks.</summary>
    [GeneratedRegex(
        @"\bfortnights?\b|\bcouple of (?<unit>days|weeks|months|years|hours)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    public static partial Regex Length();
}
