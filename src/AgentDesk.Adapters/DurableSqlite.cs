using AgentDesk.Engine;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AgentDesk.Adapters;

/// <summary>
/// A SQLite file in which a commit is on the disk before it is answered (WAL, synchronous=FULL). Ledger and delivery store are kept in one
/// each.
/// </summary>
internal sealed class DurableSqlite : IDisposable
{
    private static int _absent;

    private readonly string _connectionString;

    // Where the file is not there and cannot be made, an empty one in memory stands in for it: nothing is listed, and nothing can be written.
    private readonly SqliteConnection? _standIn;

    // One writer of this process at a time, in the order of coming and without holding a thread: SQLite's own way is to look again and
    // again. Other processes still meet at its lock.
    private readonly SemaphoreSlim _writing = new(1, 1);

    /// <param name="path">Created with its folder when absent; opened as unchanging where it only may be read; taken as empty where it is
    /// absent and cannot be made.</param>
    /// <param name="ensure">Makes the tables; not called where the file only may be read.</param>
    /// <param name="damaged">What a person is told of a damaged file, from SQLite's own words.</param>
    /// <exception cref="UnusableInputException">The file is damaged beyond opening.</exception>
    public DurableSqlite(string path, Action<SqliteConnection> ensure, Func<string, string> damaged)
    {
        SQLitePCL.Batteries_V2.Init();
        if (!File.Exists(path) && Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))) && !SqliteFile.MayCreate(path))
        {
            _connectionString = new SqliteConnectionStringBuilder
            {
                DataSource = FormattableString.Invariant($"agentdesk-absent-{Interlocked.Increment(ref _absent)}"),
                Mode = SqliteOpenMode.Memory,
                Cache = SqliteCacheMode.Shared,
            }.ToString();
            _standIn = new SqliteConnection(_connectionString);
            _standIn.Open();
            ensure(_standIn);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _connectionString = SqliteFile.ConnectionString(path, SqliteOpenMode.ReadWriteCreate, timeoutSeconds: 30);
        try
        {
            using var connection = Open();
            if (!_connectionString.Contains("immutable", StringComparison.Ordinal))
            {
                ensure(connection);
            }
        }
        catch (SqliteException e) when (SqliteFile.IsDamage(e))
        {
            throw new UnusableInputException(damaged(e.Message));
        }
    }

    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        connection.Execute("PRAGMA busy_timeout = 10000; PRAGMA synchronous = FULL;");
        if (_standIn is not null)
        {
            connection.Execute("PRAGMA query_only = ON;");
        }
        return connection;
    }

    /// <summary>Waits for the turn to write; disposing of it passes the turn on.</summary>
    public async Task<IDisposable> TurnAsync(CancellationToken ct)
    {
        await _writing.WaitAsync(ct);
        return new Turn(_writing);
    }

    public static CommandDefinition Sql(string text, object? parameters, CancellationToken ct, SqliteTransaction? transaction = null) =>
        new(text, parameters, transaction, cancellationToken: ct);

    /// <summary>Brings everything into the one file, so that it can be copied and checked by itself, and lets go of it.</summary>
    public void Dispose()
    {
        using (var connection = Open())
        {
            if (_standIn is null)
            {
                connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
            SqliteConnection.ClearPool(connection);
        }
        _standIn?.Dispose();
        _writing.Dispose();
    }

    private sealed class Turn(SemaphoreSlim writing) : IDisposable
    {
        public void Dispose() => writing.Release();
    }
}
