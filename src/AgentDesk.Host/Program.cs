using AgentDesk.Host;

return await CommandLine.RunAsync(args, CancellationToken.None);
