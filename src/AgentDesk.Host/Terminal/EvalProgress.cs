using System.Globalization;
using AgentDesk.Evals.Running;

namespace AgentDesk.Host.Terminal;

/// <summary>
/// How an eval run goes, on standard error: rows, rate, when it will be done, what it has cost. Off a terminal a line now and then.
/// </summary>
internal sealed class EvalProgress(TimeProvider clock, int planned, bool terminal, Action<string> write)
    : IProgress<RunProgress>,
        IDisposable
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan InLog = TimeSpan.FromSeconds(5);

    public EvalProgress(TimeProvider clock, int planned)
        : this(clock, planned, !Console.IsErrorRedirected, Console.Error.Write) { }

    private readonly TimeProvider _clock = clock;
    private readonly bool _terminal = terminal;
    private readonly long _start = clock.GetTimestamp();
    private readonly Lock _gate = new();
    private long _last = clock.GetTimestamp();
    private bool _drawn;

    public void Report(RunProgress value)
    {
        lock (_gate)
        {
            if (_clock.GetElapsedTime(_last) < (_terminal ? OnTerminal : InLog))
            {
                return;
            }
            _last = _clock.GetTimestamp();
            if (!_terminal)
            {
                write(Line(value, _clock.GetElapsedTime(_start), planned) + Environment.NewLine);
                return;
            }

            _drawn = true;
            var done = planned == 0 ? 0 : (int)(24L * value.Finished / planned);
            write(
                $"\r\u001b[K{new string('━', Math.Min(24, done)).PadRight(24, '─')}  {Line(value, _clock.GetElapsedTime(_start), planned)}"
            );
        }
    }

    public void Dispose()
    {
        if (_drawn)
        {
            write("\r\u001b[K");
        }
    }

    /// <summary>`120 of 500 rows, 2.4 a second, 2 min 38 s left, $0.42 spent, 3 failed, 1 undetermined`.</summary>
    public static string Line(RunProgress p, TimeSpan elapsed, int planned)
    {
        var rate = elapsed.TotalSeconds > 0 ? p.Now / elapsed.TotalSeconds : 0;
        var left = rate > 0 ? $", {Span(TimeSpan.FromSeconds((planned - p.Finished) / rate))} left" : "";
        var trouble =
            $"{(p.Failed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {p.Failed:N0} failed") : "")}{(p.Undetermined > 0 ? string.Create(CultureInfo.InvariantCulture, $", {p.Undetermined:N0} undetermined") : "")}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{p.Finished:N0} of {planned:N0} rows, {rate:0.#} a second{left}, ${p.SpentUsd:0.####} spent{trouble}"
        );
    }

    private static string Span(TimeSpan t) =>
        t.TotalHours >= 1 ? FormattableString.Invariant($"{(int)t.TotalHours} h {t.Minutes} min")
        : t.TotalMinutes >= 1 ? FormattableString.Invariant($"{t.Minutes} min {t.Seconds} s")
        : FormattableString.Invariant($"{Math.Max(0, Math.Ceiling(t.TotalSeconds)):0} s");
}
