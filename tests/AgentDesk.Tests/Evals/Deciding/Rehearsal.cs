using AgentDesk.Evals.Deciding;
using AgentDesk.Evals.Power;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Tests.Evals.Deciding;

/// <summary>Simulated runs for tests: what is tested is what the code makes of them.</summary>
internal static class Rehearsal
{
    public static Suite Suite => SimulatedRuns.Suite;

    public static Suite Read(string gates) => SimulatedRuns.Read(gates);

    /// <summary>Two runs over the same deals, as the middle setting has them.</summary>
    public static (RunSide A, RunSide B) Pair(int seed, double loss, int deals = 60, int perDeal = 5) =>
        SimulatedRuns.Pair(Setting.Middle with { Shape = Shape.Of(deals, perDeal) }, seed, loss);

    public static RunSide Side(string name, IReadOnlyList<RowResult> rows) => SimulatedRuns.Side(name, rows);

    public static RowResult Row(string row, string deal, bool passes, bool second = true, int repeat = 0, string data = "d") =>
        SimulatedRuns.Row(row, deal, passes, second, repeat, data);

    public static RowResult Row(string row, RowOutcome outcome) =>
        Row(row, row, true) with
        {
            Outcome = outcome,
            Scores = [],
            OutputHash = "",
        };
}
