using System.Runtime.CompilerServices;
using System.Text.Json;
using AgentDesk.Adapters.Asking;
using AgentDesk.Adapters.Ledger;
using AgentDesk.Adapters.Models;
using AgentDesk.Adapters.Models.Embedded;
using AgentDesk.Adapters.Records;
using AgentDesk.Adapters.Retrieval;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Engine;
using AgentDesk.Surfaces.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgentDesk.Tests.Surfaces.Web.Fakes;

/// <summary>The web inbox on loopback, over a real desk, ledger and journal in a folder of its own; the deals are invented.</summary>
internal sealed class WebRig : IDealBook, IDrafter, IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("agentdesk-web-");
    private readonly SortedDictionary<string, DealFile> _files = new(StringComparer.Ordinal);
    private readonly StillTime _time = new(SampleDeal.Now);
    private readonly SqliteLedger _ledger;
    private readonly JournalWriter _journal;
    private readonly DeskService _desk;
    private WebApplication? _app;

    /// <param name="workflows">Names of what the desk runs on every deal.</param>
    public WebRig(params string[] workflows)
    {
        _ledger = new SqliteLedger(Path.Combine(_folder.FullName, "ledger.db"), _time);
        _journal = new JournalWriter(Path.Combine(_folder.FullName, "journal"), this, _time);
        _desk = new DeskService(
            this,
            _ledger,
            this,
            _journal,
            [.. workflows.DefaultIfEmpty("stalled-deal").Select(w => new ScriptedWorkflow(w))],
            _time,
            new DeskOptions(Parallel: 1)
        );
    }

    public IDesk Desk => _desk;

    public ILedger Ledger => _ledger;

    public Func<PrepareRequest, ScriptedDraft> Draft { get; set; } =
        r => new ScriptedDraft(SampleDeal.Packet(r.Dossier.Deal.Id.Value), SampleDeal.Actions(r.Dossier.Deal.NextStep!));

    /// <summary>Where labels go; null for a desk without suites.</summary>
    public AgentDesk.Engine.Labelling.ILabelBench? Bench { get; set; }

    /// <summary>Services beside those of the inbox.</summary>
    public Action<IServiceCollection> More { get; init; } = _ => { };

    public Playbook Playbook { get; init; } = BuiltInPlaybook.Value;

    public string Address => _app!.Urls.First();

    public void Put(DealFile file) => _files[file.Deal.Id.Value] = file;

    /// <summary>Scans what was put in, and serves it.</summary>
    public async Task<IReadOnlyList<RunIdText>> StartAsync(CancellationToken ct, int port = 0, IDesk? desk = null)
    {
        if (_files.Count == 0)
        {
            Put(SampleDeal.File());
        }
        var report = desk is null ? await _desk.ScanAsync(null, null, null, ct) : null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(desk ?? _desk).AddSingleton<IDealBook>(this).AddSingleton<TimeProvider>(_time);
        builder
            .Services.AddRetrieval(_folder.FullName)
            .AddEmbeddedAnalyst()
            .AddModels(builder.Configuration, _folder.FullName)
            .AddAsk(builder.Configuration, _folder.FullName);
        if (Bench is { } bench)
        {
            builder.Services.AddSingleton(bench);
        }
        builder.Services.AddWebInbox();
        More(builder.Services);
        _app = builder.Build();
        _app.MapWebInbox();
        await _app.StartAsync(ct);
        return [.. report?.Started.Select(r => new RunIdText(r.Value)) ?? []];
    }

    public string Journal() =>
        Path.Combine(_folder.FullName, "journal", "journal.jsonl") is var file && File.Exists(file) ? File.ReadAllText(file) : "";

    public Task<PreparedDraft> PrepareAsync(PrepareRequest request, CancellationToken ct) =>
        Task.FromResult(
            new PreparedDraft(JsonSerializer.SerializeToElement(Draft(request), DeskJson.Options), "offline", "stalled-deal@1", null, null)
        );

    public Task<Team> TeamAsync(CancellationToken ct) => Task.FromResult(SampleDeal.Team);

    public Task<Playbook> PlaybookAsync(CancellationToken ct) => Task.FromResult(Playbook);

    public Task<IReadOnlyList<Deal>> DealsAsync(CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Deal>>([.. _files.Values.Select(f => f.Deal)]);

    public async IAsyncEnumerable<DealFile> OpenDealsAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var file in _files.Values.ToList())
        {
            yield return file;
        }
        await Task.CompletedTask;
    }

    public Task<DealFile?> FindAsync(DealId deal, CancellationToken ct) => Task.FromResult(_files.GetValueOrDefault(deal.Value));

    public Task<IReadOnlyList<DealEvent>> EventsAsync(DealId? deal, CancellationToken ct) => Task.FromResult<IReadOnlyList<DealEvent>>([]);

    public Task<IReadOnlyList<Reject>> RejectsAsync(CancellationToken ct) => Task.FromResult<IReadOnlyList<Reject>>([]);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
        _desk.Dispose();
        _journal.Dispose();
        _ledger.Dispose();
        _folder.Delete(recursive: true);
    }

    private sealed class StillTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}

internal readonly record struct RunIdText(string Value);
