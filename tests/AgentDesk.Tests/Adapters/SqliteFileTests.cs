using AgentDesk.Adapters;
using AgentDesk.Tests.EndToEnd;
using Microsoft.Data.Sqlite;

namespace AgentDesk.Tests.Adapters;

public sealed class SqliteFileTests
{
    [Fact]
    public async Task Asking_whether_a_file_may_be_written_leaves_the_locks_of_this_process_on_it()
    {
        using var folder = new TempFolder();
        var data = folder.Sub("data");
        await AgentDeskProgram.RunOkAsync("import", RepoRoot.Path("evals", "data", "pipelines", "larkspur"), "--data", data);
        var path = Path.Combine(data, "book.db");
        await using var connection = new SqliteConnection(SqliteFile.ConnectionString(path, SqliteOpenMode.ReadWrite, 30));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var write = connection.CreateCommand();
        write.CommandText = "INSERT INTO meta(name, value) VALUES('test', x'01')";
        await write.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        Assert.True(SqliteFile.MayWrite(path));
        // Another process opens the book and closes it: were it to take itself for the last user, it would delete the -wal that this one
        // still writes to.
        await AgentDeskProgram.RunOkAsync("doctor", "--data", data);
        await AgentDeskProgram.RunOkAsync("playbook", "show", "--data", data);

        Assert.True(File.Exists(path + "-wal"), "the -wal was deleted under an open connection");
        write.CommandText = "INSERT INTO meta(name, value) VALUES('again', x'02')";
        await write.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var other = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString()
        );
        await other.OpenAsync(TestContext.Current.CancellationToken);
        await using var read = other.CreateCommand();
        read.CommandText = "SELECT count(*) FROM meta WHERE name IN ('test', 'again')";
        Assert.Equal(2L, await read.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task A_ledger_that_is_absent_from_where_nothing_can_be_made_is_empty_and_takes_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a folder in which not even an administrator can make a file");
        using var ledger = new AgentDesk.Adapters.Ledger.SqliteLedger("/proc/ledger.db", TimeProvider.System);

        var check = await ledger.VerifyAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0L, null), (check.Events, check.Problem));
        await Assert.ThrowsAsync<SqliteException>(() =>
            ledger.TakeLeaseAsync(new("r-1"), "me", TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public void Many_that_ask_at_once_hear_the_same()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "a.db");
        File.WriteAllText(path, "");

        var answers = new System.Collections.Concurrent.ConcurrentBag<bool>();
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ => answers.Add(SqliteFile.MayWrite(path)));

        Assert.DoesNotContain(false, answers);
    }

    [Fact]
    public void A_file_that_is_set_to_read_only_may_not_be_written()
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, "a.db");
        File.WriteAllText(path, "");
        Assert.True(SqliteFile.MayWrite(path));

        File.SetAttributes(path, FileAttributes.ReadOnly);
        try
        {
            Assert.False(SqliteFile.MayWrite(path));
        }
        finally
        {
            File.SetAttributes(path, FileAttributes.Normal);
        }
    }
}
