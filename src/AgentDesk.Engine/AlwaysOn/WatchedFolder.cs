using System.Data.Common;
using System.Globalization;
using AgentDesk.Core;
using AgentDesk.Core.Deals;

namespace AgentDesk.Engine.AlwaysOn;

/// <summary>What a look at the watched folder did.</summary>
/// <param name="Events">What changed on the deals; each such deal was looked at.</param>
/// <param name="Failure">One line when the export could not be used.</param>
/// <param name="Again">Whether the next look tries it again as it is: a file or a store that was held by somebody. What is wrong with the
/// export itself is read again once it changes.</param>
public sealed record WatchRound(string Export, int Events, int Started, string? Failure, bool Again = false);

/// <summary>
/// A folder into which a system puts its exports: an export itself, or one export a subfolder. An export is read once it has stopped
/// changing, each state of it once, older ones first; then every deal with an event is looked at, one deal's work never beside itself. What
/// was read stays read when the program starts again, and an export of an earlier instant than the book's is passed over: time does not go
/// back.
/// </summary>
public sealed class WatchedFolder(ISource source, IRetrieval index, IDesk desk, string folder)
{
    private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _done = new(StringComparer.Ordinal);

    // An event is told once, by the import that saw it: the deal stays here until it was looked at. What a killed process had here, the
    // scan at the next start looks at.
    private readonly SortedSet<DealId> _toLookAt = new(Comparer<DealId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value)));

    /// <summary>Looks once. An export that changed since the last look is left until it has settled.</summary>
    /// <exception cref="UnusableInputException">The watched folder is not there.</exception>
    public async Task<IReadOnlyList<WatchRound>> LookAsync(CancellationToken ct)
    {
        if (!Directory.Exists(folder))
        {
            throw new UnusableInputException($"`{folder}` is no folder: name the one that your systems export into");
        }

        var rounds = new List<WatchRound>();
        foreach (var export in Exports())
        {
            string state;
            try
            {
                state = StateOf(export);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            } // being moved, or not ours to look at yet: the next look tells

            var settled = _seen.TryGetValue(export, out var before) && before == state;
            _seen[export] = state;
            if (!settled || (_done.TryGetValue(export, out var read) && read == state))
            {
                continue;
            }
            if (await source.WasReadAsync(export, state, ct))
            {
                _done[export] = state;
                continue;
            }

            var round = await ReadAsync(export, state, ct);
            rounds.Add(round);
            if (!round.Again)
            {
                _done[export] = state;
            }
        }

        return rounds;
    }

    private async Task<WatchRound> ReadAsync(string export, string state, CancellationToken ct)
    {
        var events = 0;
        try
        {
            if (await source.EarlierAsync(export, ct) is { } earlier)
            {
                return new(export, 0, 0, $"it is of {earlier.Export:u}, before what is imported, which is of {earlier.Book:u}");
            }

            var report = await source.ImportAsync(export, null, ct);
            events = report.Events.Count;
            foreach (var e in report.Events)
            {
                _toLookAt.Add(e.Deal);
            }
            await index.RefreshAsync(null, ct);
            var started = 0;
            var failures = new List<string>();
            // One after the other: two events of one deal are one look, and two looks at one deal never overlap.
            foreach (var deal in _toLookAt.ToList())
            {
                var scan = await desk.ScanAsync(null, deal, null, ct);
                _toLookAt.Remove(deal);
                started += scan.Started.Count;
                failures.AddRange(scan.Failures ?? []);
            }

            await source.NoteReadAsync(export, state, ct);
            return new(export, events, started, failures.Count == 0 ? null : string.Join("; ", failures));
        }
        catch (Exception e)
            when (e is UnusableInputException or IOException or UnauthorizedAccessException or SystemUnavailableException or DbException)
        {
            return new(export, events, 0, e.Message, Again: e is not UnusableInputException);
        }
    }

    private IEnumerable<string> Exports() =>
        File.Exists(Path.Combine(folder, "deals.csv"))
            ? [folder]
            : Directory
                .EnumerateDirectories(folder)
                .Where(d => File.Exists(Path.Combine(d, "deals.csv")))
                .OrderBy(Directory.GetLastWriteTimeUtc)
                .ThenBy(d => d, StringComparer.Ordinal);

    // What may not be looked into is left to the import, which lists it.
    private static readonly EnumerationOptions Whatever = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.None,
    };

    // Names, lengths and times: reading the content is the import's work.
    private static string StateOf(string export) =>
        DeskJson.Sha256(
            string.Join(
                '\n',
                new DirectoryInfo(export)
                    .EnumerateFiles("*", Whatever)
                    // A link that leads nowhere has no length.
                    .Where(f => f.Exists)
                    .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.FullName}|{f.Length}|{f.LastWriteTimeUtc.Ticks}"))
                    .Order(StringComparer.Ordinal)
            )
        );
}
