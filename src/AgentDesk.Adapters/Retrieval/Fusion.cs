using System.Runtime.InteropServices;

namespace AgentDesk.Adapters.Retrieval;

/// <summary>How the ranking by words and the ranking by vectors become one.</summary>
public enum FusionKind
{
    /// <summary>Reciprocal ranks: only the places count, not the scores.</summary>
    Rank,

    /// <summary>A weighted sum of the scores, each list's scaled to 0..1.</summary>
    Weighted,
}

/// <summary>A place in one list: <see cref="Id"/> with the score that the list gave it, higher is better.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Scored(int Id, double Score);

/// <summary>Pure fusion of rankings. A list that does not hold an id simply says nothing for it.</summary>
internal static class Fusion
{
    /// <summary>
    /// Reciprocal rank fusion: the sum of weight / (<paramref name="k"/> + rank), rank from 1. Equal scores share the better rank, so that
    /// the order in which a list happens to name its ties changes nothing.
    /// </summary>
    public static Dictionary<int, double> ByRank(IReadOnlyList<IReadOnlyList<Scored>> lists, IReadOnlyList<double> weights, double k)
    {
        var fused = new Dictionary<int, double>();
        for (var l = 0; l < lists.Count; l++)
        {
            var list = lists[l].OrderByDescending(s => s.Score).ToList();
            var rank = 0;
            for (var i = 0; i < list.Count; i++)
            {
                if (i == 0 || list[i].Score < list[i - 1].Score)
                {
                    rank = i + 1;
                }
                fused[list[i].Id] = fused.GetValueOrDefault(list[i].Id) + (weights[l] / (k + rank));
            }
        }

        return fused;
    }

    /// <summary>The weighted sum of the scores, each list's divided by its best; scores must not be negative.</summary>
    public static Dictionary<int, double> ByScore(IReadOnlyList<IReadOnlyList<Scored>> lists, IReadOnlyList<double> weights)
    {
        var fused = new Dictionary<int, double>();
        for (var l = 0; l < lists.Count; l++)
        {
            var best = lists[l].Count == 0 ? 0 : lists[l].Max(s => s.Score);
            foreach (var (id, score) in lists[l])
            {
                fused[id] = fused.GetValueOrDefault(id) + (best > 0 ? weights[l] * score / best : 0);
            }
        }

        return fused;
    }
}
