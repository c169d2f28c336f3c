using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace AgentDesk.Core.Evidence;

/// <summary>
/// Unicode normalization form KC from a table of our own. The runtime's <see cref="string.Normalize()"/> leaves every text as it is where
/// globalization is invariant, as it is here, and needs ICU where it is not: neither would keep the contract's rule on every machine.
/// </summary>
public static class Nfkc
{
    private const int HangulFirst = 0xAC00;
    private const int HangulCount = 11172;
    private const int LFirst = 0x1100;
    private const int VFirst = 0x1161;
    private const int TFirst = 0x11A7;
    private const int LCount = 19;
    private const int VCount = 21;
    private const int TCount = 28;

    // Read when the first text beyond ASCII comes.
    private static readonly Lazy<Table> Data = new(Table.Read);

    /// <summary>The text in form KC; the same instance when it already is.</summary>
    public static string Of(string text) => Ascii.IsValid(text) ? text : Rewrite(text, compose: true);

    /// <summary>The text in form KD: letters and their marks apart.</summary>
    public static string Decomposed(string text) => Ascii.IsValid(text) ? text : Rewrite(text, compose: false);

    private static string Rewrite(string text, bool compose)
    {
        var table = Data.Value;
        var inert = compose ? table.InertComposed : table.InertDecomposed;
        StringBuilder? into = null;
        var points = new List<int>();
        var copied = 0;
        var at = 0;
        while (at < text.Length)
        {
            if (inert[text[at]])
            {
                at++;
                continue;
            }

            // What stands before may take up a mark that stands here; the stretch ends before the next character that nothing can change.
            var from = Math.Max(copied, at - 1);
            var to = at + 1;
            while (to < text.Length && !inert[text[to]])
            {
                to++;
            }
            into ??= new StringBuilder(text.Length + 16);
            into.Append(text, copied, from - copied);
            points.Clear();
            Append(into, text.AsSpan(from, to - from), table, compose, points);
            copied = to;
            at = to;
        }

        return into is null ? text : into.Append(text, copied, text.Length - copied).ToString();
    }

    private static void Append(StringBuilder into, ReadOnlySpan<char> stretch, Table table, bool compose, List<int> points)
    {
        var i = 0;
        while (i < stretch.Length)
        {
            var pairs = char.IsHighSurrogate(stretch[i]) && i + 1 < stretch.Length && char.IsLowSurrogate(stretch[i + 1]);
            Decompose(pairs ? char.ConvertToUtf32(stretch[i], stretch[i + 1]) : stretch[i], table, points);
            i += pairs ? 2 : 1;
        }

        Order(points, table);
        if (compose)
        {
            Compose(points, table);
        }
        Span<char> pair = stackalloc char[2];
        foreach (var point in points)
        {
            // A lone surrogate stays what it is.
            if (point <= char.MaxValue)
            {
                into.Append((char)point);
            }
            else
            {
                into.Append(pair[..new Rune(point).EncodeToUtf16(pair)]);
            }
        }
    }

    private static void Decompose(int point, Table table, List<int> into)
    {
        if (point is >= HangulFirst and < HangulFirst + HangulCount)
        {
            var syllable = point - HangulFirst;
            into.Add(LFirst + (syllable / (VCount * TCount)));
            into.Add(VFirst + (syllable % (VCount * TCount) / TCount));
            if (syllable % TCount != 0)
            {
                into.Add(TFirst + (syllable % TCount));
            }
        }
        else if (table.Decompositions.TryGetValue(point, out var parts))
        {
            into.AddRange(parts);
        }
        else
        {
            into.Add(point);
        }
    }

    /// <summary>Marks after a letter in the order of their classes; equal classes keep their order.</summary>
    private static void Order(List<int> points, Table table)
    {
        for (var i = 1; i < points.Count; i++)
        {
            var kind = table.ClassOf(points[i]);
            for (var j = i; kind != 0 && j > 0 && table.ClassOf(points[j - 1]) > kind; j--)
            {
                (points[j - 1], points[j]) = (points[j], points[j - 1]);
            }
        }
    }

    private static void Compose(List<int> points, Table table)
    {
        var starter = -1;
        var last = 0;
        var kept = 0;
        for (var i = 0; i < points.Count; i++)
        {
            var point = points[i];
            var kind = table.ClassOf(point);
            // Blocked when something of the same or a higher class, or another starter, stands between.
            var near = starter >= 0 && (last < kind || (last == 0 && kept == starter + 1));
            if (near && Pair(points[starter], point, table) is { } composed)
            {
                points[starter] = composed;
                continue;
            }

            if (kind == 0)
            {
                starter = kept;
            }
            last = kind;
            points[kept++] = point;
        }

        points.RemoveRange(kept, points.Count - kept);
    }

    private static int? Pair(int first, int second, Table table)
    {
        if (first is >= LFirst and < LFirst + LCount && second is >= VFirst and < VFirst + VCount)
        {
            return HangulFirst + ((((first - LFirst) * VCount) + (second - VFirst)) * TCount);
        }
        if (
            first is >= HangulFirst and < HangulFirst + HangulCount
            && (first - HangulFirst) % TCount == 0
            && second is > TFirst and < TFirst + TCount
        )
        {
            return first + (second - TFirst);
        }
        return table.Compositions.TryGetValue((first, second), out var composed) ? composed : null;
    }

    private sealed record Table(
        FrozenDictionary<int, int[]> Decompositions,
        FrozenDictionary<int, int> Classes,
        FrozenDictionary<(int, int), int> Compositions,
        bool[] InertComposed,
        bool[] InertDecomposed
    )
    {
        public int ClassOf(int point) => point < 0x300 ? 0 : Classes.GetValueOrDefault(point);

        public static Table Read()
        {
            var decompositions = new Dictionary<int, int[]>();
            var classes = new Dictionary<int, int>();
            var compositions = new Dictionary<(int, int), int>();
            using var stream =
                typeof(Nfkc).Assembly.GetManifestResourceStream("AgentDesk.Core.Evidence.nfkc.txt")
                ?? throw new InvalidOperationException("the table nfkc.txt is not in the assembly");
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is { } line)
            {
                var parts = line.Split(' ');
                if (parts[0] == "D")
                {
                    decompositions[Hex(parts[1])] = [.. parts.Skip(2).Select(Hex)];
                }
                if (parts[0] == "C")
                {
                    classes[Hex(parts[1])] = int.Parse(parts[2], CultureInfo.InvariantCulture);
                }
                if (parts[0] == "P")
                {
                    compositions[(Hex(parts[1]), Hex(parts[2]))] = Hex(parts[3]);
                }
            }

            return new Table(
                decompositions.ToFrozenDictionary(),
                classes.ToFrozenDictionary(),
                compositions.ToFrozenDictionary(),
                Inert(decompositions, classes, [.. compositions.Keys.Select(k => k.Item2)], composed: true),
                Inert(decompositions, classes, [], composed: false)
            );
        }

        /// <summary>
        /// Characters that stay, and that nothing before them takes up. Composed Hangul counts: only jamo after it can change it.
        /// </summary>
        private static bool[] Inert(
            Dictionary<int, int[]> decompositions,
            Dictionary<int, int> classes,
            HashSet<int> seconds,
            bool composed
        )
        {
            var inert = new bool[char.MaxValue + 1];
            for (var c = 0; c < inert.Length; c++)
            {
                var hangul = c is >= HangulFirst and < HangulFirst + HangulCount;
                var jamo = c is >= VFirst and < TFirst + TCount;
                // A precomposed letter that composing would only bring back stays too, unless a mark follows: then the stretch begins
                // before it.
                var returns = composed && decompositions.TryGetValue(c, out var parts) && ComposesTo(parts, c, decompositions, classes);
                inert[c] =
                    !char.IsSurrogate((char)c)
                    && !classes.ContainsKey(c)
                    && !seconds.Contains(c)
                    && !(composed && jamo)
                    && (hangul ? composed : !decompositions.ContainsKey(c) || returns);
            }

            return inert;
        }

        // Latin letters with marks, which are common, and nothing else: a wrong yes would be a wrong text, a wrong no is only slower.
        private static bool ComposesTo(int[] parts, int c, Dictionary<int, int[]> decompositions, Dictionary<int, int> classes) =>
            c is >= 0xC0 and < 0x250 && parts.Length > 1 && parts.Skip(1).All(classes.ContainsKey) && !decompositions.ContainsKey(parts[0]);

        private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
