using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Engine;

namespace AgentDesk.Evals.Retrieval;

/// <summary>A book that holds what it is given.</summary>
internal sealed class MemoryBook(IReadOnlyList<DealFile> files, Team? team = null) : IDealBook
{
    private readonly Dictionary<DealId, DealFile> _files = files.ToDictionary(f => f.Deal.Id);

    public Task<Team> TeamAsync(CancellationToken ct) => Task.FromResult(team ?? new Team("memory", null, [], [], [], []));

    public Task<Playbook> PlaybookAsync(CancellationToken ct) => Task.FromResult(BuiltInPlaybook.Value);

    public Task<IReadOnlyList<Deal>> DealsAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Deal>>([.. _files.Values.Select(f => f.Deal).OrderBy(d => d.Id.Value, StringComparer.Ordinal)]);

    public IAsyncEnumerable<DealFile> OpenDealsAsync(CancellationToken ct) =>
        _files.Values.OrderBy(f => f.Deal.Id.Value, StringComparer.Ordinal).ToAsyncEnumerable();

    public Task<DealFile?> FindAsync(DealId deal, CancellationToken ct) => Task.FromResult(_files.GetValueOrDefault(deal));

    public Task<IReadOnlyList<DealEvent>> EventsAsync(DealId? deal, CancellationToken ct) => Task.FromResult<IReadOnlyList<DealEvent>>([]);

    public Task<IReadOnlyList<Reject>> RejectsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Reject>>([]);
}
