using System.Collections.Concurrent;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Engine;

/// <summary>One pass over deals: which need a decision, which already have their run, which run has been overtaken.</summary>
/// <param name="known">All runs of the ledger as the pass begins.</param>
internal sealed class Scanning(RunEngine engine, ILedger ledger, Team team, Playbook playbook, DateTimeOffset now, IReadOnlyList<RunView> known)
{
    private readonly ILookup<(string Workflow, DealId Deal), RunView> _runs = known.ToLookup(v => (v.Run.Header.Workflow, v.Run.Header.Deal));
    private readonly ConcurrentBag<RunId> _started = [];
    private readonly ConcurrentBag<RunId> _superseded = [];
    private readonly ConcurrentBag<string> _failures = [];
    private int _deals;
    private int _known;

    public int Deals => _deals;

    public ScanReport Report(IEnumerable<string> earlierFailures) => new(
        _deals, [.. _started.OrderBy(r => r.Value, StringComparer.Ordinal)], _known, [.. _superseded.OrderBy(r => r.Value, StringComparer.Ordinal)],
        [.. earlierFailures, .. _failures.Order(StringComparer.Ordinal)]);

    public async Task LookAtAsync(DealFile file, IReadOnlyList<Workflow> workflows, CancellationToken ct)
    {
        Interlocked.Increment(ref _deals);
        foreach (var workflow in workflows)
        {
            try
            {
                if (workflow.Wakes(file, team, playbook, now) is { } cause) { await RaiseAsync(workflow, file, cause, ct); }
            }
            catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
            {
                // One deal's trouble never stops the pass; it is named in the report.
                _failures.Add($"{file.Deal.Id}, {workflow.Name}: {e.Message}");
            }
        }
    }

    private async Task RaiseAsync(Workflow workflow, DealFile file, Cause cause, CancellationToken ct)
    {
        var deal = file.Deal;
        var id = RunId.For(workflow.Name, deal.Id, cause.Key);
        var ofDeal = _runs[(workflow.Name, deal.Id)].ToList();
        var same = ofDeal.Find(v => v.Run.Header.Id == id);
        if (same is null && ofDeal.Exists(v => ClosedBySomeone(v.Run) && Covers(v.Run.Header.Cause, cause)))
        {
            Interlocked.Increment(ref _known);
            return;
        }

        if (same is null)
        {
            var started = new RunEvent.Started(id, workflow.Name, deal.Id, deal.Name, deal.Account, deal.OwnerEmail, deal.ManagerEmail, cause, playbook.Version);
            if (await ledger.AppendAsync(id, 0, [started], Actor.Desk.Name, now, ct) is null) { Interlocked.Increment(ref _known); }
            else { _started.Add(id); }
        }
        else
        {
            Interlocked.Increment(ref _known);
            if (same.Run is Run.Closed) { return; }
        }

        foreach (var older in ofDeal.Where(v => v.Run.Header.Id != id)) { await SupersedeAsync(older, id, cause, ct); }
        if (same is not null && !await RefreshAsync(same, file, ct)) { return; }
        await engine.AdvanceAsync(id, ct);
    }

    private async Task SupersedeAsync(RunView older, RunId by, Cause cause, CancellationToken ct)
    {
        var because = $"now {string.Join("; ", cause.Triggers.Select(t => t.Detail))}";
        RunEvent? e = older.Run switch
        {
            Run.Closed => null,
            Run.Stopped => new RunEvent.Closed("superseded", null, $"by {by}: {because}"),
            _ when IsTouched(older.Run) => null,
            _ => new RunEvent.Superseded(by, because),
        };
        if (e is null || await ledger.AppendAsync(older.Run.Header.Id, older.Version, [e], Actor.Desk.Name, now, ct) is null) { return; }

        _superseded.Add(older.Run.Header.Id);
        await engine.AdvanceAsync(older.Run.Header.Id, ct);
    }

    /// <summary>Has an untouched card or a stopped run read again what has changed under it.</summary>
    /// <returns>Whether there is something to do.</returns>
    private async Task<bool> RefreshAsync(RunView view, DealFile file, CancellationToken ct)
    {
        if (view.Run is not (Run.Stopped or Run.Waiting)) { return true; }
        if (IsTouched(view.Run)) { return false; }

        var dossier = new Dossier(file, team, playbook, now);
        RunEvent? moved = null;
        if (view.Run is Run.Waiting { Actions.Count: > 0 } waiting)
        {
            moved = waiting.Actions
                .Select(a => (a.Action, Found: ActionVersions.Of(a.Action.Payload, dossier)))
                .Where(a => a.Found != a.Action.RecordVersion)
                .Select(a => new RunEvent.RecordMoved(a.Action.Id, a.Action.RecordVersion, a.Found)).FirstOrDefault();
        }
        else if (view.History.Select(h => h.Event).OfType<RunEvent.Gathered>().LastOrDefault() is { } gathered && dossier.Hash() is var hash && hash != gathered.DossierHash)
        {
            moved = new RunEvent.RecordMoved(null, gathered.DossierHash, hash);
        }

        return moved is not null && await ledger.AppendAsync(view.Run.Header.Id, view.Version, [moved], Actor.Desk.Name, now, ct) is not null;
    }

    /// <summary>Whether a person has said anything to it: then only a person ends it.</summary>
    private static bool IsTouched(Run run) => run.Done.Count > 0 || (run is Run.Waiting w && w.Actions.Any(a => a.DecidedBy is not null));

    private static bool ClosedBySomeone(Run run) => run is Run.Closed { Outcome: "acted" or "declined" or "disposed" };

    /// <summary>Whether a person who closed the one has already seen every reason for the other.</summary>
    private static bool Covers(Cause closed, Cause cause) => cause.Triggers.All(t => closed.Triggers.Any(c => c.Kind == t.Kind && c.Anchor == t.Anchor));
}
