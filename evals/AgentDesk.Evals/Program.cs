using AgentDesk.Evals.Analyst;
using AgentDesk.Evals.Cues;
using AgentDesk.Evals.Injection;
using AgentDesk.Evals.Latency;
using AgentDesk.Evals.Power;
using AgentDesk.Evals.Questions;
using AgentDesk.Evals.Retrieval;
using AgentDesk.Evals.Stages;

switch (args)
{
    case ["retrieval", .. var rest]:
        return await RetrievalEval.RunAsync(rest, CancellationToken.None);
    case ["train", .. var rest]:
        return CueTraining.Run(rest);
    case ["tune", .. var rest]:
        return await Tuning.RunAsync(rest, CancellationToken.None);
    case ["quotes", .. var rest]:
        return await CueEval.RunAsync(rest, CancellationToken.None);
    case ["analyst", .. var rest]:
        return await AnalystEval.RunAsync(rest, CancellationToken.None);
    case ["stages", .. var rest]:
        return await StageEval.RunAsync(rest, CancellationToken.None);
    case ["injection", .. var rest]:
        return await InjectionEval.RunAsync(rest);
    case ["ask", .. var rest]:
        return await AskEval.RunAsync(rest, CancellationToken.None);
    case ["latency", .. var rest]:
        return await LatencyEval.RunAsync(rest, CancellationToken.None);
    case ["gate-power", .. var rest]:
        return GatePower.Run(rest);
    default:
        await Console.Error.WriteLineAsync(
            "which eval? retrieval [--eval-data DIR] | train [--fast] | analyst [EXPORT …] [--short] [--why [DEAL]] | stages [EXPORT …] [--short] [--why] | latency [EXPORT …] | quotes EXPORT … [--why] | tune EXPORT … | injection [--eval-data DIR] [--missed] | ask [SET] [--why] | gate-power [--short]"
        );
        return 2;
}
