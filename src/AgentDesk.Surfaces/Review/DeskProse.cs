using System.Globalization;
using System.Text.RegularExpressions;

namespace AgentDesk.Surfaces.Review;

/// <summary>
/// A sentence of the desk's as a reader meets it. Documents and journals keep ids, dates and references to the letter; people read words.
/// What somebody wrote stands in quotation marks and is left as it was written.
/// </summary>
internal static partial class DeskProse
{
    /// <summary>
    /// Input in backticks in quotation marks; outside of quotes dates and instants in words, ids as words (`best_case` is "best case"), sizes of customers
    /// by name, and no reference to a numbered action or claim at the end ("(a1)"). Right-to-left words keep to themselves.
    /// </summary>
    public static string Of(string text) => Foreign.Isolated(Parts().Replace(Ticks().Replace(text, "“${said}”"), Say));

    private static string Say(Match m)
    {
        if (m.Groups["quote"].Success)
        {
            return m.Value;
        }
        if (m.Groups["ref"].Success)
        {
            return "";
        }
        if (m.Groups["size"].Success)
        {
            return $"for {Words.Segment(m.Groups["size"].Value)} customers";
        }
        if (m.Groups["instant"].Success)
        {
            return DateTimeOffset.TryParse(
                m.Value,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var at
            )
                ? $"{at.ToString("d MMMM HH:mm", CultureInfo.InvariantCulture)} UTC"
                : m.Value;
        }
        if (m.Groups["day"].Success)
        {
            return DateOnly.TryParseExact(m.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? Words.Day(day)
                : m.Value;
        }
        return m.Value.Replace('_', ' ');
    }

    [GeneratedRegex("`(?<said>[^`]*)`", RegexOptions.CultureInvariant, 500)]
    private static partial Regex Ticks();

    // An id within an address, a path or a name of evidence is none.
    [GeneratedRegex(
        """
            (?<quote>“[^”]*”|"[^"]*")
            |(?<ref>\s?\([a-z]\d+(,\s[a-z]\d+)*\)(?=\s*\.?$))
            |(?<=\bexpected\s)for\s(?<size>smb|mm|ent)\b
            |(?<instant>\b\d{4}-\d{2}-\d{2}\x20\d{2}:\d{2}:\d{2}Z)
            |(?<day>\b\d{4}-\d{2}-\d{2}\b)(?!T)
            |(?<![\w.@/:\#+-])[a-z]+(_[a-z]+)+(?![\w@/:\#+-]|\.\w)
            """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        500
    )]
    private static partial Regex Parts();
}
