using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;

namespace AgentDesk.Tests.Engine.Fakes;

/// <summary>
/// A ledger in memory, for properties over thousands of steps. Events go through JSON as in a real one; there is no chain.
/// </summary>
internal sealed class MemoryLedger(TimeProvider time) : ILedger
{
    private readonly List<RecordedEvent> _events = [];
    private readonly Dictionary<RunId, int> _outbox = [];
    private readonly Dictionary<RunId, Lease> _leases = [];

    public Task<IReadOnlyList<RecordedEvent>> ReadAsync(RunId run, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<RecordedEvent>>([.. _events.Where(e => e.Run == run)]);

    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(long seq, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var e in _events.Skip((int)seq).ToList())
        {
            yield return e;
        }
        await Task.CompletedTask;
    }

    public Task<IReadOnlyList<RecordedEvent>?> AppendAsync(
        RunId run,
        int expectedVersion,
        IReadOnlyList<RunEvent> events,
        string who,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        var version = _events.Count(e => e.Run == run);
        if (version != expectedVersion)
        {
            return Task.FromResult<IReadOnlyList<RecordedEvent>?>(null);
        }

        var recorded = events
            .Select(
                (e, i) =>
                    new RecordedEvent(
                        _events.Count + i + 1,
                        run,
                        version + i + 1,
                        at,
                        who,
                        JsonSerializer.Deserialize<RunEvent>(JsonSerializer.Serialize(e, DeskJson.Options), DeskJson.Options)!,
                        ""
                    )
            )
            .ToList();
        _events.AddRange(recorded);
        _outbox[run] = version + events.Count;
        return Task.FromResult<IReadOnlyList<RecordedEvent>?>(recorded);
    }

    public Task<Lease?> TakeLeaseAsync(RunId run, string holder, TimeSpan length, CancellationToken ct)
    {
        if (_leases.TryGetValue(run, out var held) && held.Holder != holder && held.Until > time.GetUtcNow())
        {
            return Task.FromResult<Lease?>(null);
        }
        var lease = new Lease(run, holder, (held?.Fence ?? 0) + 1, time.GetUtcNow() + length);
        _leases[run] = lease;
        return Task.FromResult<Lease?>(lease);
    }

    public Task ReleaseAsync(Lease lease, CancellationToken ct)
    {
        if (_leases.GetValueOrDefault(lease.Run) == lease)
        {
            _leases.Remove(lease.Run);
        }
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RunId>> OutboxAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<RunId>>([.. _outbox.Keys]);

    public Task DoneAsync(RunId run, int version, CancellationToken ct)
    {
        if (_outbox.GetValueOrDefault(run, int.MaxValue) <= version)
        {
            _outbox.Remove(run);
        }
        return Task.CompletedTask;
    }

    public Task<LedgerCheck> VerifyAsync(CancellationToken ct) => Task.FromResult(new LedgerCheck(_events.Count, "", null));
}
