using System.Text.Json;
using AgentDesk.Core;
using Spectre.Console;

namespace AgentDesk.Host.Terminal;

/// <summary>
/// Where the program speaks: documents and tables on standard output, progress and errors on standard error. Colour only on a terminal.
/// </summary>
internal static class Say
{
    private static readonly Lazy<IAnsiConsole> OutConsole = new(() => Create(Console.Out, Console.IsOutputRedirected));
    private static readonly Lazy<IAnsiConsole> ErrConsole = new(() => Create(Console.Error, Console.IsErrorRedirected));

    public static IAnsiConsole Out => OutConsole.Value;

    public static IAnsiConsole Err => ErrConsole.Value;

    public static void Error(string line) => Err.MarkupLineInterpolated($"[red]agentdesk:[/] {line.ReplaceLineEndings(" ")}");

    public static void Json<T>(T document) => Console.Out.WriteLine(JsonSerializer.Serialize(document, DeskJson.Indented));

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Out = new AnsiConsoleOutput(writer),
                Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
                ColorSystem =
                    redirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 }
                        ? ColorSystemSupport.NoColors
                        : ColorSystemSupport.Detect,
                Interactive = redirected ? InteractionSupport.No : InteractionSupport.Detect,
            }
        );

        // A pipe has no width: tables then take the room that they need instead of being cut at 80 columns.
        if (redirected)
        {
            console.Profile.Width = 400;
        }
        console.Pipeline.Attach(new NoControls());
        return console;
    }
}
