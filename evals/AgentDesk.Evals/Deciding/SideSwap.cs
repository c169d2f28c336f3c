namespace AgentDesk.Evals.Deciding;

/// <summary>
/// How probable it is that chance alone looks this bad, or this different, on at least one of the measures that are looked at together.
/// </summary>
/// <param name="Worse">One-sided, towards worse.</param>
/// <param name="Other">Two-sided.</param>
internal readonly record struct FamilyP(double Worse, double Other)
{
    public static readonly FamilyP One = new(1, 1);
}

/// <summary>
/// The test behind verdicts that hold (docs/decisions/0017). Were the two sides the same, then of every cluster either could as well have
/// been the first: changing places turns the sign of what the cluster adds to the difference. The difference seen is held against those of
/// all such changes. A cluster changes places in every measure at once, so measures that move together cost no more than one, and measures
/// in which nothing moved cost nothing (step-down maximum of Westfall and Young).
/// </summary>
internal static class SideSwap
{
    /// <summary>Up to so many clusters that moved, all changes of place are gone through; beyond, <see cref="Drawn"/> of them.</summary>
    private const int GoneThrough = 13;

    private const int Drawn = 9_999;

    /// <summary>Guards against sums that differ by rounding alone.</summary>
    private const double Tie = 1e-9;

    /// <param name="measures">Of each: what its clusters add to its difference, by cluster, towards better.</param>
    /// <returns>In the order of <paramref name="measures"/>. The same input always gives the same.</returns>
    public static IReadOnlyList<FamilyP> Of(IReadOnlyList<IReadOnlyDictionary<string, double>> measures)
    {
        var places = measures
            .SelectMany(m => m.Keys)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select((name, i) => (name, i))
            .ToDictionary(p => p.name, p => p.i, StringComparer.Ordinal);
        var moved = measures.Select((m, i) => (At: i, Parts: Scaled(m, places))).Where(m => m.Parts.Length > 0).ToList();
        var draws = places.Count <= GoneThrough ? 1 << places.Count : Drawn + 1;
        var sums = moved.ConvertAll(_ => new double[draws]);
        var signs = new double[places.Count];
        ulong state = 1;
        for (var b = 0; b < draws; b++)
        {
            Draw(signs, b, ref state);
            for (var m = 0; m < sums.Count; m++)
            {
                var sum = 0.0;
                foreach (var (place, adds) in moved[m].Parts)
                {
                    sum -= signs[place] * adds;
                }
                sums[m][b] = sum;
            }
        }

        var (worse, other) = (StepDown(sums, t => t), StepDown(sums, Math.Abs));
        var result = Enumerable.Repeat(FamilyP.One, measures.Count).ToArray();
        for (var i = 0; i < moved.Count; i++)
        {
            result[moved[i].At] = new FamilyP(worse[i], other[i]);
        }
        return result;
    }

    // In units of what chance would make of it: the root of the sum of squares stays the same whoever changes places.
    private static (int Place, double Adds)[] Scaled(IReadOnlyDictionary<string, double> measure, Dictionary<string, int> places)
    {
        var size = Math.Sqrt(measure.Values.Sum(v => v * v));
        return size < Tie ? [] : [.. measure.Where(m => m.Value != 0).Select(m => (places[m.Key], m.Value / size))];
    }

    // The most striking measure is held against the maximum over all, the next one against that over those that are left.
    private static double[] StepDown(List<double[]> sums, Func<double, double> far)
    {
        var order = Enumerable.Range(0, sums.Count).OrderByDescending(i => far(sums[i][0])).ToList();
        var (result, least) = (new double[sums.Count], 0.0);
        var most = Enumerable.Repeat(double.NegativeInfinity, sums.Count == 0 ? 0 : sums[0].Length).ToArray();
        foreach (var i in Enumerable.Reverse(order))
        {
            var (seen, asFar) = (far(sums[i][0]) - Tie, 0);
            for (var b = 0; b < most.Length; b++)
            {
                most[b] = Math.Max(most[b], far(sums[i][b]));
                if (most[b] >= seen)
                {
                    asFar++;
                }
            }

            result[i] = (double)asFar / most.Length;
        }

        foreach (var i in order)
        {
            result[i] = least = Math.Max(least, result[i]);
        }
        return result;
    }

    // In the first draw nobody changes places: what was seen is one of those that it is held against.
    private static void Draw(double[] signs, int draw, ref ulong state)
    {
        for (var i = 0; i < signs.Length; i += 64)
        {
            var bits =
                draw == 0 ? 0
                : signs.Length <= GoneThrough ? (ulong)draw
                : Next(ref state);
            for (var j = i; j < Math.Min(signs.Length, i + 64); j++)
            {
                signs[j] = (bits & (1UL << (j - i))) != 0 ? -1 : 1;
            }
        }
    }

    // SplitMix64: the draws are the same on every machine and every run.
    private static ulong Next(ref ulong state)
    {
        var z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
