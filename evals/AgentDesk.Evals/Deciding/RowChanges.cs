using AgentDesk.Evals.Rows;

namespace AgentDesk.Evals.Deciding;

/// <summary>Cases that were fixed, broken, or that come out one way and the other.</summary>
internal static class RowChanges
{
    /// <summary>A case is flaky when its repeats differ on either side: then it is neither fixed nor broken.</summary>
    public static IReadOnlyList<RowChange> Of(IReadOnlyList<PairedRow> pairs) =>
        [.. pairs.Select(Of).OfType<RowChange>().OrderBy(c => c.Kind).ThenBy(c => c.Row, StringComparer.Ordinal)];

    private static RowChange? Of(PairedRow pair)
    {
        var (a, b) = (Settled(pair.A), Settled(pair.B));
        RowChangeKind? kind =
            (a.Passes > 0 && a.Passes < a.Of) || (b.Passes > 0 && b.Passes < b.Of) ? RowChangeKind.Flaky
            : a.Of == 0 != (b.Of == 0) ? RowChangeKind.Unsettled
            : a.Of == 0 || a.Passes > 0 == b.Passes > 0 ? null
            : b.Passes > 0 ? RowChangeKind.Fixed
            : RowChangeKind.Broken;
        if (kind is not { } k)
        {
            return null;
        }
        var failing =
            (k == RowChangeKind.Fixed ? pair.A : pair.B).FirstOrDefault(r => r.Outcome != RowOutcome.Pass)
            ?? pair.A.FirstOrDefault(r => r.Outcome != RowOutcome.Pass);
        return new RowChange(pair.Row, pair.Cluster, k, a.Passes, a.Of, b.Passes, b.Of, failing is null ? "" : Why(failing));
    }

    /// <summary>What failing graders say of a row, in one line.</summary>
    public static string Why(RowResult row) =>
        row.Error
        ?? string.Join(
            "; ",
            row.Scores.Where(s => s.Outcome is RowOutcome.Fail or RowOutcome.Undetermined)
                .Take(3)
                .Select(s => s.Detail.Length == 0 ? s.Grader : $"{s.Grader}: {s.Detail}")
        );

    private static (int Passes, int Of) Settled(IReadOnlyList<RowResult> rows) =>
        (rows.Count(r => r.Outcome == RowOutcome.Pass), rows.Count(r => r.Outcome is RowOutcome.Pass or RowOutcome.Fail));
}
