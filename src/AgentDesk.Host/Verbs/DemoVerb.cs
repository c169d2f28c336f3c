using System.CommandLine;
using AgentDesk.Engine;
using AgentDesk.Host.Terminal;
using AgentDesk.Host.Web;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`demo`: the main job on the shipped sample pipeline, in one command.</summary>
internal static class DemoVerb
{
    public static Command Create() =>
        Verb.Create("demo", "Imports the sample pipeline, scans it and serves the inbox.", [ServeVerb.Port], RunAsync);

    private static async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var sample = Path.Combine(AppContext.BaseDirectory, "samples", "tidewater");
        var report = await ImportVerb.ImportAsync(context, sample, ct);
        Say.Out.MarkupLineInterpolated($"imported [bold]{report.Deals} deals[/] with {report.Evidence.Values.Sum():N0} pieces of evidence");

        ScanReport scan;
        using (var progress = VerbContext.Progress())
        {
            scan = await context.Desk.ScanAsync(null, null, progress, ct);
        }
        var waiting = await context.Desk.InboxAsync(new InboxQuery("waiting"), ct);
        Say.Out.MarkupLineInterpolated($"scanned {scan.Deals} open deals: [bold]{waiting.Count} wait for a decision[/]");

        await WebServer.RunAsync(
            context.Parsed,
            [$"http://127.0.0.1:{context.Parsed.GetValue(ServeVerb.Port)}"],
            switcher: true,
            schedule: null,
            address => Say.Out.MarkupLineInterpolated($"the inbox is at [bold]{address}[/] (Ctrl+C ends it)"),
            ct
        );
        return ExitCode.Done;
    }
}
