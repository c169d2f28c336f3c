using System.Globalization;
using AgentDesk.Adapters.Sources;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;
using Microsoft.Data.Sqlite;

namespace AgentDesk.Adapters.Book;

/// <summary>What the book held under a name before.</summary>
internal readonly record struct Held(long Row, string Deal, string Hash, int Parts);

/// <summary>The statements of one import, prepared once, all within its transaction.</summary>
internal sealed class BookWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteTransaction _transaction;
    private readonly List<SqliteCommand> _commands = [];
    private readonly SqliteCommand _findDeal,
        _putDeal,
        _findPiece,
        _findByKey,
        _insertPiece,
        _updatePiece,
        _readPiece,
        _digest,
        _putDigest,
        _putMeta,
        _reject,
        _damage,
        _event;

    public BookWriter(SqliteConnection connection, SqliteTransaction transaction)
    {
        (_connection, _transaction) = (connection, transaction);
        _findDeal = Prepare("SELECT hash, json FROM deal WHERE id=$id", "$id");
        _putDeal = Prepare(
            "INSERT INTO deal(id, status, json, hash) VALUES($id, $status, $json, $hash) ON CONFLICT(id) DO UPDATE SET status=$status, json=$json, hash=$hash",
            "$id",
            "$status",
            "$json",
            "$hash"
        );
        _findPiece = Prepare(
            "SELECT rowid, deal_id, hash, parts FROM piece WHERE deal_id=$deal AND kind=$kind AND key=$key",
            "$deal",
            "$kind",
            "$key"
        );
        _findByKey = Prepare("SELECT rowid, deal_id, hash, parts FROM piece WHERE kind=$kind AND key=$key", "$kind", "$key");
        _insertPiece = Prepare(
            "INSERT INTO piece(deal_id, kind, key, place, parts, hash, json) VALUES($deal, $kind, $key, $place, $parts, $hash, $json)",
            "$deal",
            "$kind",
            "$key",
            "$place",
            "$parts",
            "$hash",
            "$json"
        );
        _updatePiece = Prepare(
            "UPDATE piece SET deal_id=$deal, place=$place, parts=$parts, hash=$hash, json=$json WHERE rowid=$row",
            "$deal",
            "$place",
            "$parts",
            "$hash",
            "$json",
            "$row"
        );
        _readPiece = Prepare("SELECT json FROM piece WHERE rowid=$row", "$row");
        _digest = Prepare("SELECT digest FROM deal WHERE id=$id", "$id");
        _putDigest = Prepare("UPDATE deal SET digest=$digest WHERE id=$id", "$digest", "$id");
        _putMeta = Prepare(
            "INSERT INTO meta(name, value) VALUES($name, $value) ON CONFLICT(name) DO UPDATE SET value=$value",
            "$name",
            "$value"
        );
        _reject = Prepare(
            "INSERT INTO reject(file, line, reason, raw) VALUES($file, $line, $reason, $raw)",
            "$file",
            "$line",
            "$reason",
            "$raw"
        );
        _damage = Prepare(
            "INSERT INTO damage(deal_id, file, line, reason) VALUES($deal, $file, $line, $reason)",
            "$deal",
            "$file",
            "$line",
            "$reason"
        );
        _event = Prepare("INSERT INTO deal_event(deal_id, json) VALUES($deal, $json)", "$deal", "$json");
    }

    public (string Hash, byte[] Json)? FindDeal(DealId id)
    {
        using var reader = Bind(_findDeal, id.Value).ExecuteReader();
        return reader.Read() ? (reader.GetString(0), reader.GetFieldValue<byte[]>(1)) : null;
    }

    public void PutDeal(Deal deal, byte[] json, string hash) =>
        Bind(_putDeal, deal.Id.Value, BookJson.Status(deal.Status), json, hash).ExecuteNonQuery();

    public Held? FindPiece(string deal, string kind, string key)
    {
        using var reader = (Kinds.IsGlobal(kind) ? Bind(_findByKey, kind, key) : Bind(_findPiece, deal, kind, key)).ExecuteReader();
        return reader.Read() ? new Held(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3)) : null;
    }

    public byte[] ReadPiece(long row) => (byte[])Bind(_readPiece, row).ExecuteScalar()!;

    public void InsertPiece(string deal, Found.OfPiece piece, int parts, string hash, byte[] json) =>
        Bind(_insertPiece, deal, piece.Kind, piece.Key, piece.Place, parts, hash, json).ExecuteNonQuery();

    public void UpdatePiece(long row, string deal, Found.OfPiece piece, int parts, string hash, byte[] json) =>
        Bind(_updatePiece, deal, piece.Place, parts, hash, json, row).ExecuteNonQuery();

    /// <summary>
    /// The deal's digest is the exclusive or of its pieces' digests: it follows every change without the rest being read again.
    /// </summary>
    public void MixDigest(string deal, UInt128 change)
    {
        var old = Bind(_digest, deal).ExecuteScalar() as string;
        var digest =
            (string.IsNullOrEmpty(old) ? UInt128.Zero : UInt128.Parse(old, NumberStyles.HexNumber, CultureInfo.InvariantCulture)) ^ change;
        Bind(_putDigest, digest.ToString("x32", CultureInfo.InvariantCulture), deal).ExecuteNonQuery();
    }

    public byte[]? Meta(string name)
    {
        using var command = Command("SELECT value FROM meta WHERE name=$name");
        command.Parameters.AddWithValue("$name", name);
        return command.ExecuteScalar() as byte[];
    }

    public void PutMeta(string name, byte[] value) => Bind(_putMeta, name, value).ExecuteNonQuery();

    public bool HasDeals()
    {
        using var command = Command("SELECT EXISTS(SELECT 1 FROM deal)");
        return command.ExecuteScalar() is 1L;
    }

    /// <summary>The ids of all deals, in order.</summary>
    public IEnumerable<string> Deals()
    {
        using var command = Command("SELECT id FROM deal ORDER BY id");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return reader.GetString(0);
        }
    }

    /// <summary>What tells each piece from the others, in order.</summary>
    public IEnumerable<(string Deal, string Kind, string Key)> Pieces()
    {
        using var command = Command("SELECT deal_id, kind, key FROM piece ORDER BY deal_id, kind, key");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return (reader.GetString(0), reader.GetString(1), reader.GetString(2));
        }
    }

    public void MakeIndexes()
    {
        using var command = Command(BookDatabase.Indexes);
        command.ExecuteNonQuery();
    }

    public IReadOnlyList<(DealId Deal, Damage Damage)> Damages()
    {
        using var command = Command("SELECT deal_id, file, line, reason FROM damage ORDER BY rowid");
        using var reader = command.ExecuteReader();
        var all = new List<(DealId, Damage)>();
        while (reader.Read())
        {
            all.Add((new DealId(reader.GetString(0)), new Damage(reader.GetString(1), reader.GetInt32(2), reader.GetString(3))));
        }
        return all;
    }

    public void ReplaceDamages(IReadOnlyList<(DealId Deal, Damage Damage)> damages)
    {
        using var clear = Command("DELETE FROM damage");
        clear.ExecuteNonQuery();
        foreach (var (deal, d) in damages)
        {
            Bind(_damage, deal.Value, d.File, d.Line, d.Reason).ExecuteNonQuery();
        }
    }

    public void ReplaceRejects(IReadOnlyList<Reject> rejects)
    {
        using var clear = Command("DELETE FROM reject");
        clear.ExecuteNonQuery();
        foreach (var r in rejects)
        {
            Bind(_reject, r.File, r.Line, r.Reason, r.Raw ?? (object)DBNull.Value).ExecuteNonQuery();
        }
    }

    public void AddEvent(DealEvent happened) => Bind(_event, happened.Deal.Value, BookJson.Bytes(happened)).ExecuteNonQuery();

    public void Dispose()
    {
        foreach (var command in _commands)
        {
            command.Dispose();
        }
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, _transaction);
        return command;
    }

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = Command(sql);
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }
        _commands.Add(command);
        return command;
    }

    private static SqliteCommand Bind(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
        return command;
    }
}
