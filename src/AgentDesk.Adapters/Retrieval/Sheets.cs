using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace AgentDesk.Adapters.Retrieval;

/// <summary>
/// All sheets of one generation of the index, in memory: about 24 bytes for each row and a byte a dimension for each vector. Loaded by the
/// first search of a large scope, kept until the index changes.
/// </summary>
internal sealed class Sheets
{
    private readonly List<(IndexedDeal Deal, byte[] Bytes)> _deals = [];

    private Sheets(long generation) => Generation = generation;

    public long Generation { get; }

    public static Sheets Load(SqliteConnection connection, long generation, CancellationToken ct)
    {
        var sheets = new Sheets(generation);
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT d.no, d.id, d.account, d.name, d.first, d.count, s.marks FROM deal d JOIN sheet s ON s.deal = d.no WHERE d.count > 0 ORDER BY d.first";
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            ct.ThrowIfCancellationRequested();
            var deal = new IndexedDeal(
                reader.GetInt64(0),
                reader.IsDBNull(1) ? null : reader.GetString(1),
                reader.GetString(2),
                reader.GetString(3),
                reader.GetInt64(4),
                reader.GetInt64(5)
            );
            sheets._deals.Add((deal, reader.GetFieldValue<byte[]>(6)));
        }

        return sheets;
    }

    /// <summary>For every deal in order of its rows, whether the filters allow it.</summary>
    public bool[] Allowed(Scope scope) => [.. _deals.Select(d => scope.Allows(d.Deal))];

    public IEnumerable<IndexedDeal> Deals => _deals.Select(d => d.Deal);

    /// <summary>The deal of a row and the row's mark, or null when the deal is not allowed or the row is none.</summary>
    public (IndexedDeal Deal, Mark Mark)? Find(long row, bool[] allowed)
    {
        var (low, high) = (0, _deals.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_deals[middle].Deal.First <= row)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        if (_deals.Count == 0 || !allowed[low])
        {
            return null;
        }
        var (deal, bytes) = _deals[low];
        var at = row - deal.First;
        return at >= 0 && at < deal.Count ? (deal, MemoryMarshal.Read<Mark>(bytes.AsSpan((int)at * Mark.Size))) : null;
    }

    /// <summary>The rows most like the query by their small vectors, among those that the filters allow.</summary>
    public List<(long Id, IndexedDeal Deal)> Nearest(float[] query, Scope scope, bool[] allowed, int most, CancellationToken ct)
    {
        var small = new sbyte[query.Length];
        var scale = Sheet.Small(query, small);
        var wide = SmallDot.Widened(small);
        var kinds = scope.KindNumbers();
        var best = new PriorityQueue<(long Id, IndexedDeal Deal), (float, long)>();
        for (var d = 0; d < _deals.Count; d++)
        {
            if (!allowed[d])
            {
                continue;
            }
            ct.ThrowIfCancellationRequested();
            var (deal, bytes) = _deals[d];
            var count = (int)deal.Count;
            var marks = MemoryMarshal.Cast<byte, Mark>(bytes.AsSpan(0, count * Mark.Size));
            var numbers = MemoryMarshal.Cast<byte, sbyte>(bytes.AsSpan(count * Mark.Size));
            var next = 0;
            for (var i = 0; i < count; i++)
            {
                ref readonly var mark = ref marks[i];
                if (mark.Scale == 0)
                {
                    continue;
                }
                var own = numbers.Slice(next, query.Length);
                next += query.Length;
                if (!scope.Allows(mark, kinds))
                {
                    continue;
                }
                var similarity = SmallDot.Of(wide, own) * mark.Scale * scale;
                if (best.Count == most && best.TryPeek(out _, out var least) && similarity <= least.Item1)
                {
                    continue;
                }
                // Of two alike the one with the lower id stays.
                best.Enqueue((deal.First + i, deal), (similarity, -(deal.First + i)));
                if (best.Count > most)
                {
                    best.Dequeue();
                }
            }
        }

        return [.. best.UnorderedItems.Select(b => b.Element)];
    }
}
