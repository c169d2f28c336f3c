using System.CommandLine;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;
using AgentDesk.Engine.Documents;
using AgentDesk.Host.Terminal;

namespace AgentDesk.Host.Verbs;

/// <summary>`show RUN`: one run, whole.</summary>
internal static class ShowVerb
{
    public static readonly Argument<string> Run = new("RUN") { Description = "The run's id, or the beginning of it, or a deal's id." };

    public static Command Create() =>
        Verb.Create("show", "Prints one run whole: blocker, quotes, actions, gates, history.", [Run], RunAsync);

    /// <summary>The run named by its id, by an unambiguous beginning of it, or by its deal (then the newest).</summary>
    /// <exception cref="RefusedException">There is none, or more than one fits.</exception>
    public static async Task<RunView> FindAsync(VerbContext context, string name, CancellationToken ct)
    {
        if (await context.Desk.ShowAsync(new RunId(name), ct) is { } exact)
        {
            return exact;
        }

        var all = await context.Desk.InboxAsync(new InboxQuery(), ct);
        var fits = all.Where(v => v.Run.Header.Id.Value.StartsWith(name, StringComparison.Ordinal) || v.Run.Header.Deal.Value == name)
            .ToList();
        var open = fits.Where(v => v.Run is Core.Runs.Run.Waiting or Core.Runs.Run.Stopped).ToList();
        return (fits.Count, open.Count) switch
        {
            (1, _) => fits[0],
            (_, 1) => open[0],
            (0, _) => throw new RefusedException($"there is no run `{name}`: `agentdesk inbox` lists them"),
            _ => throw new RefusedException(
                $"`{name}` fits {fits.Count} runs: {string.Join(", ", fits.Select(v => $"{v.Run.Header.Id.Value} ({v.Run.Header.Workflow})"))}"
            ),
        };
    }

    private static async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var name = context.Parsed.GetRequiredValue(Run);
        if (context.Json)
        {
            Say.Json(RunDocuments.Of(await FindAsync(context, name, ct)));
            return ExitCode.Done;
        }

        // A deal may have a live run of each workflow: people get all of them.
        var live = (await context.Desk.InboxAsync(new InboxQuery(), ct))
            .Where(v => v.Run.Header.Deal.Value == name && (v.Run is Core.Runs.Run.Waiting or Core.Runs.Run.Stopped))
            .ToList();
        foreach (var view in live.Count > 1 ? live : [await FindAsync(context, name, ct)])
        {
            var document = RunDocuments.Of(view);
            RunTables.Print(document, await context.Desk.DossierAsync(new DealId(document.DealId), ct), context.Verbose);
            if (live.Count > 1)
            {
                Say.Out.Write(new Spectre.Console.Text("\n"));
            }
        }

        return ExitCode.Done;
    }
}
