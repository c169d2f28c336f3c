using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentDesk.Adapters.Models;
using AgentDesk.Adapters.Models.Embedded;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Engine;
using AgentDesk.Engine.AlwaysOn;
using AgentDesk.Tests.Engine.Fakes;
using AgentDesk.Tests.Samples;
using AgentDesk.Workflows;

namespace AgentDesk.Tests.Workflows;

/// <summary>
/// The catalog's workflows together on a sample export, with the embedded analyst, a clock that is set by hand and a ledger in memory.
/// </summary>
internal sealed class SampleDesk : IDisposable
{
    private readonly MemoryLedger _ledger;
    private readonly List<DeskService> _desks = [];

    /// <param name="change">What is different from the sample, deal by deal.</param>
    public SampleDesk(string export, Func<DealFile, DealFile>? change = null)
    {
        Book = new SampleBook(SampleExport.Named(export), change ?? (file => file));
        Time = new ManualTime(SampleExport.Named(export).Now);
        _ledger = new MemoryLedger(Time);
    }

    public SampleBook Book { get; }

    public ManualTime Time { get; }

    /// <summary>A fresh program over the same data.</summary>
    public DeskService Desk()
    {
        var desk = new DeskService(
            new BookAsOf(Book, Time),
            _ledger,
            new Analyst(),
            new MemoryRecord(),
            Catalog.All,
            Time,
            new DeskOptions(IsReplay: true, Parallel: 1)
        );
        _desks.Add(desk);
        return desk;
    }

    public void Dispose() => _desks.ForEach(d => d.Dispose());

    internal sealed class SampleBook(SampleExport export, Func<DealFile, DealFile> change) : IDealBook
    {
        private readonly List<DealFile> _deals = [.. export.Deals.Select(change)];

        public Playbook Playbook { get; set; } = export.Playbook;

        public Task<Team> TeamAsync(CancellationToken ct) => Task.FromResult(export.Team);

        public Task<Playbook> PlaybookAsync(CancellationToken ct) => Task.FromResult(Playbook);

        public Task<IReadOnlyList<Deal>> DealsAsync(CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<Deal>>([.. _deals.Select(d => d.Deal)]);

        public async IAsyncEnumerable<DealFile> OpenDealsAsync([EnumeratorCancellation] CancellationToken ct)
        {
            foreach (var file in _deals.Where(d => d.Deal.Status == DealStatus.Open))
            {
                yield return file;
            }
            await Task.CompletedTask;
        }

        public Task<DealFile?> FindAsync(DealId deal, CancellationToken ct) => Task.FromResult(_deals.Find(d => d.Deal.Id == deal));

        public Task<IReadOnlyList<DealEvent>> EventsAsync(DealId? deal, CancellationToken ct) =>
            Task.FromResult<IReadOnlyList<DealEvent>>([]);

        public Task<IReadOnlyList<Reject>> RejectsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Reject>>([]);
    }

    private sealed class Analyst : IDrafter
    {
        public Task<PreparedDraft> PrepareAsync(PrepareRequest request, CancellationToken ct)
        {
            var inputs = (System.Text.Json.Nodes.JsonObject)request.Inputs.DeepClone();
            inputs["feedback"] = JsonSerializer.SerializeToNode(request.Feedback.Select(f => f.Feedback ?? f.Reason));
            if (request.Previous is { ValueKind: JsonValueKind.Object } previous)
            {
                inputs["previous_draft"] = System.Text.Json.Nodes.JsonObject.Create(previous);
            }
            return Task.FromResult(
                new PreparedDraft(
                    JsonDocument
                        .Parse(
                            EmbeddedAnalyst.Answer(
                                $"{EvidenceBlock.Inputs(inputs)}\n{EvidenceBlock.Write(request.Dossier, int.MaxValue).Text}"
                            )
                        )
                        .RootElement,
                    "offline",
                    "test@1",
                    null,
                    null
                )
            );
        }
    }
}
