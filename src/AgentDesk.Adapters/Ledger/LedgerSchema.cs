using Dapper;
using Microsoft.Data.Sqlite;

namespace AgentDesk.Adapters.Ledger;

/// <summary>The tables of ledger.db. Events can be added and read; the database itself refuses to change or delete one.</summary>
internal static class LedgerSchema
{
    /// <summary>The hash before the first event.</summary>
    public static readonly string Genesis = new('0', 64);

    private const string Create = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE IF NOT EXISTS events (
            seq INTEGER PRIMARY KEY, run TEXT NOT NULL, version INTEGER NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, event TEXT NOT NULL, hash TEXT NOT NULL,
            UNIQUE (run, version));
        CREATE TRIGGER IF NOT EXISTS events_are_not_changed BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TRIGGER IF NOT EXISTS events_are_not_deleted BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
        CREATE TABLE IF NOT EXISTS head (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL, hash TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS outbox (run TEXT PRIMARY KEY, version INTEGER NOT NULL, seq INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE IF NOT EXISTS leases (run TEXT PRIMARY KEY, holder TEXT NOT NULL, fence INTEGER NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
        """;

    public static void Ensure(SqliteConnection connection) => connection.Execute(Create);
}
