using AgentDesk.Evals.Retrieval;

switch (args)
{
    case ["retrieval", .. var rest]: return await RetrievalEval.RunAsync(rest, CancellationToken.None);
    default:
        await Console.Error.WriteLineAsync("which eval? retrieval [--eval-data DIR]");
        return 2;
}
