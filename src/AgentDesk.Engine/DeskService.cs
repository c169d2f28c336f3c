using System.Collections.Concurrent;
using AgentDesk.Core.Chains;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Measures;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine.Measuring;

namespace AgentDesk.Engine;

/// <summary>The desk over a book, a ledger, a model and a record.</summary>
/// <param name="workflows">What the desk runs, in order: the catalog.</param>
public sealed class DeskService(
    IDealBook book,
    ILedger ledger,
    IDrafter drafter,
    IRecordWriter writer,
    IReadOnlyList<Workflow> workflows,
    TimeProvider time,
    DeskOptions options
) : IDesk, IDisposable
{
    private readonly DeskClock _clock = new(book, time, options);
    private readonly Overruling _overruling = new(book, ledger, new DeskClock(book, time, options));
    private readonly RunEngine _engine = new(book, ledger, drafter, writer, workflows, new DeskClock(book, time, options), time);

    public Task<DateTimeOffset> NowAsync(CancellationToken ct) => _clock.NowAsync(ct);

    /// <inheritdoc/>
    /// <remarks>A run that has never been proposed is not listed: there is nothing to see of it yet.</remarks>
    public async Task<IReadOnlyList<RunView>> InboxAsync(InboxQuery query, CancellationToken ct) =>
        [
            .. (await AsOfNowAsync(await _engine.Index.AllAsync(ct), ct))
                .Where(v => v.Run is not (Run.Started or Run.Informed or Run.Drafted) || v.Run.Round > 1)
                .Where(v => query.State is null || string.Equals(Decide.StateOf(v.Run), query.State, StringComparison.OrdinalIgnoreCase))
                .Where(v => query.Owner is not { } owner || IsOf(v.Run, owner))
                .OrderBy(v => v.Run is Run.Waiting w ? w.ProposedAt : v.Run.Header.StartedAt)
                .ThenBy(v => v.Run.Header.Deal.Value, StringComparer.Ordinal)
                .ThenBy(v => v.Run.Header.Id.Value, StringComparer.Ordinal),
        ];

    public async Task<RunView?> ShowAsync(RunId run, CancellationToken ct) =>
        await _engine.ReadAsync(run, ct) is { } view ? (await AsOfNowAsync([view], ct))[0] : null;

    public Task<Dossier?> DossierAsync(DealId deal, CancellationToken ct) => _engine.Dossiers.ReadAsync(deal, ct);

    public async Task<DealOutlook?> OutlookAsync(DealId deal, CancellationToken ct)
    {
        if (await _engine.Dossiers.ReadAsync(deal, ct) is not { } dossier)
        {
            return null;
        }

        var views = (await _engine.Index.AllAsync(ct)).Where(v => v.Run.Header.Deal == deal).ToList();
        return OutlookReader.Of(dossier, [.. (await AsOfNowAsync(views, ct)).Select(v => v.Run)], workflows);
    }

    public async Task<DecisionAnswer> DecideAsync(
        RunId run,
        ActionId? action,
        Decision decision,
        Actor actor,
        bool execute,
        CancellationToken ct
    )
    {
        var answer = await new Deciding(_engine, ledger, book, _clock).DecideAsync(run, action, decision, actor, execute, ct);
        return answer.Run is { } view ? answer with { Run = (await AsOfNowAsync([view], ct))[0] } : answer;
    }

    /// <inheritdoc/>
    /// <exception cref="UnusableInputException">There is no such workflow.</exception>
    public async Task<ScanReport> ScanAsync(string? workflow, DealId? deal, IProgress<Progress>? progress, CancellationToken ct)
    {
        IReadOnlyList<Workflow> flows = [.. workflows.Where(w => workflow is null || w.Name == workflow)];
        if (flows.Count == 0)
        {
            throw new UnusableInputException($"there is no workflow `{workflow}`: {string.Join(", ", workflows.Select(w => w.Name))}");
        }

        var (team, playbook) = (await book.TeamAsync(ct), await book.PlaybookAsync(ct));
        var broken = await CatchUpAsync(ct);

        // What began before goes on; nothing new is raised on data that the workflow cannot be run on, by an event on one deal as little as
        // by a pass over all.
        var readiness = await _overruling.OfAsync(flows.Select(w => w.Name), ct);
        var off = readiness.Where(r => !r.IsOn).ToList();
        var asked = flows;
        flows = [.. flows.Where(w => !off.Exists(r => r.Workflow == w.Name))];
        var pass = new Scanning(_engine, ledger, team, playbook, await _clock.NowAsync(ct), await _engine.Index.AllAsync(ct));
        var total = deal is null && progress is not null ? (await book.DealsAsync(ct)).Count(d => d.Status == DealStatus.Open) : 1;
        await Parallel.ForEachAsync(
            deal is { } one ? OneAsync(one, ct) : book.OpenDealsAsync(ct),
            new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = ct },
            async (file, stop) =>
            {
                await pass.LookAtAsync(file, flows, stop);
                progress?.Report(new Progress("scanning", pass.Deals, total));
            }
        );
        await pass.CloseEndedAsync(deal is { } named ? await RecordOfAsync(named, ct) : await book.DealsAsync(ct), asked, ct);
        return pass.Report(broken) with { Off = off };
    }

    /// <inheritdoc/>
    /// <exception cref="AggregateException">Some runs' work broke off; it stays in the outbox.</exception>
    public async Task WorkAsync(CancellationToken ct)
    {
        if (await CatchUpAsync(ct) is { Count: > 0 } broken)
        {
            throw new AggregateException(broken.Select(b => new InvalidOperationException(b)));
        }
    }

    public Task<IReadOnlyList<Readied>> ReadinessAsync(CancellationToken ct) => _overruling.OfAsync(workflows.Select(w => w.Name), ct);

    public Task<OverruleAnswer> OverruleAsync(string workflow, string reason, bool withdraw, Actor actor, CancellationToken ct) =>
        _overruling.TakeAsync(workflow, reason, withdraw, actor, ct);

    public void Dispose() => _engine.Index.Dispose();

    /// <summary>The runs as the clock has them, whether or not its work has been noted yet: reading writes nothing.</summary>
    private async Task<IReadOnlyList<RunView>> AsOfNowAsync(IReadOnlyList<RunView> views, CancellationToken ct)
    {
        if (!views.Any(v => v.Run is Run.Waiting))
        {
            return views;
        }

        var (limits, now) = ((await book.PlaybookAsync(ct)).Waiting, await _clock.NowAsync(ct));
        return
        [
            .. views.Select(v => v.Run is Run.Waiting ? v with { Run = Clockwork.At(_engine.WorkflowOf(v.Run), v.Run, limits, now) } : v),
        ];
    }

    // Whose deal it is, or whom something open of it was given to.
    private static bool IsOf(Run run, string who) =>
        string.Equals(run.Header.Owner, who, StringComparison.OrdinalIgnoreCase)
        || (
            run is Run.Waiting waiting
            && waiting.Actions.Any(a => a.IsOpen && string.Equals(a.AssignedTo, who, StringComparison.OrdinalIgnoreCase))
        );

    /// <summary>Finishes what waits in the outbox, then does what the clock has made due.</summary>
    /// <returns>A line for each run whose work broke off.</returns>
    private async Task<IReadOnlyList<string>> CatchUpAsync(CancellationToken ct)
    {
        var broken = new ConcurrentQueue<string>();
        await EachAsync(await ledger.OutboxAsync(ct), (run, stop) => _engine.AdvanceAsync(run, stop), broken, ct);

        var limits = (await book.PlaybookAsync(ct)).Waiting;
        var now = await _clock.NowAsync(ct);
        var due = (await _engine.Index.AllAsync(ct))
            .Where(v => Clockwork.Due(v.Run, limits, now).Count > 0)
            .ToDictionary(v => v.Run.Header.Id);
        await EachAsync([.. due.Keys], (run, stop) => ComeDueAsync(due[run], limits, now, stop), broken, ct);
        return [.. broken];
    }

    private async Task ComeDueAsync(RunView view, Core.Playbooks.Waiting limits, DateTimeOffset now, CancellationToken ct)
    {
        // A failed write may stand in the record although no answer came: it must not expire as if nothing had happened.
        var after = await _engine.Executing.WrittenAfterAllAsync((Run.Waiting)view.Run, null, ct);
        IReadOnlyList<RunEvent> events = after.Count > 0 ? after : Clockwork.Due(view.Run, limits, now);
        if (await ledger.AppendAsync(view.Run.Header.Id, view.Version, events, Actor.Desk.Name, now, ct) is null)
        {
            return;
        }

        await _engine.AdvanceAsync(view.Run.Header.Id, ct);
    }

    private async Task EachAsync(
        IReadOnlyList<RunId> runs,
        Func<RunId, CancellationToken, Task> work,
        ConcurrentQueue<string> broken,
        CancellationToken ct
    ) =>
        await Parallel.ForEachAsync(
            runs,
            new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = ct },
            async (run, stop) =>
            {
                try
                {
                    await work(run, stop);
                }
                catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
                {
                    broken.Enqueue($"{run}: {e.Message}");
                }
            }
        );

    private async Task<IReadOnlyList<Deal>> RecordOfAsync(DealId deal, CancellationToken ct) =>
        await book.FindAsync(deal, ct) is { Deal: var record } ? [record] : [];

    private async IAsyncEnumerable<DealFile> OneAsync(
        DealId deal,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        if (await book.FindAsync(deal, ct) is { Deal.Status: DealStatus.Open } file)
        {
            yield return file;
        }
    }
}
