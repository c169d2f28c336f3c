using System.Collections.Concurrent;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Engine;

/// <summary>One pass over deals: which need a decision, which already have their run, which run has been overtaken.</summary>
/// <param name="known">All runs of the ledger as the pass begins.</param>
internal sealed class Scanning(
    RunEngine engine,
    ILedger ledger,
    Team team,
    Playbook playbook,
    DateTimeOffset now,
    IReadOnlyList<RunView> known
)
{
    private readonly ILookup<(string Workflow, DealId Deal), RunView> _runs = known.ToLookup(v =>
        (v.Run.Header.Workflow, v.Run.Header.Deal)
    );
    private readonly ILookup<DealId, Run> _ofDeal = known.Select(v => v.Run).ToLookup(r => r.Header.Deal);
    private readonly ConcurrentBag<RunId> _started = [];
    private readonly ConcurrentBag<RunId> _superseded = [];
    private readonly List<RunId> _ended = [];
    private readonly Overtaking _overtaking = new(engine, ledger, now);
    private readonly ConcurrentBag<string> _failures = [];
    private int _deals;
    private int _known;

    public int Deals => _deals;

    public ScanReport Report(IEnumerable<string> earlierFailures) =>
        new(
            _deals,
            [.. _started.OrderBy(r => r.Value, StringComparer.Ordinal)],
            _known,
            [.. _superseded.OrderBy(r => r.Value, StringComparer.Ordinal)],
            [.. earlierFailures, .. _failures.Order(StringComparer.Ordinal)],
            Ended: [.. _ended.OrderBy(r => r.Value, StringComparer.Ordinal)]
        );

    /// <summary>Takes back what waits on deals that have ended since.</summary>
    public async Task CloseEndedAsync(IEnumerable<Deal> deals, IReadOnlyList<Workflow> workflows, CancellationToken ct)
    {
        var ofWorkflows = known.Where(v => workflows.Any(w => w.Name == v.Run.Header.Workflow)).ToLookup(v => v.Run.Header.Deal);
        var (closed, failures) = await _overtaking.CloseEndedAsync(deals, ofWorkflows, ct);
        _ended.AddRange(closed);
        failures.ToList().ForEach(_failures.Add);
    }

    public async Task LookAtAsync(DealFile file, IReadOnlyList<Workflow> workflows, CancellationToken ct)
    {
        Interlocked.Increment(ref _deals);
        foreach (var workflow in workflows)
        {
            try
            {
                if (workflow.Wakes(file, team, playbook, now) is not { } cause)
                {
                    await CloseOvertakenAsync(workflow, file, ct);
                    continue;
                }

                if (Heed(workflow, file, cause) is { } heeded && await YieldAsync(workflow, file, heeded, ct) is { } own)
                {
                    await RaiseAsync(workflow, file, own, ct);
                }
                else
                {
                    Interlocked.Increment(ref _known);
                }
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
        var ofDeal = _runs[(workflow.Name, deal.Id)].ToList();
        cause = Unkept(workflow, ofDeal, cause) ?? cause;
        var open = ofDeal.Find(v => v.Run is not Run.Closed && v.Run.Header.Cause.IsStill(cause, workflow.PassesBy));
        var left = open is { Run: Run.Waiting waiting } && IsLeftOpen(waiting) ? open.Run : null;
        var because = left is null
            ? $"now {string.Join("; ", cause.Triggers.Select(t => t.Detail))}"
            : "nobody has answered it, and its reasons still stand: they are read again";
        RunId id;
        if (open is not null && left is null)
        {
            Interlocked.Increment(ref _known);
            id = open.Run.Header.Id;
        }
        else
        {
            var same = ofDeal.Where(v => v.Run.Header.Cause.Key == cause.Key).MaxBy(v => v.Run.Header.Generation);
            if (left is null && !MayRaise(same?.Run, ofDeal, cause))
            {
                Interlocked.Increment(ref _known);
                return;
            }

            var generation = (same?.Run.Header.Generation ?? 0) + 1;
            id = RunId.For(workflow.Name, deal.Id, generation == 1 ? cause.Key : FormattableString.Invariant($"{cause.Key}#{generation}"));
            var started = new RunEvent.Started(
                id,
                workflow.Name,
                deal.Id,
                deal.Name,
                deal.Account,
                deal.OwnerEmail,
                deal.ManagerEmail,
                cause,
                playbook.Version,
                generation,
                (left ?? LeftUndecided(ofDeal))?.Header.Id
            );
            if (await ledger.AppendAsync(id, 0, [started], Actor.Desk.Name, now, ct) is null)
            {
                Interlocked.Increment(ref _known);
            }
            else
            {
                _started.Add(id);
            }

            open = null;
        }

        foreach (var older in ofDeal.Where(v => v.Run.Header.Id != id))
        {
            await SupersedeAsync(older, id, because, ct);
        }
        if (open is not null && !await RefreshAsync(open, file, ct))
        {
            return;
        }
        await engine.AdvanceAsync(id, ct);
    }

    /// <summary>
    /// The cause of what somebody closed with the word that it would be mended, and still stands; null where there is no such word, or time
    /// to keep it.
    /// </summary>
    private Cause? Unkept(Workflow workflow, List<RunView> ofDeal, Cause cause) =>
        ofDeal.Where(v => ClosedBySomeone(v.Run) && v.Run.Header.Cause.Covers(cause)).MaxBy(v => ((Run.Closed)v.Run).At)
            is { Run: Run.Closed last } view
        && Promise.Of(last, workflow, view.History[^1].Who) is { } promise
            ? Promises.Heed(promise, cause, now)
            : null;

    /// <summary>
    /// Whether a card with exceptions has been left as it is: nothing of it can be decided any more but its disposition, and for the span
    /// of an expiry nobody has said a word. An exception ends with a disposition alone, so the card does not close; a fresh one takes it
    /// on.
    /// </summary>
    private bool IsLeftOpen(Run.Waiting run) =>
        run is { Packet.Exceptions.Count: > 0, Superseded: null, IsExecuting: false }
        && !run.Actions.Any(a => a.IsOpen)
        && run.Actions.Where(a => a.DecidedBy is not null).Select(a => a.Since).Append(run.ProposedAt).Max() + playbook.Waiting.ExpireAfter
            <= now;

    /// <summary>
    /// The cause without what another workflow's card of the deal has before a person already; null when that is all of it. A card of this
    /// workflow that asks for the same is taken back.
    /// </summary>
    private async Task<Cause?> YieldAsync(Workflow workflow, DealFile file, Cause cause, CancellationToken ct)
    {
        // Read anew: the other card may have come in this very pass.
        var others = (await engine.OfDealAsync(file.Deal.Id, ct)).Where(r => r.Header.Workflow != workflow.Name).ToList();
        Run? before = null;
        var left = cause
            .Triggers.Where(t => others.Find(r => workflow.YieldsTo(t, file, r)) is not { } other || (before = other) is null)
            .ToList();
        if (before is null)
        {
            return cause;
        }
        if (left.Count > 0)
        {
            return new Cause(left);
        }

        foreach (var older in _runs[(workflow.Name, file.Deal.Id)].Where(v => !DealRuns.IsTouched(v.Run)))
        {
            await SupersedeAsync(
                older,
                before.Header.Id,
                $"the {before.Header.Workflow} card has it: {string.Join("; ", before.Header.Cause.Triggers.Select(t => t.Detail))}",
                ct
            );
        }
        return null;
    }

    /// <summary>Takes back cards that wait for what has been done without them.</summary>
    private async Task CloseOvertakenAsync(Workflow workflow, DealFile file, CancellationToken ct)
    {
        foreach (var view in _runs[(workflow.Name, file.Deal.Id)])
        {
            if (
                Overtaking.IsLeftWaiting(view.Run)
                && workflow.Overtaken(view.Run.Header, file, team, playbook, now) is { } why
                && await _overtaking.CloseAsync(view, why, ct)
            )
            {
                _superseded.Add(view.Run.Header.Id);
            }
        }
    }

    /// <summary>The cause as the deal's latest written pause leaves it; null while the deal is to be left alone.</summary>
    private Cause? Heed(Workflow workflow, DealFile file, Cause cause)
    {
        if (Pauses.Latest(_ofDeal[file.Deal.Id]) is not { } pause)
        {
            return cause;
        }

        // Once somebody has closed the work that the pause's end began, it is told.
        var isTold = _runs[(workflow.Name, file.Deal.Id)]
            .Any(v => ClosedBySomeone(v.Run) && v.Run.Header.Cause.Triggers.Any(t => t.Kind == Pauses.Over && t.Anchor == pause.Anchor));
        return isTold ? cause : Pauses.Heed(pause, workflow, cause, file, now);
    }

    /// <summary>
    /// Whether a cause that has no open run gets one. What a person closed is not raised for reasons that they saw; what was left undecided
    /// is, once the span of an expiry has gone by since it was raised before.
    /// </summary>
    /// <param name="same">The last run of this very cause, closed; null when there was none.</param>
    private bool MayRaise(Run? same, List<RunView> ofDeal, Cause cause)
    {
        if (ofDeal.Exists(v => ClosedBySomeone(v.Run) && v.Run.Header.Cause.Covers(cause)))
        {
            return false;
        }
        if (same is null || same is Run.Closed gone && Outcomes.IsOfEndedDeal(gone))
        {
            return true;
        }

        // A newer card that shows all of it is open already.
        return IsUndecided(same)
            && !ofDeal.Exists(v => v.Run is not Run.Closed && v.Run.Header.Cause.Covers(cause))
            && same.Header.StartedAt + playbook.Waiting.ExpireAfter <= now;
    }

    private static Run.Closed? LeftUndecided(List<RunView> ofDeal) =>
        ofDeal.Select(v => v.Run).MaxBy(r => r.Header.StartedAt) is Run.Closed { Outcome: not "superseded" } last && IsUndecided(last)
            ? last
            : null;

    // Also a run of which a part was written and the rest expired: nobody has said that the rest is not wanted.
    private static bool IsUndecided(Run run) => run is Run.Closed { Outcome: Outcomes.Expired or "superseded" } || IsPartly(run);

    private static bool IsPartly(Run run) =>
        run is Run.Closed { Outcome: Outcomes.Acted, Was: { } was } && was.Actions.Any(a => a.Status == ActionStatus.Expired);

    /// <summary>
    /// One live card a deal and workflow: what is open on the older one is not asked any more; what a person has decided on it stands.
    /// </summary>
    private async Task SupersedeAsync(RunView older, RunId by, string because, CancellationToken ct)
    {
        if (older.Run is Run.Closed || (older.Run is Run.Waiting { Superseded: not null } w && !w.Actions.Any(a => a.IsOpen)))
        {
            return;
        }

        RunEvent e =
            older.Run is Run.Stopped
                ? new RunEvent.Closed("superseded", null, $"by {by}: {because}")
                : new RunEvent.Superseded(by, because);

        // A failed write may stand in the record although no answer came: it is looked up before it is given up.
        IReadOnlyList<RunEvent> events = older.Run is Run.Waiting waiting
            ? [.. await engine.Executing.WrittenAfterAllAsync(waiting, null, ct), e]
            : [e];
        if (await ledger.AppendAsync(older.Run.Header.Id, older.Version, events, Actor.Desk.Name, now, ct) is null)
        {
            return;
        }

        _superseded.Add(older.Run.Header.Id);
        await engine.AdvanceAsync(older.Run.Header.Id, ct);
    }

    /// <summary>Has an untouched card or a stopped run read again what has changed under it.</summary>
    /// <returns>Whether there is something to do.</returns>
    private async Task<bool> RefreshAsync(RunView view, DealFile file, CancellationToken ct)
    {
        if (view.Run is not (Run.Stopped or Run.Waiting))
        {
            return true;
        }
        if (DealRuns.IsTouched(view.Run))
        {
            return false;
        }

        var dossier = new Dossier(file, team, playbook, now);
        RunEvent? moved = null;
        if (view.Run is Run.Waiting { Actions.Count: > 0 } waiting)
        {
            moved = waiting
                .Actions.Select(a => (a.Action, Found: ActionVersions.Of(a.Action.Payload, dossier)))
                .Where(a => a.Found != a.Action.RecordVersion)
                .Select(a => new RunEvent.RecordMoved(a.Action.Id, a.Action.RecordVersion, a.Found))
                .FirstOrDefault();

            // What waited behind another card is judged anew once nothing waits there any more.
            moved ??= (await engine.DealRunsAsync(file.Deal.Id, ct)).Freed(waiting, dossier) is { } freed
                ? new RunEvent.RecordMoved(null, dossier.Hash(), dossier.Hash(), $"what {freed} waited behind is decided")
                : null;
        }
        else if (
            view.History.Select(h => h.Event).OfType<RunEvent.Gathered>().LastOrDefault() is { } gathered
            && dossier.Hash() is var hash
            && hash != gathered.DossierHash
        )
        {
            moved = new RunEvent.RecordMoved(null, gathered.DossierHash, hash);
        }

        return moved is not null
            && await ledger.AppendAsync(view.Run.Header.Id, view.Version, [moved], Actor.Desk.Name, now, ct) is not null;
    }

    private static bool ClosedBySomeone(Run run) =>
        run is Run.Closed { Outcome: Outcomes.Acted or Outcomes.Declined or "disposed" } && !IsPartly(run);
}
