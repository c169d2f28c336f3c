using System.Text;
using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Engine;

namespace AgentDesk.Adapters.Records;

/// <summary>
/// journal.jsonl: lines are only ever added, each on the disk before it counts. A last line that a kill cut off is moved to journal.torn.
/// Not safe for use by two threads; across processes the caller's lock file keeps order.
/// </summary>
internal sealed class JournalFile(string folder)
{
    private readonly string _path = Path.Combine(folder, "journal.jsonl");
    private readonly List<JournalEntry> _entries = [];
    private long _read;

    /// <summary>Every entry, in order of writing. Reads only what was added since the last time.</summary>
    /// <exception cref="SystemUnavailableException">A line in the middle cannot be read: whether a write was done cannot be
    /// known.</exception>
    public IReadOnlyList<JournalEntry> Entries()
    {
        if (!File.Exists(_path))
        {
            return _entries;
        }

        using var file = new FileStream(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length < _read)
        {
            _entries.Clear();
            _read = 0;
        }

        var bytes = new byte[file.Length - _read];
        file.Position = _read;
        file.ReadExactly(bytes);
        var end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        if (end < bytes.Length)
        {
            SetAside(bytes.AsSpan(end));
            file.SetLength(_read + end);
            file.Flush(flushToDisk: true);
        }

        foreach (var line in Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            _entries.Add(Parse(line));
        }
        _read += end;
        return _entries;
    }

    /// <summary>Every whole line, without a change to the file and without regard to what was read before.</summary>
    /// <exception cref="SystemUnavailableException">A whole line cannot be read.</exception>
    public async Task<IReadOnlyList<JournalEntry>> PeekAsync(CancellationToken ct)
    {
        if (!File.Exists(_path))
        {
            return [];
        }

        await using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(ct);
        // Behind the last line's end stands what a kill cut off.
        return [.. text.Split('\n').SkipLast(1).Where(l => l.Length > 0).Select(Parse)];
    }

    public void Append(JournalEntry entry)
    {
        var line = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(entry, DeskJson.Options) + "\n");
        using var file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(line);
        file.Flush(flushToDisk: true);
    }

    private void SetAside(ReadOnlySpan<byte> torn)
    {
        using var file = new FileStream(Path.Combine(folder, "journal.torn"), FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(torn);
        file.Write("\n"u8);
        file.Flush(flushToDisk: true);
    }

    private JournalEntry Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalEntry>(line, DeskJson.Options) ?? throw new JsonException("the line is null");
        }
        catch (JsonException e)
        {
            var number = _entries.Count + 1;
            _entries.Clear();
            _read = 0;
            throw new SystemUnavailableException(
                $"line {number} of `journal.jsonl` cannot be read: put it right before anything more is written",
                e
            );
        }
    }
}
