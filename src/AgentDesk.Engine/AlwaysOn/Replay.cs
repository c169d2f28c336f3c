using AgentDesk.Core.Deals;
using AgentDesk.Core.Policy;
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
/// <param name="Superseded">Cards that were taken back: newer work took their place, or what they ask for was done without the desk
/// (`overtaken`).</param>
/// <param name="Routed">Proposed actions that a gate gave to somebody qualified: nobody else can approve them.</param>
/// <param name="Lines">The same, a line each, in the ledger's order.</param>
public sealed record ReplayStep(
    DateTimeOffset At,
    int Started,
    int Proposed,
    int Routed,
    int Superseded,
    int Reminded,
    int Expired,
    int Stopped,
    IReadOnlyList<string> Failures,
    IReadOnlyList<ReplayLine> Lines
);

/// <summary>One thing that a step did to one run.</summary>
/// <param name="What">`new`, `superseded`, `overtaken`, `reminded`, `expired`, `stopped`.</param>
/// <param name="Detail">The reason, who took its place, who was reminded.</param>
public sealed record ReplayLine(RunId Run, DealId Deal, string DealName, string Workflow, string What, string Detail);

/// <summary>
/// Goes through a stretch of time step by step as `serve` would have gone through it day by day: scans, reminds, expires and supersedes as
/// the clock says. Everything that it appends depends on the book, the playbook and the steps alone, so the same replay gives the same
/// ledger.
/// </summary>
public sealed class Replay(IDesk desk, ILedger ledger, ReplayClock clock)
{
    private readonly Dictionary<RunId, RunEvent.Started> _runs = [];
    private long _last;

    /// <summary>Steps from the clock's instant to <paramref name="until"/>, both included.</summary>
    public async IAsyncEnumerable<ReplayStep> RunAsync(
        DateTimeOffset until,
        TimeSpan step,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(step, TimeSpan.Zero);
        await NewAsync(ct);
        while (true)
        {
            var report = await desk.ScanAsync(null, null, null, ct);
            var (lines, proposed, routed) = await NewAsync(ct);
            int Of(string what) => lines.Count(l => l.What == what);
            yield return new ReplayStep(
                clock.GetUtcNow(),
                Of("new"),
                proposed,
                routed,
                report.Superseded.Count + (report.Ended?.Count ?? 0),
                Of("reminded"),
                Of("expired"),
                Of("stopped"),
                report.Failures ?? [],
                lines
            );
            if (clock.GetUtcNow() >= until)
            {
                yield break;
            }
            clock.Set(clock.GetUtcNow() + step < until ? clock.GetUtcNow() + step : until);
        }
    }

    private async Task<(IReadOnlyList<ReplayLine> Lines, int Proposed, int Routed)> NewAsync(CancellationToken ct)
    {
        var (lines, proposed, routed) = (new List<ReplayLine>(), 0, 0);
        await foreach (var e in ledger.ReadAllAsync(_last, ct))
        {
            _last = e.Seq;
            if (e.Event is RunEvent.Started s)
            {
                _runs[e.Run] = s;
            }
            if (e.Event is RunEvent.Proposed p)
            {
                proposed++;
                routed += p.Proposal.Actions.Count(a =>
                    p.Findings.Any(f => f.Outcome == Outcome.Route && f.About.Contains(a.Id.Value, StringComparer.Ordinal))
                );
            }

            if (Told(e.Event) is var (what, detail) && _runs.TryGetValue(e.Run, out var run))
            {
                lines.Add(new(e.Run, run.Deal, run.DealName, run.Workflow, what, detail));
            }
        }

        return (lines, proposed, routed);
    }

    private static (string What, string Detail)? Told(RunEvent e) =>
        e switch
        {
            RunEvent.Started s => ("new", string.Join("; ", s.Cause.Triggers.Select(t => t.Detail))),
            RunEvent.Superseded s => ("superseded", $"by {s.By}: {s.Because}"),
            RunEvent.Closed { Outcome: "superseded" or Outcomes.Overtaken, Outcome: var how, Reason: var why } => (how, why ?? ""),
            RunEvent.Reminded r => ("reminded", $"{string.Join(", ", r.To)} of {string.Join(", ", r.Actions)}"),
            RunEvent.Expired x => ("expired", x.Action.Value),
            RunEvent.Stopped s => ("stopped", s.Reason),
            _ => null,
        };
}
