using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using Dapper;
using Microsoft.Data.Sqlite;

namespace AgentDesk.Adapters.Retrieval;

/// <summary>
/// One deal, cut into rows and ready to be written. <see cref="Deal"/> is null for what the team shares; a row's vector may be empty.
/// </summary>
internal sealed record Indexable(
    DealId? Deal,
    string Account,
    string Name,
    string Hash,
    IReadOnlyList<PassageRow> Rows,
    IReadOnlyList<float[]> Vectors
);

/// <summary>Writes and removes whole deals inside one open transaction. What it leaves is either all of the batch or none of it.</summary>
internal sealed class IndexWriter(SqliteConnection connection)
{
    private readonly Dictionary<string, int> _holding = new(StringComparer.Ordinal);
    private long _passages;
    private long _wordCount;

    public async Task WriteAsync(IReadOnlyList<Indexable> batch, IReadOnlyList<string> gone, CancellationToken ct)
    {
        await using var transaction = connection.BeginTransaction(deferred: false);
        foreach (var id in gone)
        {
            await RemoveAsync(id, ct);
        }
        var next = await IndexFile.NumberAsync(connection, "next_id", ct);
        foreach (var deal in batch)
        {
            await RemoveAsync(deal.Deal?.Value, ct);
            Add(deal, next);
            next += deal.Rows.Count;
        }

        SaveHolding();
        foreach (var (key, by) in new[] { ("passages", _passages), ("word_count", _wordCount), ("generation", 1L) })
        {
            await IndexFile.SetMetaAsync(connection, key, Text(await IndexFile.NumberAsync(connection, key, ct) + by), ct);
        }

        await IndexFile.SetMetaAsync(connection, "next_id", Text(next), ct);
        await transaction.CommitAsync(ct);
    }

    private void Add(Indexable deal, long first)
    {
        using var insertDeal = Command(
            "INSERT INTO deal(id, account, name, hash, first, count) VALUES(@id, @account, @name, @hash, @first, @count)",
            ("@id", (object?)deal.Deal?.Value ?? DBNull.Value),
            ("@account", deal.Account),
            ("@name", deal.Name),
            ("@hash", deal.Hash),
            ("@first", first),
            ("@count", deal.Rows.Count)
        );
        insertDeal.ExecuteNonQuery();
        var no = connection.ExecuteScalar<long>("SELECT last_insert_rowid()");
        using var sheet = Command(
            "INSERT INTO sheet VALUES(@deal, @marks)",
            ("@deal", no),
            ("@marks", Sheet.Write(deal.Rows, deal.Vectors))
        );
        sheet.ExecuteNonQuery();

        using var passage = Command(
            "INSERT INTO passage VALUES(@id, @deal, @grain, @kind, @side, @at, @until, @name, @title, @author, @text)",
            ("@id", 0L),
            ("@deal", no),
            ("@grain", 0),
            ("@kind", ""),
            ("@side", 0),
            ("@at", 0L),
            ("@until", 0L),
            ("@name", ""),
            ("@title", ""),
            ("@author", DBNull.Value),
            ("@text", "")
        );
        using var words = Command("INSERT INTO words(rowid, text) VALUES(@id, @words)", ("@id", 0L), ("@words", ""));
        using var vector = Command("INSERT INTO vector VALUES(@id, @numbers)", ("@id", 0L), ("@numbers", Array.Empty<byte>()));
        var header = new List<string>();
        RowWords.AddHeader(deal.Account, deal.Name, header);
        for (var i = 0; i < deal.Rows.Count; i++)
        {
            var row = deal.Rows[i];
            var id = first + i;
            Set(
                passage,
                id,
                no,
                (int)row.Grain,
                row.Name.Kind,
                (int)row.Side,
                row.At.ToUnixTimeMilliseconds(),
                row.Until.ToUnixTimeMilliseconds(),
                row.Name.Value,
                row.Title,
                (object?)row.Author ?? DBNull.Value,
                row.Text
            );
            passage.ExecuteNonQuery();
            Set(words, id, string.Join(' ', Note(row, header, 1)));
            words.ExecuteNonQuery();
            if (deal.Vectors[i].Length == 0)
            {
                continue;
            }
            Set(vector, id, Halves(deal.Vectors[i]));
            vector.ExecuteNonQuery();
        }
    }

    private async Task RemoveAsync(string? id, CancellationToken ct)
    {
        var old = (
            await connection.QueryAsync<(long No, long First, long Count, string Account, string Name)>(
                new CommandDefinition("SELECT no, first, count, account, name FROM deal WHERE id IS @id", new { id }, cancellationToken: ct)
            )
        ).ToList();
        if (old.Count == 0)
        {
            return;
        }

        var (no, first, count, account, name) = old[0];
        var header = new List<string>();
        RowWords.AddHeader(account, name, header);
        using var delete = Command("INSERT INTO words(words, rowid, text) VALUES('delete', @id, @words)", ("@id", 0L), ("@words", ""));
        foreach (var row in ReadRows(first, count))
        {
            // FTS5 keeps no text here, so it must be told the words that it forgets: the same text gives the same words.
            Set(delete, row.Id, string.Join(' ', Note(row.Row, header, -1)));
            await delete.ExecuteNonQueryAsync(ct);
        }

        await connection.ExecuteAsync(
            new CommandDefinition(
                "DELETE FROM passage WHERE id >= @first AND id < @end; DELETE FROM vector WHERE id >= @first AND id < @end; DELETE FROM sheet WHERE deal = @no; DELETE FROM deal WHERE no = @no",
                new
                {
                    first,
                    end = first + count,
                    no,
                },
                cancellationToken: ct
            )
        );
    }

    private List<(long Id, PassageRow Row)> ReadRows(long first, long count)
    {
        var rows = new List<(long, PassageRow)>();
        using var read = Command(
            "SELECT id, name, title, author, text FROM passage WHERE id >= @first AND id < @end ORDER BY id",
            ("@first", first),
            ("@end", first + count)
        );
        using var reader = read.ExecuteReader();
        while (reader.Read())
        {
            rows.Add(
                (
                    reader.GetInt64(0),
                    new PassageRow(
                        new EvidenceName(reader.GetString(1)),
                        default,
                        default,
                        default,
                        default,
                        reader.GetString(2),
                        reader.IsDBNull(3) ? null : reader.GetString(3),
                        reader.GetString(4)
                    )
                )
            );
        }

        return rows;
    }

    /// <summary>The words of a row with its deal's, counted in (or out again).</summary>
    private List<string> Note(PassageRow row, List<string> header, int by)
    {
        var words = new List<string>();
        RowWords.Add(row.Title, row.Author, row.Text, words);
        words.AddRange(header);
        foreach (var word in words.Distinct(StringComparer.Ordinal))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_holding, word, out _) += by;
        }

        _passages += by;
        _wordCount += by * words.Count;
        return words;
    }

    private void SaveHolding()
    {
        using var add = Command(
            "INSERT INTO word VALUES(@word, @by) ON CONFLICT(word) DO UPDATE SET holding = holding + @by",
            ("@word", ""),
            ("@by", 0)
        );
        foreach (var (word, by) in _holding.Where(w => w.Value != 0).OrderBy(w => w.Key, StringComparer.Ordinal))
        {
            Set(add, word, by);
            add.ExecuteNonQuery();
        }

        if (_holding.Values.Any(by => by < 0))
        {
            connection.Execute("DELETE FROM word WHERE holding <= 0");
        }
    }

    // Sixteen bits a number keep three decimal digits, at half the space: enough to order the few best.
    private static byte[] Halves(float[] numbers)
    {
        var halves = new Half[numbers.Length];
        TensorPrimitives.ConvertToHalf(numbers, halves);
        return MemoryMarshal.AsBytes<Half>(halves).ToArray();
    }

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private SqliteCommand Command(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }
        return command;
    }

    private static void Set(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }
    }
}
