using Dapper;
using Microsoft.Data.Sqlite;

namespace AgentDesk.Adapters.Retrieval;

/// <summary>
/// Candidates from the FTS5 index for a large scope, at a bounded cost. FTS5 looks at every row that holds any asked word, so a common word
/// would make each search as long as the index. The rarest words therefore propose the rows, up to a number of entries; the common ones
/// count only when those rows are weighed. A query of nothing but common words takes the latest rows that hold all of them.
/// </summary>
internal sealed class WordSearch(SqliteConnection connection, Sheets sheets, Scope scope, bool[] allowed, RetrievalOptions options)
{
    private const int RowsOfCommonWords = 300;

    private readonly bool[] _kinds = scope.KindNumbers();

    public List<(long Id, IndexedDeal Deal)> Find(IReadOnlyList<string> asked, IReadOnlyList<int> holding, int most, CancellationToken ct)
    {
        var rarest = asked
            .Select((word, i) => (Word: word, Holding: holding[i]))
            .Where(w => w.Holding > 0)
            .OrderBy(w => w.Holding)
            .ThenBy(w => w.Word, StringComparer.Ordinal)
            .ToList();
        var left = (long)options.EntriesPerSearch;
        var proposing = new List<string>();
        foreach (var (word, holds) in rarest)
        {
            left -= holds;
            if (left < 0)
            {
                break;
            }
            proposing.Add(word);
        }

        if (proposing.Count > 0)
        {
            return Ranked(proposing, most, ct);
        }
        if (rarest.Count == 0)
        {
            return [];
        }

        var latest = Latest(string.Join(" AND ", rarest.Select(w => Quoted(w.Word))), ct);
        return latest.Count >= most || rarest.Count == 1
            ? latest
            : [.. latest.Concat(Latest(Quoted(rarest[0].Word), ct)).DistinctBy(r => r.Id)];
    }

    // Words hold letters and digits only; the quotes keep AND, OR, NOT and NEAR plain words.
    private static string Quoted(string word) => $"\"{word}\"";

    private List<(long Id, IndexedDeal Deal)> Ranked(List<string> words, int most, CancellationToken ct)
    {
        var best = new PriorityQueue<(long Id, IndexedDeal Deal), (double, long)>();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT rowid, bm25(words) FROM words WHERE words MATCH @words";
        command.Parameters.AddWithValue("@words", string.Join(" OR ", words.Select(Quoted)));
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            ct.ThrowIfCancellationRequested();
            var row = reader.GetInt64(0);
            if (Allowed(row) is not { } deal)
            {
                continue;
            }
            best.Enqueue((row, deal), (-reader.GetDouble(1), -row));
            if (best.Count > most)
            {
                best.Dequeue();
            }
        }

        return [.. best.UnorderedItems.Select(b => b.Element)];
    }

    private List<(long Id, IndexedDeal Deal)> Latest(string match, CancellationToken ct)
    {
        var found = new List<(long, IndexedDeal)>();
        var left = options.EntriesPerSearch;
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT rowid FROM words WHERE words MATCH @words AND rowid >= @first AND rowid < @end ORDER BY rowid DESC";
        command.Parameters.AddWithValue("@words", match);
        var first = command.Parameters.AddWithValue("@first", 0L);
        var end = command.Parameters.AddWithValue("@end", 0L);
        foreach (var (from, to) in Ranges())
        {
            (first.Value, end.Value) = (from, to);
            using var reader = command.ExecuteReader();
            while (found.Count < RowsOfCommonWords && left-- > 0 && reader.Read())
            {
                ct.ThrowIfCancellationRequested();
                if (Allowed(reader.GetInt64(0)) is { } deal)
                {
                    found.Add((reader.GetInt64(0), deal));
                }
            }

            if (left <= 0 || found.Count >= RowsOfCommonWords)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>The allowed deals' rows, neighbours joined, the latest first: what is outside costs nothing.</summary>
    private IEnumerable<(long From, long To)> Ranges()
    {
        (long From, long To)? open = null;
        foreach (var deal in sheets.Deals.Zip(allowed).Where(d => d.Second).Select(d => d.First).Reverse())
        {
            if (open is { } o && deal.First + deal.Count == o.From)
            {
                open = (deal.First, o.To);
                continue;
            }

            if (open is { } done)
            {
                yield return done;
            }
            open = (deal.First, deal.First + deal.Count);
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    private IndexedDeal? Allowed(long row) =>
        sheets.Find(row, allowed) is { } found && scope.Allows(found.Mark, _kinds) ? found.Deal : null;

    /// <summary>How many rows of the whole index hold each word.</summary>
    public static async Task<WordStatistics> StatisticsAsync(SqliteConnection connection, IReadOnlyList<string> asked, CancellationToken ct)
    {
        var holding = (
            await connection.QueryAsync<(string Word, int Holding)>(
                new CommandDefinition("SELECT word, holding FROM word WHERE word IN @asked", new { asked }, cancellationToken: ct)
            )
        ).ToDictionary(w => w.Word, w => w.Holding, StringComparer.Ordinal);
        var passages = await IndexFile.NumberAsync(connection, "passages", ct);
        var words = await IndexFile.NumberAsync(connection, "word_count", ct);
        return new WordStatistics(passages, (double)words / Math.Max(1, passages), [.. asked.Select(w => holding.GetValueOrDefault(w))]);
    }
}
