using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;

namespace AgentDesk.Adapters.Records;

/// <summary>
/// The export's own journal: one line for each approved write, and for each approved mail a draft message beside it. The line is the write;
/// a draft file is made from its line, and made again when it is not there.
/// </summary>
public sealed class JournalWriter : IRecordWriter, IDisposable
{
    private static readonly TimeSpan LockWait = TimeSpan.FromMilliseconds(20);
    private const int LockTries = 500;

    private readonly string _folder;
    private readonly IDealBook _book;
    private readonly TimeProvider _time;
    private readonly JournalFile _file;
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>A writer over one folder. Any number, in any number of processes, may write to the same.</summary>
    /// <param name="folder">The journal's folder; created when absent.</param>
    public JournalWriter(string folder, IDealBook book, TimeProvider time)
    {
        (_folder, _book, _time) = (folder, book, time);
        _file = new JournalFile(folder);
    }

    public async Task<string?> FindAsync(string key, CancellationToken ct)
    {
        if (!Directory.Exists(_folder))
        {
            return null;
        }

        using var held = await LockAsync(ct);
        if (_file.Entries().FirstOrDefault(e => e.Key == key) is not { } entry)
        {
            return null;
        }

        EnsureDraft(entry);
        return entry.Receipt;
    }

    /// <inheritdoc/>
    /// <remarks>Reads only, so that a copy that may not be changed can be checked.</remarks>
    public async Task<IReadOnlyList<RunId>> WrittenAsync(CancellationToken ct) => [.. (await _file.PeekAsync(ct)).Select(e => e.Run)];

    public async Task<WriteOutcome> WriteAsync(ApprovedWrite write, CancellationToken ct)
    {
        if (await _book.FindAsync(write.Deal, ct) is not { } file)
        {
            return new WriteOutcome.Refused($"deal `{write.Deal}` is no longer in the pipeline");
        }

        using var held = await LockAsync(ct);
        var entries = _file.Entries();
        if (entries.FirstOrDefault(e => e.Key == write.Key) is not { } entry)
        {
            if (
                JournalEntry.ChangeOf(write.Action.Payload) is { } change
                && Now(file, change.Field, entries) is var now
                && now != change.Before
            )
            {
                return new WriteOutcome.Moved(change.Before, now);
            }

            entry = JournalEntry.Of(write, GraphDraft.PlaceOf(write.Action.Payload, file));
            _file.Append(entry);
        }

        EnsureDraft(entry);
        return new WriteOutcome.Written(entry.Receipt);
    }

    public void Dispose() => _one.Dispose();

    /// <summary>
    /// What the record now holds: the book's value, with those of the journal's changes over it that the book has not caught up with.
    /// </summary>
    private static string Now(DealFile file, string field, IReadOnlyList<JournalEntry> entries)
    {
        var value = file.Deal.Columns.GetValueOrDefault(field) ?? "";
        foreach (var e in entries.Where(e => e.DealId == file.Deal.Id && e.Field == field))
        {
            // A change that the book has seen since, by whoever, stands over an older line of the journal.
            var isOvertaken = file.FieldChanges.Any(c => c.Field == field && c.ChangedAt > e.At);
            if (e.Before == value && !isOvertaken)
            {
                value = e.After ?? value;
            }
        }

        return value;
    }

    private void EnsureDraft(JournalEntry entry)
    {
        if (entry.Payload.Deserialize<ActionPayload>(DeskJson.Options) is not ActionPayload.EmailDraft mail)
        {
            return;
        }

        var drafts = Directory.CreateDirectory(Path.Combine(_folder, "drafts")).FullName;
        var path = Path.Combine(drafts, entry.Receipt + ".json");
        if (File.Exists(path))
        {
            return;
        }

        var temporary = path + ".tmp";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, GraphDraft.Of(entry, mail), DeskJson.Indented);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>One writer at a time, in this process and among processes. A killed holder's lock goes with it.</summary>
    private async Task<IDisposable> LockAsync(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            Directory.CreateDirectory(_folder);
            var tries = 0;
            while (true)
            {
                try
                {
                    return new Held(
                        new FileStream(Path.Combine(_folder, "journal.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None),
                        _one
                    );
                }
                catch (IOException) when (++tries < LockTries)
                {
                    await Task.Delay(LockWait, _time, ct);
                }
                catch (IOException e)
                {
                    throw new SystemUnavailableException("the journal is locked by another process", e);
                }
            }
        }
        catch
        {
            _one.Release();
            throw;
        }
    }

    private sealed class Held(FileStream file, SemaphoreSlim one) : IDisposable
    {
        public void Dispose()
        {
            file.Dispose();
            one.Release();
        }
    }
}
