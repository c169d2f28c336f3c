using AgentDesk.Evals.Analyst;
using AgentDesk.Evals.Cues;
using AgentDesk.Evals.Retrieval;
using AgentDesk.Evals.Stages;

switch (args)
{
    case ["retrieval", .. var rest]: return await RetrievalEval.RunAsync(rest, CancellationToken.None);
    case ["train", .. var rest]: return CueTraining.Run(rest);
    case ["analyst", .. var rest]: return await AnalystEval.RunAsync(rest, CancellationToken.None);
    case ["stages", .. var rest]: return await StageEval.RunAsync(rest, CancellationToken.None);
    default:
        await Console.Error.WriteLineAsync("which eval? retrieval [--eval-data DIR] | train [--fast] | analyst [EXPORT …] [--short] [--why] | stages [EXPORT …] [--short] [--why]");
        return 2;
}
