using Dapper;
using Microsoft.Data.Sqlite;

namespace AgentDesk.Adapters.Retrieval;

/// <summary>
/// The file `index.db`: rows of text, their words in FTS5, their vectors. Everything in it can be made again from the book, so a file of
/// another version is simply replaced. Rows of one deal have consecutive ids: a search of one deal touches only that range.
/// </summary>
internal sealed class IndexFile(string path)
{
    // Raised when the tables change.
    private const int Layout = 2;

    private const string NoTables = """
        DROP TABLE IF EXISTS meta; DROP TABLE IF EXISTS deal; DROP TABLE IF EXISTS sheet; DROP TABLE IF EXISTS passage; DROP TABLE IF EXISTS words; DROP TABLE IF EXISTS word;
        DROP TABLE IF EXISTS vector;

        """;

    private const string Tables = """
        CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE deal(no INTEGER PRIMARY KEY, id TEXT UNIQUE, account TEXT NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL);
        CREATE TABLE sheet(deal INTEGER PRIMARY KEY, marks BLOB NOT NULL);
        CREATE TABLE passage(id INTEGER PRIMARY KEY, deal INTEGER NOT NULL, grain INTEGER NOT NULL, kind TEXT NOT NULL, side INTEGER NOT NULL, at INTEGER NOT NULL, until INTEGER NOT NULL,
            name TEXT NOT NULL, title TEXT NOT NULL, author TEXT, text TEXT NOT NULL);
        CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize='unicode61 remove_diacritics 0');
        CREATE TABLE word(word TEXT PRIMARY KEY, holding INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE vector(id INTEGER PRIMARY KEY, numbers BLOB NOT NULL);
        INSERT INTO words(words, rank) VALUES('hashsize', 16777216);
        INSERT INTO meta VALUES('generation', '0'), ('passages', '0'), ('word_count', '0'), ('next_id', '1');
        """;

    static IndexFile() => SQLitePCL.Batteries_V2.Init();

    /// <summary>Opens for reading; null when there is no index yet.</summary>
    public async Task<SqliteConnection?> ReadAsync(CancellationToken ct)
    {
        if (!File.Exists(path))
        {
            return null;
        }
        SqliteConnection connection;
        try
        {
            connection = await OpenAsync(SqliteOpenMode.ReadOnly, ct);
        }
        catch (SqliteException e) when (SqliteFile.IsDamage(e))
        {
            return null;
        }

        if (
            await connection.ExecuteScalarAsync<long>(
                new CommandDefinition("SELECT count(*) FROM sqlite_master WHERE name = 'meta'", cancellationToken: ct)
            ) > 0
        )
        {
            return connection;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>
    /// Opens for writing, with tables in place that were made with this analysis of text and this embedding; others are emptied.
    /// </summary>
    public async Task<SqliteConnection> WriteAsync(string embedding, CancellationToken ct)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        SqliteConnection connection;
        try
        {
            connection = await OpenAsync(SqliteOpenMode.ReadWriteCreate, ct);
            await connection.ExecuteAsync(new CommandDefinition("PRAGMA journal_mode = WAL", cancellationToken: ct));
        }
        catch (SqliteException e) when (SqliteFile.IsDamage(e))
        {
            // A damaged index is no loss: it is made again.
            SqliteConnection.ClearAllPools();
            foreach (var file in new[] { path, path + "-wal", path + "-shm" })
            {
                File.Delete(file);
            }
            connection = await OpenAsync(SqliteOpenMode.ReadWriteCreate, ct);
        }

        // The index can be made again, so the last batches may be lost with the power: NORMAL, not FULL.
        await connection.ExecuteAsync(
            new CommandDefinition(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536",
                cancellationToken: ct
            )
        );

        var madeWith = $"{Layout}.{Words.Version}.{PassageRows.Version} {embedding}";
        await using var transaction = connection.BeginTransaction(deferred: false);
        var stands =
            await connection.ExecuteScalarAsync<long>(
                new CommandDefinition(
                    "SELECT count(*) FROM sqlite_master WHERE name = 'meta'",
                    transaction: transaction,
                    cancellationToken: ct
                )
            ) > 0;
        if (stands && await MetaAsync(connection, "made_with", ct) == madeWith)
        {
            return connection;
        }

        var generation = stands ? await NumberAsync(connection, "generation", ct) + 1 : 1;
        await connection.ExecuteAsync(new CommandDefinition(NoTables + Tables, transaction: transaction, cancellationToken: ct));
        await SetMetaAsync(connection, "made_with", madeWith, ct);
        await SetMetaAsync(connection, "generation", generation.ToString(System.Globalization.CultureInfo.InvariantCulture), ct);
        await transaction.CommitAsync(ct);
        return connection;
    }

    public static async Task<string?> MetaAsync(SqliteConnection connection, string key, CancellationToken ct) =>
        await connection.ExecuteScalarAsync<string?>(
            new CommandDefinition("SELECT value FROM meta WHERE key = @key", new { key }, cancellationToken: ct)
        );

    public static async Task<long> NumberAsync(SqliteConnection connection, string key, CancellationToken ct) =>
        long.Parse(await MetaAsync(connection, key, ct) ?? "0", System.Globalization.CultureInfo.InvariantCulture);

    public static Task SetMetaAsync(SqliteConnection connection, string key, string value, CancellationToken ct) =>
        connection.ExecuteAsync(
            new CommandDefinition(
                "INSERT INTO meta VALUES(@key, @value) ON CONFLICT(key) DO UPDATE SET value = excluded.value",
                new { key, value },
                cancellationToken: ct
            )
        );

    private async Task<SqliteConnection> OpenAsync(SqliteOpenMode mode, CancellationToken ct)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = mode,
                DefaultTimeout = 60,
            }.ToString()
        );
        try
        {
            await connection.OpenAsync(ct);
            // Searches read single rows from all over the file: mapped, they cost no call into the system each.
            await connection.ExecuteAsync(
                new CommandDefinition("PRAGMA mmap_size = 2147418112; SELECT count(*) FROM sqlite_master", cancellationToken: ct)
            );
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
