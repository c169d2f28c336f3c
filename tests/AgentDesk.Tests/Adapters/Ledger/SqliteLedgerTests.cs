using AgentDesk.Adapters.Ledger;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Tests.Engine.Fakes;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AgentDesk.Tests.Adapters.Ledger;

public sealed class SqliteLedgerTests : IDisposable
{
    private static readonly RunId One = new("r-1");
    private static readonly RunId Two = new("r-2");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("agentdesk-");
    private readonly ManualTime _time = new(TinyWorkflow.Start);
    private SqliteLedger _ledger;

    public SqliteLedgerTests() => _ledger = new SqliteLedger(DatabasePath, _time);

    private string DatabasePath => Path.Combine(_folder.FullName, "ledger.db");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _ledger.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_was_appended_reads_back_whole_and_in_order()
    {
        await FillAsync();

        var all = await _ledger.ReadAllAsync(1, Ct).ToListAsync(Ct);
        var two = await _ledger.ReadAsync(Two, Ct);

        Assert.Equal([2L, 3, 4, 5], all.Select(e => e.Seq));
        Assert.Equal([1, 2], two.Select(e => e.Version));
        Assert.Equal(("ann@x.test", TinyWorkflow.Start), (two[0].Who, two[0].At));
        Assert.Equal(new RunEvent.Written(new ActionId("a1"), "receipt 1"), two[0].Event);
    }

    [Fact]
    public async Task An_append_to_a_run_that_has_moved_on_writes_nothing()
    {
        await FillAsync();

        var late = await _ledger.AppendAsync(One, 2, [Event(9)], "x", TinyWorkflow.Start, Ct);

        Assert.Null(late);
        Assert.Equal(3, (await _ledger.ReadAsync(One, Ct)).Count);
    }

    [Fact]
    public async Task Of_many_appends_to_the_same_version_one_stands()
    {
        var results = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(i => Task.Run(() => _ledger.AppendAsync(One, 0, [Event(i)], "x", TinyWorkflow.Start, Ct), Ct))
        );

        Assert.Single(results, r => r is not null);
        Assert.Null((await _ledger.VerifyAsync(Ct)).Problem);
    }

    [Fact]
    public async Task The_database_itself_refuses_to_change_or_delete_an_event()
    {
        await FillAsync();
        using var connection = Connect();

        var change = Assert.Throws<SqliteException>(() => connection.Execute("UPDATE events SET who = 'x' WHERE seq = 1"));
        var deletion = Assert.Throws<SqliteException>(() => connection.Execute("DELETE FROM events WHERE seq = 1"));

        Assert.Contains("append-only", change.Message, StringComparison.Ordinal);
        Assert.Contains("append-only", deletion.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_untouched_ledger_verifies_and_names_its_head()
    {
        await FillAsync();

        var check = await _ledger.VerifyAsync(Ct);

        Assert.Null(check.Problem);
        Assert.Equal((5L, (await _ledger.ReadAllAsync(4, Ct).ToListAsync(Ct))[0].Hash), (check.Events, check.Head));
    }

    [Theory]
    [InlineData("UPDATE events SET seq = 30 WHERE seq = 3", "event 3 ")]
    [InlineData("UPDATE events SET run = 'r-3' WHERE seq = 3", "event 3 ")]
    [InlineData("UPDATE events SET version = 7 WHERE seq = 3", "event 3 ")]
    [InlineData("UPDATE events SET version = 'x' WHERE seq = 3", "event 3 ")]
    [InlineData("UPDATE events SET at = REPLACE(at, '2026', '2025') WHERE seq = 3", "event 3 ")]
    [InlineData("UPDATE events SET who = 'bob@x.test' WHERE seq = 3", "event 3 ")]
    [InlineData("UPDATE events SET event = REPLACE(event, 'receipt', 'Receipt') WHERE seq = 3", "event 3 ")]
    [InlineData("UPDATE events SET hash = '1' || SUBSTR(hash, 2) WHERE seq = 3", "event 3 ")]
    [InlineData("DELETE FROM events WHERE seq = 3", "event 3 ")]
    [InlineData("DELETE FROM events WHERE seq = 5", "event 5 ")]
    [InlineData("DELETE FROM events", "event 1 ")]
    [InlineData("DELETE FROM head", "event 5 ")]
    [InlineData("UPDATE head SET hash = 'x'", "event 5 ")]
    [InlineData("UPDATE head SET seq = 4", "event 5 ")]
    public async Task A_forged_ledger_fails_and_the_event_is_named(string forgery, string named)
    {
        await FillAsync();
        await using (var connection = Connect())
        {
            await connection.ExecuteAsync(
                "DROP TRIGGER events_are_not_changed; DROP TRIGGER events_are_not_deleted; "
                    + forgery.Replace("'1' ||", "CASE SUBSTR(hash, 1, 1) WHEN '1' THEN '2' ELSE '1' END ||", StringComparison.Ordinal)
            );
        }

        var check = await _ledger.VerifyAsync(Ct);

        Assert.StartsWith(named, check.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_byte_of_an_event_that_is_changed_in_the_file_is_found()
    {
        await FillAsync();
        _ledger.Dispose();
        var whole = await File.ReadAllBytesAsync(DatabasePath, Ct);
        var start = whole.AsSpan().IndexOf("receipt 3"u8);
        whole[start + 8] = (byte)'7';
        await File.WriteAllBytesAsync(DatabasePath, whole, Ct);

        _ledger = new SqliteLedger(DatabasePath, _time);
        var check = await _ledger.VerifyAsync(Ct);

        Assert.StartsWith("event ", check.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_stays_in_the_outbox_until_it_is_done_at_its_last_version()
    {
        await FillAsync();

        await _ledger.DoneAsync(One, 2, Ct);
        var early = await _ledger.OutboxAsync(Ct);
        await _ledger.DoneAsync(One, 3, Ct);

        Assert.Equal([One, Two], early);
        Assert.Equal([Two], await _ledger.OutboxAsync(Ct));
    }

    [Fact]
    public async Task A_lease_is_held_by_one_until_it_is_released_or_runs_out()
    {
        var (ann, bob) = (LeaseHolder.Next(), LeaseHolder.Next());

        var first = await _ledger.TakeLeaseAsync(One, ann, TimeSpan.FromMinutes(1), Ct);
        var refused = await _ledger.TakeLeaseAsync(One, bob, TimeSpan.FromMinutes(1), Ct);
        _time.Advance(TimeSpan.FromMinutes(1));
        var second = await _ledger.TakeLeaseAsync(One, bob, TimeSpan.FromMinutes(1), Ct);
        await _ledger.ReleaseAsync(first!, Ct); // too late: it is Bob's
        var still = await _ledger.TakeLeaseAsync(One, ann, TimeSpan.FromMinutes(1), Ct);
        await _ledger.ReleaseAsync(second!, Ct);
        var third = await _ledger.TakeLeaseAsync(One, ann, TimeSpan.FromMinutes(1), Ct);

        Assert.Null(refused);
        Assert.Null(still);
        Assert.Equal([1L, 2, 3], new[] { first!.Fence, second!.Fence, third!.Fence });
    }

    [Fact]
    public async Task The_lease_of_a_killed_process_is_free_at_once()
    {
        var gone = $"{Environment.MachineName}/{int.MaxValue}/1/1";
        await _ledger.TakeLeaseAsync(One, gone, TimeSpan.FromHours(1), Ct);
        await _ledger.TakeLeaseAsync(Two, $"another-machine/{int.MaxValue}/1/1", TimeSpan.FromHours(1), Ct);

        Assert.NotNull(await _ledger.TakeLeaseAsync(One, LeaseHolder.Next(), TimeSpan.FromMinutes(1), Ct));
        Assert.Null(await _ledger.TakeLeaseAsync(Two, LeaseHolder.Next(), TimeSpan.FromMinutes(1), Ct));
    }

    private static RunEvent.Written Event(int n) => new(new ActionId("a1"), $"receipt {n}");

    private async Task FillAsync()
    {
        await _ledger.AppendAsync(One, 0, [Event(0)], "ann@x.test", TinyWorkflow.Start, Ct);
        await _ledger.AppendAsync(Two, 0, [Event(1)], "ann@x.test", TinyWorkflow.Start, Ct);
        await _ledger.AppendAsync(One, 1, [Event(2), Event(3)], "ann@x.test", TinyWorkflow.Start, Ct);
        await _ledger.AppendAsync(Two, 1, [Event(4)], "ann@x.test", TinyWorkflow.Start, Ct);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        return connection;
    }
}
