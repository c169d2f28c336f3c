using System.Globalization;
using System.Text;
using AgentDesk.Adapters.Retrieval;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentDesk.Evals.Retrieval;

/// <summary>
/// Does the top 10 hold a turn that answers the question? Over long real meetings with labelled answers. Settings are chosen on the
/// meetings with odd numbers; the others were not looked at.
/// </summary>
internal static class RetrievalEval
{
    private const int Top = 10;

    private static readonly RetrievalOptions Default = new();

    private static readonly (string Name, RetrievalOptions Options)[] Ours =
    [
        ("words alone, single turns", Default with { VectorsWeight = 0, Windows = false }),
        ("vectors alone, single turns", Default with { WordsWeight = 0, Windows = false }),
        ("fused by rank, single turns", Default with { Windows = false, Fusion = FusionKind.Rank }),
        ("fused by score, single turns", Default with { Windows = false, Fusion = FusionKind.Weighted }),
        ("words alone, windows", Default with { VectorsWeight = 0 }),
        ("vectors alone, windows", Default with { WordsWeight = 0 }),
        ("fused by rank, windows", Default with { Fusion = FusionKind.Rank }),
        ("fused by score, windows (the default)", Default),
    ];

    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken ct)
    {
        var at = args.ToList().IndexOf("--eval-data");
        var folder = at >= 0 && at + 1 < args.Count ? args[at + 1] : Environment.GetEnvironmentVariable("AGENTDESK_EVAL_DATA");
        var file = folder is null ? null : Path.Combine(folder, "qmsum_val.jsonl");
        if (file is null || !File.Exists(file))
        {
            await Console.Error.WriteLineAsync(
                $"skipped: no file `{file ?? "qmsum_val.jsonl"}`; name its folder with --eval-data DIR or AGENTDESK_EVAL_DATA"
            );
            return 2;
        }

        var meetings = Meetings.Read(file);
        var measured = await MeasureAsync(meetings, Ours, ct);
        await Console.Out.WriteAsync(Table(meetings, measured));
        return 0;
    }

    /// <summary>Every way of searching with what became of each query: the yardsticks first, then <paramref name="ours"/>.</summary>
    public static async Task<IReadOnlyList<Searched>> MeasureAsync(
        IReadOnlyList<LabelledMeeting> meetings,
        IReadOnlyList<(string Name, RetrievalOptions Options)> ours,
        CancellationToken ct
    )
    {
        var measured = new List<Searched>();
        foreach (
            var (name, stemmed) in new[]
            {
                ("plain BM25 (FTS5 as it is), single turns", false),
                ("plain BM25 with Porter stems and speakers, single turns", true),
            }
        )
        {
            using var plain = new PlainBm25(meetings, stemmed);
            measured.Add(new Searched(name, Outcomes(meetings, (m, q) => plain.Search(m.Name, q, Top))));
        }

        var data = Directory.CreateTempSubdirectory("agentdesk-eval-");
        try
        {
            foreach (var (name, options) in ours)
            {
                using var index = new EmbeddedRetrieval(
                    data.FullName,
                    new MemoryBook([.. meetings.Select(m => m.AsDeal())]),
                    new HashedEmbedding(),
                    options,
                    NullLogger<EmbeddedRetrieval>.Instance
                );
                await index.RefreshAsync(null, ct);
                var found = new Dictionary<(string, string), IReadOnlyList<(int, int)>>();
                foreach (var (meeting, query) in meetings.SelectMany(m => m.Queries.Select(q => (m, q))))
                {
                    var passages = await index.SearchAsync(query.Text, new SearchFilter(new DealId(meeting.Name)), Top, ct);
                    found[(meeting.Name, query.Text)] =
                    [
                        .. passages.Select(p => PassageRows.RangeOf(p.Name)!.Value).Select(r => (r.First - 1, r.Last - 1)),
                    ];
                }

                measured.Add(new Searched(name, Outcomes(meetings, (m, q) => found[(m.Name, q)])));
            }
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            data.Delete(recursive: true);
        }

        return measured;
    }

    private static string Table(IReadOnlyList<LabelledMeeting> meetings, IReadOnlyList<Searched> measured)
    {
        var table = new StringBuilder();
        table.AppendLine(
            CultureInfo.InvariantCulture,
            $"recall@{Top}: queries whose first {Top} results hold a turn of the labelled spans, of {meetings.Sum(m => m.Queries.Count)} over {meetings.Count} meetings (95% Wilson interval)"
        );
        table
            .AppendLine()
            .AppendLine("| search | all | chosen on (odd meetings) | held out (even meetings) | turns shown | against the first row |")
            .AppendLine("|---|---|---|---|---|---|");
        foreach (var searched in measured)
        {
            table.AppendLine(Row(searched, measured[0].Outcomes));
        }
        return table.ToString();
    }

    private static List<Outcome> Outcomes(
        IReadOnlyList<LabelledMeeting> meetings,
        Func<LabelledMeeting, string, IReadOnlyList<(int First, int Last)>> search
    )
    {
        var outcomes = new List<Outcome>();
        for (var i = 0; i < meetings.Count; i++)
        {
            foreach (var query in meetings[i].Queries)
            {
                var found = search(meetings[i], query.Text);
                var hit = found.Any(f => query.Spans.Any(s => f.First <= s.Last && s.First <= f.Last));
                outcomes.Add(new Outcome(i % 2 == 0, hit, found.Sum(f => f.Last - f.First + 1)));
            }
        }

        return outcomes;
    }

    private static string Row(Searched searched, IReadOnlyList<Outcome> first)
    {
        var outcomes = searched.Outcomes;
        var gained = outcomes.Zip(first).Count(p => p.First.Hit && !p.Second.Hit);
        var lost = outcomes.Zip(first).Count(p => !p.First.Hit && p.Second.Hit);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {searched.Name} | {Share(outcomes)} | {Share([.. outcomes.Where(o => o.Odd)])} | {Share([.. outcomes.Where(o => !o.Odd)])} | {outcomes.Average(o => o.Turns):0.0} | +{gained} −{lost}, p = {SignTest(gained, lost):0.000} |"
        );
    }

    private static string Share(IReadOnlyList<Outcome> outcomes)
    {
        var (hits, n) = (outcomes.Count(o => o.Hit), outcomes.Count);
        var (low, high) = Wilson(hits, n);
        return string.Create(CultureInfo.InvariantCulture, $"{100d * hits / n:0.0}% ({hits}/{n}, {100 * low:0.0}–{100 * high:0.0})");
    }

    /// <summary>How likely a difference at least this lopsided is between two equally good searches (two-sided, exact).</summary>
    internal static double SignTest(int gained, int lost)
    {
        var n = gained + lost;
        var (tail, ways) = (0d, Math.Pow(0.5, n));
        for (var k = 0; k <= Math.Min(gained, lost); k++)
        {
            tail += ways;
            ways *= (double)(n - k) / (k + 1);
        }

        return Math.Min(1, 2 * tail);
    }

    /// <summary>The 95% Wilson score interval of a share.</summary>
    internal static (double Low, double High) Wilson(int hits, int n)
    {
        const double Z = 1.959964;
        if (n == 0)
        {
            return (0, 1);
        }
        var p = (double)hits / n;
        var middle = p + (Z * Z / (2 * n));
        var reach = Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4d * n * n)));
        return (Math.Max(0, (middle - reach) / (1 + (Z * Z / n))), Math.Min(1, (middle + reach) / (1 + (Z * Z / n))));
    }
}

/// <summary>One query: of an odd meeting or not, whether it was answered, and how many turns were shown for it.</summary>
internal sealed record Outcome(bool Odd, bool Hit, int Turns);

/// <summary>A way of searching and its outcomes, the queries in one order for all.</summary>
internal sealed record Searched(string Name, IReadOnlyList<Outcome> Outcomes)
{
    public double Recall => Outcomes.Average(o => o.Hit ? 1d : 0d);
}
