using AgentDesk.Evals.Graders;
using AgentDesk.Evals.Rows;

namespace AgentDesk.Evals.Measures;

/// <summary>
/// How generic texts are: of each text's runs of five words, the share that also stands in a text of another cluster. 0: every text is its
/// own; 1: one template for all.
/// </summary>
internal static class TextOverlap
{
    private const int Run = 5;

    public static double? Of(IReadOnlyList<RowResult> rows, string path)
    {
        var texts = rows.Select(r => (r.Cluster, Runs: Runs(r, path))).Where(t => t.Runs.Count > 0).ToList();
        if (texts.Select(t => t.Cluster).Distinct(StringComparer.Ordinal).Count() < 2)
        {
            return null;
        }

        var owners = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (cluster, runs) in texts)
        {
            foreach (var run in runs)
            {
                (owners.TryGetValue(run, out var known) ? known : owners[run] = new(StringComparer.Ordinal)).Add(cluster);
            }
        }

        return texts.Average(t => t.Runs.Count(r => owners[r].Count > 1) / (double)t.Runs.Count);
    }

    public static HashSet<string> Runs(RowResult row, string path) =>
        GradeInput.At(row.Output, path) is System.Text.Json.Nodes.JsonValue v && v.TryGetValue<string>(out var text)
            ? Readability.Runs(text, Run).ToHashSet(StringComparer.Ordinal)
            : [];
}
