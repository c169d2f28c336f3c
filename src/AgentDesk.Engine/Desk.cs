using AgentDesk.Core.Chains;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Measures;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Engine;

/// <summary>A run as folded from the ledger, with its history.</summary>
public sealed record RunView(Run Run, IReadOnlyList<RecordedEvent> History)
{
    public int Version => History.Count;

    /// <summary>
    /// The playbook version that judged what the run shows: the proposal, with the latest edit of it, or what stopped it.
    /// </summary>
    public string JudgedBy =>
        Run switch
        {
            Run.Waiting w => w.JudgedBy,
            Run.Closed { Was: { } was } => was.JudgedBy,
            _ => History.Select(h => h.Event).OfType<RunEvent.Stopped>().LastOrDefault()?.Playbook ?? Run.Header.Playbook,
        };
}

/// <param name="State">waiting, executing, closed or stopped; null for all.</param>
public sealed record InboxQuery(string? State = null, string? Owner = null);

/// <param name="Started">Runs that this scan began.</param>
/// <param name="Known">Causes that already have their run.</param>
/// <param name="Failures">Deals whose work broke off, a line each; it stays in the outbox and the next scan goes on with it.</param>
/// <param name="Ended">Runs that this scan closed because their deal is won or lost.</param>
/// <param name="Off">Workflows that were asked for and stay off, because the data is not ready for them.</param>
public sealed record ScanReport(
    int Deals,
    IReadOnlyList<RunId> Started,
    int Known,
    IReadOnlyList<RunId> Superseded,
    IReadOnlyList<string>? Failures = null,
    IReadOnlyList<Readied>? Off = null,
    IReadOnlyList<RunId>? Ended = null
);

/// <summary>The answer to a decision: taken (with the run after it), the same as before, or refused.</summary>
public sealed record DecisionAnswer(RunView? Run, ActionState? Already, RefusalKind? Refusal, string Message);

/// <summary>How a workflow stands after somebody overruled its readiness, or why that was refused.</summary>
public sealed record OverruleAnswer(Readied Workflow, string? Refusal);

/// <summary>
/// What a person or a surface can do with the desk. Command line, web and Teams all call this and nothing below it.
/// </summary>
public interface IDesk
{
    /// <summary>The instant that counts as now: `--as-of`, else the export's own, else the clock.</summary>
    Task<DateTimeOffset> NowAsync(CancellationToken ct);

    /// <summary>Runs that match, oldest proposal first.</summary>
    Task<IReadOnlyList<RunView>> InboxAsync(InboxQuery query, CancellationToken ct);

    Task<RunView?> ShowAsync(RunId run, CancellationToken ct);

    /// <summary>The dossier as it reads now: source pages and timelines are drawn from it.</summary>
    Task<Dossier?> DossierAsync(DealId deal, CancellationToken ct);

    /// <summary>What happens next on a deal, open or closed, and why; null when there is no such deal.</summary>
    Task<DealOutlook?> OutlookAsync(DealId deal, CancellationToken ct);

    /// <summary>
    /// Finds what needs a decision and prepares it, up to the inbox. Interrupted work of earlier scans is finished first.
    /// </summary>
    Task<ScanReport> ScanAsync(string? workflow, DealId? deal, IProgress<Progress>? progress, CancellationToken ct);

    /// <summary>
    /// Takes one decision: checked, judged where it is an edit, committed; then its effects run. With <paramref name="execute"/> false they
    /// are left to <see cref="WorkAsync"/>, so that an answer never waits for a record.
    /// </summary>
    Task<DecisionAnswer> DecideAsync(RunId run, ActionId? action, Decision decision, Actor actor, bool execute, CancellationToken ct);

    /// <summary>Whether each workflow can be run on what is imported, and who has it run all the same.</summary>
    /// <exception cref="NothingImportedException">No export has been imported.</exception>
    Task<IReadOnlyList<Readied>> ReadinessAsync(CancellationToken ct);

    /// <summary>
    /// Has a workflow run although the data is not ready for it, or (<paramref name="withdraw"/>) takes that back. The next scan keeps to
    /// it.
    /// </summary>
    /// <param name="reason">Stands in the ledger with who said it.</param>
    Task<OverruleAnswer> OverruleAsync(string workflow, string reason, bool withdraw, Actor actor, CancellationToken ct);

    /// <summary>Does whatever waits in the outbox, and what the clock has made due (reminders, expiry, wakings).</summary>
    Task WorkAsync(CancellationToken ct);
}
