using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Engine;

/// <summary>Writes what was approved: looked up first, bound to the version that was approved, once.</summary>
internal sealed class Executing(DossierReader dossiers, IRecordWriter writer)
{
    /// <summary>Carries out one approved write.</summary>
    /// <exception cref="SystemUnavailableException">The record did not answer; the write may or may not have happened.</exception>
    public async Task<IReadOnlyList<RunEvent>> ExecuteAsync(Run.Waiting run, ApprovedWrite write, CancellationToken ct)
    {
        var action = write.Action;
        if (await writer.FindAsync(write.Key, ct) is { } earlier)
        {
            return [new RunEvent.Written(action.Id, earlier)];
        }
        if (await dossiers.ReadAsync(write.Deal, ct) is not { } dossier)
        {
            return [new RunEvent.WriteFailed(action.Id, $"deal `{write.Deal}` is no longer in the pipeline: nothing was written")];
        }

        var found = ActionVersions.Of(action.Payload, dossier);
        if (found != action.RecordVersion)
        {
            return await MovedAsync(run, action.Id, action.RecordVersion, found, ct);
        }

        try
        {
            return await writer.WriteAsync(write, ct) switch
            {
                WriteOutcome.Written w => [new RunEvent.Written(action.Id, w.Receipt)],
                WriteOutcome.Moved m => await MovedAsync(run, action.Id, m.PreparedFrom, m.Found, ct),
                WriteOutcome.Refused r => [new RunEvent.WriteFailed(action.Id, r.Reason)],
                var other => throw new InvalidOperationException($"a record answered `{other.GetType().Name}`"),
            };
        }
        catch (Exception e) when (e is not (SystemUnavailableException or OperationCanceledException or OutOfMemoryException))
        {
            return
            [
                new RunEvent.WriteFailed(
                    action.Id,
                    $"the write broke off: {e.Message}; look it up in the record before approving it again"
                ),
            ];
        }
    }

    /// <summary>
    /// The run gathers again. What may have been written of its other actions although the answer was lost is looked up first: in the next
    /// round it would have another key and could be written twice.
    /// </summary>
    private async Task<IReadOnlyList<RunEvent>> MovedAsync(
        Run.Waiting run,
        ActionId action,
        string preparedFrom,
        string found,
        CancellationToken ct
    ) => [.. await WrittenAfterAllAsync(run, action, ct), new RunEvent.RecordMoved(action, preparedFrom, found)];

    /// <summary>Approved and failed actions that stand in the record although the desk never heard so.</summary>
    public async Task<IReadOnlyList<RunEvent>> WrittenAfterAllAsync(Run.Waiting run, ActionId? but, CancellationToken ct)
    {
        var events = new List<RunEvent>();
        foreach (
            var id in run
                .Actions.Where(a => a.Status is ActionStatus.Approved or ActionStatus.Failed && a.Action.Id != but)
                .Select(a => a.Action.Id)
        )
        {
            if (await writer.FindAsync(ApprovedWrite.KeyOf(run.Header.Id, id), ct) is { } receipt)
            {
                events.Add(new RunEvent.Written(id, receipt));
            }
        }

        return events;
    }
}
