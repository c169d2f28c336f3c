using System.CommandLine;
using AgentDesk.Engine;
using AgentDesk.Engine.Asking;
using AgentDesk.Surfaces.Mcp;

namespace AgentDesk.Host.Verbs;

/// <summary>`mcp`: the read-only tools and the cited answer over standard input and output, for an MCP client.</summary>
internal static class McpVerb
{
    public static Command Create() =>
        Verb.Create(
            "mcp",
            "Serves the read-only tools and the cited answer over stdio, for an MCP client; --as says whose deals are seen.",
            [],
            RunAsync
        );

    // INVARIANT: standard output holds the protocol and nothing else; what the program has to say goes to standard error.
    private static async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var actor = await context.ActorAsync(ct);
        var retrieval = context.Services.GetRequiredService<IRetrieval>();
        await using var input = Console.OpenStandardInput();
        await using var output = Console.OpenStandardOutput();
        var desk = new McpDesk(
            context.Desk,
            context.Book,
            retrieval,
            context.Services.GetRequiredService<IAsk>(),
            context.Services.GetRequiredService<IAskHistory>(),
            actor
        );
        try
        {
            await desk.ServeAsync(input, output, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        { /* Ctrl+C ends it as the client's leaving does. */
        }

        return ExitCode.Done;
    }
}
