using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AgentDesk.Core;

namespace AgentDesk.Adapters.Models.Embedded.Drafting;

/// <summary>
/// Small pure operations on text that all composers share. Words between straight double quotes are somebody's own and never changed.
/// </summary>
internal static partial class Wording
{
    private static readonly CultureInfo English = CultureInfo.InvariantCulture;

    /// <summary>
    /// One of the options, always the same for the same deal and part: drafts of different deals differ, drafts of one deal do not.
    /// </summary>
    public static T Pick<T>(IReadOnlyList<T> options, string dealId, string part)
    {
        var hash = uint.Parse(DeskJson.Sha256($"{part}\n{dealId}")[..8], NumberStyles.HexNumber, English);
        return options[(int)(hash % (uint)options.Count)];
    }

    /// <summary>Words as a reader counts them: runs between white space that hold a letter or a digit.</summary>
    public static int CountWords(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Count(w => w.Any(char.IsLetterOrDigit));

    /// <summary>A sentence's first letter as a capital.</summary>
    public static string Capital(string text) =>
        text.Length == 0 || !char.IsLower(text[0]) ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>The text with a full stop at its end unless it has an end already.</summary>
    public static string Stop(string text) => text.Length == 0 || text[^1] is '.' or '!' or '?' ? text : $"{text}.";

    /// <summary>`14 May` or `May 14`; without a year, as people write to each other.</summary>
    public static string Day(DateOnly day, bool monthFirst = false) => day.ToString(monthFirst ? "MMMM d" : "d MMMM", English);

    /// <summary>`14 May 2026`: for what stays in a record.</summary>
    public static string LongDay(DateOnly day) => day.ToString("d MMMM yyyy", English);

    public static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.Date);

    /// <summary>A person's name; where only a mail address is known, the name that it spells.</summary>
    public static string PersonName(string nameOrAddress)
    {
        var at = nameOrAddress.IndexOf('@', StringComparison.Ordinal);
        if (at <= 0)
        {
            return nameOrAddress.Trim();
        }

        var parts = nameOrAddress[..at].Split(['.', '_', '-', '+'], StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', parts.Select(p => char.ToUpperInvariant(p[0]) + p[1..]));
    }

    public static string FirstName(string name) => name.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var first, ..] ? first : name;

    /// <summary>All text outside of quotation marks in lower case.</summary>
    public static string Lower(string text) => OutsideQuotes(text, s => s.ToLowerInvariant());

    /// <summary>"I've" as "I have", outside of quotation marks.</summary>
    public static string WithoutContractions(string text) => OutsideQuotes(text, Expand);

    /// <summary>Applies a change to what stands outside of straight double quotes.</summary>
    public static string OutsideQuotes(string text, Func<string, string> change)
    {
        var into = new StringBuilder(text.Length);
        var parts = text.Split('"');
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 0)
            {
                into.Append('"');
            }
            into.Append(i % 2 == 0 ? change(parts[i]) : parts[i]);
        }

        return into.ToString();
    }

    /// <summary>"a", "a and b", "a, b and c".</summary>
    public static string Join(IReadOnlyList<string> items, string word = "and") =>
        items.Count switch
        {
            0 => "",
            1 => items[0],
            _ => $"{string.Join(", ", items.Take(items.Count - 1))} {word} {items[^1]}",
        };

    private static string Expand(string text)
    {
        text = text.Replace("can't", "cannot", StringComparison.Ordinal)
            .Replace("Can't", "Cannot", StringComparison.Ordinal)
            .Replace("won't", "will not", StringComparison.Ordinal)
            .Replace("Won't", "Will not", StringComparison.Ordinal);
        text = Not().Replace(text, "${word} not");
        text = IsForm().Replace(text, "${word} is");
        return Rest()
            .Replace(
                text,
                m =>
                    m.Groups["end"].Value switch
                    {
                        "ve" => " have",
                        "re" => " are",
                        "m" => " am",
                        "ll" => " will",
                        _ => " would",
                    }
            );
    }

    [GeneratedRegex(@"\b(?<word>\w+)n't\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 20_000)]
    private static partial Regex Not();

    [GeneratedRegex(
        @"\b(?<word>it|that|there|what|here|who|nobody)'s\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase,
        20_000
    )]
    private static partial Regex IsForm();

    [GeneratedRegex(@"(?<=\w)'(?<end>ve|re|m|ll|d)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 20_000)]
    private static partial Regex Rest();
}
