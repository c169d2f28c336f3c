using AgentDesk.Core.Deals;
using Microsoft.Data.Sqlite;

namespace AgentDesk.Adapters.Book;

/// <summary>Rows in order of their deals, taken deal by deal: rows of deals that are passed over are skipped.</summary>
internal abstract class DealCursor(SqliteConnection connection, string sql, string? id) : IAsyncDisposable
{
    private SqliteCommand? _command;
    private SqliteDataReader? _reader;
    private bool _waiting;

    protected SqliteDataReader Row => _reader ?? throw new InvalidOperationException("no row was read");

    /// <summary>Moves to the next row of this deal; false when there is none, which leaves the next deal's first row for later.</summary>
    public async Task<bool> NextAsync(string deal, CancellationToken ct)
    {
        if (_reader is null)
        {
            await OpenAsync(ct);
        }
        while (_waiting)
        {
            // INVARIANT: both cursors are in the order of SQLite's BINARY collation, which is that of UTF-8.
            var order = Utf8Order(Row.GetString(0), deal);
            if (order > 0)
            {
                return false;
            }
            if (order == 0)
            {
                Take();
                _waiting = await Row.ReadAsync(ct);
                return true;
            }

            _waiting = await Row.ReadAsync(ct);
        }

        return false;
    }

    public async ValueTask DisposeAsync()
    {
        if (_reader is not null)
        {
            await _reader.DisposeAsync();
        }
        if (_command is not null)
        {
            await _command.DisposeAsync();
        }
    }

    /// <summary>Keeps what the row holds before the reader moves on.</summary>
    protected abstract void Take();

    private async Task OpenAsync(CancellationToken ct)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        if (id is not null)
        {
            _command.Parameters.AddWithValue("$id", id);
        }
        _reader = await _command.ExecuteReaderAsync(ct);
        _waiting = await _reader.ReadAsync(ct);
    }

    private static int Utf8Order(string a, string b) =>
        string.Equals(a, b, StringComparison.Ordinal)
            ? 0
            : System.Text.Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(b));
}

internal sealed class PieceCursor(SqliteConnection connection, string sql, string? id) : DealCursor(connection, sql, id)
{
    public string Kind { get; private set; } = "";

    public int Place { get; private set; }

    public byte[] Json { get; private set; } = [];

    protected override void Take() => (Kind, Place, Json) = (Row.GetString(1), Row.GetInt32(2), Row.GetFieldValue<byte[]>(3));
}

internal sealed class DamageCursor(SqliteConnection connection, string sql, string? id) : DealCursor(connection, sql, id)
{
    public Damage Damage { get; private set; } = new("", 0, "");

    protected override void Take() => Damage = new Damage(Row.GetString(1), Row.GetInt32(2), Row.GetString(3));
}
