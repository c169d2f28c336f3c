using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using Dapper;
using Microsoft.Data.Sqlite;
using static AgentDesk.Adapters.DurableSqlite;

namespace AgentDesk.Adapters.Ledger;

/// <summary>
/// The ledger in one SQLite file. A commit is on the disk before it is answered (WAL, synchronous=FULL); the outbox entry is part of it.
/// </summary>
public sealed class SqliteLedger : ILedger, IDisposable
{
    private const int Page = 500;

    private readonly DurableSqlite _file;
    private readonly TimeProvider _time;

    /// <summary>Opens the ledger.</summary>
    /// <param name="path">ledger.db; created with its folder when absent.</param>
    /// <param name="time">The clock of leases: the machine's own, also where a replay's clock stands still.</param>
    /// <exception cref="UnusableInputException">The file is no ledger, or is damaged beyond opening.</exception>
    public SqliteLedger(string path, TimeProvider time)
    {
        _file = new(path, LedgerSchema.Ensure, why => $"`{path}` is no ledger or is damaged ({why}): put a copy back in its place");
        _time = time;
    }

    public async Task<IReadOnlyList<RecordedEvent>> ReadAsync(RunId run, CancellationToken ct)
    {
        await using var connection = _file.Open();
        var rows = await connection.QueryAsync<Row>(
            Sql("SELECT seq, run, version, at, who, event, hash FROM events WHERE run = @run ORDER BY version", new { run = run.Value }, ct)
        );
        return [.. rows.Select(r => r.ToEvent())];
    }

    public async IAsyncEnumerable<RecordedEvent> ReadAllAsync(long seq, [EnumeratorCancellation] CancellationToken ct)
    {
        // In pages, so that no transaction stays open while the reader thinks.
        await using var connection = _file.Open();
        while (true)
        {
            var rows = (
                await connection.QueryAsync<Row>(
                    Sql(
                        "SELECT seq, run, version, at, who, event, hash FROM events WHERE seq > @seq ORDER BY seq LIMIT @Page",
                        new { seq, Page },
                        ct
                    )
                )
            ).AsList();
            foreach (var row in rows)
            {
                yield return row.ToEvent();
            }
            if (rows.Count < Page)
            {
                yield break;
            }

            seq = rows[^1].Seq;
        }
    }

    public async Task<IReadOnlyList<RecordedEvent>?> AppendAsync(
        RunId run,
        int expectedVersion,
        IReadOnlyList<RunEvent> events,
        string who,
        DateTimeOffset at,
        CancellationToken ct
    )
    {
        using var turn = await _file.TurnAsync(ct);
        await using var connection = _file.Open();
        await using var transaction = connection.BeginTransaction(deferred: false);
        var version = await connection.ExecuteScalarAsync<long>(
            Sql("SELECT COALESCE(MAX(version), 0) FROM events WHERE run = @run", new { run = run.Value }, ct, transaction)
        );
        if (version != expectedVersion)
        {
            return null;
        }

        var head =
            await connection.QueryFirstOrDefaultAsync<Head>(Sql("SELECT seq, hash FROM head", null, ct, transaction))
            ?? new Head(0, LedgerSchema.Genesis);
        var instant = at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
        var recorded = new List<RecordedEvent>(events.Count);
        foreach (var e in events)
        {
            var json = DeskJson.Canonical(JsonSerializer.SerializeToNode(e, DeskJson.Options));
            version++;
            head = new Head(head.Seq + 1, ChainHash.Of(head.Hash, head.Seq + 1, run.Value, version, instant, who, json));
            var row = new Row(head.Seq, run.Value, version, instant, who, json, head.Hash);
            await connection.ExecuteAsync(
                Sql(
                    "INSERT INTO events (seq, run, version, at, who, event, hash) VALUES (@Seq, @Run, @Version, @At, @Who, @Event, @Hash)",
                    row,
                    ct,
                    transaction
                )
            );

            // Folded from what was written, not from what was meant: what comes back is what every later reader sees.
            recorded.Add(row.ToEvent());
        }

        await connection.ExecuteAsync(
            Sql(
                "INSERT INTO head (id, seq, hash) VALUES (1, @Seq, @Hash) ON CONFLICT (id) DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
                head,
                ct,
                transaction
            )
        );
        await connection.ExecuteAsync(
            Sql(
                "INSERT INTO outbox (run, version, seq) VALUES (@run, @version, @seq) ON CONFLICT (run) DO UPDATE SET version = excluded.version",
                new
                {
                    run = run.Value,
                    version,
                    seq = head.Seq,
                },
                ct,
                transaction
            )
        );
        await transaction.CommitAsync(ct);
        return recorded;
    }

    public async Task<Lease?> TakeLeaseAsync(RunId run, string holder, TimeSpan length, CancellationToken ct)
    {
        using var turn = await _file.TurnAsync(ct);
        await using var connection = _file.Open();
        await using var transaction = connection.BeginTransaction(deferred: false);
        var now = _time.GetUtcNow();
        var held = await connection.QueryFirstOrDefaultAsync<LeaseRow>(
            Sql("SELECT holder, fence, until FROM leases WHERE run = @run", new { run = run.Value }, ct, transaction)
        );
        var isFree =
            held is null
            || held.Holder.Length == 0
            || held.Holder == holder
            || held.Until <= now.ToUnixTimeMilliseconds()
            || LeaseHolder.IsGone(held.Holder);
        if (!isFree)
        {
            return null;
        }

        var fence = held?.Fence ?? 0;
        if (held?.Holder != holder)
        {
            fence++;
        }
        var until = now + length;
        await connection.ExecuteAsync(
            Sql(
                "INSERT INTO leases (run, holder, fence, until) VALUES (@run, @holder, @fence, @until) ON CONFLICT (run) DO UPDATE SET holder = excluded.holder, fence = excluded.fence, until = excluded.until",
                new
                {
                    run = run.Value,
                    holder,
                    fence,
                    until = until.ToUnixTimeMilliseconds(),
                },
                ct,
                transaction
            )
        );
        await transaction.CommitAsync(ct);
        return new Lease(run, holder, fence, until);
    }

    public async Task ReleaseAsync(Lease lease, CancellationToken ct)
    {
        // The row stays, without a holder: the fence must go on rising.
        using var turn = await _file.TurnAsync(ct);
        await using var connection = _file.Open();
        await connection.ExecuteAsync(
            Sql(
                "UPDATE leases SET holder = '', until = 0 WHERE run = @run AND holder = @Holder AND fence = @Fence",
                new
                {
                    run = lease.Run.Value,
                    lease.Holder,
                    lease.Fence,
                },
                ct
            )
        );
    }

    public async Task<IReadOnlyList<RunId>> OutboxAsync(CancellationToken ct)
    {
        await using var connection = _file.Open();
        return [.. (await connection.QueryAsync<string>(Sql("SELECT run FROM outbox ORDER BY seq", null, ct))).Select(RunId.From)];
    }

    public async Task DoneAsync(RunId run, int version, CancellationToken ct)
    {
        using var turn = await _file.TurnAsync(ct);
        await using var connection = _file.Open();
        await connection.ExecuteAsync(
            Sql("DELETE FROM outbox WHERE run = @run AND version <= @version", new { run = run.Value, version }, ct)
        );
    }

    public Task<LedgerCheck> VerifyAsync(CancellationToken ct)
    {
        using var connection = _file.Open();
        return Task.FromResult(LedgerVerifier.Check(connection, ct));
    }

    public void Dispose() => _file.Dispose();

    private sealed record Head(long Seq, string Hash);

    private sealed record LeaseRow(string Holder, long Fence, long Until);

    private sealed record Row(long Seq, string Run, long Version, string At, string Who, string Event, string Hash)
    {
        public RecordedEvent ToEvent() =>
            new(
                Seq,
                RunId.From(Run),
                (int)Version,
                DateTimeOffset.Parse(At, CultureInfo.InvariantCulture),
                Who,
                JsonSerializer.Deserialize<RunEvent>(Event, DeskJson.Options) ?? throw new JsonException($"event {Seq} is null"),
                Hash
            );
    }
}
