using System.Globalization;
using System.Text;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Surfaces.Review;

/// <summary>A stretch of a source: cited words are marked.</summary>
public sealed record Piece(string Text, bool IsMarked);

/// <summary>
/// Finds where cited words stand in a source as it is shown. Source and quote are compared as <see cref="QuoteCheck"/> does (NFKC, white
/// space as one blank); every place is traced back to the characters that a reader sees.
/// </summary>
internal static class Marks
{
    /// <summary>The source cut where cited words begin and end.</summary>
    public static IReadOnlyList<Piece> In(string source, IEnumerable<string> quotes)
    {
        var cited = new bool[source.Length];
        var (folded, from, to) = Fold(source);
        var any = false;
        foreach (var needle in quotes.Select(QuoteCheck.Normalize).Where(q => q.Length > 0))
        {
            for (
                var at = folded.IndexOf(needle, StringComparison.Ordinal);
                at >= 0;
                at = folded.IndexOf(needle, at + needle.Length, StringComparison.Ordinal)
            )
            {
                any = true;
                Array.Fill(cited, true, from[at], to[at + needle.Length - 1] - from[at]);
            }
        }

        return any ? Cut(source, cited) : [new Piece(source, false)];
    }

    /// <summary>
    /// Several texts that are read as one, joined by single blanks: each cut on its own, so that a quote may run over their borders.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<Piece>> Across(IReadOnlyList<string> sources, IEnumerable<string> quotes)
    {
        var whole = In(string.Join(' ', sources), quotes);
        var parts = new List<IReadOnlyList<Piece>>();
        var (piece, offset) = (0, 0);
        foreach (var length in sources.Select(s => s.Length))
        {
            var part = new List<Piece>();
            var left = length;
            while (left > 0)
            {
                var take = Math.Min(left, whole[piece].Text.Length - offset);
                part.Add(new Piece(whole[piece].Text.Substring(offset, take), whole[piece].IsMarked));
                left -= take;
                (piece, offset) = Forward(whole, piece, offset + take);
            }

            parts.Add(part);
            (piece, offset) = Forward(whole, piece, offset + 1);
        }

        return parts;
    }

    private static (int Piece, int Offset) Forward(IReadOnlyList<Piece> whole, int piece, int offset)
    {
        while (piece < whole.Count && offset >= whole[piece].Text.Length)
        {
            offset -= whole[piece].Text.Length;
            piece++;
        }

        return (piece, offset);
    }

    private static List<Piece> Cut(string source, bool[] cited)
    {
        var pieces = new List<Piece>();
        var start = 0;
        for (var i = 1; i <= source.Length; i++)
        {
            if (i < source.Length && cited[i] == cited[start])
            {
                continue;
            }
            pieces.Add(new Piece(source[start..i], cited[start]));
            start = i;
        }

        return pieces;
    }

    /// <summary>The compared form, with the stretch of the source that each of its characters stands for.</summary>
    private static (string Folded, List<int> From, List<int> To) Fold(string source)
    {
        var text = new StringBuilder(source.Length);
        var from = new List<int>(source.Length);
        var to = new List<int>(source.Length);
        var gap = -1;
        for (var i = 0; i < source.Length; )
        {
            var end = End(source, i);
            var form = Nfkc.Of(source[i..end]);
            foreach (var c in form)
            {
                if (char.IsWhiteSpace(c))
                {
                    if (gap < 0)
                    {
                        gap = i;
                    }
                    continue;
                }

                if (gap >= 0 && text.Length > 0)
                {
                    text.Append(' ');
                    from.Add(gap);
                    to.Add(i);
                }

                gap = -1;
                text.Append(c);
                from.Add(i);
                to.Add(end);
            }

            i = end;
        }

        return (text.ToString(), from, to);
    }

    // A base character and what combines with it fold together; a lone half of a surrogate pair stays as it is.
    private static int End(string source, int i)
    {
        var end = i + (char.IsHighSurrogate(source[i]) && i + 1 < source.Length && char.IsLowSurrogate(source[i + 1]) ? 2 : 1);
        while (
            end < source.Length
            && CharUnicodeInfo.GetUnicodeCategory(source[end]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        )
        {
            end++;
        }
        return end;
    }
}
