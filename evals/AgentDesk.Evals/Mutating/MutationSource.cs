using AgentDesk.Adapters.Models;
using AgentDesk.Evals.Models;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Running;
using AgentDesk.Evals.Suites;
using AgentDesk.Evals.Tasks;

namespace AgentDesk.Evals.Mutating;

/// <summary>
/// The outputs that mutants are made of: a suite's cases as one model prepares them, from recordings or in process, never by a call.
/// </summary>
internal static class MutationSource
{
    /// <returns>The outputs, and how many cases have no recording.</returns>
    public static async Task<(IReadOnlyList<(EvalCase Case, CaseOutput Output)> Outputs, int Missing)> ReadAsync(
        EvalPlaces places,
        RunPlanner planner,
        PlannedSuite suite,
        EvalModel model,
        IProgress<Engine.Progress>? progress,
        CancellationToken ct
    )
    {
        var outputs = new List<(EvalCase, CaseOutput)>();
        var missing = 0;
        await foreach (var one in suite.Task.CasesAsync(suite.Suite, suite.Files, ct))
        {
            progress?.Report(new Engine.Progress("preparing", outputs.Count, suite.Run.Cases));
            var asking = new Asking(
                model,
                RunMode.Replay,
                places.Recordings,
                0,
                new Spend(null, 0),
                new Lane(1, TimeProvider.System),
                TimeProvider.System
            );
            try
            {
                outputs.Add((one, await suite.Task.RunAsync(suite.Suite, one, suite.Prompts[0], planner.Prompts, asking, ct)));
            }
            catch (MissingRecordingException)
            {
                missing++;
            }
        }

        return (outputs, missing);
    }
}
