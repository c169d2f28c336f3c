using System.Globalization;

namespace AgentDesk.Tests.Core.Measures;

/// <summary>
/// When people work, counted naively: a span is cut at every quarter of an hour, and a piece counts when the wall clock at its beginning is
/// within the hours of a working day. Right for hours and zone changes that lie on quarters.
/// </summary>
internal sealed record NaiveHours(
    TimeSpan Start,
    TimeSpan End,
    string[] Days,
    string Zone,
    string[] Holidays,
    Dictionary<string, string> Zones
)
{
    private static readonly long Quarter = TimeSpan.FromMinutes(15).Ticks;
    private readonly Dictionary<string, TimeZoneInfo> _zones = new(StringComparer.Ordinal);

    public static NaiveHours Plain =>
        new(TimeSpan.FromHours(9), TimeSpan.FromHours(17), ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"], "UTC", [], []);

    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to, string owner)
    {
        var name = Zones.FirstOrDefault(z => string.Equals(z.Key, owner, StringComparison.OrdinalIgnoreCase)).Value ?? Zone;
        if (!_zones.TryGetValue(name, out var zone))
        {
            zone = _zones[name] = TimeZoneInfo.FindSystemTimeZoneById(name);
        }

        var work = 0L;
        for (var at = from.UtcTicks; at < to.UtcTicks; )
        {
            var next = Math.Min(to.UtcTicks, ((at / Quarter) + 1) * Quarter);
            var wall = TimeZoneInfo.ConvertTimeFromUtc(new DateTime(at, DateTimeKind.Utc), zone);
            if (
                wall.TimeOfDay >= Start
                && wall.TimeOfDay < End
                && Days.Contains(wall.DayOfWeek.ToString())
                && !Holidays.Contains(wall.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            )
            {
                work += next - at;
            }
            at = next;
        }

        return TimeSpan.FromTicks(work);
    }
}
