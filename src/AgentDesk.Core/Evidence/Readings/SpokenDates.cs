using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentDesk.Core.Evidence.Readings;

/// <summary>A date as a text writes it. The year may be left open; a month alone has no day.</summary>
/// <param name="Other">The other reading of an all-digit date such as 5/6, with day and month exchanged; null when there is one reading
/// only.</param>
public sealed record SpokenDate(int Index, int Length, int? Year, int Month, int? Day, SpokenDate? Other = null)
{
    /// <summary>The first such day on or after the day on which it was said.</summary>
    public DateOnly? After(DateTimeOffset said)
    {
        if (Day is not { } day)
        {
            return null;
        }

        var from = DateOnly.FromDateTime(said.UtcDateTime);
        for (var year = Year ?? from.Year; year <= (Year ?? from.Year + 1); year++)
        {
            if (
                day <= DateTime.DaysInMonth(year, Month)
                && new DateOnly(year, Month, day) is var date
                && (Year is not null || date >= from)
            )
            {
                return date;
            }
        }

        return null;
    }

    public bool Is(DateOnly date) => Month == date.Month && (Day is null || Day == date.Day) && (Year is null || Year == date.Year);
}

/// <summary>
/// Dates in running text: 2026-05-21, 21 May, May 21st, 21. Mai is not, 21/05/2026, 21.05., 5/21. English month names and the ISO form.
/// </summary>
public static partial class SpokenDates
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    /// <summary>The dates of a text in order. A bare month counts where it cannot be another word ("in May", "mid-September").</summary>
    public static IReadOnlyList<SpokenDate> Find(string text)
    {
        var found = new List<SpokenDate>();
        AddListed(found, text);
        Add(found, Iso().Matches(text), m => Of(m, Int(m, "y"), Int(m, "m"), Int(m, "d")));
        Add(found, DayMonth().Matches(text), m => Of(m, Year(m), MonthOf(m.Groups["m"].Value), Int(m, "d")));
        Add(found, MonthDay().Matches(text), m => Of(m, Year(m), MonthOf(m.Groups["m"].Value), Int(m, "d")));
        Add(found, Digits().Matches(text), OfDigits);
        Add(found, MonthAlone().Matches(text), m => Of(m, Year(m), MonthOf(m.Groups["m"].Value), null));
        found.Sort((a, b) => a.Index.CompareTo(b.Index));
        return found;
    }

    /// <summary>Days of a month that are named without it, "on the 17th": the next such day after it was said.</summary>
    public static IReadOnlyList<DateOnly> BareDays(string text, DateTimeOffset said)
    {
        var days = new List<DateOnly>();
        var from = DateOnly.FromDateTime(said.UtcDateTime);
        foreach (Match m in DayAlone().Matches(text))
        {
            var day = Int(m, "d");
            for (var ahead = 0; ahead <= 2; ahead++)
            {
                var month = new DateOnly(from.Year, from.Month, 1).AddMonths(ahead);
                if (day < 1 || day > DateTime.DaysInMonth(month.Year, month.Month))
                {
                    continue;
                }
                if (new DateOnly(month.Year, month.Month, day) is var date && date >= from)
                {
                    days.Add(date);
                    break;
                }
            }
        }

        return days;
    }

    // "12 and 27 March", "March 3, 10 and 17": the month stands once and is every day's.
    private static void AddListed(List<SpokenDate> found, string text)
    {
        foreach (Match m in DaysMonth().Matches(text).Concat(MonthDays().Matches(text)))
        {
            var days = m.Groups["d"]
                .Captures.Select(c => (c.Index, c.Length, Day: int.Parse(c.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)))
                .ToList();
            if (days.Exists(d => d.Day is < 1 or > 31) || found.Exists(f => m.Index < f.Index + f.Length && f.Index < m.Index + m.Length))
            {
                continue;
            }

            // The first day of a list after its month, and the last before it, take the month's place in the text with them.
            var month = MonthOf(m.Groups["m"].Value);
            var isAfter = days[0].Index > m.Groups["m"].Index;
            for (var i = 0; i < days.Count; i++)
            {
                var from = isAfter && i == 0 ? m.Index : days[i].Index;
                var to = !isAfter && i == days.Count - 1 ? m.Index + m.Length : days[i].Index + days[i].Length;
                found.Add(new SpokenDate(from, to - from, Year(m), month, days[i].Day));
            }
        }
    }

    private static void Add(List<SpokenDate> found, MatchCollection matches, Func<Match, SpokenDate?> read)
    {
        foreach (Match m in matches)
        {
            if (found.Exists(f => m.Index < f.Index + f.Length && f.Index < m.Index + m.Length))
            {
                continue;
            }
            if (read(m) is { } date)
            {
                found.Add(date);
            }
        }
    }

    private static SpokenDate? Of(Match m, int? year, int month, int? day) =>
        month is >= 1 and <= 12 && day is null or (>= 1 and <= 31) ? new(m.Index, m.Length, year, month, day) : null;

    private static SpokenDate? OfDigits(Match m)
    {
        var (a, b) = (Int(m, "a"), Int(m, "b"));
        var year = Year(m) is { } y and < 100 ? 2000 + y : Year(m);
        var dayFirst = Of(m, year, b, a);
        var monthFirst = Of(m, year, a, b);
        return dayFirst is not null && monthFirst is not null ? dayFirst with { Other = monthFirst } : dayFirst ?? monthFirst;
    }

    private static int? Year(Match m) => m.Groups["y"].Success ? Int(m, "y") : null;

    private static int MonthOf(string name) => Array.FindIndex(Months, p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase)) + 1;

    private static int Int(Match m, string group) => int.Parse(m.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private const string MonthNames =
        "(?<m>jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?|dec(ember)?)";

    [GeneratedRegex(@"\b(?<y>20\d\d)-(?<m>[01]\d)-(?<d>[0-3]\d)(?!\d)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Iso();

    [GeneratedRegex(
        @"\b(?<d>[0-3]?\d)(st|nd|rd|th|\.)?(\s+of)?\s+" + MonthNames + @"\b\.?(,?\s+(?<y>20\d\d))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex DayMonth();

    private const string Between = @"(\s*,\s*(and\s+)?|\s+(and|or|to)\s+|\s*(&|–|-)\s*)(the\s+)?";

    [GeneratedRegex(
        @"(?<![\d.,/:-])(?<d>[0-3]?\d)(st|nd|rd|th)?("
            + Between
            + @"(?<d>[0-3]?\d)(st|nd|rd|th)?)+(\s+of)?\s+"
            + MonthNames
            + @"\b\.?(,?\s+(?<y>20\d\d))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex DaysMonth();

    [GeneratedRegex(
        @"\b"
            + MonthNames
            + @"\b\.?\s+(the\s+)?(?<d>[0-3]?\d)(st|nd|rd|th)?("
            + Between
            + @"(?<d>[0-3]?\d)(st|nd|rd|th)?\b(?![\d.:%]|\s*(%|minutes?|min|seats|users|days|weeks|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))+(,?\s+(?<y>20\d\d))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex MonthDays();

    [GeneratedRegex(
        @"\b" + MonthNames + @"\b\.?\s+(the\s+)?(?<d>[0-3]?\d)(st|nd|rd|th)?\b(?!\s?(%|\d|minutes?|min|seats|users))(,?\s+(?<y>20\d\d))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex MonthDay();

    [GeneratedRegex(
        @"(?<![\d./,-])(?<a>[0-3]?\d)(/(?<b>[0-3]?\d)(/(?<y>20\d\d|\d\d))?|\.(?<b>[01]\d)\.(?<y>20\d\d|\d\d)?)(?![\d/%])",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Digits();

    [GeneratedRegex(
        @"(?<=\b(in|for|into|around|towards|by|of|since|until|till|through|from|before|after|during|end of|early|late|mid|next|last|this)[\s-]+)"
            + MonthNames
            + @"\b(\s+(?<y>20\d\d))?|\b(?<m>january|february|april|june|july|august|september|october|november|december)\b(\s+(?<y>20\d\d))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex MonthAlone();

    [GeneratedRegex(
        @"\bthe (?<d>[0-3]?\d)(st|nd|rd|th)\b(?!\s+of\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex DayAlone();
}
