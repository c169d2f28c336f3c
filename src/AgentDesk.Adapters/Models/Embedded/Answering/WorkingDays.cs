namespace AgentDesk.Adapters.Models.Embedded.Answering;

/// <summary>Monday to Friday; holidays are not known here.</summary>
internal static class WorkingDays
{
    public static DateOnly After(DateTimeOffset now, int days)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        for (; days > 0; days--)
        {
            day = OnOrAfter(day.AddDays(1));
        }
        return day;
    }

    public static DateOnly OnOrAfter(DateOnly day) =>
        day.DayOfWeek switch
        {
            DayOfWeek.Saturday => day.AddDays(2),
            DayOfWeek.Sunday => day.AddDays(1),
            _ => day,
        };
}
