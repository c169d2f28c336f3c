namespace AgentDesk.Core.Playbooks;

/// <summary>
/// One person's working time: the playbook's hours, days and holidays, read in the person's own time zone. A clock that runs in it stands
/// still at night, on weekends and on holidays. Where a zone's clock is put forward, a working day begins or ends at the next time that
/// exists; where it is put back, at the outer of the two.
/// </summary>
public sealed class WorkClock
{
    // A playbook in which nobody ever works must not hang a scan.
    private const int FurthestDays = 3_700;

    private readonly WorkingHours _hours;
    private readonly HashSet<DateOnly> _holidays;

    /// <param name="person">Mail address, or null: then the playbook's own zone counts.</param>
    public WorkClock(WorkingHours hours, string? person)
    {
        (_hours, _holidays) = (hours, [.. hours.Holidays]);
        Zone = Find(person is { Length: > 0 } && hours.Zones.TryGetValue(person, out var own) ? own : hours.TimeZone);
    }

    /// <summary>The zone that the clock is read in. A name that this machine does not know counts as UTC.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>The calendar day there.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, Zone).DateTime);

    public bool IsWorkingDay(DateOnly day) => _hours.Days.Contains(day.DayOfWeek) && !_holidays.Contains(day);

    /// <summary>The first working day on or after this one.</summary>
    public DateOnly OnOrAfter(DateOnly day)
    {
        for (var n = 0; n < FurthestDays && !IsWorkingDay(day); n++)
        {
            day = day.AddDays(1);
        }
        return day;
    }

    /// <summary>
    /// When the action of a rule is due. What happens outside of working time counts from the next working time; `same day` is the end of
    /// that working day, `n business days` the end of the n-th after it, hours run in working time.
    /// </summary>
    public DateTimeOffset Due(DateTimeOffset from, TriggerRule rule) =>
        rule.Hours is { } hours ? After(from, TimeSpan.FromHours(hours)) : EndOf(from, rule.Days ?? 0);

    /// <summary>The end of the working day that is <paramref name="days"/> working days after the one of <paramref name="from"/>.</summary>
    public DateTimeOffset EndOf(DateTimeOffset from, int days)
    {
        var day = OnOrAfter(DayOf(from));
        if (from >= Period(day).End)
        {
            day = OnOrAfter(day.AddDays(1));
        }
        for (; days > 0; days--)
        {
            day = OnOrAfter(day.AddDays(1));
        }
        return Period(day).End;
    }

    /// <summary>The instant at which so much working time has gone by.</summary>
    public DateTimeOffset After(DateTimeOffset from, TimeSpan work)
    {
        var day = DayOf(from);
        for (var n = 0; n < FurthestDays; n++, day = day.AddDays(1))
        {
            if (!IsWorkingDay(day))
            {
                continue;
            }

            var (start, end) = Period(day);
            var begin = from > start ? from : start;
            if (begin >= end)
            {
                continue;
            }
            if (begin + work <= end)
            {
                return begin + work;
            }
            work -= end - begin;
        }

        return from + work;
    }

    /// <summary>The latest instant before which so much working time still lies until <paramref name="to"/>.</summary>
    public DateTimeOffset Before(DateTimeOffset to, TimeSpan work)
    {
        var day = DayOf(to);
        for (var n = 0; n < FurthestDays && work > TimeSpan.Zero; n++, day = day.AddDays(-1))
        {
            if (!IsWorkingDay(day))
            {
                continue;
            }

            var (start, end) = Period(day);
            var until = to < end ? to : end;
            if (until <= start)
            {
                continue;
            }
            if (until - work >= start)
            {
                return until - work;
            }
            work -= until - start;
        }

        return to;
    }

    /// <summary>The working time between two instants; zero when the second is not later.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var work = TimeSpan.Zero;
        if (to <= from)
        {
            return work;
        }

        for (var (day, last) = (DayOf(from), DayOf(to)); day <= last; day = day.AddDays(1))
        {
            if (!IsWorkingDay(day))
            {
                continue;
            }

            var (start, end) = Period(day);
            var (begin, until) = (from > start ? from : start, to < end ? to : end);
            if (until > begin)
            {
                work += until - begin;
            }
        }

        return work;
    }

    /// <summary>How much working time a whole working day has: what "a business day" of lateness means.</summary>
    public TimeSpan DayLength => _hours.End - _hours.Start;

    private (DateTimeOffset Start, DateTimeOffset End) Period(DateOnly day) =>
        (Instant(day.ToDateTime(_hours.Start), outer: true), Instant(day.ToDateTime(_hours.End), outer: false));

    private DateTimeOffset Instant(DateTime local, bool outer)
    {
        // A time that the clock leaps over begins when it has leapt.
        while (Zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = Zone.IsAmbiguousTime(local)
            ? Zone.GetAmbiguousTimeOffsets(local) is var both && outer
                ? both.Max()
                : both.Min()
            : Zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    private static TimeZoneInfo Find(string name) => TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
}
