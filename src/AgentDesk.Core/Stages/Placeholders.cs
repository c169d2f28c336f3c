using System.Text.RegularExpressions;

namespace AgentDesk.Core.Stages;

/// <summary>
/// Whether a field holds an answer, or something typed to get past a form (SP: required fields are filled with placeholders).
/// </summary>
public static partial class Placeholders
{
    private const int GuessWords = 3;

    /// <summary>
    /// Whether the value says nothing: no letter or figure in it, a word that stands for "later", or a guess with its question mark still
    /// on. Blank is not: it is <see cref="IsBlank"/>.
    /// </summary>
    public static bool Is(string? value) => !IsBlank(value) && (IsUnknown(value!) || Applicable().IsMatch(value!.Trim()));

    /// <summary>The same for a field that may honestly not apply: there `n/a` and `none` are answers.</summary>
    public static bool IsUnknown(string? value)
    {
        if (IsBlank(value))
        {
            return false;
        }

        var text = value!.Trim();
        return !text.Any(char.IsLetterOrDigit) || Later().IsMatch(text) || Same().IsMatch(text) || IsGuess(text);
    }

    public static bool IsBlank(string? value) => string.IsNullOrWhiteSpace(value);

    /// <summary>A short value that ends in question marks, or any that ends in two.</summary>
    private static bool IsGuess(string text) =>
        text.EndsWith("??", StringComparison.Ordinal)
        || (text.EndsWith('?') && text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length <= GuessWords);

    [GeneratedRegex(
        @"^\W*(tb[acd]|t\.b\.[acd]\.?|to be (advised|announced|confirmed|decided|determined|defined)|to ?do|unknown|unk|dunno|no idea|not (yet )?(known|sure|clear|confirmed)|unclear|pending|placeholder|dummy|test(ing)?|asdf\w*|qwerty|foo|bar|later|fill (this )?in( later)?|will (update|fill in)|ask\b|(need|have) to (ask|find out)|n/?a yet|none yet|open|same|see notes?|null|nil|undefined|\#n/a)(\W*|\W+(yet|later|soon|still|please|pls|update|ask|w/|with|per|by)\b.*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Later();

    [GeneratedRegex(
        @"^(?![yn]$)(?<same>[a-z0])\k<same>*$|^x+[\W_x]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Same();

    [GeneratedRegex(
        @"^\W*(n\s*[/.]?\s*a\.?|not applicable|none|nothing|no)\W*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Applicable();
}
