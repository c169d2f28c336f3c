using AgentDesk.Evals.Deciding;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Evals.Power;

/// <summary>
/// Pairs of runs as a <see cref="Setting"/> has them, with or without a loss planted in the second one, for measuring how often the gate is
/// wrong.
/// </summary>
internal static class SimulatedRuns
{
    // Of what stays from run to run, the part that is the deal's. Both sides share it: it matters little for differences.
    private const double OfTheDeal = 0.3;

    /// <summary>
    /// Two measures decide: `blocker`, which also makes `pass`, and `second`, which no loss is planted in, so that the gate pays for
    /// looking at more than one.
    /// </summary>
    public static readonly Suite Suite = Read("");

    public static Suite Read(string gates) =>
        SuiteFile
            .Read(
                $$"""
                name: rehearsal
                version: 1
                about: rows of simulated deals
                task: prompt
                data: {files: [none.jsonl]}
                models: [m]
                graders:
                  - {kind: gate, name: blocker, with: {gate: first} }
                  - {kind: gate, name: second, counts: false, with: {gate: second} }
                gates:
                  - {measure: blocker, is: quality, at_least: 0.2}
                  - {measure: second, is: quality, at_least: 0.2}
                {{gates}}
                """,
                "rehearsal.yaml"
            )
            .Suite!;

    /// <param name="loss">Of all rows, the share that the second run loses; 0 for two runs of the same.</param>
    public static (RunSide A, RunSide B) Pair(Setting setting, int seed, double loss)
    {
        var random = new Random(seed);
        var threshold = Quantile(setting.Pass);
        double Part(double variance) => Math.Sqrt(variance) * Normal(random);
        var (shared, anew) = (setting.Steady, 1 - setting.Steady);
        var (a, b) = (new List<RowResult>(), new List<RowResult>());
        var quarter = Order(setting.Shape.Sizes, random);
        for (var d = 0; d < setting.Shape.Sizes.Count; d++)
        {
            var hit = setting.Falls switch
            {
                Falls.Evenly => 1,
                Falls.Unevenly => 2 * random.NextDouble(),
                _ => quarter.Contains(d) ? 4 : 0,
            };
            // One for each measure: they err by themselves.
            var (deal, runA, runB) = (Two(shared * OfTheDeal), Two(anew * setting.Together), Two(anew * setting.Together));
            for (var r = 0; r < setting.Shape.Sizes[d]; r++)
            {
                var own = Two(shared * (1 - OfTheDeal));
                bool Passes(int measure, double[] run) =>
                    deal[measure] + own[measure] + run[measure] + Part(anew * (1 - setting.Together)) < threshold;
                var (name, cluster) = (FormattableString.Invariant($"d{d:000}/{r}"), FormattableString.Invariant($"d{d:000}"));
                a.Add(Row(name, cluster, Passes(0, runA), Passes(1, runA)));
                b.Add(Row(name, cluster, Passes(0, runB) && random.NextDouble() >= loss * hit / setting.Pass, Passes(1, runB)));
            }
        }

        return (Side("a", a), Side("b", b));

        double[] Two(double variance) => [Part(variance), Part(variance)];
    }

    public static RunSide Side(string name, IReadOnlyList<RowResult> rows) => new(name, null, ["rehearsal"], _ => rows);

    public static RowResult Row(string row, string deal, bool passes, bool second = true, int repeat = 0, string data = "d") =>
        new(
            "rehearsal",
            row,
            deal,
            "p@1",
            "ph",
            "m",
            repeat,
            passes ? RowOutcome.Pass : RowOutcome.Fail,
            [Grade("blocker", passes), Grade("second", second)],
            null,
            $"{row}{passes}{second}{repeat}",
            null,
            RowUsage.None,
            data,
            null
        );

    private static Score Grade(string grader, bool passes) =>
        new(grader, passes ? RowOutcome.Pass : RowOutcome.Fail, passes ? "" : "security, a reader says legal")
        {
            Expected = "legal",
            Got = passes ? "legal" : "security",
        };

    // Deals in a drawn order, taken until they hold a quarter of the rows.
    private static HashSet<int> Order(IReadOnlyList<int> sizes, Random random)
    {
        var (taken, rows) = (new HashSet<int>(), 0);
        foreach (var d in Enumerable.Range(0, sizes.Count).OrderBy(_ => random.Next()).ToList())
        {
            if (4 * rows >= sizes.Sum())
            {
                break;
            }
            taken.Add(d);
            rows += sizes[d];
        }

        return taken;
    }

    // Of the standard normal; Student's t with very many degrees of freedom.
    private static double Quantile(double share) => (share < 0.5 ? -1 : 1) * StudentT.Quantile(2 * Math.Min(share, 1 - share), 1_000_000);

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
