using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Engine;

/// <summary>Takes back what waits for a person and is not asked any more.</summary>
internal sealed class Overtaking(RunEngine engine, ILedger ledger, DateTimeOffset now)
{
    /// <summary>Whether there is something to take back: what is being written is not, and what a newer run took over is already.</summary>
    public static bool IsLeftWaiting(Run run) => run is Run.Stopped or Run.Waiting { Superseded: null, IsExecuting: false };

    /// <summary>Closes a run that waits, unless something of it stands written after all.</summary>
    /// <returns>Whether this closed it.</returns>
    public async Task<bool> CloseAsync(RunView view, string why, CancellationToken ct)
    {
        if (
            !IsLeftWaiting(view.Run)
            || (view.Run is Run.Waiting waiting && (await engine.Executing.WrittenAfterAllAsync(waiting, null, ct)).Count > 0)
        )
        {
            return false;
        }

        RunEvent closed = new RunEvent.Closed(Outcomes.Overtaken, null, why);
        if (await ledger.AppendAsync(view.Run.Header.Id, view.Version, [closed], Actor.Desk.Name, now, ct) is null)
        {
            return false;
        }

        await engine.AdvanceAsync(view.Run.Header.Id, ct);
        return true;
    }

    /// <summary>Closes what waits on deals that have ended: nothing of it can be approved any more.</summary>
    /// <returns>The runs that this closed, and what broke off, a line each.</returns>
    public async Task<(IReadOnlyList<RunId> Closed, IReadOnlyList<string> Failures)> CloseEndedAsync(
        IEnumerable<Deal> deals,
        ILookup<DealId, RunView> runs,
        CancellationToken ct
    )
    {
        var (closed, failures) = (new List<RunId>(), new List<string>());
        foreach (var (deal, why) in deals.Select(d => (d.Id, Why: Outcomes.EndOf(d.Status))).Where(d => d.Why is not null))
        {
            foreach (var view in runs[deal])
            {
                try
                {
                    if (await CloseAsync(view, why!, ct))
                    {
                        closed.Add(view.Run.Header.Id);
                    }
                }
                catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
                {
                    failures.Add($"{deal}, {view.Run.Header.Workflow}: {e.Message}");
                }
            }
        }

        return (closed, failures);
    }
}
