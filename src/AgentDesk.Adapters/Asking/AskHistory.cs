using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine.Asking;

namespace AgentDesk.Adapters.Asking;

/// <summary>
/// Conversations as files: `asks/WHO/ID.json`, one a conversation, written whole and moved into place. WHO is a hash of the asker, so that
/// nobody reads another's and an address is no file name.
/// </summary>
internal sealed class AskHistory(string dataFolder) : IAskHistory, IDisposable
{
    private const int MostTurns = 50;
    private const int MostListed = 30;
    private const int MostKept = 200;
    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<AskThread?> FindAsync(Actor asker, string id, CancellationToken ct) =>
        IsId(id) ? await ReadAsync(PathOf(asker, id), ct) : null;

    public async Task<IReadOnlyList<AskThread>> ListAsync(Actor asker, CancellationToken ct)
    {
        var folder = FolderOf(asker);
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var threads = new List<AskThread>();
        foreach (var file in Newest(folder).Take(MostListed))
        {
            if (await ReadAsync(file.FullName, ct) is { } thread)
            {
                threads.Add(thread);
            }
        }
        return threads;
    }

    public async Task<AskThread> AddAsync(Actor asker, string? id, AskTurn turn, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            var folder = FolderOf(asker);
            Directory.CreateDirectory(folder);
            var thread =
                id is not null && IsId(id) && await ReadAsync(PathOf(asker, id), ct) is { } known
                    ? known with
                    {
                        Turns = [.. known.Turns.TakeLast(MostTurns - 1), turn],
                    }
                    : new AskThread(NewId(folder, turn), [turn]);
            var path = PathOf(asker, thread.Id);
            await File.WriteAllTextAsync(path + ".part", JsonSerializer.Serialize(thread, DeskJson.Options), ct);
            File.Move(path + ".part", path, overwrite: true);
            foreach (var old in Newest(folder).Skip(MostKept))
            {
                old.Delete();
            }
            return thread;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    // By when it was written: the desk's own now stands still between two imports.
    private static IEnumerable<FileInfo> Newest(string folder) =>
        new DirectoryInfo(folder)
            .EnumerateFiles("*.json")
            .OrderByDescending(f => f.LastWriteTimeUtc)
            .ThenBy(f => f.Name, StringComparer.Ordinal);

    // What cannot be read any more is as good as not there: it is history, and no record.
    private static async Task<AskThread?> ReadAsync(string path, CancellationToken ct)
    {
        if (!File.Exists(path))
        {
            return null;
        }
        try
        {
            return
                JsonSerializer.Deserialize<AskThread>(await File.ReadAllTextAsync(path, ct), DeskJson.Options)
                    is { Turns.Count: > 0 } thread
                ? thread
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // The same first question a second time is another conversation.
    private static string NewId(string folder, AskTurn turn)
    {
        for (var n = 0; ; n++)
        {
            var id = "q-" + DeskJson.Sha256($"{turn.At:O}\n{turn.Question}\n{n}")[..12];
            if (!File.Exists(Path.Combine(folder, id + ".json")))
            {
                return id;
            }
        }
    }

    private static bool IsId(string id) => id.Length is > 2 and <= 40 && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private string FolderOf(Actor asker) => Path.Combine(dataFolder, "asks", DeskJson.Sha256(asker.Name.ToLowerInvariant())[..16]);

    private string PathOf(Actor asker, string id) => Path.Combine(FolderOf(asker), id + ".json");
}
