using System.Collections.Concurrent;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Engine;

namespace AgentDesk.Surfaces.Web.Reading;

/// <summary>Keeps the glances of deals for a while, so that a list of many rows reads each file once and not once a visit.</summary>
internal sealed class Glances(TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<DealId, (DateTimeOffset Read, DateTimeOffset Now, Glance? Glance)> _kept = new();

    public async Task<IReadOnlyDictionary<DealId, Glance>> OfAsync(
        IReadOnlyList<DealId> deals,
        IDealBook book,
        Team team,
        Playbook playbook,
        DateTimeOffset now,
        CancellationToken ct
    )
    {
        var all = new Dictionary<DealId, Glance>(deals.Count);
        var read = clock.GetUtcNow();
        foreach (var id in deals.Distinct())
        {
            if (!_kept.TryGetValue(id, out var kept) || read - kept.Read > Fresh || (now - kept.Now).Duration() > Fresh)
            {
                kept = (read, now, await book.FindAsync(id, ct) is { } file ? Glance.Of(file, team, playbook, now) : null);
                _kept[id] = kept;
            }

            if (kept.Glance is { } glance)
            {
                all[id] = glance;
            }
        }

        return all;
    }
}
