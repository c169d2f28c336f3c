namespace AgentDesk.Adapters.Retrieval;

/// <summary>How often words occur where a search looks: what tells a telling word from a common one.</summary>
/// <param name="Passages">How many passages there are.</param>
/// <param name="AverageWords">Their mean length in words.</param>
/// <param name="Holding">How many passages hold each asked word, in the query's order.</param>
internal sealed record WordStatistics(double Passages, double AverageWords, IReadOnlyList<int> Holding);

/// <summary>Okapi BM25 over counted words.</summary>
internal static class Bm25
{
    private const double K1 = 1.2;

    /// <summary>How well one passage answers; 0 when it holds no asked word.</summary>
    /// <param name="counts">How often the passage holds each asked word, in the query's order.</param>
    /// <param name="length">The passage's words in all.</param>
    /// <param name="b">How much a long passage must say a word more often, 0..1.</param>
    public static double Score(ReadOnlySpan<int> counts, int length, WordStatistics statistics, double b)
    {
        var score = 0d;
        for (var i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0)
            {
                continue;
            }
            var holding = statistics.Holding[i];
            var rare = Math.Log(1 + ((Math.Max(statistics.Passages, holding) - holding + 0.5) / (holding + 0.5)));
            score += rare * counts[i] * (K1 + 1) / (counts[i] + (K1 * (1 - b + (b * length / Math.Max(1, statistics.AverageWords)))));
        }

        return score;
    }
}
