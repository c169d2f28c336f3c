using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;

namespace AgentDesk.Core.Policy.Wording;

/// <summary>
/// What a statement may name: the figures of its sources, the days on which they were written, the weekdays and "tomorrow" in them as days,
/// and the intervals that code computes from these.
/// </summary>
public sealed partial class AllowedFigures
{
    private readonly List<SpokenDate> _dates = [];
    private readonly HashSet<decimal> _numbers = [];
    private readonly HashSet<decimal> _times = [];
    private readonly HashSet<int> _intervals = [];
    private readonly HashSet<DateOnly> _starts = [];
    private readonly HashSet<decimal> _bare = [];
    private readonly HashSet<(decimal Value, string Unit)> _measured = [];
    private readonly HashSet<int> _workingDays = [];
    private readonly SortedSet<DateOnly> _instants = [];
    private readonly HashSet<string> _ids;
    private readonly HashSet<string> _people;
    private readonly DateTimeOffset _now;

    public AllowedFigures(DateTimeOffset now)
    {
        _now = now;
        _ids = new(StringComparer.OrdinalIgnoreCase);
        _people = new(StringComparer.OrdinalIgnoreCase);
        Day(DateOnly.FromDateTime(now.UtcDateTime));
    }

    private AllowedFigures(AllowedFigures other)
    {
        _now = other._now;
        _ids = other._ids;
        _people = other._people;
        _dates.AddRange(other._dates);
        _numbers.UnionWith(other._numbers);
        _times.UnionWith(other._times);
        _intervals.UnionWith(other._intervals);
        _starts.UnionWith(other._starts);
        _bare.UnionWith(other._bare);
        _measured.UnionWith(other._measured);
        _workingDays.UnionWith(other._workingDays);
        _instants.UnionWith(other._instants);
    }

    public AllowedFigures Copy() => new(this);

    /// <summary>A source: its title and text, its instant, and how long ago that is.</summary>
    public AllowedFigures Source(EvidenceItem item)
    {
        Words($"{item.Title}\n{item.Text}", item.At);
        return Instant(item.At);
    }

    public AllowedFigures Words(string text, DateTimeOffset said)
    {
        var figures = Figures.Of(text);
        foreach (var d in figures.Dates)
        {
            _dates.Add(d);
            if (d.Other is { } other)
            {
                _dates.Add(other);
            }
            if (d.After(said) is { } day)
            {
                Interval(day);
            }
        }

        foreach (var n in figures.Numbers)
        {
            if (n.Unit != "share")
            {
                _numbers.UnionWith(n.Values);
            }
            if (n.Unit.Length == 0)
            {
                _bare.UnionWith(n.Values);
            }
            foreach (var v in n.Values)
            {
                Measured(v, n.Unit);
            }
        }

        _numbers.UnionWith(figures.Ordinals.Select(o => (decimal)o));
        foreach (var day in SpokenDates.BareDays(text, said))
        {
            Day(day);
        }
        foreach (var day in Weekdays(text, said))
        {
            Day(day);
        }
        _starts.UnionWith(SpokenPeriods.Of(text, said));
        return this;
    }

    public AllowedFigures Instant(DateTimeOffset at)
    {
        Day(DateOnly.FromDateTime(at.UtcDateTime));
        _intervals.Add(Math.Abs((int)Math.Floor((_now - at).TotalDays)));
        _times.Add(at.Hour + (at.Minute / 100m));
        _instants.Add(DateOnly.FromDateTime(at.UtcDateTime));
        return this;
    }

    public AllowedFigures Day(DateOnly day)
    {
        _dates.Add(new SpokenDate(0, 0, day.Year, day.Month, day.Day));
        _numbers.Add(day.Year);
        Interval(day);
        return this;
    }

    /// <summary>The id of a record or of a piece of evidence: its digits are no figure.</summary>
    public AllowedFigures Id(string name)
    {
        _ids.Add(name);
        if (name.IndexOf(':', StringComparison.Ordinal) is var colon and > 0)
        {
            _ids.Add(name[(colon + 1)..]);
        }
        return this;
    }

    public bool IsId(string word) => _ids.Contains(word);

    /// <summary>Somebody's name: digits of it ("Pat 14") are no figure.</summary>
    public AllowedFigures Person(string name)
    {
        if (name.Any(char.IsAsciiDigit) && name.Any(char.IsLetter))
        {
            _people.Add(name.Trim());
        }
        return this;
    }

    /// <summary>The text with blanks where such names stand.</summary>
    public string WithoutPeople(string text)
    {
        foreach (var name in _people.OrderByDescending(n => n.Length))
        {
            for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; )
            {
                var end = at + name.Length;
                if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
                {
                    text = $"{text[..at]}{new string(' ', name.Length)}{text[end..]}";
                }
                at = text.IndexOf(name, end, StringComparison.OrdinalIgnoreCase);
            }
        }

        return text;
    }

    /// <summary>A count that code made.</summary>
    public AllowedFigures Number(int value)
    {
        _numbers.Add(value);
        return this;
    }

    /// <summary>A field of the record that is a number and nothing else: what it counts is said by its name.</summary>
    public AllowedFigures Field(string text)
    {
        if (
            decimal.TryParse(
                text.Trim(),
                System.Globalization.NumberStyles.Number,
                System.Globalization.CultureInfo.InvariantCulture,
                out var value
            )
        )
        {
            foreach (var unit in (string[])["day", "week", "month", "year", "hour", "minute", "percent"])
            {
                _measured.Add((value, unit));
            }
        }
        return this;
    }

    /// <summary>A length of time that code computed: it may be told in days, weeks or months, and not as anything else.</summary>
    public AllowedFigures Days(int days)
    {
        _intervals.Add(days);
        return this;
    }

    /// <summary>
    /// Whether a day to come stands in the sources or follows from them: it is named, it is the day on which a named month, quarter or
    /// season or a named length of time begins or ends, or the working day next to one of these.
    /// </summary>
    public bool Implies(DateOnly day)
    {
        for (var from = day; from >= day.AddDays(-3); from = from.AddDays(-1))
        {
            if (_starts.Contains(from) || Has(new SpokenDate(0, 0, from.Year, from.Month, from.Day)))
            {
                return true;
            }

            // Only days off lie between what is named and the day: 12 June for a Friday the 11th, Monday for a weekend.
            if (from != day && from.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                return false;
            }
        }

        return false;
    }

    public bool Has(SpokenDate date) => _dates.Exists(d => Fits(date, d) || (date.Other is { } other && Fits(other, d)));

    /// <summary>
    /// Whether the sources have the number, with what it counts: thirty percent is not borne by thirty days. In digits a length of time is
    /// borne also by a number that counts nothing (a table's).
    /// </summary>
    public bool Has(Figure figure) =>
        figure.Unit switch
        {
            "" => figure.Values.Any(v => _numbers.Contains(v) || (figure.IsTime && _times.Contains(v))),
            "percent" => figure.Values.Any(v => HasShare(v / 100)),
            "share" => figure.Values.Any(HasShare),
            var unit => figure.Values.Any(v =>
                _measured.Contains((v, unit))
                || (char.IsAsciiDigit(figure.Text[0]) && _bare.Contains(v))
                || (v == decimal.Floor(v) && IsInterval((int)Math.Min(v, int.MaxValue), unit))
            ),
        };

    // A third is 33%, 33.3% or 0.33.
    private bool HasShare(decimal share) =>
        _measured.Any(m =>
            m.Unit == "percent"
                ? Math.Abs((m.Value / 100) - share) <= Rounding(share)
                : m.Unit == "share" && Math.Abs(m.Value - share) <= Rounding(share)
        );

    // Said exactly it must stand exactly; a third or two thirds never do.
    private static decimal Rounding(decimal share) => share * 100 == decimal.Floor(share * 100) ? 0.0004m : 0.006m;

    // Two weeks are 14 days, whichever the source says.
    private void Measured(decimal value, string unit)
    {
        if (unit.Length == 0)
        {
            return;
        }

        _measured.Add((value, unit));
        (decimal Value, string Unit)[] same = unit switch
        {
            "week" => [(value * 7, "day"), (value / 4, "month")],
            "day" => [(value / 7, "week"), (value * 24, "hour"), (value / 30, "month")],
            "month" => [(value / 12, "year"), (value * 30, "day"), (value * 4, "week")],
            "year" => [(value * 12, "month")],
            "hour" => [(value / 24, "day"), (value * 60, "minute")],
            "minute" => [(value / 60, "hour")],
            _ => [],
        };
        _measured.UnionWith(same);
    }

    public bool HasOrdinal(int day) => _dates.Exists(d => d.Day == day) || _numbers.Contains(day);

    private bool IsInterval(int value, string unit) =>
        unit switch
        {
            "week" => _intervals.Any(d => (int)Math.Round(d / 7.0, MidpointRounding.AwayFromZero) == value || d / 7 == value),
            "month" => _intervals.Any(d => (int)Math.Round(d / 30.4, MidpointRounding.AwayFromZero) == value),
            "day" => _intervals.Contains(value)
                || _workingDays.Contains(value)
                || _instants.Zip(_instants.Skip(1), (a, b) => b.DayNumber - a.DayNumber).Contains(value),
            "year" => _intervals.Any(d => (int)Math.Round(d / 365.0, MidpointRounding.AwayFromZero) == value),
            _ => false,
        };

    // What is said may be vaguer than its source (May for 21 May), never more exact.
    private static bool Fits(SpokenDate said, SpokenDate source) =>
        said.Month == source.Month
        && (said.Day is null || said.Day == source.Day)
        && (said.Year is null || source.Year is null || said.Year == source.Year);

    private void Interval(DateOnly day)
    {
        var today = DateOnly.FromDateTime(_now.UtcDateTime);
        var days = Math.Abs(today.DayNumber - day.DayNumber);
        _intervals.Add(days);

        // "Three working days" to a deadline; nobody counts a year so.
        if (days > 60)
        {
            return;
        }
        var first = day < today ? day : today;
        _workingDays.Add(Enumerable.Range(1, days).Count(i => first.AddDays(i).DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)));
    }

    private static IEnumerable<DateOnly> Weekdays(string text, DateTimeOffset said)
    {
        var on = DateOnly.FromDateTime(said.UtcDateTime);
        foreach (var word in Weekday().Matches(text).Select(m => m.Value))
        {
            if (word.StartsWith("tom", StringComparison.OrdinalIgnoreCase))
            {
                yield return on.AddDays(1);
            }
            else if (word.StartsWith("yes", StringComparison.OrdinalIgnoreCase))
            {
                yield return on.AddDays(-1);
            }
            else if (Enum.TryParse<DayOfWeek>(word, ignoreCase: true, out var weekday))
            {
                var ahead = ((int)weekday - (int)on.DayOfWeek + 7) % 7;
                yield return on.AddDays(ahead);
                yield return on.AddDays(ahead + 7);
                yield return on.AddDays(ahead - 7);
            }
        }
    }

    [GeneratedRegex(
        @"\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|yesterday)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Weekday();
}
