using AgentDesk.Core.Runs;

namespace AgentDesk.Engine.AlwaysOn;

/// <summary>A clock that stands still until it is set on: what `--as-of` is. Timers and elapsed time go on as usual.</summary>
public sealed class ReplayClock(DateTimeOffset now) : TimeProvider
{
    private long _ticks = now.UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Sets the clock on; it never goes back.</summary>
    public void Set(DateTimeOffset instant)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(instant, GetUtcNow());
        Interlocked.Exchange(ref _ticks, instant.UtcTicks);
    }
}

/// <summary>What one step of a replay did, counted in the ledger.</summary>
public sealed record ReplayStep(DateTimeOffset At, int Started, int Proposed, int Superseded, int Reminded, int Expired, int Stopped, IReadOnlyList<string> Failures);

/// <summary>
/// Goes through a stretch of time step by step as `serve` would have gone through it day by day: scans, reminds, expires and supersedes as the clock says. Everything that it
/// appends depends on the book, the playbook and the steps alone, so the same replay gives the same ledger.
/// </summary>
public sealed class Replay(IDesk desk, ILedger ledger, ReplayClock clock)
{
    /// <summary>Steps from the clock's instant to <paramref name="until"/>, both included.</summary>
    public async IAsyncEnumerable<ReplayStep> RunAsync(DateTimeOffset until, TimeSpan step, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(step, TimeSpan.Zero);
        var seen = await CountAsync(0, ct);
        while (true)
        {
            var report = await desk.ScanAsync(null, null, null, ct);
            var found = await CountAsync(seen.Last, ct);
            yield return new ReplayStep(clock.GetUtcNow(), found.Of<RunEvent.Started>(), found.Of<RunEvent.Proposed>(), report.Superseded.Count, found.Of<RunEvent.Reminded>(), found.Of<RunEvent.Expired>(), found.Of<RunEvent.Stopped>(), report.Failures ?? []);
            seen = found;
            if (clock.GetUtcNow() >= until) { yield break; }
            clock.Set(clock.GetUtcNow() + step < until ? clock.GetUtcNow() + step : until);
        }
    }

    private async Task<Counted> CountAsync(long after, CancellationToken ct)
    {
        var counted = new Counted(after, []);
        await foreach (var e in ledger.ReadAllAsync(after, ct))
        {
            counted.Kinds[e.Event.GetType()] = counted.Kinds.GetValueOrDefault(e.Event.GetType()) + 1;
            counted = counted with { Last = e.Seq };
        }

        return counted;
    }

    private sealed record Counted(long Last, Dictionary<Type, int> Kinds)
    {
        public int Of<T>() where T : RunEvent => Kinds.GetValueOrDefault(typeof(T));
    }
}
