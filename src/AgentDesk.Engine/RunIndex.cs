using AgentDesk.Core.Deals;

namespace AgentDesk.Engine;

/// <summary>All runs as folded so far, brought up to the ledger's end before each use: a page of a thousand runs reads only what is new.</summary>
internal sealed class RunIndex(ILedger ledger) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<RunId, RunView> _runs = [];
    private long _seq;

    public async Task<IReadOnlyList<RunView>> AllAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            await foreach (var e in ledger.ReadAllAsync(_seq, ct))
            {
                _runs[e.Run] = RunFold.After(_runs.GetValueOrDefault(e.Run), [e]);
                _seq = e.Seq;
            }

            return [.. _runs.Values];
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();
}
