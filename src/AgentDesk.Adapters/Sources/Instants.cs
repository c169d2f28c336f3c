using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentDesk.Adapters.Sources;

/// <summary>Instants and dates as the systems write them.</summary>
internal static partial class Instants
{
    /// <summary>An ISO 8601 instant with its offset: without one nobody can know when it was.</summary>
    public static bool TryInstant(string text, out DateTimeOffset instant)
    {
        instant = default;
        return HasOffset().IsMatch(text.Trim()) && TryParse(text, out instant);
    }

    /// <summary>An instant that must be there.</summary>
    /// <exception cref="UnreadableException">It is empty, no instant, or has no offset.</exception>
    public static DateTimeOffset Instant(string? text, string what) =>
        TryInstant(text ?? "", out var at)
            ? at
            : throw new UnreadableException(
                $"{what} `{Short(text)}` {(TryParse(text ?? "", out _) ? "is an instant without its offset" : "is no instant")}: write it as 2026-05-04T15:20:00Z"
            );

    /// <summary>An instant, or a day as the instant at which it begins in UTC: a task is due on either.</summary>
    /// <exception cref="UnreadableException">It is neither.</exception>
    public static DateTimeOffset InstantOrDay(string text, string what) =>
        DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
            : Instant(text, what);

    private static bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        return Iso().IsMatch(text)
            && DateTimeOffset.TryParse(text.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }

    public static bool TryDate(string text, out DateOnly date)
    {
        if (DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date))
        {
            return true;
        }
        if (!TryParse(text, out var at))
        {
            return false;
        }
        date = DateOnly.FromDateTime(at.DateTime);
        return true;
    }

    /// <summary>A Graph dateTimeTimeZone: a local time with up to seven digits of a second, and a zone by Windows or IANA name.</summary>
    /// <param name="knownZone">False when there is neither an offset nor a zone whose name is known here, and UTC stood in.</param>
    /// <exception cref="UnreadableException">The time cannot be read.</exception>
    public static DateTimeOffset Zoned(string? text, string? zone, string what, out bool knownZone)
    {
        knownZone = true;
        if (!TryParse(text ?? "", out var at))
        {
            throw new UnreadableException($"{what} `{Short(text)}` is no instant: write it as 2026-05-04T15:20:00 with its timeZone");
        }
        if (HasOffset().IsMatch(text!.Trim()))
        {
            return at;
        }
        if (string.IsNullOrWhiteSpace(zone) || WindowsZones.Find(zone.Trim()) is not { } info)
        {
            knownZone = false;
            return at;
        }

        var local = DateTime.SpecifyKind(at.UtcDateTime, DateTimeKind.Unspecified);
        try
        {
            return new DateTimeOffset(local, info.GetUtcOffset(local));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new UnreadableException($"{what} `{Short(text)}` is no instant");
        }
    }

    /// <summary>An offending value, cut to what a line of a message bears.</summary>
    public static string Short(string? text)
    {
        var line = (text ?? "").ReplaceLineEndings(" ").Replace(SourceText.Broken, '?');
        return line.Length <= 60 ? line : string.Concat(line.AsSpan(0, 59), "…");
    }

    [GeneratedRegex(
        @"^\s*\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d([.,]\d{1,12})?)?\s*(Z|[+-]\d\d:?\d\d)?)?\s*$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Iso();

    [GeneratedRegex(@"T.*(Z|[+-]\d\d:?\d\d)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex HasOffset();
}
