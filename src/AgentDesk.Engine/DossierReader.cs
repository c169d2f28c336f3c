using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Engine;

/// <summary>Reads one deal whole, as it stands now.</summary>
internal sealed class DossierReader(IDealBook book, DeskClock clock)
{
    public async Task<Dossier?> ReadAsync(DealId deal, CancellationToken ct) =>
        await book.FindAsync(deal, ct) is { } file
            ? new Dossier(file, await book.TeamAsync(ct), await book.PlaybookAsync(ct), await clock.NowAsync(ct))
            : null;
}
