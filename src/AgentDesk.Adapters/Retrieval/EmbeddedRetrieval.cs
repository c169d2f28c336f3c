using AgentDesk.Core.Deals;
using AgentDesk.Engine;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AgentDesk.Adapters.Retrieval;

/// <summary>
/// The embedded index: words in FTS5 and vectors in process, fused. A small scope, such as one deal, is read whole and weighed by its own
/// word statistics, so that nothing outside it has any influence; a large one is searched through candidates.
/// </summary>
public sealed class EmbeddedRetrieval : IRetrieval, IDisposable
{
    private const int MostWords = 32;
    private const int CandidatesPerLeg = 100;

    private readonly IDealBook _book;
    private readonly IEmbeddingGenerator<string, Embedding<float>> _embedding;
    private readonly RetrievalOptions _options;
    private readonly ILogger<EmbeddedRetrieval> _log;
    private readonly IndexFile _file;
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private Sheets? _sheets;

    /// <summary>An index over the book; the file is made by the first refresh.</summary>
    /// <param name="folder">The data folder; the index is its file `index.db`.</param>
    public EmbeddedRetrieval(
        string folder,
        IDealBook book,
        IEmbeddingGenerator<string, Embedding<float>> embedding,
        RetrievalOptions options,
        ILogger<EmbeddedRetrieval> log
    )
    {
        (_book, _embedding, _options, _log) = (book, embedding, options, log);
        _file = new IndexFile(Path.Combine(folder, "index.db"));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Passage>> SearchAsync(string query, SearchFilter filter, int top, CancellationToken ct)
    {
        var asked = Words.Asked(query, MostWords);
        if (asked.Count == 0 || top <= 0)
        {
            return [];
        }
        await using var connection = await _file.ReadAsync(ct);
        if (connection is null)
        {
            return [];
        }

        var vector = await VectorOfAsync(query, ct);
        // One transaction: deals, rows and vectors are of the same generation while a refresh goes on.
        await using var snapshot = connection.BeginTransaction(deferred: true);
        if (
            await IndexFile.MetaAsync(connection, "made_with", ct) is not { } made
            || !made.EndsWith(Refresh.NameOf(_embedding), StringComparison.Ordinal)
        )
        {
            vector = null;
        }
        var scope = new Scope(filter, _options.Windows);
        var generation = await IndexFile.NumberAsync(connection, "generation", ct);
        // What an earlier search of everything loaded names the deals faster than the file.
        var loaded = _sheets is { } s && s.Generation == generation && filter.Deal is null ? s : null;
        var deals = loaded is null ? await scope.DealsAsync(connection, ct) : [.. loaded.Deals.Where(scope.Allows)];
        var reader = new CandidateReader(connection, scope, asked, vector);
        if (deals.Sum(d => d.Count) <= _options.ReadWholeUpTo)
        {
            var rows = new List<Candidate>();
            foreach (var deal in deals)
            {
                reader.ReadDeal(deal, rows, ct);
            }
            return Passages(Ranking.Best(rows, Ranking.StatisticsOf(rows, asked.Count), _options, top));
        }

        var sheets = loaded ?? Sheets.Load(connection, generation, ct);
        _sheets = sheets;
        var allowed = sheets.Allowed(scope);
        var statistics = await WordSearch.StatisticsAsync(connection, asked, ct);
        var most = Math.Max(CandidatesPerLeg, top * 4);
        var found = new WordSearch(connection, sheets, scope, allowed, _options).Find(asked, statistics.Holding, most, ct);
        if (vector is not null && _options.VectorsWeight > 0)
        {
            found.AddRange(sheets.Nearest(vector, scope, allowed, most, ct));
        }
        return Passages(Ranking.Best(reader.ReadRows(found.DistinctBy(f => f.Id).OrderBy(f => f.Id), ct), statistics, _options, top));
    }

    /// <inheritdoc/>
    public async Task RefreshAsync(IProgress<Progress>? progress, CancellationToken ct)
    {
        await _refreshing.WaitAsync(ct);
        try
        {
            await new Refresh(_book, _embedding, _file).RunAsync(progress, ct);
        }
        finally
        {
            _refreshing.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _refreshing.Dispose();

    private static IReadOnlyList<Passage> Passages(IReadOnlyList<(Candidate Row, double Score)> best) =>
        [
            .. best.Select(b => new Passage(
                b.Row.Name,
                b.Row.Deal.Id is { } id ? new DealId(id) : null,
                b.Row.Side,
                b.Row.At,
                b.Row.Title,
                b.Row.Text,
                b.Score
            )),
        ];

    private async Task<float[]?> VectorOfAsync(string query, CancellationToken ct)
    {
        try
        {
            return (await _embedding.GenerateAsync([query], cancellationToken: ct))[0].Vector.ToArray();
        }
        catch (SystemUnavailableException e)
        {
            // Words alone still answer.
            Log.WordsAlone(_log, e);
            return null;
        }
    }
}
