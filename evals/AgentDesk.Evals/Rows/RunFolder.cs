using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Engine;

namespace AgentDesk.Evals.Rows;

/// <summary>
/// One run on disk: `RUNS/RUN/manifest.json` and `RUNS/RUN/rows.jsonl`. While it runs the rows stand in order of completion; a whole run's
/// rows are sorted by key. A last line that was torn by a crash is not a row.
/// </summary>
public sealed class RunFolder
{
    private RunFolder(string path) => Path = path;

    public string Path { get; }

    public string Name => System.IO.Path.GetFileName(Path);

    public string ManifestPath => System.IO.Path.Combine(Path, "manifest.json");

    public string RowsPath => System.IO.Path.Combine(Path, "rows.jsonl");

    /// <summary>A new, empty folder.</summary>
    /// <exception cref="UnusableInputException">A run of this name is there, or nothing can be called so.</exception>
    public static RunFolder Create(string runs, string name)
    {
        // A name is a folder of `runs` and no way out of it, and none of the words that mean another thing.
        if (
            name.Length is 0 or > 100
            || name[0] is '.' or '-'
            || name is "latest" or "baseline" or "none"
            || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
        )
        {
            throw new UnusableInputException(
                $"a run cannot be called `{name}`: letters, digits, `-`, `_` and `.`, and not `latest`, `baseline` or `none`"
            );
        }
        var path = System.IO.Path.Combine(runs, name);
        if (File.Exists(System.IO.Path.Combine(path, "manifest.json")))
        {
            throw new UnusableInputException($"there is a run `{name}` already: name another, or go on with it by --resume {name}");
        }
        Directory.CreateDirectory(path);
        return new RunFolder(path);
    }

    /// <summary>Whether something is called so, readable or not.</summary>
    public static bool IsThere(string runs, string name) =>
        File.Exists(System.IO.Path.Combine(runs, name, "manifest.json")) || File.Exists(System.IO.Path.Combine(name, "manifest.json"));

    /// <summary>A run by name, by path, or `latest`.</summary>
    /// <exception cref="UnusableInputException">There is no such run.</exception>
    public static RunFolder Open(string runs, string name)
    {
        if (name == "latest")
        {
            return All(runs).LastOrDefault()
                ?? throw new UnusableInputException($"there is no run in `{runs}`: `agentdesk eval run` makes one");
        }
        foreach (var path in new[] { System.IO.Path.Combine(runs, name), name })
        {
            if (File.Exists(System.IO.Path.Combine(path, "manifest.json")))
            {
                return new RunFolder(System.IO.Path.GetFullPath(path));
            }
        }

        throw new UnusableInputException($"there is no run `{name}` in `{runs}`: `agentdesk eval runs` lists them");
    }

    /// <summary>All runs of a folder, oldest first.</summary>
    public static IReadOnlyList<RunFolder> All(string runs) =>
        !Directory.Exists(runs)
            ? []
            :
            [
                .. Directory
                    .EnumerateDirectories(runs)
                    .Where(d => File.Exists(System.IO.Path.Combine(d, "manifest.json")))
                    .Select(d => new RunFolder(d))
                    .Select(r => (Run: r, r.Manifest().StartedAt))
                    .OrderBy(r => r.StartedAt)
                    .ThenBy(r => r.Run.Name, StringComparer.Ordinal)
                    .Select(r => r.Run),
            ];

    /// <exception cref="UnusableInputException">It cannot be read.</exception>
    public RunManifest Manifest()
    {
        try
        {
            return JsonSerializer.Deserialize<RunManifest>(File.ReadAllText(ManifestPath), DeskJson.Options)!;
        }
        catch (JsonException e)
        {
            throw new UnusableInputException($"`{ManifestPath}` is no run's manifest: {e.Message}");
        }
    }

    public void Write(RunManifest manifest) => WriteWhole(ManifestPath, JsonSerializer.Serialize(manifest, DeskJson.Indented) + "\n");

    /// <summary>The rows in the order in which they stand, read line by line.</summary>
    /// <exception cref="UnusableInputException">A line is no row.</exception>
    public IEnumerable<RowResult> Rows() => !File.Exists(RowsPath) ? [] : Read(RowsPath);

    /// <summary>Reads a file of rows; the last line may be torn.</summary>
    public static IEnumerable<RowResult> Read(string path)
    {
        var number = 0;
        foreach (var (line, isTorn) in Lines(path))
        {
            number++;
            RowResult? row = null;
            try
            {
                row = JsonSerializer.Deserialize<RowResult>(line, DeskJson.Options);
            }
            catch (JsonException e) when (!isTorn)
            {
                throw new UnusableInputException(FormattableString.Invariant($"`{path}`, line {number} is no row: {e.Message}"));
            }
            catch (JsonException)
            {
                yield break;
            }

            if (row is not null)
            {
                yield return row;
            }
        }
    }

    /// <summary>Writes a file so that it is there whole or as it was.</summary>
    internal static void WriteWhole(string path, string text)
    {
        var part = path + ".part";
        File.WriteAllText(part, text);
        File.Move(part, path, overwrite: true);
    }

    private static IEnumerable<(string Line, bool IsTorn)> Lines(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                yield return (line, reader.EndOfStream);
            }
        }
    }
}
