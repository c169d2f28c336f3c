using AgentDesk.Core.Deals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Engine;

/// <summary>
/// All runs as folded so far, brought up to the ledger's end before each use: a page of a thousand runs reads only what is new.
/// </summary>
internal sealed class RunIndex(ILedger ledger) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<RunId, RunView> _runs = [];
    private readonly Dictionary<DealId, List<RunId>> _ofDeal = [];
    private long _seq;

    public async Task<IReadOnlyList<RunView>> AllAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            await CatchUpAsync(ct);
            return [.. _runs.Values];
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task<IReadOnlyList<Run>> OfDealAsync(DealId deal, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            await CatchUpAsync(ct);
            return _ofDeal.TryGetValue(deal, out var runs) ? [.. runs.Select(r => _runs[r].Run)] : [];
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task CatchUpAsync(CancellationToken ct)
    {
        await foreach (var e in ledger.ReadAllAsync(_seq, ct))
        {
            _seq = e.Seq;
            if (e.Event is RunEvent.Overruled)
            {
                continue;
            } // of no run
            if (!_runs.TryGetValue(e.Run, out var before) && e.Event is RunEvent.Started started)
            {
                if (!_ofDeal.TryGetValue(started.Deal, out var runs))
                {
                    _ofDeal[started.Deal] = runs = [];
                }
                runs.Add(e.Run);
            }

            _runs[e.Run] = RunFold.After(before, [e]);
        }
    }

    public void Dispose() => _one.Dispose();
}
