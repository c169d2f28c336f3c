using System.Collections.Concurrent;
using System.Globalization;
using AgentDesk.Adapters.Ledger;
using AgentDesk.Adapters.Models;
using AgentDesk.Adapters.Models.Embedded;
using AgentDesk.Adapters.Records;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Workflows;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgentDesk.Benchmarks.Measures;

/// <summary>
/// What the desk itself costs for one run, from the cause to the card: the drafts are made once by the embedded analyst and then handed out
/// at once, so that what remains is the desk's own work (reading, gates, ledger).
/// </summary>
internal static class RunCost
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(string export, string scratch, CancellationToken ct)
    {
        var data = Path.Combine(scratch, "book");
        await using (var store = Store.Open(data))
        {
            await store.GetRequiredService<ISource>().ImportAsync(export, null, ct);
        }

        var kept = new ConcurrentDictionary<(DealId, string, int), PreparedDraft>();
        var analyst = await ScanAsync(data, Path.Combine(scratch, "first"), inner => new Keeping(inner, kept), ct);
        var instant = new Instant(kept);
        var (own, bare) = (new List<double>(), new List<double>());
        for (var round = 0; round < 5; round++)
        {
            instant.Spent.Clear();
            own.AddRange(
                await ScanAsync(data, Path.Combine(scratch, string.Create(CultureInfo.InvariantCulture, $"again{round}")), _ => instant, ct)
            );
            bare.AddRange(instant.Spent);
        }

        return own.Count == 0
            ? [new("one run", "no deal of the sample woke a workflow")]
            :
            [
                new("one run with an instant model", Timing.Spread(own)),
                new("of it, the bare model call", Timing.Spread(bare)),
                new("one run with the embedded analyst", Timing.Spread(analyst)),
            ];
    }

    /// <summary>Scans deal by deal with a new ledger; the seconds of each deal that made a run.</summary>
    private static async Task<List<double>> ScanAsync(string data, string ledger, Func<IDrafter, IDrafter> drafter, CancellationToken ct)
    {
        await using var store = Store.Open(data);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(store.Book())
            .AddKeyedSingleton<IChatClient, EmbeddedAnalyst>(ModelServices.Analyst)
            .AddModels(new ConfigurationBuilder().Build(), ledger)
            .AddSqliteLedger(ledger)
            .AddJournal(ledger)
            .BuildServiceProvider();
        using var desk = new DeskService(
            store.Book(),
            services.GetRequiredService<ILedger>(),
            drafter(services.GetRequiredService<IDrafter>()),
            services.GetRequiredService<IRecordWriter>(),
            Catalog.All,
            TimeProvider.System,
            new DeskOptions()
        );
        var seconds = new List<double>();
        foreach (var deal in (await store.Book().DealsAsync(ct)).Where(d => d.Status == DealStatus.Open))
        {
            ScanReport? report = null;
            var took = await Timing.SecondsAsync(async () => report = await desk.ScanAsync(null, deal.Id, null, ct));
            if (report!.Started.Count > 0)
            {
                seconds.Add(took / report.Started.Count);
            }
        }

        return seconds;
    }

    private sealed class Keeping(IDrafter inner, ConcurrentDictionary<(DealId, string, int), PreparedDraft> kept) : IDrafter
    {
        public async Task<PreparedDraft> PrepareAsync(PrepareRequest request, CancellationToken ct) =>
            kept[(request.Dossier.Deal.Id, request.Task.Prompt, request.Attempt)] = await inner.PrepareAsync(request, ct);
    }

    private sealed class Instant(ConcurrentDictionary<(DealId, string, int), PreparedDraft> kept) : IDrafter
    {
        public ConcurrentBag<double> Spent { get; } = [];

        public Task<PreparedDraft> PrepareAsync(PrepareRequest request, CancellationToken ct)
        {
            PreparedDraft? draft = null;
            Spent.Add(Timing.Seconds(() => draft = kept[(request.Dossier.Deal.Id, request.Task.Prompt, request.Attempt)]));
            return Task.FromResult(draft!);
        }
    }
}
