using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using AgentDesk.Core;

namespace AgentDesk.Evals.Rows;

/// <summary>
/// Appends rows to `rows.jsonl`. Whatever has gathered while the disk was busy goes out in one write and one flush to the disk, so that a
/// slow disk costs a row little. INVARIANT: <see cref="AddAsync"/> returns when the row is on the disk. A row that it has returned for is
/// never asked again.
/// </summary>
internal sealed class RowJournal : IAsyncDisposable
{
    private readonly FileStream _file;
    private readonly Channel<(byte[] Line, TaskCompletionSource Written)> _queue = Channel.CreateBounded<(byte[], TaskCompletionSource)>(
        1024
    );
    private readonly Task _writer;

    private RowJournal(FileStream file)
    {
        _file = file;
        _writer = Task.Run(WriteAsync);
    }

    /// <summary>Opens the journal of a run and reads the keys of what is there; a torn last line is cut off.</summary>
    public static (RowJournal Journal, HashSet<RowKey> Finished, double SpentUsd) Open(RunFolder run, Func<RowResult, bool> keep)
    {
        var (finished, spent) = (new HashSet<RowKey>(), 0.0);
        if (File.Exists(run.RowsPath))
        {
            CutTorn(run.RowsPath);
            var drops = false;
            foreach (var row in run.Rows())
            {
                spent += row.Usage.Live > 0 ? row.Usage.CostUsd : 0;
                if (keep(row))
                {
                    finished.Add(row.Key);
                }
                else
                {
                    drops = true;
                }
            }

            if (drops)
            {
                RunFolder.WriteWhole(
                    run.RowsPath,
                    string.Concat(
                        run.Rows().Where(r => finished.Contains(r.Key)).Select(r => JsonSerializer.Serialize(r, DeskJson.Options) + "\n")
                    )
                );
            }
        }

        var file = new FileStream(run.RowsPath, FileMode.Append, FileAccess.Write, FileShare.Read, 1 << 16);
        return (new RowJournal(file), finished, spent);
    }

    public async Task AddAsync(RowResult row, CancellationToken ct)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync(([.. JsonSerializer.SerializeToUtf8Bytes(row, DeskJson.Options), (byte)'\n'], written), ct);
        await written.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer;
        await _file.DisposeAsync();
    }

    /// <summary>Sorts a whole run's rows by key. It holds keys and places, never all rows.</summary>
    public static void Sort(RunFolder run)
    {
        var places = new List<(RowKey Key, long From, int Length)>();
        var from = 0L;
        foreach (var line in File.ReadLines(run.RowsPath))
        {
            var length = Encoding.UTF8.GetByteCount(line) + 1;
            places.Add((JsonSerializer.Deserialize<KeyOnly>(line, DeskJson.Options)!.Key, from, length));
            from += length;
        }

        places.Sort((a, b) => RowKey.Compare(a.Key, b.Key));
        var part = run.RowsPath + ".part";
        using (var source = File.OpenRead(run.RowsPath))
        using (var target = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            var buffer = new byte[1 << 16];
            foreach (var (_, at, length) in places)
            {
                if (buffer.Length < length)
                {
                    buffer = new byte[length];
                }
                source.Position = at;
                source.ReadExactly(buffer, 0, length);
                target.Write(buffer, 0, length);
            }

            target.Flush(flushToDisk: true);
        }

        File.Move(part, run.RowsPath, overwrite: true);
    }

    private async Task WriteAsync()
    {
        var waiting = new List<TaskCompletionSource>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            try
            {
                while (_queue.Reader.TryRead(out var next))
                {
                    waiting.Add(next.Written);
                    await _file.WriteAsync(next.Line);
                }

                await _file.FlushAsync();
                _file.Flush(flushToDisk: true);
                foreach (var w in waiting)
                {
                    w.SetResult();
                }
            }
            catch (IOException e)
            {
                // A full disk ends the run; what was flushed before stays.
                foreach (var w in waiting)
                {
                    w.TrySetException(e);
                }
            }

            waiting.Clear();
        }
    }

    private static void CutTorn(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var end = file.Length;
        while (end > 0)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n')
            {
                break;
            }
            end--;
        }

        if (end < file.Length)
        {
            file.SetLength(end);
        }
    }

    private sealed record KeyOnly(string Suite, string Row, string Prompt, string Model, int Repeat)
    {
        public RowKey Key => new(Suite, Row, Prompt, Model, Repeat);
    }
}
