namespace AgentDesk.Surfaces.Review;

/// <summary>A stretch of a conversation; folded where it lies far from what is cited.</summary>
public sealed record TalkPart(bool IsFolded, IReadOnlyList<SourceLine> Lines);

/// <summary>Cuts a long conversation into what stands near the cited lines, and the rest, which opens on demand.</summary>
internal static class Folds
{
    /// <summary>Lines on either side of a cited one that stay open.</summary>
    public const int Near = 40;

    /// <summary>A shorter stretch than this is not worth a fold.</summary>
    public const int Fewest = 40;

    /// <summary>All lines in their order.</summary>
    public static IReadOnlyList<TalkPart> Of(IReadOnlyList<SourceLine> lines)
    {
        var near = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
        {
            if (!lines[i].IsAround)
            {
                Array.Fill(near, true, Math.Max(0, i - Near), Math.Min(lines.Count, i + Near + 1) - Math.Max(0, i - Near));
            }
        }

        var parts = new List<TalkPart>();
        for (var start = 0; start < lines.Count; )
        {
            var end = start;
            while (end < lines.Count && near[end] == near[start])
            {
                end++;
            }
            IReadOnlyList<SourceLine> stretch = [.. lines.Skip(start).Take(end - start)];
            var folded = !near[start] && stretch.Count >= Fewest;
            if (!folded && parts is [.., { IsFolded: false } last])
            {
                parts[^1] = last with { Lines = [.. last.Lines, .. stretch] };
            }
            else
            {
                parts.Add(new TalkPart(folded, stretch));
            }
            start = end;
        }

        return parts;
    }
}
