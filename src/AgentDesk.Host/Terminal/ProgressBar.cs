using AgentDesk.Engine;
using Progress = AgentDesk.Engine.Progress;

namespace AgentDesk.Host.Terminal;

/// <summary>
/// A bar on standard error for work that takes over a second. Off a terminal it writes a line now and then instead, so that a log shows that work goes on.
/// </summary>
internal sealed class ProgressBar(TimeProvider clock) : IProgress<Progress>, IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan InLog = TimeSpan.FromSeconds(5);

    private readonly bool _terminal = !Console.IsErrorRedirected;
    private readonly long _start = clock.GetTimestamp();
    private readonly Lock _gate = new();
    private long _last;
    private bool _drawn;

    public void Report(Progress value)
    {
        lock (_gate)
        {
            if (clock.GetElapsedTime(_start) < Quiet || (_last != 0 && clock.GetElapsedTime(_last) < (_terminal ? OnTerminal : InLog))) { return; }

            _last = clock.GetTimestamp();
            if (_terminal) { Draw(value); }
            else { Say.Err.WriteLine(Count(value)); }
        }
    }

    public void Dispose()
    {
        if (_drawn) { Console.Error.Write("\r\u001b[K"); }
    }

    private static string Count(Progress p) => p.Total > 0
        ? FormattableString.Invariant($"{p.What}: {p.Done:N0} of {p.Total:N0}")
        : FormattableString.Invariant($"{p.What}: {p.Done:N0}");

    private void Draw(Progress p)
    {
        _drawn = true;
        var bar = p.Total > 0 ? new string('━', (int)(30L * p.Done / p.Total)).PadRight(30, '─') + "  " : "";
        Console.Error.Write($"\r\u001b[K{bar}{Count(p)}");
    }
}
