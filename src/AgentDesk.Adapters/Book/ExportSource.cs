using AgentDesk.Adapters.Sources;
using AgentDesk.Engine;

namespace AgentDesk.Adapters.Book;

/// <summary>Imports pipeline exports into the book, each in one transaction: a process that dies in the middle leaves the book as it was.</summary>
internal sealed class ExportSource(BookDatabase database, TimeProvider clock) : ISource
{
    public async Task<ImportReport> ImportAsync(string folder, IProgress<Progress>? progress, CancellationToken ct)
    {
        var export = new ExportFolder(folder, progress);
        await using var connection = await database.CreateAsync(ct);
        await using var transaction = connection.BeginTransaction(deferred: false);
        using var writer = new BookWriter(connection, transaction);
        var merge = new Merge(writer, clock.GetUtcNow(), progress);

        // SQLite and the parsers have no asynchronous form: the whole of it runs as one piece of work off the caller's thread.
        var report = await Task.Run(() => merge.Take(export.Read(), ct), ct);
        if (report.Unchanged) { await transaction.RollbackAsync(CancellationToken.None); }
        else { await transaction.CommitAsync(CancellationToken.None); }
        return report;
    }
}
