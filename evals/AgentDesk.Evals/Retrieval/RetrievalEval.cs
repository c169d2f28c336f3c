using System.Globalization;
using System.Text;
using AgentDesk.Adapters.Retrieval;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentDesk.Evals.Retrieval;

/// <summary>
/// Does the top 10 hold a turn that answers the question? Over long real meetings with labelled answers. Settings are chosen on the meetings with odd
/// numbers; the others were not looked at.
/// </summary>
internal static class RetrievalEval
{
    private const int Top = 10;

    private static readonly RetrievalOptions Default = new();

    private static readonly (string Name, RetrievalOptions Options)[] Ours =
    [
        ("words alone, single turns", Default with { VectorsWeight = 0, Windows = false }),
        ("vectors alone, single turns", Default with { WordsWeight = 0, Windows = false }),
        ("fused, single turns", Default with { Windows = false }),
        ("fused by score, single turns", Default with { Windows = false, Fusion = FusionKind.Weighted }),
        ("words alone, windows", Default with { VectorsWeight = 0 }),
        ("vectors alone, windows", Default with { WordsWeight = 0 }),
        ("fused, windows", Default with { Fusion = FusionKind.Rank }),
        ("fused by score, windows", Default with { Fusion = FusionKind.Weighted }),
    ];

    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken ct)
    {
        var at = args.ToList().IndexOf("--eval-data");
        var folder = at >= 0 && at + 1 < args.Count ? args[at + 1] : Environment.GetEnvironmentVariable("AGENTDESK_EVAL_DATA");
        var file = folder is null ? null : Path.Combine(folder, "qmsum_val.jsonl");
        if (file is null || !File.Exists(file))
        {
            await Console.Error.WriteLineAsync($"skipped: no file `{file ?? "qmsum_val.jsonl"}`; name its folder with --eval-data DIR or AGENTDESK_EVAL_DATA");
            return 2;
        }

        var meetings = Meetings.Read(file);
        await Console.Out.WriteAsync(await TableAsync(meetings, Ours, ct));
        return 0;
    }

    /// <summary>One row a way of searching.</summary>
    public static async Task<string> TableAsync(IReadOnlyList<LabelledMeeting> meetings, IReadOnlyList<(string Name, RetrievalOptions Options)> ours, CancellationToken ct)
    {
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"recall@{Top}: queries whose first {Top} results hold a turn of the labelled spans, of {meetings.Sum(m => m.Queries.Count)} over {meetings.Count} meetings (95% Wilson interval)");
        table.AppendLine().AppendLine("| search | all | chosen on (odd meetings) | held out (even meetings) | turns shown |").AppendLine("|---|---|---|---|---|");
        foreach (var (name, stemmed) in new[] { ("plain BM25 (FTS5 as it is), single turns", false), ("plain BM25 with Porter stems and speakers, single turns", true) })
        {
            using var plain = new PlainBm25(meetings, stemmed);
            table.AppendLine(Row(name, Outcomes(meetings, (m, q) => plain.Search(m.Name, q, Top))));
        }

        var data = Directory.CreateTempSubdirectory("agentdesk-eval-");
        try
        {
            foreach (var (name, options) in ours)
            {
                using var index = new EmbeddedRetrieval(data.FullName, new MemoryBook([.. meetings.Select(m => m.AsDeal())]), new HashedEmbedding(), options, NullLogger<EmbeddedRetrieval>.Instance);
                await index.RefreshAsync(null, ct);
                var found = new Dictionary<(string, string), IReadOnlyList<(int, int)>>();
                foreach (var (meeting, query) in meetings.SelectMany(m => m.Queries.Select(q => (m, q))))
                {
                    var passages = await index.SearchAsync(query.Text, new SearchFilter(new DealId(meeting.Name)), Top, ct);
                    found[(meeting.Name, query.Text)] = [.. passages.Select(p => PassageRows.RangeOf(p.Name)!.Value).Select(r => (r.First - 1, r.Last - 1))];
                }

                table.AppendLine(Row(name, Outcomes(meetings, (m, q) => found[(m.Name, q)])));
            }
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            data.Delete(recursive: true);
        }

        return table.ToString();
    }

    private static List<(bool Odd, bool Hit, int Turns)> Outcomes(IReadOnlyList<LabelledMeeting> meetings, Func<LabelledMeeting, string, IReadOnlyList<(int First, int Last)>> search)
    {
        var outcomes = new List<(bool, bool, int)>();
        for (var i = 0; i < meetings.Count; i++)
        {
            foreach (var query in meetings[i].Queries)
            {
                var found = search(meetings[i], query.Text);
                var hit = found.Any(f => query.Spans.Any(s => f.First <= s.Last && s.First <= f.Last));
                outcomes.Add((i % 2 == 0, hit, found.Sum(f => f.Last - f.First + 1)));
            }
        }

        return outcomes;
    }

    private static string Row(string name, List<(bool Odd, bool Hit, int Turns)> outcomes) => string.Create(CultureInfo.InvariantCulture,
        $"| {name} | {Share(outcomes)} | {Share(outcomes.FindAll(o => o.Odd))} | {Share(outcomes.FindAll(o => !o.Odd))} | {outcomes.Average(o => o.Turns):0.0} |");

    private static string Share(List<(bool Odd, bool Hit, int Turns)> outcomes)
    {
        var (hits, n) = (outcomes.Count(o => o.Hit), outcomes.Count);
        var (low, high) = Wilson(hits, n);
        return string.Create(CultureInfo.InvariantCulture, $"{100d * hits / n:0.0}% ({hits}/{n}, {100 * low:0.0}–{100 * high:0.0})");
    }

    /// <summary>The 95% Wilson score interval of a share.</summary>
    internal static (double Low, double High) Wilson(int hits, int n)
    {
        const double Z = 1.959964;
        if (n == 0) { return (0, 1); }
        var p = (double)hits / n;
        var middle = p + (Z * Z / (2 * n));
        var reach = Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4d * n * n)));
        return (Math.Max(0, (middle - reach) / (1 + (Z * Z / n))), Math.Min(1, (middle + reach) / (1 + (Z * Z / n))));
    }
}
