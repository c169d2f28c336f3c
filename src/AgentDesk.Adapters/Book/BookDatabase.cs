using Microsoft.Data.Sqlite;

namespace AgentDesk.Adapters.Book;

/// <summary>The file `book.db`: what was read from exports, and only that. It can be made anew from the exports at any time.</summary>
internal sealed class BookDatabase(string folder)
{
    private const int Version = 1;

    private const string Schema = """
        CREATE TABLE deal(id TEXT NOT NULL PRIMARY KEY, status TEXT NOT NULL, json BLOB NOT NULL, hash TEXT NOT NULL, digest TEXT NOT NULL DEFAULT '') WITHOUT ROWID;
        -- deal_id is '' for what belongs to no deal; json is the record of Core/Deals; parts is what it counts for in a summary.
        CREATE TABLE piece(deal_id TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL, place INTEGER NOT NULL, parts INTEGER NOT NULL, hash TEXT NOT NULL, json BLOB NOT NULL);
        CREATE TABLE damage(deal_id TEXT NOT NULL, file TEXT NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL);
        CREATE INDEX damage_of_deal ON damage(deal_id);
        CREATE TABLE reject(seq INTEGER PRIMARY KEY, file TEXT NOT NULL, line INTEGER NOT NULL, reason TEXT NOT NULL, raw TEXT);
        CREATE TABLE deal_event(seq INTEGER PRIMARY KEY, deal_id TEXT NOT NULL, json BLOB NOT NULL);
        CREATE INDEX deal_event_of_deal ON deal_event(deal_id);
        CREATE TABLE meta(name TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>Apart from the tables: the first import makes them after the rows, sorted, and not row by row.</summary>
    public const string Indexes = """
        CREATE UNIQUE INDEX IF NOT EXISTS piece_of_deal ON piece(deal_id, kind, key);
        CREATE INDEX IF NOT EXISTS piece_by_key ON piece(kind, key);
        """;

    private readonly string _path = Path.Combine(folder, "book.db");

    static BookDatabase() => SQLitePCL.Batteries_V2.Init();

    public bool Exists => File.Exists(_path);

    /// <summary>An open connection to a book that is there, or null.</summary>
    public async Task<SqliteConnection?> OpenAsync(CancellationToken ct)
    {
        if (!Exists)
        {
            return null;
        }
        var connection = await ConnectAsync(SqliteOpenMode.ReadWrite, ct);
        if (await ScalarAsync(connection, "PRAGMA user_version", ct) == Version)
        {
            return connection;
        }
        await connection.DisposeAsync();
        return null;
    }

    /// <summary>An open connection; the book and its folder are made where there are none.</summary>
    public async Task<SqliteConnection> CreateAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var connection = await ConnectAsync(SqliteOpenMode.ReadWriteCreate, ct);
        try
        {
            await ExecuteAsync(connection, "PRAGMA journal_mode=WAL", ct);
            await using var transaction = connection.BeginTransaction(deferred: false);
            switch (await ScalarAsync(connection, "PRAGMA user_version", ct))
            {
                case 0:
                    await ExecuteAsync(connection, Schema, ct);
                    await ExecuteAsync(connection, "PRAGMA user_version=1", ct);
                    break;
                case Version:
                    break;
                case var other:
                    throw new Engine.UnusableInputException(
                        $"`{_path}` is of a later version ({other}) of this program: use that one, or another --data folder"
                    );
            }

            await transaction.CommitAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<SqliteConnection> ConnectAsync(SqliteOpenMode mode, CancellationToken ct)
    {
        var connection = new SqliteConnection(SqliteFile.ConnectionString(_path, mode, timeoutSeconds: 30));
        try
        {
            await connection.OpenAsync(ct);
            // FULL: an import that was reported done survives a power cut. The cache holds the index while a large export streams in.
            await ExecuteAsync(
                connection,
                "PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA mmap_size=134217728; SELECT count(*) FROM sqlite_master",
                ct
            );
            return connection;
        }
        catch (SqliteException e) when (SqliteFile.IsDamage(e))
        {
            await connection.DisposeAsync();
            throw new Engine.UnusableInputException(
                $"`{_path}` is damaged: it holds only what was imported, so delete it and import again; decisions are in the ledger and stay"
            );
        }
    }

    // Only texts of this file come here; values always go as parameters.
    private static async Task ExecuteAsync(SqliteConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<int> ScalarAsync(SqliteConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt32(await command.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture);
    }
}
