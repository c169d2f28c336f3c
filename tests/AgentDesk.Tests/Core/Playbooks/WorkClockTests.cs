using AgentDesk.Core.Playbooks;
using FsCheck;
using FsCheck.Fluent;

namespace AgentDesk.Tests.Core.Playbooks;

public sealed class WorkClockTests
{
    private static readonly WorkingHours London = WorkingHours.Default with
    {
        TimeZone = "Europe/London",
        Holidays = [new DateOnly(2026, 4, 3), new DateOnly(2026, 4, 6)],
        Zones = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["dev@seller.example"] = "America/Chicago" },
    };

    public static TheoryData<string, string, string> SameDay =>
        new()
        {
            // In summer time the London day ends at 16:00 UTC, in winter at 17:00.
            { "2026-06-10T09:00:00Z", "2026-06-10T16:00:00Z", "within the working day" },
            { "2026-01-14T09:30:00Z", "2026-01-14T17:00:00Z", "in winter" },
            { "2026-06-10T05:00:00Z", "2026-06-10T16:00:00Z", "before it begins" },
            { "2026-06-10T16:00:00Z", "2026-06-11T16:00:00Z", "at its end: the next one" },
            { "2026-06-12T18:00:00Z", "2026-06-15T16:00:00Z", "on a Friday evening: Monday" },
            { "2026-06-13T10:00:00Z", "2026-06-15T16:00:00Z", "on a Saturday: Monday" },
            { "2026-04-02T17:00:00Z", "2026-04-07T16:00:00Z", "before Easter: after the holidays" },
            // Europe puts its clocks forward on Sunday 29 March 2026.
            { "2026-03-27T18:00:00Z", "2026-03-30T16:00:00Z", "over the change of clocks" },
        };

    [Theory, MemberData(nameof(SameDay))]
    public void Same_day_is_the_end_of_the_working_day_that_it_falls_in(string from, string due, string when) =>
        Assert.True(
            At(due) == new WorkClock(London, null).Due(At(from), new TriggerRule("buyer_reply", "answer_in_thread", Days: 0)),
            when
        );

    [Fact]
    public void A_business_day_is_the_end_of_the_next_working_day() =>
        Assert.Equal(
            At("2026-06-15T16:00:00Z"),
            new WorkClock(London, null).Due(At("2026-06-12T10:00:00Z"), new TriggerRule("stakeholder_named", "personal_outreach", Days: 1))
        );

    [Fact]
    public void Hours_run_in_working_time_only() =>
        Assert.Equal(
            At("2026-06-15T09:00:00Z"),
            new WorkClock(London, null).Due(At("2026-06-12T15:00:00Z"), new TriggerRule("buyer_reply", "answer_in_thread", Hours: 2))
        );

    [Fact]
    public void A_persons_own_zone_goes_before_the_playbooks()
    {
        var clock = new WorkClock(London, "Dev@seller.example");

        Assert.Equal(
            At("2026-06-10T22:00:00Z"),
            clock.Due(At("2026-06-10T16:30:00Z"), new TriggerRule("buyer_reply", "answer_in_thread", Days: 0))
        );
        Assert.Equal(
            At("2026-06-10T16:00:00Z"),
            new WorkClock(London, "ann@seller.example").Due(
                At("2026-06-10T15:30:00Z"),
                new TriggerRule("buyer_reply", "answer_in_thread", Days: 0)
            )
        );
    }

    [Fact]
    public void A_working_day_that_holds_the_change_of_clocks_has_an_hour_less_or_more()
    {
        var nights = London with { Start = new TimeOnly(0, 30), End = new TimeOnly(8, 30), Days = [.. Enum.GetValues<DayOfWeek>()] };
        var clock = new WorkClock(nights, null);

        Assert.Equal(TimeSpan.FromHours(7), clock.Between(At("2026-03-29T00:00:00Z"), At("2026-03-29T12:00:00Z")));
        Assert.Equal(TimeSpan.FromHours(9), clock.Between(At("2026-10-24T23:00:00Z"), At("2026-10-25T12:00:00Z")));
    }

    [Fact]
    public void A_time_that_the_clocks_leap_over_and_one_that_comes_twice_can_begin_a_day()
    {
        var clock = new WorkClock(
            London with
            {
                Start = new TimeOnly(1, 30),
                End = new TimeOnly(9, 0),
                Days = [.. Enum.GetValues<DayOfWeek>()],
            },
            null
        );

        Assert.Equal(At("2026-03-29T08:00:00Z"), clock.EndOf(At("2026-03-29T00:00:00Z"), 0));
        Assert.Equal(TimeSpan.FromHours(7), clock.Between(At("2026-03-29T00:00:00Z"), At("2026-03-29T12:00:00Z")));
        Assert.Equal(TimeSpan.FromHours(8.5), clock.Between(At("2026-10-25T00:00:00Z"), At("2026-10-25T12:00:00Z")));
    }

    [Fact]
    public void A_playbook_in_which_nobody_works_does_not_hang()
    {
        var clock = new WorkClock(London with { Days = [] }, null);

        Assert.Equal(TimeSpan.Zero, clock.Between(At("2026-01-01T00:00:00Z"), At("2026-12-31T00:00:00Z")));
        Assert.True(
            clock.Due(At("2026-01-01T00:00:00Z"), new TriggerRule("buyer_reply", "answer_in_thread", Hours: 1)) > At("2026-01-01T00:00:00Z")
        );
    }

    private static readonly Gen<WorkClock> AnyClock =
        from zone in Gen.Elements("UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia")
        from start in Gen.Choose(0, 20)
        from length in Gen.Choose(1, 23)
        from days in Gen.SubListOf(Enum.GetValues<DayOfWeek>()).Where(d => d.Count > 0)
        from holidays in Gen.Choose(0, 400).Select(n => new DateOnly(2026, 1, 1).AddDays(n)).ListOf(8)
        select new WorkClock(
            new WorkingHours(
                new TimeOnly(start, 0),
                new TimeOnly(Math.Min(23, start + length), 30),
                [.. days],
                zone,
                [.. holidays],
                new Dictionary<string, string>()
            ),
            null
        );

    private static readonly Gen<DateTimeOffset> AnyInstant = Gen.Choose(0, 60 * 24 * 365)
        .Select(m => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(m));

    [Fact]
    public void Working_time_adds_up_whatever_the_zone_the_days_and_the_holidays() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(
                (
                    from c in AnyClock
                    from a in AnyInstant
                    from b in AnyInstant
                    from d in AnyInstant
                    select (c, Sorted: new[] { a, b, d }.Order().ToArray())
                ).ToArbitrary(),
                t =>
                    t.c.Between(t.Sorted[0], t.Sorted[1]) + t.c.Between(t.Sorted[1], t.Sorted[2]) == t.c.Between(t.Sorted[0], t.Sorted[2])
                    && t.c.Between(t.Sorted[0], t.Sorted[2]) <= t.Sorted[2] - t.Sorted[0]
                    && t.c.Between(t.Sorted[2], t.Sorted[0]) == TimeSpan.Zero
            )
        );

    [Fact]
    public void What_is_due_after_so_much_work_has_so_much_work_before_it() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(
                (
                    from c in AnyClock
                    from a in AnyInstant
                    from h in Gen.Choose(1, 90)
                    select (c, a, Work: TimeSpan.FromMinutes(h * 20))
                ).ToArbitrary(),
                t =>
                {
                    var due = t.c.After(t.a, t.Work);
                    return due > t.a && t.c.Between(t.a, due) == t.Work && t.c.Between(t.c.Before(due, t.Work), due) == t.Work;
                }
            )
        );

    [Fact]
    public void A_day_limit_ends_with_a_working_day_and_more_days_are_later() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(
                (from c in AnyClock from a in AnyInstant from n in Gen.Choose(0, 5) select (c, a, n)).ToArbitrary(),
                t =>
                {
                    var due = t.c.EndOf(t.a, t.n);
                    return due > t.a
                        && t.c.IsWorkingDay(t.c.DayOf(due))
                        && t.c.EndOf(t.a, t.n + 1) > due
                        && t.c.Between(due, due.AddSeconds(1)) == TimeSpan.Zero;
                }
            )
        );

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
