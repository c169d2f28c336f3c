using AgentDesk.Core.Evidence;

namespace AgentDesk.Adapters.Retrieval;

/// <summary>From weighed rows to the list that is returned: pure.</summary>
internal static class Ranking
{
    // Rows differ in length by their nature (a tracker, a mail), so length is held against a row only in part.
    private const double LengthWeight = 0.75;

    /// <summary>The best <paramref name="top"/>, each piece of evidence once and no cue twice; equal scores in order of name.</summary>
    public static IReadOnlyList<(Candidate Row, double Score)> Best(
        IReadOnlyList<Candidate> rows,
        WordStatistics statistics,
        RetrievalOptions options,
        int top
    )
    {
        var words = new List<Scored>();
        var vectors = new List<Scored>();
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].SaysAny)
            {
                words.Add(new Scored(i, Bm25.Score(rows[i].Counts, rows[i].Length, statistics, LengthWeight)));
            }
            if (rows[i].Similarity > 0 && rows[i].Similarity >= options.LeastSimilarity)
            {
                vectors.Add(new Scored(i, rows[i].Similarity));
            }
        }

        IReadOnlyList<IReadOnlyList<Scored>> lists = [options.WordsWeight > 0 ? words : [], options.VectorsWeight > 0 ? vectors : []];
        double[] weights = [options.WordsWeight, options.VectorsWeight];
        var fused =
            options.Fusion == FusionKind.Rank ? Fusion.ByRank(lists, weights, options.RankConstant) : Fusion.ByScore(lists, weights);
        var best = new List<(Candidate, double)>(top);
        var taken = new Taken();
        foreach (
            var (place, score) in fused
                .OrderByDescending(f => f.Value)
                .ThenBy(f => rows[f.Key].Name.Value, StringComparer.Ordinal)
                .ThenBy(f => rows[f.Key].Id)
        )
        {
            if (best.Count == top)
            {
                break;
            }
            if (taken.Take(rows[place].Name))
            {
                best.Add((rows[place], score));
            }
        }

        return best;
    }

    /// <summary>How often the asked words occur in these rows alone.</summary>
    public static WordStatistics StatisticsOf(IReadOnlyList<Candidate> rows, int asked)
    {
        var holding = new int[asked];
        foreach (var row in rows)
        {
            for (var i = 0; i < asked; i++)
            {
                holding[i] += row.Counts[i] > 0 ? 1 : 0;
            }
        }

        return new WordStatistics(rows.Count, rows.Count == 0 ? 1 : rows.Average(r => (double)r.Length), holding);
    }

    private sealed class Taken
    {
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<(int First, int Last)>> _cues = new(StringComparer.Ordinal);

        public bool Take(EvidenceName name)
        {
            if (PassageRows.RangeOf(name) is not { } range)
            {
                return _names.Add(name.Value);
            }
            if (!_cues.TryGetValue(range.Call, out var had))
            {
                _cues[range.Call] = had = [];
            }
            if (had.Exists(h => h.First <= range.Last && range.First <= h.Last))
            {
                return false;
            }

            had.Add((range.First, range.Last));
            return true;
        }
    }
}
