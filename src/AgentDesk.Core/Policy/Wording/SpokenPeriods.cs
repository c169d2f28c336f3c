using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Core.Evidence.Readings;

namespace AgentDesk.Core.Policy.Wording;

/// <summary>
/// Stretches of time that a text names, as the day on which each begins: a month, a quarter, a season, "next year", "in six weeks". "Mid"
/// and "end of" name their own day.
/// </summary>
public static partial class SpokenPeriods
{
    public static IEnumerable<DateOnly> Of(string text, DateTimeOffset said)
    {
        var on = DateOnly.FromDateTime(said.UtcDateTime);
        foreach (var month in SpokenDates.Find(text).Where(d => d.Day is null))
        {
            var year = month.Year ?? (month.Month >= on.Month ? on.Year : on.Year + 1);
            foreach (var day in Parts(text[..month.Index], new DateOnly(year, month.Month, 1), 1))
            {
                yield return day;
            }
        }

        foreach (Match m in Quarter().Matches(text))
        {
            var number = m.Groups["q"].Success
                ? m.Groups["q"].Value[0] - '0'
                : 1 + Array.IndexOf(["first", "second", "third", "fourth"], m.Groups["nth"].Value.ToLowerInvariant());
            var year =
                m.Groups["y"].Success ? int.Parse(m.Groups["y"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
                : number >= ((on.Month + 2) / 3) ? on.Year
                : on.Year + 1;
            foreach (var day in Parts(text[..m.Index], new DateOnly(year, (number * 3) - 2, 1), 3))
            {
                yield return day;
            }
        }

        foreach (Match m in Season().Matches(text))
        {
            var first = m.Groups["s"].Value.ToLowerInvariant() switch
            {
                "spring" => 3,
                "summer" => 6,
                "winter" => 12,
                _ => 9,
            };
            var start = new DateOnly(on.Year, first, 1);
            foreach (var day in Parts(text[..m.Groups["s"].Index], start.AddMonths(3) <= on ? start.AddYears(1) : start, 3))
            {
                yield return day;
            }
        }

        foreach (var word in Next().Matches(text).Select(m => m.Groups["p"].Value.ToLowerInvariant()))
        {
            yield return word switch
            {
                "week" => on.AddDays(8 - (on.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)on.DayOfWeek)),
                "month" => new DateOnly(on.Year, on.Month, 1).AddMonths(1),
                "quarter" => new DateOnly(on.Year, (((on.Month - 1) / 3) * 3) + 1, 1).AddMonths(3),
                _ => new DateOnly(on.Year + 1, 1, 1),
            };
        }

        foreach (Match m in Length().Matches(text))
        {
            if (
                !(
                    int.TryParse(m.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                    || (FigureWords.Value(m.Groups["n"].Value) is { } words && (count = (int)words) > 0)
                )
                || count > 400
            )
            {
                continue;
            }
            yield return char.ToLowerInvariant(m.Groups["u"].Value[0]) switch
            {
                'd' => on.AddDays(count),
                'w' => on.AddDays(7 * count),
                _ => on.AddMonths(count),
            };
        }
    }

    private static IEnumerable<DateOnly> Parts(string before, DateOnly start, int months)
    {
        yield return start;
        switch (Part().Match(before).Groups["part"].Value.ToLowerInvariant())
        {
            case "mid" or "middle":
                yield return months == 1 ? start.AddDays(14) : start.AddMonths(1).AddDays(14);
                break;
            case "late":
                yield return start.AddMonths(months).AddDays(-10);
                break;
            case "end":
                yield return start.AddMonths(months).AddDays(-1);
                break;
            case "after":
                yield return start.AddMonths(months);
                break;
        }
    }

    [GeneratedRegex(
        @"\bQ(?<q>[1-4])\b([\s/-]*(?<y>20\d\d))?|\b(?<nth>first|second|third|fourth) quarter\b(\s+(of\s+)?(?<y>20\d\d))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Quarter();

    [GeneratedRegex(
        @"\b((in|by|until|till|after|before|over|this|next|early|late|mid|of|for)[\s-]+(the\s+)?(?<s>spring|summer|autumn|fall|winter)|the\s+(?<s>autumn|summer|winter))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Season();

    [GeneratedRegex(
        @"\b(next|the new|the coming) (?<p>week|month|quarter|year)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Next();

    [GeneratedRegex(
        @"\b(in|for|another|within)\s+(about\s+)?(?<n>\d{1,3}|[a-z]+(-[a-z]+)?)\s+(?<u>days?|weeks?|months?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Length();

    [GeneratedRegex(
        @"\b(?<part>mid|middle|late|end|after)\b[\s-]*(of[\s-]+)?(the[\s-]+)?(this |next )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Part();
}
