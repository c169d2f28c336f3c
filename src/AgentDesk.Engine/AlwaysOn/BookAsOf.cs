using System.Runtime.CompilerServices;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Engine.AlwaysOn;

/// <summary>
/// A book as it was known at an earlier instant: the clock says which. Whoever reads it sees nothing of later, so a replay judges each day
/// by what that day knew (docs/decisions/0009). At or after the export's own instant it is the book itself.
/// </summary>
public sealed class BookAsOf(IDealBook book, TimeProvider clock) : IDealBook
{
    public Task<Team> TeamAsync(CancellationToken ct) => book.TeamAsync(ct);

    public Task<Playbook> PlaybookAsync(CancellationToken ct) => book.PlaybookAsync(ct);

    public async Task<IReadOnlyList<Deal>> DealsAsync(CancellationToken ct)
    {
        if (!await IsEarlierAsync(ct))
        {
            return await book.DealsAsync(ct);
        }

        var then = new List<Deal>();
        foreach (var deal in await book.DealsAsync(ct))
        {
            if (await FindAsync(deal.Id, ct) is { } file)
            {
                then.Add(file.Deal);
            }
        }

        return then;
    }

    public async IAsyncEnumerable<DealFile> OpenDealsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        if (!await IsEarlierAsync(ct))
        {
            await foreach (var file in book.OpenDealsAsync(ct))
            {
                yield return file;
            }
            yield break;
        }

        // A deal that is closed today may have been open then.
        foreach (var deal in await book.DealsAsync(ct))
        {
            if (await FindAsync(deal.Id, ct) is { Deal.Status: DealStatus.Open } file)
            {
                yield return file;
            }
        }
    }

    public async Task<DealFile?> FindAsync(DealId deal, CancellationToken ct) =>
        await book.FindAsync(deal, ct) is not { } file ? null
        : await IsEarlierAsync(ct) ? file.At(clock.GetUtcNow())
        : file;

    public async Task<IReadOnlyList<DealEvent>> EventsAsync(DealId? deal, CancellationToken ct)
    {
        var events = await book.EventsAsync(deal, ct);
        return await IsEarlierAsync(ct) ? [.. events.Where(e => e.At <= clock.GetUtcNow())] : events;
    }

    public Task<IReadOnlyList<Reject>> RejectsAsync(CancellationToken ct) => book.RejectsAsync(ct);

    // The index is of the whole book: its readers look pieces up here, and find nothing of later.
    public Task<IReadOnlyList<(DealId Deal, string Hash)>> DealHashesAsync(CancellationToken ct) => book.DealHashesAsync(ct);

    // Whether the data is there does not hang on the instant that is replayed.
    public Task<Core.Measures.BookStats> StatsAsync(CancellationToken ct) => book.StatsAsync(ct);

    private async Task<bool> IsEarlierAsync(CancellationToken ct) =>
        (await book.TeamAsync(ct)).AsOf is { } exported && clock.GetUtcNow() < exported;
}
