using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Core.Evidence.Readings;

namespace AgentDesk.Core.Policy.Wording;

/// <summary>Numbers, dates and names of a text that stand nowhere they may come from, and weekdays that do not fit their date.</summary>
internal static partial class StrayFigures
{
    /// <summary>What of a text stands in no source, each once, in the words of a finding.</summary>
    /// <param name="allowed">What it may name.</param>
    /// <param name="unknownNames">The names in it that nobody bears.</param>
    public static IEnumerable<Finding> In(
        string text,
        AllowedFigures allowed,
        IReadOnlyList<string> unknownNames,
        DateTimeOffset now,
        Func<string, Finding> fail
    )
    {
        var plain = Ids().Replace(ListNumber().Replace(text, " "), m => allowed.IsId(m.Value) ? new string(' ', m.Length) : m.Value);
        plain = allowed.WithoutPeople(plain);
        var figures = Figures.Of(plain);
        var missing = new List<string>();
        missing.AddRange(figures.Dates.Where(d => !allowed.Has(d)).Select(d => $"the date {Shown(plain, d)}"));
        missing.AddRange(figures.Dates.Select(d => WrongWeekday(plain, d, now)).OfType<string>());
        missing.AddRange(
            figures.Ordinals.Where(o => !allowed.HasOrdinal(o)).Select(o => string.Create(CultureInfo.InvariantCulture, $"the day {o}"))
        );
        missing.AddRange(figures.Numbers.Where(n => !IsTolerated(n) && !allowed.Has(n)).Select(n => $"the figure {n.Text}"));
        missing.AddRange(unknownNames.Select(n => $"the name {n}"));
        return missing.Distinct(StringComparer.Ordinal).Select(fail);
    }

    // Of "9 and 14 March" the text has only the 14 by itself.
    private static string Shown(string text, SpokenDate date)
    {
        var written = text.Substring(date.Index, date.Length).Trim(' ', '.', ',');
        return written.Length > 2
            ? written
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{date.Day} {CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(date.Month)}"
            );
    }

    // One to twelve in words are as often idiom ("one more thing") as figure.
    private static bool IsTolerated(Figure figure) =>
        !char.IsAsciiDigit(figure.Text[0]) && figure.Values is [<= 12] && figure.Unit.Length == 0;

    private static string? WrongWeekday(string text, SpokenDate date, DateTimeOffset now)
    {
        if (
            date.Day is not { } day
            || WeekdayBefore().Match(text[..date.Index]) is not { Success: true } m
            || !Enum.TryParse<DayOfWeek>(m.Groups["w"].Value, ignoreCase: true, out var weekday)
        )
        {
            return null;
        }

        var years = date.Year is { } known ? [known] : new[] { now.Year - 1, now.Year, now.Year + 1 };
        var fits = years
            .Where(y => day <= DateTime.DaysInMonth(y, date.Month))
            .Select(y => new DateOnly(y, date.Month, day))
            .MinBy(d => Math.Abs(d.DayNumber - DateOnly.FromDateTime(now.UtcDateTime).DayNumber));
        return fits.DayOfWeek == weekday
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"the weekday {weekday} for {fits:yyyy-MM-dd} (a {fits.DayOfWeek})");
    }

    // TR-2032, AAMkTW1013, mail:M2: letters and digits in one word.
    [GeneratedRegex(
        @"(?<![\w-])([a-z]+:)?(?=[\w./#@-]*[a-z])(?=[\w./#@-]*\d)[\w][\w./#@-]*\w",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Ids();

    [GeneratedRegex(@"(?m)^\s*\d{1,2}[.)](?=\s)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex ListNumber();

    [GeneratedRegex(
        @"\b(?<w>(mon|tues|wednes|thurs|fri|satur|sun)day),?\s+(the\s+)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex WeekdayBefore();
}
