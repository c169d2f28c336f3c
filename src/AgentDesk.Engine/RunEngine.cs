using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Engine;

/// <summary>
/// The loop that drives every run: take the lease, fold the events, ask <see cref="Run.Next"/>, do that, append what came of it, until
/// nothing is left to do. It can be killed between any two steps: what was appended stands, what was not is done again.
/// </summary>
internal sealed class RunEngine(
    IDealBook book,
    ILedger ledger,
    IDrafter drafter,
    IRecordWriter writer,
    IReadOnlyList<Workflow> workflows,
    DeskClock clock,
    TimeProvider time
)
{
    private static readonly TimeSpan LeaseLength = TimeSpan.FromMinutes(5);

    private readonly DossierReader _dossiers = new(book, clock);
    private readonly Executing _executing = new(new DossierReader(book, clock), writer);
    private readonly Retries _retries = new(time);

    public DossierReader Dossiers => _dossiers;

    public RunIndex Index { get; } = new(ledger);

    public Executing Executing => _executing;

    /// <summary>The workflow that a run belongs to.</summary>
    /// <exception cref="InvalidOperationException">The ledger holds a run of a workflow that this program does not have.</exception>
    public Workflow WorkflowOf(Run run) =>
        workflows.FirstOrDefault(w => w.Name == run.Header.Workflow)
        ?? throw new InvalidOperationException(
            $"run {run.Header.Id} belongs to workflow `{run.Header.Workflow}`, which this version does not have"
        );

    public async Task<RunView?> ReadAsync(RunId run, CancellationToken ct) => RunFold.Of(await ledger.ReadAsync(run, ct));

    /// <summary>All runs of a deal, of any workflow, as the ledger has them now.</summary>
    public async Task<IReadOnlyList<Run>> OfDealAsync(DealId deal, CancellationToken ct) => await Index.OfDealAsync(deal, ct);

    /// <summary>The same, as a proposal is judged beside them.</summary>
    public async Task<DealRuns> DealRunsAsync(DealId deal, CancellationToken ct) => new(await OfDealAsync(deal, ct), workflows);

    /// <summary>Does all that the run can do by itself now. Where somebody else is at it, it is left to them.</summary>
    /// <returns>The run as it stands after, or null when there is no such run.</returns>
    public async Task<RunView?> AdvanceAsync(RunId run, CancellationToken ct)
    {
        while (true)
        {
            if (await ledger.TakeLeaseAsync(run, LeaseHolder.Next(), LeaseLength, ct) is not { } lease)
            {
                return await ReadAsync(run, ct);
            }

            RunView? after;
            try
            {
                after = await UnderLeaseAsync(lease, ct);
            }
            finally
            {
                await ledger.ReleaseAsync(lease, CancellationToken.None);
            }

            // Whoever appended while the lease was held could not take it: their work is seen here or nowhere.
            var now = await ReadAsync(run, ct);
            if (now?.Version == after?.Version)
            {
                return now;
            }
        }
    }

    private async Task<RunView?> UnderLeaseAsync(Lease lease, CancellationToken ct)
    {
        if (await ReadAsync(lease.Run, ct) is not { } view)
        {
            await ledger.DoneAsync(lease.Run, int.MaxValue, ct); // what is no run has nothing to do
            return null;
        }

        Dossier? read = null;
        while (Run.Next(WorkflowOf(view.Run), view.Run) is { } effect)
        {
            if (lease.Until - time.GetUtcNow() < LeaseLength / 2)
            {
                if (await ledger.TakeLeaseAsync(lease.Run, lease.Holder, LeaseLength, ct) is not { } renewed)
                {
                    return view;
                }
                lease = renewed;
            }

            if (effect is Effect.Gather gather)
            {
                read = await _dossiers.ReadAsync(gather.Deal, ct);
            }
            var events = await PerformAsync(view, effect, read, ct);
            if (events.Count == 0)
            {
                return view;
            }

            var appended = await ledger.AppendAsync(lease.Run, view.Version, events, Actor.Desk.Name, await clock.NowAsync(ct), ct);
            view = appended is null ? (await ReadAsync(lease.Run, ct))! : RunFold.After(view, appended);
        }

        await ledger.DoneAsync(lease.Run, view.Version, ct);
        return view;
    }

    /// <summary>What came of the effect; nothing when it must be tried again later.</summary>
    private async Task<IReadOnlyList<RunEvent>> PerformAsync(RunView view, Effect effect, Dossier? read, CancellationToken ct) =>
        (effect, view.Run) switch
        {
            (Effect.Gather g, _) => [Gathered(view.Run, g, read)],
            (Effect.Prepare p, Run.Informed r) => [await PrepareAsync(r, p, read, ct)],
            (Effect.Judge j, Run.Drafted r) => [await JudgeAsync(r, j, ct)],
            (Effect.Execute x, Run.Waiting r) => await ExecuteAsync(r, x.Write, ct),
            (Effect.Close c, _) => [new RunEvent.Closed(c.Outcome, null, c.Reason)],
            _ => throw new InvalidOperationException($"a run that is {view.Run.GetType().Name} cannot want {effect.GetType().Name}"),
        };

    private RunEvent Gathered(Run run, Effect.Gather gather, Dossier? dossier) =>
        dossier is null
            ? Gone(gather.Deal)
            : new RunEvent.Gathered(
                dossier.Hash(),
                dossier.Deal.Version(),
                dossier.Items.Count,
                dossier.Deal.Columns,
                [.. dossier.File.Mails.Select(m => m.Id)],
                run.Round > 1
                    ? run.Header.Cause.AsOf(WorkflowOf(run).Wakes(dossier.File, dossier.Team, dossier.Playbook, dossier.Now))
                    : null
            );

    private async Task<RunEvent> PrepareAsync(Run.Informed run, Effect.Prepare prepare, Dossier? read, CancellationToken ct)
    {
        if ((read ?? await _dossiers.ReadAsync(prepare.Deal, ct)) is not { } dossier)
        {
            return Gone(prepare.Deal);
        }
        if (dossier.Hash() is var found && found != run.DossierHash)
        {
            return new RunEvent.RecordMoved(null, run.DossierHash, found);
        }

        try
        {
            var inputs = WorkflowOf(run).Inputs(dossier, prepare.Cause);
            var draft = await drafter.PrepareAsync(
                new PrepareRequest(run.Header.Id, prepare.Task, dossier, inputs, prepare.Feedback, prepare.Attempt, prepare.Previous),
                ct
            );
            return new RunEvent.Prepared(
                draft.Draft,
                draft.Model,
                draft.Prompt,
                draft.Audit,
                draft.FellBackBecause,
                draft.Read,
                draft.LeftOut
            );
        }
        catch (PreparationFailedException e)
        {
            return new RunEvent.Stopped($"no draft could be prepared: {e.Message}", [], []);
        }
    }

    private async Task<RunEvent> JudgeAsync(Run.Drafted run, Effect.Judge judge, CancellationToken ct)
    {
        // Read again: a model may have taken minutes, and what is shown must stand in the record as it is now.
        if (await _dossiers.ReadAsync(judge.Deal, ct) is not { } dossier)
        {
            return Gone(judge.Deal);
        }
        if (dossier.Hash() is var found && found != run.DossierHash)
        {
            return new RunEvent.RecordMoved(null, run.DossierHash, found);
        }

        return Judging.Draft(WorkflowOf(run), run, dossier, await DealRunsAsync(judge.Deal, ct));
    }

    private async Task<IReadOnlyList<RunEvent>> ExecuteAsync(Run.Waiting run, ApprovedWrite write, CancellationToken ct)
    {
        if (!_retries.IsDue(write.Key))
        {
            return [];
        }

        try
        {
            var events = await _executing.ExecuteAsync(run, write, ct);
            _retries.Forget(write.Key);
            return events;
        }
        catch (SystemUnavailableException e)
        {
            return _retries.MayTryAgain(write.Key)
                ? []
                :
                [
                    new RunEvent.WriteFailed(
                        write.Action.Id,
                        $"the record did not answer: {e.Message}; look it up again before approving it again"
                    ),
                ];
        }
    }

    private static RunEvent.Stopped Gone(DealId deal) => new($"deal `{deal}` is no longer in the pipeline", [], []);
}
