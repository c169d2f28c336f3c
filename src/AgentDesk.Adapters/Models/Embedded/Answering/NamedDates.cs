using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Evidence.Readings;

namespace AgentDesk.Adapters.Models.Embedded.Answering;

/// <summary>A day that the buyer named for going on, with the words that name it.</summary>
/// <param name="IsExact">The words name the day itself; else they name a month, a part of one or a length of time, and the day is the first
/// that fits.</param>
/// <param name="Month">The last month that the words name, for a record that needs a day of its own.</param>
internal sealed record NamedDate(DateOnly Day, bool IsExact, DateOnly Month, Statement Said);

/// <summary>
/// Finds the day for which a buyer asks us to wait: a day by which something is due goes first, since after it the chance is gone; else the
/// last that they name.
/// </summary>
internal static partial class NamedDates
{
    private const int Horizon = 400;
    private const int Soonest = 3;
    private const int Turns = 5;

    [GeneratedRegex(
        @"\b(?:due|deadline|cut-?off|hand(?:ed)? in|submit(?:ted)?|closes?|no later than)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex Due();

    // What no longer holds, what is asked of us not to do, and what hangs on an "if" is no day to wait for.
    [GeneratedRegex(
        @"\bno longer\b|\bnot before (?!\w+ \d)|\b(?:do not|don't|please don't|cancel\w*|won't be|will not be|can't make|cannot make)\b|^\W*if\b|\bin (?:19|20)\d\d\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex Void();

    [GeneratedRegex(
        @"\b(?<part>first|second|third|fourth|last|end|late|mid|middle|early|start|beginning)\b[\s-]*(?:(?:week(?:end)?|days?|half|part) )?(?:of |in )?(?:the )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex Part();

    // A month alone is a day to wait for only where the sentence looks ahead and puts something into it.
    [GeneratedRegex(
        @"\b(?:will|'ll|shall|until|till|not before|after|moved|moves|postponed|starts?|begins?|opens?|settles?|decides?|meets?|due|earliest|back|again|ready|expect\w*|planned)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex Ahead();

    [GeneratedRegex(
        @"\b(?:in|by|until|till|after|before|from|of|around|for|mid|early|late|next)[\s-]+(?:the )?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex IntoIt();

    [GeneratedRegex(@"\bafter\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 20_000)]
    private static partial Regex After();

    public static NamedDate? Of(Diagnosis d, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var named = d
            .Statements.Where(s =>
                s.IsBuyers
                && s.Turn <= Turns
                && s.Source.Kind is "mail" or "call"
                && s.IsBuyers
                && !Void().IsMatch(s.Sentence.Replace('’', '\''))
            )
            .SelectMany(s => In(s).Where(n => n.Day >= today.AddDays(Soonest) && n.Day <= today.AddDays(Horizon)))
            .ToList();
        return named.Where(n => n.IsExact && Due().IsMatch(n.Said.Sentence)).OrderBy(n => n.Day).FirstOrDefault()
            ?? named.OrderByDescending(n => n.Day).ThenBy(n => n.Said.Turn).FirstOrDefault();
    }

    private static IEnumerable<NamedDate> In(Statement s)
    {
        var dates = SpokenDates
            .Find(s.Sentence)
            .Select(x => (Date: x, Day: x.After(s.Source.At) ?? MonthOf(s, x)))
            .Where(x => x.Day is not null)
            .Select(x => (x.Date, Day: x.Day!.Value))
            .ToList();
        var month = dates.Count > 0 ? dates.Max(x => new DateOnly(x.Day.Year, x.Day.Month, 1)) : (DateOnly?)null;
        foreach (var (date, day) in dates)
        {
            yield return new NamedDate(day, date.Day is not null, month!.Value, s);
        }
        foreach (var day in SpokenDates.BareDays(s.Sentence, s.Source.At))
        {
            yield return new NamedDate(day, true, new DateOnly(day.Year, day.Month, 1), s);
        }
    }

    private static DateOnly? MonthOf(Statement s, SpokenDate date)
    {
        var said = DateOnly.FromDateTime(s.Source.At.UtcDateTime);
        var year = date.Year ?? (date.Month >= said.Month ? said.Year : said.Year + 1);
        var first = new DateOnly(year, date.Month, 1);
        var before = s.Sentence[..date.Index];
        if (!IntoIt().IsMatch(before) || !Ahead().IsMatch(s.Sentence.Replace('’', '\'')))
        {
            return null;
        }
        if (After().IsMatch(before))
        {
            return WorkingDays.OnOrAfter(first.AddMonths(1));
        }

        var day = Part().Match(before) is { Success: true } m
            ? m.Groups["part"].Value.ToLowerInvariant() switch
            {
                "second" => 8,
                "mid" or "middle" or "third" => 15,
                "late" or "fourth" => 22,
                "end" or "last" => DateTime.DaysInMonth(year, date.Month),
                "first" => WeekEnd().IsMatch(before) ? 7 : 1,
                _ => 1,
            }
            : 1;
        return WorkingDays.OnOrAfter(new DateOnly(year, date.Month, day));
    }

    [GeneratedRegex(@"\bweekend\b[^.]{0,10}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 20_000)]
    private static partial Regex WeekEnd();

    /// <summary>The day as a record holds it.</summary>
    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
