using System.Runtime.CompilerServices;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;

namespace AgentDesk.Tests.Engine.Fakes;

/// <summary>The process dies here: nothing may catch it and go on.</summary>
internal sealed class CrashException() : OperationCanceledException("the process died here");

/// <summary>Crashes at the n-th step over ledger and record together; even steps die before the call, odd ones after it.</summary>
internal sealed class Faults(int at)
{
    private int _step;

    public bool Struck { get; private set; }

    public async Task<T> AroundAsync<T>(Func<Task<T>> call)
    {
        Strike();
        var result = await call();
        Strike();
        return result;
    }

    private void Strike()
    {
        if (_step++ < at)
        {
            return;
        }
        Struck = true;
        throw new CrashException();
    }
}

internal sealed class FaultyLedger(ILedger inner, Faults faults) : ILedger
{
    public Task<IReadOnlyList<RecordedEvent>> ReadAsync(RunId run, CancellationToken ct) =>
        faults.AroundAsync(() => inner.ReadAsync(run, ct));

    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(long seq, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var e in inner.ReadAllAsync(seq, ct))
        {
            yield return e;
        }
    }

    public Task<IReadOnlyList<RecordedEvent>?> AppendAsync(
        RunId run,
        int expectedVersion,
        IReadOnlyList<RunEvent> events,
        string who,
        DateTimeOffset at,
        CancellationToken ct
    ) => faults.AroundAsync(() => inner.AppendAsync(run, expectedVersion, events, who, at, ct));

    public Task<Lease?> TakeLeaseAsync(RunId run, string holder, TimeSpan length, CancellationToken ct) =>
        faults.AroundAsync(() => inner.TakeLeaseAsync(run, holder, length, ct));

    public Task ReleaseAsync(Lease lease, CancellationToken ct) =>
        faults.AroundAsync(async () =>
        {
            await inner.ReleaseAsync(lease, ct);
            return true;
        });

    public Task<IReadOnlyList<RunId>> OutboxAsync(CancellationToken ct) => faults.AroundAsync(() => inner.OutboxAsync(ct));

    public Task DoneAsync(RunId run, int version, CancellationToken ct) =>
        faults.AroundAsync(async () =>
        {
            await inner.DoneAsync(run, version, ct);
            return true;
        });

    public Task<LedgerCheck> VerifyAsync(CancellationToken ct) => inner.VerifyAsync(ct);
}

internal sealed class FaultyWriter(IRecordWriter inner, Faults faults) : IRecordWriter
{
    public Task<string?> FindAsync(string key, CancellationToken ct) => faults.AroundAsync(() => inner.FindAsync(key, ct));

    public Task<WriteOutcome> WriteAsync(ApprovedWrite write, CancellationToken ct) =>
        faults.AroundAsync(() => inner.WriteAsync(write, ct));
}
