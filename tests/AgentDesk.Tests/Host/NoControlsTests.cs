using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Tests.Host;

public sealed class NoControlsTests
{
    [Fact]
    public void Evidence_cannot_colour_or_retitle_the_terminal()
    {
        var written = new StringWriter();
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.Yes,
                ColorSystem = ColorSystemSupport.TrueColor,
                Out = new AnsiConsoleOutput(written),
            }
        );
        console.Pipeline.Attach(new NoControls());

        console.Write(new Table().AddColumn("x").AddRow(new Text("Acme\u001b[31m \u001b]0;owned\u0007 & Sons")));
        console.MarkupLineInterpolated($"[bold]{"a\u001b[2Jb"}[/]");

        Assert.DoesNotContain("\u001b[31m", written.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b]0;", written.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2J", written.ToString(), StringComparison.Ordinal);
        Assert.Contains("a␛[2Jb", written.ToString(), StringComparison.Ordinal);
        Assert.Contains("\u001b[1m", written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_cannot_turn_around_the_line_that_it_stands_in()
    {
        Assert.Equal("\ufffdgnp.exe deal\ufffd", NoControls.Clean("\u202Egnp.exe deal\u2066"));
        Assert.Equal("تيد 👩‍👧 Bjørn", NoControls.Clean("تيد 👩‍👧 Bjørn"));
    }
}
