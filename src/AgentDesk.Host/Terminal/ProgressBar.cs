using AgentDesk.Engine;
using Spectre.Console;
using Progress = AgentDesk.Engine.Progress;

namespace AgentDesk.Host.Terminal;

/// <summary>
/// A bar on standard error for work that takes over a second. Off a terminal it writes a line now and then instead, so that a log shows
/// that work goes on.
/// </summary>
internal sealed class ProgressBar(TimeProvider clock, bool terminal, Action<string> write) : IProgress<Progress>, IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan InLog = TimeSpan.FromSeconds(5);

    public ProgressBar(TimeProvider clock)
        : this(clock, !Console.IsErrorRedirected, Console.Error.Write) { }

    private readonly bool _terminal = terminal;
    private readonly long _start = clock.GetTimestamp();
    private readonly Lock _gate = new();
    private long _last;
    private bool _over;
    private bool _drawn;

    public void Report(Progress value)
    {
        lock (_gate)
        {
            // A log is told of work that is still going on after a while; a bar may come and go.
            if (
                _over
                || clock.GetElapsedTime(_start) < (_terminal ? Quiet : InLog)
                || (_last != 0 && clock.GetElapsedTime(_last) < (_terminal ? OnTerminal : InLog))
            )
            {
                return;
            }

            _last = clock.GetTimestamp();
            if (_terminal)
            {
                Draw(value);
            }
            else
            {
                write(Count(value) + Environment.NewLine);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _over = true;
        }
        if (_drawn)
        {
            write("\r\u001b[K");
        }
    }

    private static string Count(Progress p) =>
        p.Total > 0
            ? FormattableString.Invariant($"{p.What}: {p.Done:N0} of {p.Total:N0}")
            : FormattableString.Invariant($"{p.What}: {p.Done:N0}");

    private void Draw(Progress p)
    {
        _drawn = true;
        var bar = p.Total > 0 ? new string('━', (int)(30L * p.Done / p.Total)).PadRight(30, '─') + "  " : "";
        write($"\r\u001b[K{bar}{Count(p)}");
    }
}
