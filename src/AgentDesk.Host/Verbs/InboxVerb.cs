using System.CommandLine;
using AgentDesk.Engine;
using AgentDesk.Engine.Documents;
using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`inbox`: what waits, and what has been.</summary>
internal static class InboxVerb
{
    private static readonly string[] States = ["waiting", "executing", "closed", "stopped"];

    private static readonly Option<string?> State = new("--state")
    {
        Description = "Only runs in this state: waiting, executing, closed or stopped.",
        HelpName = "S",
    };
    private static readonly Option<string?> Owner = new("--owner") { Description = "Only this owner's deals.", HelpName = "EMAIL" };

    public static Command Create()
    {
        State.CompletionSources.Add(_ => States.Select(s => new System.CommandLine.Completions.CompletionItem(s)));
        return Verb.Create("inbox", "Lists the runs; `show RUN` prints one whole.", [State, Owner], RunAsync);
    }

    private static async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var state = context.Parsed.GetValue(State);
        if (state is not null && !States.Contains(state, StringComparer.Ordinal))
        {
            throw new UnusableInputException($"there is no state `{state}`: {string.Join(", ", States)}");
        }

        var views = await context.Desk.InboxAsync(new InboxQuery(state, context.Parsed.GetValue(Owner)), ct);
        var document = new InboxDocument(await context.Desk.NowAsync(ct), [.. views.Select(RunDocuments.Of)]);
        if (context.Json)
        {
            Say.Json(document);
        }
        else if (document.Runs.Count == 0)
        {
            Say.Out.WriteLine(
                (state, context.Parsed.GetValue(Owner)) switch
                {
                    (null, null) => "nothing has been prepared yet: run `agentdesk scan`",
                    (null, var who) => $"nothing of {who}",
                    (_, null) => $"nothing is {state}",
                    var (_, who) => $"nothing of {who} is {state}",
                }
            );
        }
        else
        {
            RunTables.PrintInbox(document.Runs);
        }

        return ExitCode.Done;
    }
}
