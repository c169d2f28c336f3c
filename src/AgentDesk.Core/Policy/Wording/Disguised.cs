using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace AgentDesk.Core.Policy.Wording;

/// <summary>
/// What a passage says once its disguise is taken off: base64, hex, percent and character references, rot13, letters set backwards,
/// look-alike letters of another script, digits for letters. Each is undone only where its own trace is there, so that plain mail costs
/// nothing.
/// </summary>
internal static partial class Disguised
{
    private const string LookAlikes = "аaеeоoрpсcхxуyіiѕsјjԁdһhкkмmтtнhвbαaοoεeρpιiνvτtυuκk";
    private const string DigitLetters = "0o1i3e4a5s7t@a$s";

    // "ignore" and "disregard", turned.
    private static readonly string[] Turned = ["vtaber", "qvfertneq", "vafgehpgvba"];
    private static readonly string[] Backwards = ["erongi", "dragersid", "snoitcurtsni"];

    public static IEnumerable<string> Of(string text)
    {
        foreach (Match m in Base64().Matches(text))
        {
            if (OfBase64(m.Value) is { } said)
            {
                yield return said;
            }
        }
        foreach (Match m in Hex().Matches(text))
        {
            if (OfBytes(Convert.FromHexString(m.Value)) is { } said)
            {
                yield return said;
            }
        }
        if (Percent().IsMatch(text))
        {
            yield return WebUtility.UrlDecode(text);
        }
        if (References().IsMatch(text))
        {
            yield return WebUtility.HtmlDecode(text);
        }
        if (Turned.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase)))
        {
            yield return string.Concat(text.Select(Rot13));
        }
        if (Backwards.Any(w => text.Contains(w, StringComparison.OrdinalIgnoreCase)))
        {
            yield return string.Concat(text.Reverse());
        }
        if (MixedScripts().IsMatch(text))
        {
            yield return MixedWord().Replace(text, m => Swap(m.Value, LookAlikes));
        }
        if (DigitWord().Count(text) >= 2)
        {
            yield return DigitWord().Replace(text, m => Swap(m.Value, DigitLetters));
        }
    }

    private static string? OfBase64(string text)
    {
        var bare = text.TrimEnd('=');
        var bytes = new byte[text.Length + 4];
        return Convert.TryFromBase64String(bare.PadRight((bare.Length + 3) / 4 * 4, '='), bytes, out var length)
            ? OfBytes(bytes.AsSpan(0, length))
            : null;
    }

    // What decodes to other than text was no text.
    private static string? OfBytes(ReadOnlySpan<byte> bytes)
    {
        var decoded = Encoding.UTF8.GetString(bytes);
        return
            decoded.Length > 0
            && decoded.All(c =>
                (c is >= ' ' and not (char)127 and not '\ufffd' || c is '\n' or '\r' or '\t')
                && char.GetUnicodeCategory(c) != UnicodeCategory.OtherNotAssigned
            )
            ? decoded
            : null;
    }

    private static char Rot13(char c) =>
        c switch
        {
            >= 'a' and <= 'z' => (char)('a' + ((c - 'a' + 13) % 26)),
            >= 'A' and <= 'Z' => (char)('A' + ((c - 'A' + 13) % 26)),
            _ => c,
        };

    private static string Swap(string word, string pairs) =>
        string.Concat(
            word.Select(c =>
                pairs.IndexOf(char.ToLowerInvariant(c), StringComparison.Ordinal) is var i and >= 0 && i % 2 == 0 ? pairs[i + 1] : c
            )
        );

    [GeneratedRegex(@"[A-Za-z0-9+/]{32,}={0,2}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Base64();

    [GeneratedRegex(
        @"(?<![0-9A-Fa-f])([0-9A-Fa-f]{2}){20,}(?![0-9A-Fa-f])",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Hex();

    [GeneratedRegex(@"(%[0-9A-Fa-f]{2}[A-Za-z]{0,12}){4,}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Percent();

    [GeneratedRegex(@"(&#x?[0-9A-Fa-f]{2,5};){4,}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex References();

    [GeneratedRegex(
        @"[a-zA-Z][\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f][a-zA-Z]",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex MixedScripts();

    [GeneratedRegex(
        @"[\p{L}]*([a-zA-Z][\u0370-\u03ff\u0400-\u052f]|[\u0370-\u03ff\u0400-\u052f][a-zA-Z])[\p{L}]*",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex MixedWord();

    [GeneratedRegex(
        @"(?<![\w@$.])(?=[a-zA-Z013457@$]*[a-zA-Z])(?=[a-zA-Z]*[013457@$])[a-zA-Z013457@$]{4,}(?![\w@$])",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex DigitWord();
}
