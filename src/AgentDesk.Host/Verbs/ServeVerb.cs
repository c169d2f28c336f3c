using System.CommandLine;
using Spectre.Console;
using AgentDesk.Engine;
using AgentDesk.Host.Terminal;
using AgentDesk.Host.Web;

namespace AgentDesk.Host.Verbs;

/// <summary>`serve`: the web inbox, and the work that goes on by itself.</summary>
internal static class ServeVerb
{
    public static readonly Option<int> Port = new("--port") { Description = "The port on 127.0.0.1; 0 takes a free one.", HelpName = "N", DefaultValueFactory = _ => 5080 };
    private static readonly Option<string[]> Urls = new("--urls") { Description = "Addresses to listen on instead; with the person switcher only loopback is allowed.", HelpName = "URL", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<bool> NoSwitcher = new("--no-switcher") { Description = "Turns the person switcher off: every page then asks for a sign-in that this version does not have." };

    public static Command Create() => Verb.Create("serve", "Serves the web inbox on 127.0.0.1.", [Port, Urls, NoSwitcher], RunAsync);

    private static async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var urls = context.Parsed.GetValue(Urls) is { Length: > 0 } named ? named : [$"http://127.0.0.1:{context.Parsed.GetValue(Port)}"];
        _ = await context.Book.TeamAsync(ct); // says at once when nothing is imported
        await WebServer.RunAsync(context.Parsed, urls, switcher: !context.Parsed.GetValue(NoSwitcher), address => Say.Out.MarkupLineInterpolated($"the inbox is at [bold]{address}[/] (Ctrl+C ends it)"), ct);
        return ExitCode.Done;
    }
}
