using AgentDesk.Evals.Rows;

namespace AgentDesk.Evals.Deciding;

/// <summary>One case as two sides answered it, with all repeats of either. Both sides were made from the same data.</summary>
internal sealed record PairedRow(string Row, string Cluster, IReadOnlyList<RowResult> A, IReadOnlyList<RowResult> B)
{
    /// <summary>Whether nothing tells the two apart: every repeat has the same output and the same outcome.</summary>
    public bool IsIdentical =>
        A.Count == B.Count
        && A.Zip(B)
            .All(p => p.First.OutputHash == p.Second.OutputHash && p.First.OutputHash.Length > 0 && p.First.Outcome == p.Second.Outcome);
}

/// <summary>The rows of two columns, matched by case.</summary>
/// <param name="OnlyA">Cases that only the first side has.</param>
/// <param name="Changed">Cases whose inputs, evidence or label changed between the two: they are not compared.</param>
internal sealed record Pairing(
    IReadOnlyList<PairedRow> Rows,
    IReadOnlyList<string> OnlyA,
    IReadOnlyList<string> OnlyB,
    IReadOnlyList<string> Changed
)
{
    public static Pairing Of(IReadOnlyList<RowResult> a, IReadOnlyList<RowResult> b)
    {
        var (left, right) = (ByRow(a), ByRow(b));
        var both = left.Keys.Where(right.ContainsKey).ToList();
        var changed = both.Where(r => left[r][0].DataHash != right[r][0].DataHash).ToList();
        return new Pairing(
            [.. both.Except(changed, StringComparer.Ordinal).Select(r => new PairedRow(r, left[r][0].Cluster, left[r], right[r]))],
            [.. left.Keys.Where(r => !right.ContainsKey(r))],
            [.. right.Keys.Where(r => !left.ContainsKey(r))],
            changed
        );
    }

    private static SortedDictionary<string, IReadOnlyList<RowResult>> ByRow(IReadOnlyList<RowResult> rows) =>
        new(
            rows.GroupBy(r => r.Row, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => (IReadOnlyList<RowResult>)[.. g.OrderBy(r => r.Repeat)], StringComparer.Ordinal),
            StringComparer.Ordinal
        );
}
