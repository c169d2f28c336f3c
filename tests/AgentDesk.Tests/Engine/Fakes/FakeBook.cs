using System.Runtime.CompilerServices;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Engine;

namespace AgentDesk.Tests.Engine.Fakes;

/// <summary>A book in memory, without an instant of its own: the clock is now.</summary>
internal sealed class FakeBook : IDealBook
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, DealFile> _files = new(StringComparer.Ordinal);

    public Playbook Playbook { get; set; } = BuiltInPlaybook.Value;

    public static DealFile File(string id, params (string Column, string Value)[] columns)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["deal_id"] = id,
            ["stage"] = "propose",
            ["next_step"] = "send paper",
        };
        foreach (var (column, value) in columns)
        {
            all[column] = value;
        }
        var deal = new Deal(
            new DealId(id),
            $"Deal {id}",
            "Northgate",
            "owner@seller.test",
            "boss@seller.test",
            all["stage"],
            new Money(100, "EUR"),
            null,
            null,
            "pipeline",
            all["next_step"],
            null,
            "mm",
            "new",
            DealStatus.Open,
            all
        );
        return new DealFile(
            deal,
            [],
            [],
            [new Contact("Bea Buyer", "bea@buyer.test", null, Side.Buyer, "champion", "active")],
            [],
            [],
            [],
            [],
            [],
            [],
            [],
            []
        );
    }

    public static Mail Mail(string id) =>
        new(
            id,
            $"c-{id}",
            "Paper",
            new MailAddress("Bea Buyer", "bea@buyer.test"),
            [new MailAddress(null, "owner@seller.test")],
            [],
            new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero),
            "We wait.",
            "We wait.",
            false,
            Side.Buyer
        );

    public void Put(DealFile file)
    {
        lock (_lock)
        {
            _files[file.Deal.Id.Value] = file;
        }
    }

    public Task<Team> TeamAsync(CancellationToken ct) =>
        Task.FromResult(
            new Team(
                "Test",
                null,
                ["seller.test"],
                [
                    new Colleague("law@seller.test", "Lou Law", [Roles.Legal]),
                    new Colleague("other@seller.test", "Otto Other", []),
                    new Colleague("eve@seller.test", "Eve Else", []),
                ],
                [],
                []
            )
        );

    public Task<Playbook> PlaybookAsync(CancellationToken ct) => Task.FromResult(Playbook);

    public Task<IReadOnlyList<Deal>> DealsAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Deal>>([.. Files().Select(f => f.Deal)]);

    public async IAsyncEnumerable<DealFile> OpenDealsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var file in Files().Where(f => f.Deal.Status == DealStatus.Open))
        {
            yield return file;
        }
        await Task.CompletedTask;
    }

    public Task<DealFile?> FindAsync(DealId deal, CancellationToken ct)
    {
        lock (_lock)
        {
            return Task.FromResult(_files.GetValueOrDefault(deal.Value));
        }
    }

    public Task<IReadOnlyList<DealEvent>> EventsAsync(DealId? deal, CancellationToken ct) => Task.FromResult<IReadOnlyList<DealEvent>>([]);

    public Task<IReadOnlyList<Reject>> RejectsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Reject>>([]);

    private List<DealFile> Files()
    {
        lock (_lock)
        {
            return [.. _files.Values];
        }
    }
}
