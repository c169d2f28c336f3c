using AgentDesk.Core.Deals;
using AgentDesk.Core.Measures;

namespace AgentDesk.Engine.Measuring;

/// <summary>
/// Reads what figures are folded from: every run's events, and of every deal the record and its instants. Deals that have not changed are
/// not read again.
/// </summary>
public sealed class FigureReader(IDesk desk, IDealBook book) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private Dictionary<DealId, (string Hash, DealFacts Facts)> _deals = [];

    /// <summary>All runs and deals, as of now.</summary>
    /// <exception cref="NothingImportedException">No export has been imported.</exception>
    public Task<FigureInput> ReadAsync(CancellationToken ct) => ReadAsync(_ => true, _ => true, ct);

    /// <summary>The runs and deals that somebody may see. A deal that a seen run is about is seen with it.</summary>
    /// <exception cref="NothingImportedException">No export has been imported.</exception>
    public async Task<FigureInput> ReadAsync(Func<RunView, bool> seesRun, Func<Deal, bool> seesDeal, CancellationToken ct)
    {
        var team = await book.TeamAsync(ct);
        var now = await desk.NowAsync(ct);
        var deals = await DealsAsync(isReplay: team.AsOf > now, ct);
        IReadOnlyList<RunStory> runs =
        [
            .. (await desk.InboxAsync(new InboxQuery(), ct)).Where(seesRun).OrderBy(r => r.History[0].Seq).Select(Story).OfType<RunStory>(),
        ];
        var about = runs.Select(r => r.Deal).ToHashSet();
        return new FigureInput(
            runs,
            [.. deals.Where(d => about.Contains(d.Deal.Id) || seesDeal(d.Deal))],
            await book.PlaybookAsync(ct),
            now
        );
    }

    /// <summary>A run as figures see it.</summary>
    public static RunStory? Story(RunView run) => RunStory.Of([.. run.History.Select(e => new Happened(e.Event, e.Who, e.At, e.Seq))]);

    public void Dispose() => _one.Dispose();

    // In a replay the same book reads otherwise at another instant, so nothing is kept.
    private async Task<IReadOnlyList<DealFacts>> DealsAsync(bool isReplay, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            var hashes = await book.DealHashesAsync(ct);
            var kept = new Dictionary<DealId, (string Hash, DealFacts Facts)>();
            if (_deals.Count == 0 || isReplay)
            {
                // One stream over the open ones instead of a question a deal.
                var known = hashes.ToDictionary(h => h.Deal, h => h.Hash);
                await foreach (var file in book.OpenDealsAsync(ct))
                {
                    kept[file.Deal.Id] = (known.GetValueOrDefault(file.Deal.Id, ""), DealFacts.Of(file));
                }
            }

            foreach (var (deal, hash) in hashes)
            {
                if (kept.ContainsKey(deal))
                {
                    continue;
                }
                if (!isReplay && _deals.TryGetValue(deal, out var before) && before.Hash == hash)
                {
                    kept[deal] = before;
                }
                else if (await book.FindAsync(deal, ct) is { } file)
                {
                    kept[deal] = (hash, DealFacts.Of(file));
                }
            }

            _deals = kept;
            return [.. kept.Values.Select(d => d.Facts).OrderBy(d => d.Deal.Id.Value, StringComparer.Ordinal)];
        }
        finally
        {
            _one.Release();
        }
    }
}
