namespace AgentDesk.Surfaces.Review;

public enum Change
{
    Same,
    Added,
    Removed,
}

/// <summary>A stretch of text in a difference.</summary>
public sealed record Stretch(Change Change, string Text);

/// <summary>The difference of two texts: the longest common run of words, or of lines, stays, the rest is taken out or put in.</summary>
public static class TextDiff
{
    // Beyond this many comparisons the texts are shown whole, one after the other: nobody reads a difference of two books.
    private const long MostCells = 4_000_000;

    /// <summary>Word by word.</summary>
    public static IReadOnlyList<Stretch> Of(string before, string after) => Of(Words(before), Words(after));

    /// <summary>Line by line: a line is as it was, or is taken out, or put in; each keeps its line end.</summary>
    public static IReadOnlyList<Stretch> OfLines(string before, string after) => Of(Lines(before), Lines(after));

    private static List<Stretch> Of(List<string> a, List<string> b)
    {
        var head = 0;
        while (head < a.Count && head < b.Count && a[head] == b[head])
        {
            head++;
        }
        var tail = 0;
        while (tail < a.Count - head && tail < b.Count - head && a[^(tail + 1)] == b[^(tail + 1)])
        {
            tail++;
        }

        var into = new List<Stretch>();
        Add(into, Change.Same, a.Take(head));
        Middle(into, a[head..(a.Count - tail)], b[head..(b.Count - tail)]);
        Add(into, Change.Same, a.Skip(a.Count - tail));
        return into;
    }

    private static void Middle(List<Stretch> into, List<string> a, List<string> b)
    {
        if ((long)a.Count * b.Count > MostCells)
        {
            Add(into, Change.Removed, a);
            Add(into, Change.Added, b);
            return;
        }

        var common = new int[a.Count + 1, b.Count + 1];
        for (var i = a.Count - 1; i >= 0; i--)
        {
            for (var j = b.Count - 1; j >= 0; j--)
            {
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var (x, y) = (0, 0);
        while (x < a.Count || y < b.Count)
        {
            if (x < a.Count && y < b.Count && a[x] == b[y])
            {
                Add(into, Change.Same, [a[x]]);
                x++;
                y++;
            }
            else if (y == b.Count || (x < a.Count && common[x + 1, y] >= common[x, y + 1]))
            {
                Add(into, Change.Removed, [a[x++]]);
            }
            else
            {
                Add(into, Change.Added, [b[y++]]);
            }
        }
    }

    private static void Add(List<Stretch> into, Change change, IEnumerable<string> words)
    {
        var text = string.Concat(words);
        if (text.Length == 0)
        {
            return;
        }
        if (into.Count > 0 && into[^1].Change == change)
        {
            into[^1] = into[^1] with { Text = into[^1].Text + text };
        }
        else
        {
            into.Add(new Stretch(change, text));
        }
    }

    private static List<string> Lines(string text) => [.. text.ReplaceLineEndings("\n").Split('\n').Select(line => line + "\n")];

    // A word with the white space after it; a line break stands alone, so that a changed line does not drag its neighbours along.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var ends =
                i + 1 == text.Length
                || text[i] == '\n'
                || text[i + 1] == '\n'
                || (char.IsWhiteSpace(text[i]) && !char.IsWhiteSpace(text[i + 1]));
            if (!ends)
            {
                continue;
            }
            words.Add(text[start..(i + 1)]);
            start = i + 1;
        }

        return words;
    }
}
