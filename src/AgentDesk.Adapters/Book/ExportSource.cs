using System.Text;
using AgentDesk.Adapters.Sources;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;

namespace AgentDesk.Adapters.Book;

/// <summary>
/// Imports pipeline exports into the book, each in one transaction: a process that dies in the middle leaves the book as it was.
/// </summary>
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
        if (report.Unchanged)
        {
            await transaction.RollbackAsync(CancellationToken.None);
        }
        else
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        return report;
    }

    public async Task<(DateTimeOffset Export, DateTimeOffset Book)?> EarlierAsync(string folder, CancellationToken ct) =>
        TeamFiles.AsOf(folder) is { } export
        && await MetaAsync("team", ct) is { } team
        && BookJson.Read<Team>(team).AsOf is { } book
        && export < book
            ? (export, book)
            : null;

    public async Task<bool> WasReadAsync(string export, string state, CancellationToken ct) =>
        await MetaAsync(Watched(export), ct) is { } read && Encoding.UTF8.GetString(read) == state;

    public async Task NoteReadAsync(string export, string state, CancellationToken ct)
    {
        await using var connection = await database.CreateAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "INSERT INTO meta(name, value) VALUES($name, $value) ON CONFLICT(name) DO UPDATE SET value=$value";
        command.Parameters.AddWithValue("$name", Watched(export));
        command.Parameters.AddWithValue("$value", Encoding.UTF8.GetBytes(state));
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string Watched(string export) => $"watched:{Path.GetFullPath(export)}";

    private async Task<byte[]?> MetaAsync(string name, CancellationToken ct)
    {
        if (await database.OpenAsync(ct) is not { } connection)
        {
            return null;
        }

        await using (connection)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT value FROM meta WHERE name=$name";
            command.Parameters.AddWithValue("$name", name);
            return await command.ExecuteScalarAsync(ct) as byte[];
        }
    }
}
