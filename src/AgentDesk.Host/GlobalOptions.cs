using System.CommandLine;
using System.Globalization;
using AgentDesk.Engine;

namespace AgentDesk.Host;

/// <summary>The options that every verb takes.</summary>
internal static class GlobalOptions
{
    public static readonly Option<DirectoryInfo> Data = new("--data")
    {
        Description = "The folder of the embedded store.",
        Recursive = true,
        HelpName = "DIR",
        DefaultValueFactory = _ => new DirectoryInfo(".agentdesk"),
    };

    public static readonly Option<string?> AsOf = new("--as-of")
    {
        Description = "Replaces the clock: an instant such as 2026-06-15T09:00:00Z, or a date.",
        Recursive = true,
        HelpName = "INSTANT",
    };

    public static readonly Option<string?> As = new("--as")
    {
        Description = "Who acts; without it the local operator does.",
        Recursive = true,
        HelpName = "EMAIL",
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Prints one JSON document and nothing else.",
        Recursive = true,
    };

    public static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Shows more: the gates that passed, where an error came from.",
        Recursive = true,
    };

    public static IReadOnlyList<Option> All => [Data, AsOf, As, Json, Verbose];

    /// <exception cref="UnusableInputException">The text is no instant.</exception>
    public static DateTimeOffset? AsOfInstant(ParseResult parsed) => parsed.GetValue(AsOf) is { } text ? Instant(text, "--as-of") : null;

    /// <summary>An instant with an offset, or a date: its midnight in UTC.</summary>
    /// <exception cref="UnusableInputException">The text is neither, or lies where no calendar can be reckoned from any more.</exception>
    public static DateTimeOffset Instant(string text, string option)
    {
        var at = Read(text, option);
        return at.Year is < FirstYear or > LastYear
            ? throw new UnusableInputException($"{option} `{text}` lies outside of the years {FirstYear} to {LastYear}")
            : at;
    }

    private const int FirstYear = 1900;
    private const int LastYear = 2999;

    private static DateTimeOffset Read(string text, string option) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at
        : throw new UnusableInputException($"{option} `{text}` is no instant: write it like 2026-06-15T09:00:00Z or 2026-06-15");
}
