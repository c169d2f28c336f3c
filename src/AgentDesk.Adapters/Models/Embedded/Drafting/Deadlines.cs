namespace AgentDesk.Adapters.Models.Embedded.Drafting;

/// <summary>Days that an internal task or escalation is given.</summary>
public static class Deadlines
{
    /// <summary>The day <paramref name="workingDays"/> working days after, Saturdays and Sundays left out.</summary>
    public static DateOnly After(DateOnly from, int workingDays)
    {
        var day = from;
        for (var left = workingDays; left > 0; )
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                left--;
            }
        }

        return day;
    }
}
