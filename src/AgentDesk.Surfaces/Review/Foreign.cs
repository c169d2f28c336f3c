using System.Text.RegularExpressions;

namespace AgentDesk.Surfaces.Review;

/// <summary>Names and words that others wrote, where they stand inside a line of the desk's: they order themselves and nothing else.</summary>
internal static partial class Foreign
{
    private const char Isolate = '\u2068';
    private const char Pop = '\u2069';

    /// <summary>The text without the controls that change the order in which its characters are read, and can be seen themselves by nobody.</summary>
    public static string Shown(string text) => Controls().IsMatch(text) ? Controls().Replace(text, "") : text;

    /// <summary>
    /// The same, with every stretch of right-to-left words set apart, so that a figure or a date of the sentence around it stays where it
    /// belongs.
    /// </summary>
    public static string Isolated(string text)
    {
        var shown = Shown(text);
        return RightToLeft().IsMatch(shown) ? RightToLeft().Replace(shown, m => $"{Isolate}{m.Value}{Pop}") : shown;
    }

    [GeneratedRegex(@"[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]", RegexOptions.CultureInvariant, 500)]
    private static partial Regex Controls();

    // Words of Hebrew, Arabic and their kin, with what stands between them.
    [GeneratedRegex(
        @"[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]+([\s\d\p{P}\p{M}]+[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]+)*",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        500
    )]
    private static partial Regex RightToLeft();
}
