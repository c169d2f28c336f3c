using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Runs;

namespace AgentDesk.Engine;

/// <summary>What was read from the sources, by deal. Reading it never changes it.</summary>
public interface IDealBook
{
    /// <summary>What the team shares; <see cref="Team.AsOf"/> is the instant that "now" means for the imported export.</summary>
    /// <exception cref="NothingImportedException">No export has been imported.</exception>
    Task<Team> TeamAsync(CancellationToken ct);

    /// <summary>The playbook in force: the export's, or the built-in one.</summary>
    Task<Playbook> PlaybookAsync(CancellationToken ct);

    /// <summary>Every deal's record, without its evidence, in order of id.</summary>
    Task<IReadOnlyList<Deal>> DealsAsync(CancellationToken ct);

    /// <summary>Whole files of all open deals, in order of id, read as a stream: the scan's source.</summary>
    IAsyncEnumerable<DealFile> OpenDealsAsync(CancellationToken ct);

    Task<DealFile?> FindAsync(DealId deal, CancellationToken ct);

    /// <summary>What changed between imports, oldest first.</summary>
    Task<IReadOnlyList<DealEvent>> EventsAsync(DealId? deal, CancellationToken ct);

    /// <summary>The rows that could not be read, as kept.</summary>
    Task<IReadOnlyList<Reject>> RejectsAsync(CancellationToken ct);

    /// <summary>
    /// A fingerprint of each deal's whole file, in order of id: it changes when any piece does, and tells an index what to read again
    /// without reading anything else. This default reads every file; a book that keeps fingerprints answers at once.
    /// </summary>
    async Task<IReadOnlyList<(DealId Deal, string Hash)>> DealHashesAsync(CancellationToken ct)
    {
        var hashes = new List<(DealId, string)>();
        foreach (var deal in await DealsAsync(ct))
        {
            if (await FindAsync(deal.Id, ct) is { } file)
            {
                hashes.Add((deal.Id, Core.DeskJson.Sha256(JsonSerializer.Serialize(file, Core.DeskJson.Options))));
            }
        }

        return hashes;
    }

    /// <summary>What the open deals hold, counted: whether a workflow is ready to run on it. This default reads every file.</summary>
    async Task<Core.Measures.BookStats> StatsAsync(CancellationToken ct)
    {
        var open = new List<DealFile>();
        await foreach (var file in OpenDealsAsync(ct))
        {
            open.Add(file);
        }
        return Core.Measures.BookStats.Of(open) with { PlaybookMistakes = (await RejectsAsync(ct)).Count(r => r.File == "playbook.yaml") };
    }
}

/// <summary>A row or file that could not be read. <see cref="Line"/> counts from 1; 0 means the whole file.</summary>
public sealed record Reject(string File, int Line, string Reason, string? Raw = null);

/// <param name="Deals">How many deals the store now holds, from this export and earlier ones.</param>
/// <param name="Evidence">Pieces by kind (`mail`, `call`, `thread`, …) that the store now holds.</param>
/// <param name="Unchanged">The store already held exactly this export.</param>
public sealed record ImportReport(
    int Deals,
    IReadOnlyDictionary<string, int> Evidence,
    IReadOnlyList<Reject> Rejects,
    bool Unchanged,
    IReadOnlyList<DealEvent> Events
)
{
    /// <summary>What else is to be told of the export, of which nothing is lost.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the store holds from earlier exports and this one does not: kept as it was.</summary>
    public IReadOnlyList<KeptPiece> Kept { get; init; } = [];
}

/// <summary>A deal or a piece of evidence that the book holds from an earlier export, and the latest one does not.</summary>
/// <param name="Deal">Empty for what belongs to no deal.</param>
/// <param name="Name">As a citation names it; of a call and its cues the call (`call:x`), of a deal itself `deal:x`.</param>
public sealed record KeptPiece(string Deal, Core.Evidence.EvidenceName Name);

/// <param name="Total">0 while it is not known.</param>
public sealed record Progress(string What, int Done, int Total);

/// <summary>Reads an export into the book.</summary>
public interface ISource
{
    /// <exception cref="UnusableInputException">A required file is missing, or no deal can be read.</exception>
    Task<ImportReport> ImportAsync(string folder, IProgress<Progress>? progress, CancellationToken ct);

    /// <summary>
    /// Both instants when the export says that it is of an earlier one than what is imported; null otherwise, also where either says
    /// nothing.
    /// </summary>
    Task<(DateTimeOffset Export, DateTimeOffset Book)?> EarlierAsync(string folder, CancellationToken ct) =>
        Task.FromResult<(DateTimeOffset Export, DateTimeOffset Book)?>(null);

    /// <summary>Whether this state of a watched export was read into the book, by this process or an earlier one.</summary>
    Task<bool> WasReadAsync(string export, string state, CancellationToken ct) => Task.FromResult(false);

    /// <summary>Keeps with the book that this state of a watched export was read, and its deals looked at.</summary>
    Task NoteReadAsync(string export, string state, CancellationToken ct) => Task.CompletedTask;
}

/// <summary>What search may return: all filters must hold; null means any.</summary>
/// <param name="Deals">Deals that the asker may see: what is outside is neither found nor hinted at.</param>
public sealed record SearchFilter(
    DealId? Deal = null,
    string? Account = null,
    IReadOnlyList<string>? Kinds = null,
    IReadOnlyList<Side>? Sides = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    IReadOnlySet<DealId>? Deals = null
);

/// <summary>One passage that a search found, best score first.</summary>
public sealed record Passage(EvidenceName Name, DealId? Deal, Side Side, DateTimeOffset At, string Title, string Text, double Score);

/// <summary>Search over the evidence of the book.</summary>
public interface IRetrieval
{
    Task<IReadOnlyList<Passage>> SearchAsync(string query, SearchFilter filter, int top, CancellationToken ct);

    /// <summary>Brings the index up to the book: only what is new or changed is indexed.</summary>
    Task RefreshAsync(IProgress<Progress>? progress, CancellationToken ct);
}

/// <param name="Attempt">From 1; more when a draft was sent back.</param>
/// <param name="Previous">The draft that was sent back; null at first.</param>
public sealed record PrepareRequest(
    RunId Run,
    PrepareTask Task,
    Dossier Dossier,
    JsonObject Inputs,
    IReadOnlyList<Finding> Feedback,
    int Attempt,
    JsonElement? Previous = null
);

/// <param name="Model">`offline`, or provider:name.</param>
/// <param name="Prompt">name@version.</param>
/// <param name="Audit">Key under which the model's input and output are kept; null when there was none.</param>
/// <param name="Read">Names of the evidence that was in the prompt: for <see cref="Core.Proposals.Packet.Read"/>.</param>
/// <param name="LeftOut">Names of the evidence that did not fit it; one that is in both was cut short.</param>
public sealed record PreparedDraft(
    JsonElement Draft,
    string Model,
    string Prompt,
    string? Audit,
    string? FellBackBecause,
    IReadOnlyList<string>? Read = null,
    IReadOnlyList<string>? LeftOut = null
);

/// <summary>Asks the configured model for a typed draft.</summary>
public interface IDrafter
{
    /// <exception cref="PreparationFailedException">No model, not even the embedded one, gave a draft that fits.</exception>
    Task<PreparedDraft> PrepareAsync(PrepareRequest request, CancellationToken ct);
}

/// <summary>One event as the ledger holds it.</summary>
/// <param name="Seq">Place in the whole ledger, from 1.</param>
/// <param name="Version">Place in the run, from 1.</param>
/// <param name="Hash">SHA-256 over the previous event's hash and this one, 64 hex digits.</param>
public sealed record RecordedEvent(long Seq, RunId Run, int Version, DateTimeOffset At, string Who, RunEvent Event, string Hash);

/// <summary>The right to work on a run until <see cref="Until"/>. A later holder has a higher <see cref="Fence"/>.</summary>
public sealed record Lease(RunId Run, string Holder, long Fence, DateTimeOffset Until);

/// <param name="Problem">Null when every event is as it was written; else one line that names the event.</param>
public sealed record LedgerCheck(long Events, string Head, string? Problem);

/// <summary>The append-only, hash-chained ledger. It is the truth; everything else is folded from it.</summary>
public interface ILedger
{
    Task<IReadOnlyList<RecordedEvent>> ReadAsync(RunId run, CancellationToken ct);

    /// <summary>All events after <paramref name="seq"/>, in order.</summary>
    IAsyncEnumerable<RecordedEvent> ReadAllAsync(long seq, CancellationToken ct);

    /// <summary>Appends in one transaction, and enters the run into the outbox with it.</summary>
    /// <param name="expectedVersion">The version of the run's last event that the writer saw; 0 for a new run.</param>
    /// <returns>The recorded events, or null when the run has moved on and nothing was written.</returns>
    Task<IReadOnlyList<RecordedEvent>?> AppendAsync(
        RunId run,
        int expectedVersion,
        IReadOnlyList<RunEvent> events,
        string who,
        DateTimeOffset at,
        CancellationToken ct
    );

    Task<Lease?> TakeLeaseAsync(RunId run, string holder, TimeSpan length, CancellationToken ct);

    Task ReleaseAsync(Lease lease, CancellationToken ct);

    /// <summary>Runs that have something to do: entered by an append, removed by <see cref="DoneAsync"/>.</summary>
    Task<IReadOnlyList<RunId>> OutboxAsync(CancellationToken ct);

    /// <summary>Takes a run off the outbox, unless it has moved past <paramref name="version"/>.</summary>
    Task DoneAsync(RunId run, int version, CancellationToken ct);

    Task<LedgerCheck> VerifyAsync(CancellationToken ct);
}

/// <summary>What a record answered to a write.</summary>
public abstract record WriteOutcome
{
    private WriteOutcome() { }

    /// <param name="Receipt">The record's own id of what now stands there.</param>
    public sealed record Written(string Receipt) : WriteOutcome;

    /// <summary>The record changed since it was read; nothing was written.</summary>
    public sealed record Moved(string PreparedFrom, string Found) : WriteOutcome;

    /// <summary>The record refused it; trying the same again will not help.</summary>
    public sealed record Refused(string Reason) : WriteOutcome;
}

/// <summary>Writes what a person approved to the system of record, once per key.</summary>
public interface IRecordWriter
{
    /// <summary>
    /// What stands in the record under this key, or null: asked before every write, because an earlier answer may have been lost.
    /// </summary>
    Task<string?> FindAsync(string key, CancellationToken ct);

    /// <exception cref="SystemUnavailableException">The record did not answer; the write may or may not have happened.</exception>
    Task<WriteOutcome> WriteAsync(ApprovedWrite write, CancellationToken ct);
}

/// <summary>Nothing has been imported into this data folder.</summary>
public sealed class NothingImportedException()
    : Exception("nothing is imported here yet: run `agentdesk import DIR`, or `agentdesk demo` for the sample pipeline");

/// <summary>Input that cannot be used at all: exit code 2.</summary>
public sealed class UnusableInputException(string message) : Exception(message);

/// <summary>A system that is needed did not answer: exit code 3.</summary>
public sealed class SystemUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>No draft could be prepared.</summary>
public sealed class PreparationFailedException(string message, Exception? inner = null) : Exception(message, inner);
