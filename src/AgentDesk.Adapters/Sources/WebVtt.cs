using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace AgentDesk.Adapters.Sources;

/// <summary>One cue as its file gives it.</summary>
/// <param name="Speaker">As the file writes it; null when it names none, or several.</param>
/// <param name="End">Null where it cannot be read.</param>
internal sealed record VttCue(int Number, TimeSpan Start, string? Speaker, string Text, TimeSpan? End = null);

/// <summary>A WebVTT transcript: cues with Teams' voice tags, or with a speaker before a colon as Zoom writes them.</summary>
internal static partial class WebVtt
{
    /// <summary>The cues that can be read, numbered by their place in the file.</summary>
    /// <param name="isPerson">Whether a word before a colon is somebody of the call.</param>
    /// <param name="broken">Cues that cannot be read, by line. They keep their number, so that the others keep theirs.</param>
    /// <exception cref="UnreadableException">There is no cue with times.</exception>
    public static IReadOnlyList<VttCue> Read(
        string text,
        Func<string, bool> isPerson,
        out IReadOnlyList<(int Line, string Reason, string Raw)> broken
    )
    {
        var lines = SourceText.Lines(text);
        var rejects = new List<(int, string, string)>();
        var cues = new List<(int Number, TimeSpan Start, TimeSpan? End, string[] Lines)>();
        var number = 0;
        foreach (var (from, block, times) in CueBlocks.Of(lines))
        {
            if (times < 0)
            {
                if (!IsNoCue(block[0], from))
                {
                    rejects.Add((from + 1, "text without times: it is no cue", string.Join('\n', block)));
                }
                continue;
            }

            number++;
            if (Time(block[times], "") is { } start)
            {
                cues.Add((number, start, Time(block[times], "e"), block[(times + 1)..]));
            }
            else
            {
                rejects.Add((from + times + 1, $"cue times `{Instants.Short(block[times])}` cannot be read", string.Join('\n', block)));
            }
        }

        if (cues.Count == 0)
        {
            throw new UnreadableException("no cue with times: export the transcript as WebVTT again", 1);
        }
        broken = rejects;
        var repeated = cues.Select(c => Prefix().Match(c.Lines.FirstOrDefault() ?? ""))
            .Where(m => m.Success)
            .CountBy(m => Roster.Name(m.Groups["name"].Value))
            .ToDictionary(StringComparer.Ordinal);
        return [.. cues.Select(c => Cue(c.Number, c.Start, c.Lines, n => isPerson(n) || IsNameLike(n, repeated)) with { End = c.End })];
    }

    private static VttCue Cue(int number, TimeSpan start, string[] lines, Func<string, bool> isSpeaker)
    {
        var raw = string.Join('\n', lines);
        var voices = Voice()
            .Matches(raw)
            .Select(m => WebUtility.HtmlDecode(m.Groups["name"].Value).Trim())
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        if (voices.Count > 0)
        {
            return new VttCue(number, start, voices.Count == 1 && voices[0].Length > 0 ? voices[0] : null, Plain(raw));
        }

        var text = Plain(raw);
        if (Prefix().Match(text) is not { Success: true } m)
        {
            return new VttCue(number, start, null, text);
        }
        var name = m.Groups["name"].Value.Trim();
        if (name.Length == 0)
        {
            return new VttCue(number, start, null, text[m.Length..].TrimStart());
        }
        return isSpeaker(name) ? new VttCue(number, start, name, text[m.Length..].TrimStart()) : new VttCue(number, start, null, text);
    }

    private static string Plain(string raw) =>
        string.Join(
            ' ',
            WebUtility
                .HtmlDecode(Tag().Replace(raw, ""))
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        );

    /// <summary>
    /// A name and no words of a sentence ("Question: …"): it recurs as a speaker, or it is made of two or more words that all begin like a
    /// name's.
    /// </summary>
    private static bool IsNameLike(string name, Dictionary<string, int> repeated)
    {
        if (name.AsSpan().IndexOfAny("?!,;") >= 0)
        {
            return false;
        }
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length is > 0 and <= 6
            && Array.TrueForAll(
                words,
                w =>
                    char.IsUpper(w[0])
                    || char.IsDigit(w[0])
                    || w[0] is '(' or '+' or '-' or '[' or '|'
                    || w is "de" or "van" or "von" or "der" or "da" or "di" or "la" or "le" or "el" or "al" or "bin"
            )
            && (words.Length > 1 || repeated.GetValueOrDefault(Roster.Name(name)) > 1);
    }

    private static bool IsNoCue(string first, int line) =>
        (line == 0 && first.StartsWith("WEBVTT", StringComparison.Ordinal))
        || first.StartsWith("NOTE", StringComparison.Ordinal)
        || first.StartsWith("STYLE", StringComparison.Ordinal)
        || first.StartsWith("REGION", StringComparison.Ordinal);

    /// <summary>The start (no prefix) or the end (prefix `e`) of a cue.</summary>
    private static TimeSpan? Time(string line, string prefix)
    {
        if (Times().Match(line) is not { Success: true } m)
        {
            return null;
        }
        int Part(string group) =>
            m.Groups[prefix + group].Success ? int.Parse(m.Groups[prefix + group].Value, CultureInfo.InvariantCulture) : 0;
        var (minutes, seconds) = (Part("m"), Part("s"));
        return minutes > 59 || seconds > 59 ? null : new TimeSpan(0, Part("h"), minutes, seconds, Part("f"));
    }

    [GeneratedRegex(
        @"^\s*((?<h>\d{1,4}):)?(?<m>\d\d):(?<s>\d\d)[.,](?<f>\d{3})\s*-->\s*((?<eh>\d{1,4}):)?(?<em>\d\d):(?<es>\d\d)[.,](?<ef>\d{3})(\s|$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Times();

    [GeneratedRegex(
        @"<v(\.[^\s>]{0,100})?([ \t]{1,10}(?<name>[^>]{0,300}))?>",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Voice();

    // Of the tags that WebVTT knows, so that "a < b" stays.
    [GeneratedRegex(
        @"</?(?:v|c|i|b|u|ruby|rt|lang)(?:[.\s][^<>]*)?>|<\d\d:[\d:.]+>",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex Tag();

    [GeneratedRegex(@"^(?<name>[^:\n]{0,70}):(?=\s|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Prefix();
}
