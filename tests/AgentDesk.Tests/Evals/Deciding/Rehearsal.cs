using AgentDesk.Evals.Deciding;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Tests.Evals.Deciding;

/// <summary>Rows as a model of chance and clusters would leave them, for the statistics alone: what is tested is what the code makes of them.</summary>
internal static class Rehearsal
{
    public static readonly Suite Suite = Read("");

    public static Suite Read(string gates) => SuiteFile.Read($$"""
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
        """, "rehearsal.yaml").Suite!;

    /// <summary>
    /// Two runs over the same deals. Deals differ in difficulty, rows within a deal too; and every run treats every deal a little differently (what a changed retrieval or an unlucky
    /// sample does to all of a deal's rows at once), so that rows are correlated within a deal and differences as well.
    /// </summary>
    /// <param name="change">By how much the second run passes fewer rows, of 1; some deals are hit harder than others.</param>
    public static (RunSide A, RunSide B) Pair(int seed, double change, int deals = 60, int perDeal = 5)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, deals).SelectMany(d =>
        {
            var deal = 1.6 + (1.2 * Normal(random));
            var (shockA, shockB, hit) = (0.5 * Normal(random), 0.5 * Normal(random), random.NextDouble());
            return Enumerable.Range(0, perDeal).Select(r => (Deal: d, Row: r, Level: deal + (2.5 * Normal(random)), ShockA: shockA, ShockB: shockB, Hit: hit)).ToList();
        }).ToList();
        var loss = change == 0 ? 0 : change / rows.Average(r => Logistic(r.Level + r.ShockB) * r.Hit);
        return (
            Side("a", [.. rows.Select(r => Row($"d{r.Deal:00}/{r.Row}", $"d{r.Deal:00}", Chance(Logistic(r.Level + r.ShockA)), Chance(Logistic(r.Level + r.ShockA))))]),
            Side("b", [.. rows.Select(r => Row($"d{r.Deal:00}/{r.Row}", $"d{r.Deal:00}", Chance(Logistic(r.Level + r.ShockB) * (1 - (loss * r.Hit))), Chance(Logistic(r.Level + r.ShockB))))]));

        bool Chance(double p) => random.NextDouble() < p;
    }

    public static RunSide Side(string name, IReadOnlyList<RowResult> rows) => new(name, null, ["rehearsal"], _ => rows);

    public static RowResult Row(string row, string deal, bool passes, bool second = true, int repeat = 0, string data = "d") => new(
        "rehearsal", row, deal, "p@1", "ph", "m", repeat, passes ? RowOutcome.Pass : RowOutcome.Fail, [Grade("blocker", passes), Grade("second", second)], null,
        $"{row}{passes}{second}{repeat}", null, RowUsage.None, data, null);

    public static RowResult Row(string row, RowOutcome outcome) => Row(row, row, true) with { Outcome = outcome, Scores = [], OutputHash = "" };

    private static Score Grade(string grader, bool passes) => new(grader, passes ? RowOutcome.Pass : RowOutcome.Fail, passes ? "" : "security, a reader says legal") { Expected = "legal", Got = passes ? "legal" : "security" };

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
