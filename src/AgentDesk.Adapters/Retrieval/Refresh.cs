using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Engine;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;

namespace AgentDesk.Adapters.Retrieval;

/// <summary>
/// Brings the index up to the book, some deals a transaction: memory does not grow with the book, and a refresh that was cut off goes on
/// where it stopped.
/// </summary>
internal sealed class Refresh(IDealBook book, IEmbeddingGenerator<string, Embedding<float>> embedding, IndexFile file)
{
    private const int RowsPerBatch = 4000;
    private const int TextsPerCall = 128;

    /// <summary>What names the vectors: provider, model and dimensions. Vectors of another name are never compared with these.</summary>
    public static string NameOf(IEmbeddingGenerator<string, Embedding<float>> embedding) =>
        embedding.GetService(typeof(EmbeddingGeneratorMetadata)) is EmbeddingGeneratorMetadata m
            ? $"{m.ProviderName} {m.DefaultModelId} {m.DefaultModelDimensions}"
            : embedding.GetType().Name;

    public async Task RunAsync(IProgress<Progress>? progress, CancellationToken ct)
    {
        var team = await book.TeamAsync(ct);
        await using var connection = await file.WriteAsync(NameOf(embedding), ct);
        var had = (
            await connection.QueryAsync<(string? Id, string Hash)>(
                new CommandDefinition("SELECT id, hash FROM deal", cancellationToken: ct)
            )
        ).ToDictionary(d => d.Id ?? "", d => d.Hash, StringComparer.Ordinal);
        var hashes = (await book.DealHashesAsync(ct)).ToDictionary(h => h.Deal, h => h.Hash);
        var stale = hashes
            .Where(h => had.GetValueOrDefault(h.Key.Value) != h.Value)
            .Select(h => h.Key)
            .OrderBy(d => d.Value, StringComparer.Ordinal)
            .ToList();
        var gone = had.Keys.Where(id => id.Length > 0 && !hashes.ContainsKey(new DealId(id))).ToList();

        var batch = new List<Indexable>();
        // One batch is written while the next is read and cut.
        var writing = Task.CompletedTask;
        var teamHash = HashOf(EvidenceText.Of(team));
        if (had.GetValueOrDefault("") != teamHash)
        {
            batch.Add(await CutAsync(null, "", "", teamHash, EvidenceText.Of(team), ct));
        }
        try
        {
            for (var i = 0; i < stale.Count; i++)
            {
                if (await book.FindAsync(stale[i], ct) is { } deal)
                {
                    batch.Add(await CutAsync(deal.Deal.Id, deal.Deal.Account, deal.Deal.Name, hashes[stale[i]], EvidenceText.Of(deal), ct));
                }

                if (batch.Sum(b => b.Rows.Count) >= RowsPerBatch)
                {
                    await writing;
                    writing = WriteAsync(connection, batch, gone, ct);
                    (batch, gone) = ([], []);
                    progress?.Report(new Progress("index", i + 1, stale.Count));
                }
            }
        }
        finally
        {
            // Whatever breaks off the reading, the connection outlives the write.
            await writing;
        }

        if (batch.Count > 0 || gone.Count > 0)
        {
            await WriteAsync(connection, batch, gone, ct);
        }
        progress?.Report(new Progress("index", stale.Count, stale.Count));
    }

    private static Task WriteAsync(
        SqliteConnection connection,
        IReadOnlyList<Indexable> batch,
        IReadOnlyList<string> gone,
        CancellationToken ct
    ) => Task.Run(() => new IndexWriter(connection).WriteAsync(batch, gone, ct), ct);

    private static string HashOf(IReadOnlyList<EvidenceItem> items) =>
        DeskJson.Sha256(
            string.Join(
                '\n',
                items.Select(i => $"{i.Name}\t{i.Side}\t{i.At.ToUnixTimeMilliseconds()}\t{i.Author}\t{i.Title}\t{i.OwnWords}\t{i.Text}")
            )
        )[..16];

    // A cell such as a stage or a date says too little for a vector; its words find it.
    private static bool TellsEnough(string text) => text.AsSpan().Count(' ') + text.AsSpan().Count('\n') >= 3;

    private async Task<Indexable> CutAsync(
        DealId? deal,
        string account,
        string name,
        string hash,
        IReadOnlyList<EvidenceItem> items,
        CancellationToken ct
    )
    {
        var rows = PassageRows.Of(items);
        var vectors = new List<float[]>(rows.Count);
        foreach (var chunk in rows.Select(RowWords.ForVector).Chunk(TextsPerCall))
        {
            var told = chunk.Where(TellsEnough).ToList();
            var made = told.Count == 0 ? [] : (await embedding.GenerateAsync(told, cancellationToken: ct)).ToList();
            if (made.Count != told.Count)
            {
                throw new SystemUnavailableException(
                    $"the embedding gave {made.Count} vectors for {told.Count} texts: check the embedding's settings"
                );
            }

            var next = 0;
            vectors.AddRange(chunk.Select(text => TellsEnough(text) ? made[next++].Vector.ToArray() : []));
        }

        return new Indexable(deal, account, name, hash, rows, vectors);
    }
}
