using System.Globalization;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Core.Measures;

/// <summary>Lengths of time as a reader takes them in.</summary>
public static class SpanWords
{
    /// <summary>Minutes, hours, days.</summary>
    public static string Elapsed(decimal minutes) =>
        minutes switch
        {
            < 1 and > 0 => "under 1 min",
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{minutes:0} min"),
            < 48 * 60 => string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:0.0} h"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{minutes / 1440:0.0} d"),
        };

    /// <summary>Business time: from two working days on, in business days of these hours.</summary>
    public static string Business(decimal minutes, WorkingHours hours) =>
        Math.Max(1, (decimal)(hours.End - hours.Start).TotalMinutes) is var day && minutes < 2 * day
            ? Elapsed(minutes)
            : string.Create(CultureInfo.InvariantCulture, $"{minutes / day:0.0} business d");

    /// <summary>Minutes of a duration by the clock that it is counted by.</summary>
    public static string Of(decimal minutes, string? clock, WorkingHours hours) =>
        clock == Clocks.Business ? Business(minutes, hours) : Elapsed(minutes);
}
