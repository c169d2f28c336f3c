using System.Globalization;
using AgentDesk.Engine;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AgentDesk.Adapters.Ledger;

/// <summary>Recomputes the whole chain and names the first event that is not as it was written.</summary>
internal static class LedgerVerifier
{
    public static LedgerCheck Check(SqliteConnection connection, CancellationToken ct)
    {
        var last = 0L;
        var hash = LedgerSchema.Genesis;
        try
        {
            // One snapshot: an append meanwhile must not make rows and head disagree.
            using var transaction = connection.BeginTransaction(deferred: true);
            if (Chain(connection, transaction, ref last, ref hash, ct) is { } wrong)
            {
                return new LedgerCheck(last, hash, wrong);
            }
            if (Head(connection, transaction, last, hash) is { } end)
            {
                return new LedgerCheck(last, hash, end);
            }

            var damage = connection.Query<string>("PRAGMA integrity_check(1)", transaction: transaction).FirstOrDefault();
            return new LedgerCheck(
                last,
                hash,
                damage is null or "ok" ? null : Inv($"the ledger's file is damaged at or after event {last}: {damage}")
            );
        }
        catch (SqliteException e)
        {
            return new LedgerCheck(last, hash, Inv($"event {last + 1} cannot be read: the ledger's file is damaged ({e.Message})"));
        }
    }

    private static string? Chain(
        SqliteConnection connection,
        SqliteTransaction transaction,
        ref long last,
        ref string hash,
        CancellationToken ct
    )
    {
        var versions = new Dictionary<string, long>(StringComparer.Ordinal);
        using var command = connection.CreateCommand();
        command.Transaction = transaction;

        // The plus sign keeps the index out: what is checked are the rows themselves.
        command.CommandText = "SELECT seq, run, version, at, who, event, hash FROM events ORDER BY +seq";
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            ct.ThrowIfCancellationRequested();
            var expected = last + 1;
            var (seq, run, version) = (Text(rows, 0), Text(rows, 1), Text(rows, 2));
            if (seq != Inv($"{expected}"))
            {
                return Inv($"event {expected} is missing: event {seq} follows event {last}");
            }

            var isVersion = long.TryParse(version, CultureInfo.InvariantCulture, out var number);
            var computed = ChainHash.Of(hash, expected, run, number, Text(rows, 3), Text(rows, 4), Text(rows, 5));
            if (!isVersion || computed != Text(rows, 6))
            {
                return Inv($"event {expected} (run {run}, version {version}) is not what was written");
            }
            if (number != versions.GetValueOrDefault(run) + 1)
            {
                return Inv($"event {expected} (run {run}) has version {version}, expected {versions.GetValueOrDefault(run) + 1}");
            }

            versions[run] = number;
            (last, hash) = (expected, computed);
        }

        return null;
    }

    private static string? Head(SqliteConnection connection, SqliteTransaction transaction, long last, string hash)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT seq, hash FROM head WHERE id = 1";
        using var rows = command.ExecuteReader();
        if (!rows.Read())
        {
            return last == 0 ? null : Inv($"event {last} cannot be shown to be the last: the ledger's head is missing");
        }

        var (seq, head) = (Text(rows, 0), Text(rows, 1));
        if (long.TryParse(seq, CultureInfo.InvariantCulture, out var count) && count > last)
        {
            return Inv($"event {last + 1} is missing: the ledger's head counts {count} events, {last} are there");
        }
        return seq == Inv($"{last}") && head == hash ? null : Inv($"event {last} is not the one that the ledger's head names");
    }

    private static string Text(SqliteDataReader rows, int column) =>
        rows.GetValue(column) switch
        {
            string s => s,
            byte[] b => Convert.ToHexStringLower(b),
            var v => Convert.ToString(v, CultureInfo.InvariantCulture) ?? "",
        };

    private static string Inv(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
