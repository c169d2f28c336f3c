using System.Text.RegularExpressions;

namespace AgentDesk.Adapters.Sources;

/// <summary>
/// The blocks of a WebVTT file: apart by blank lines and, where a file has none between its cues, by the times of the next one, as WebVTT
/// is parsed.
/// </summary>
internal static partial class CueBlocks
{
    /// <summary>The blocks in the order of the file.</summary>
    /// <returns>Each with the index of its first line in the file, its lines, and which of them holds its times (-1: none does).</returns>
    public static IEnumerable<(int From, string[] Lines, int Times)> Of(string[] lines)
    {
        var ids = IdForm(lines);
        var number = 0;
        foreach (var (from, block) in BetweenBlanks(lines))
        {
            var times = Array.FindIndex(block, HoldsArrow);
            if (times < 0)
            {
                yield return (from, block, -1);
                continue;
            }

            // One line above the times is the cue's id; more of them are text that no cue holds.
            var start = Math.Max(0, times - 1);
            if (start > 0)
            {
                yield return (from, block[..start], -1);
            }

            while (times >= 0)
            {
                number++;
                var next = Array.FindIndex(block, times + 1, l => Arrow().IsMatch(l));
                var end = next < 0 ? block.Length : next;
                if (next > times + 1 && IsId(block[next - 1], ids, number + 1))
                {
                    end--;
                }
                yield return (from + start, block[start..end], times - start);
                (start, times) = (end, next);
            }
        }
    }

    private static IEnumerable<(int From, string[] Lines)> BetweenBlanks(string[] lines)
    {
        var from = 0;
        for (var i = 0; i <= lines.Length; i++)
        {
            if (i < lines.Length && lines[i].Trim().Length > 0)
            {
                continue;
            }
            if (i > from)
            {
                yield return (from, lines[from..i]);
            }
            from = i + 1;
        }
    }

    /// <summary>The line right above the file's first times, where it is an id: the others are of its form.</summary>
    private static string? IdForm(string[] lines)
    {
        var first = Array.FindIndex(lines, HoldsArrow);
        return first > 0 && IdLike().IsMatch(lines[first - 1]) ? lines[first - 1].Trim() : null;
    }

    /// <summary>
    /// Whether the last line above the next cue's times is that cue's id, and not the end of what was said: it counts on, or it is of the
    /// form of the file's first id.
    /// </summary>
    private static bool IsId(string line, string? first, int number)
    {
        var text = line.Trim();
        if (!IdLike().IsMatch(text))
        {
            return false;
        }
        var isNumber = text.All(char.IsAsciiDigit);
        return first is null
            ? isNumber && int.TryParse(text, out var counted) && counted == number
            : isNumber == first.All(char.IsAsciiDigit);
    }

    private static bool HoldsArrow(string line) => line.Contains("-->", StringComparison.Ordinal);

    // With an hour on either side of it: "from A --> B" may be said.
    [GeneratedRegex(@"\d:\d\d\S*\s*-->|-->\s*\S*\d:\d\d", RegexOptions.CultureInvariant)]
    private static partial Regex Arrow();

    [GeneratedRegex(@"^\s*(?=\S*\d)[\w./:-]+\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex IdLike();
}
