using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using Microsoft.Data.Sqlite;

namespace AgentDesk.Adapters.Retrieval;

/// <summary>A row that a search weighs.</summary>
/// <param name="Counts">How often it holds each asked word, in the query's order.</param>
/// <param name="Length">Its words in all.</param>
/// <param name="Similarity">Its vector's cosine with the query's; 0 without one.</param>
internal sealed record Candidate(
    long Id,
    IndexedDeal Deal,
    EvidenceName Name,
    Side Side,
    DateTimeOffset At,
    string Title,
    string Text,
    int[] Counts,
    int Length,
    double Similarity
)
{
    public bool SaysAny => Array.Exists(Counts, c => c > 0);
}

/// <summary>Reads rows and weighs them against one query.</summary>
internal sealed class CandidateReader(SqliteConnection connection, Scope scope, IReadOnlyList<string> asked, float[]? query)
{
    private const string Columns =
        "SELECT p.id, p.kind, p.side, p.grain, p.at, p.until, p.name, p.title, p.author, p.text, v.numbers FROM passage p LEFT JOIN vector v ON v.id = p.id ";

    private readonly Dictionary<string, int> _place = asked
        .Select((w, i) => (w, i))
        .ToDictionary(p => p.w, p => p.i, StringComparer.Ordinal);
    private readonly List<string> _words = [];
    private float[]? _numbers;

    /// <summary>Every row of the deal that the filters allow.</summary>
    public void ReadDeal(IndexedDeal deal, List<Candidate> into, CancellationToken ct)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Columns + "WHERE p.id >= @first AND p.id < @end";
        command.Parameters.AddWithValue("@first", deal.First);
        command.Parameters.AddWithValue("@end", deal.First + deal.Count);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            ct.ThrowIfCancellationRequested();
            if (Weigh(reader, deal, header: false) is { } candidate)
            {
                into.Add(candidate);
            }
        }
    }

    /// <summary>These rows, those that the filters allow; the deal's name and account count as words of each.</summary>
    public List<Candidate> ReadRows(IEnumerable<(long Id, IndexedDeal Deal)> rows, CancellationToken ct)
    {
        var read = new List<Candidate>();
        using var command = connection.CreateCommand();
        command.CommandText = Columns + "WHERE p.id = @id";
        var id = command.Parameters.AddWithValue("@id", 0L);
        foreach (var row in rows)
        {
            ct.ThrowIfCancellationRequested();
            id.Value = row.Id;
            using var reader = command.ExecuteReader();
            if (reader.Read() && Weigh(reader, row.Deal, header: true) is { } candidate)
            {
                read.Add(candidate);
            }
        }

        return read;
    }

    private Candidate? Weigh(SqliteDataReader row, IndexedDeal deal, bool header)
    {
        var side = (Side)row.GetInt32(2);
        var at = row.GetInt64(4);
        if (!scope.Allows(row.GetString(1), side, (Grain)row.GetInt32(3), at, row.GetInt64(5)))
        {
            return null;
        }

        var (title, author, text) = (row.GetString(7), row.IsDBNull(8) ? null : row.GetString(8), row.GetString(9));
        _words.Clear();
        RowWords.Add(title, author, text, _words);
        var counts = new int[asked.Count];
        Count(counts);
        var length = _words.Count;
        if (header)
        {
            _words.Clear();
            RowWords.AddHeader(deal.Account, deal.Name, _words);
            Count(counts);
            length += _words.Count;
        }

        return new Candidate(
            row.GetInt64(0),
            deal,
            new EvidenceName(row.GetString(6)),
            side,
            DateTimeOffset.FromUnixTimeMilliseconds(at),
            title,
            text,
            counts,
            length,
            SimilarityOf(row)
        );
    }

    private void Count(int[] counts)
    {
        foreach (var word in _words)
        {
            if (_place.TryGetValue(word, out var place))
            {
                counts[place]++;
            }
        }
    }

    private double SimilarityOf(SqliteDataReader row)
    {
        if (query is null || row.IsDBNull(10))
        {
            return 0;
        }
        var halves = MemoryMarshal.Cast<byte, Half>(row.GetFieldValue<byte[]>(10));
        if (halves.Length != query.Length)
        {
            return 0;
        }
        _numbers ??= new float[query.Length];
        TensorPrimitives.ConvertToSingle(halves, _numbers);
        var similarity = TensorPrimitives.CosineSimilarity(_numbers, query);
        return float.IsFinite(similarity) ? similarity : 0;
    }
}
