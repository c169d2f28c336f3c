using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentDesk.Adapters.Sources;

/// <summary>Instants and dates as the systems write them.</summary>
internal static partial class Instants
{
    /// <summary>An ISO 8601 instant. Without an offset it is taken as UTC.</summary>
    public static bool TryInstant(string text, out DateTimeOffset instant)
    {
        instant = default;
        return Iso().IsMatch(text)
            && DateTimeOffset.TryParse(text.Trim(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }

    /// <summary>An instant that must be there.</summary>
    /// <exception cref="UnreadableException">It is empty or no instant.</exception>
    public static DateTimeOffset Instant(string? text, string what) =>
        TryInstant(text ?? "", out var at) ? at : throw new UnreadableException($"{what} `{Short(text)}` is no instant: write it as 2026-05-04T15:20:00Z");

    public static bool TryDate(string text, out DateOnly date)
    {
        if (DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date)) { return true; }
        if (!TryInstant(text, out var at)) { return false; }
        date = DateOnly.FromDateTime(at.DateTime);
        return true;
    }

    /// <summary>A Graph dateTimeTimeZone: a local time with up to seven digits of a second, and a zone by Windows or IANA name.</summary>
    /// <param name="knownZone">False when the zone's name is not known here and UTC stood in.</param>
    /// <exception cref="UnreadableException">The time cannot be read.</exception>
    public static DateTimeOffset Zoned(string? text, string? zone, string what, out bool knownZone)
    {
        knownZone = true;
        var at = Instant(text, what);
        if (HasOffset().IsMatch(text!.Trim()) || string.IsNullOrWhiteSpace(zone)) { return at; }
        if (WindowsZones.Find(zone.Trim()) is not { } info)
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

    [GeneratedRegex(@"^\s*\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d([.,]\d{1,12})?)?\s*(Z|[+-]\d\d:?\d\d)?)?\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Iso();

    [GeneratedRegex(@"T.*(Z|[+-]\d\d:?\d\d)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex HasOffset();
}
