using System.Text.RegularExpressions;

namespace AgentDesk.Core.Policy.Wording;

/// <summary>Running text in sentences and paragraphs, well enough for rules on wording.</summary>
public static partial class Sentences
{
    /// <summary>Sentences in order, trimmed; a line end ends one too where an empty line or a list follows.</summary>
    public static IReadOnlyList<string> Of(string text) =>
        [.. Ends().Split(text.ReplaceLineEndings("\n")).Select(s => s.Replace('\n', ' ').Trim()).Where(s => s.Length > 0)];

    /// <summary>Where its sentences begin, from 0 on.</summary>
    internal static IEnumerable<int> Starts(string text) => Ends().Matches(text).Select(m => m.Index + m.Length).Prepend(0);

    /// <summary>Blocks between empty lines, trimmed.</summary>
    public static IReadOnlyList<string> Paragraphs(string text) =>
        [.. Gaps().Split(text.ReplaceLineEndings("\n")).Select(s => s.Trim()).Where(s => s.Length > 0)];

    [GeneratedRegex(
        @"(?<=[.!?])[""'”’)]*\s+(?=[\p{Lu}\d""'“*<\[(])|\n\s*\n|\n(?=\s*([-*•]|\d+[.)])\s)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Ends();

    [GeneratedRegex(@"\n\s*\n", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Gaps();
}
