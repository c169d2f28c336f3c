using System.Text;
using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Core.Playbooks;
using AgentDesk.Engine;

namespace AgentDesk.Adapters.Playbooks;

/// <summary>When which version came into force, by whom and why. <see cref="Hash"/> is the SHA-256 of the file.</summary>
public sealed record PlaybookEntry(string Version, DateTimeOffset At, string Who, string Reason, string Hash);

/// <summary>
/// The playbooks that people put in force: `playbooks/` in the data folder, a file a version, none ever overwritten, and `in-force.jsonl`,
/// a line each time. The last line holds.
/// </summary>
public sealed class PlaybookShelf(string dataFolder)
{
    private readonly string _folder = Path.Combine(dataFolder, "playbooks");
    private readonly Lock _gate = new();
    private (string Hash, Playbook? Playbook)? _read;

    private string Log => Path.Combine(_folder, "in-force.jsonl");

    /// <summary>All entries, oldest first.</summary>
    public IReadOnlyList<PlaybookEntry> History() =>
        File.Exists(Log)
            ?
            [
                .. File.ReadLines(Log)
                    .Where(l => l.EndsWith('}'))
                    .Select(l => JsonSerializer.Deserialize<PlaybookEntry>(l, DeskJson.Options)!),
            ]
            : [];

    /// <summary>The playbook in force: what a person put there, else the export's own, else the built-in one.</summary>
    /// <param name="exported">The export's `playbook.yaml`; null or empty where it has none. One with mistakes does not come into force
    /// (the import lists them).</param>
    public Playbook InForce(string? exported)
    {
        if (History() is [.., var last])
        {
            return Read(File.ReadAllText(PathOf(last.Version))) ?? BuiltInPlaybook.Value;
        }
        return exported is { Length: > 0 } && Read(exported) is { } own ? own : BuiltInPlaybook.Value;
    }

    /// <summary>The text of a version that was in force, or null.</summary>
    public string? Text(string version) => File.Exists(PathOf(version)) ? File.ReadAllText(PathOf(version)) : null;

    /// <summary>Puts a playbook in force.</summary>
    /// <exception cref="UnusableInputException">It has mistakes, or its version names other rules already.</exception>
    public PlaybookEntry Use(string yaml, string who, string reason, DateTimeOffset at)
    {
        var reading = PlaybookFile.Read(yaml);
        if (reading.Playbook is not { } playbook)
        {
            throw new UnusableInputException($"line {reading.Problems[0].Line}: {reading.Problems[0].Message}");
        }
        if (Text(playbook.Version) is { } kept && kept != yaml)
        {
            throw new UnusableInputException($"{playbook.Version} was in force with other rules: raise its `version`");
        }

        Directory.CreateDirectory(_folder);
        var entry = new PlaybookEntry(playbook.Version, at, who, reason, DeskJson.Sha256(yaml));
        var draft = PathOf(playbook.Version) + ".new";
        File.WriteAllText(draft, yaml);
        File.Move(draft, PathOf(playbook.Version), overwrite: true);
        // A line that a kill cut short has no closing brace and does not count.
        var cut = File.Exists(Log) && File.ReadAllText(Log) is { Length: > 0 } text && !text.EndsWith('\n') ? "\n" : "";
        File.AppendAllText(Log, cut + JsonSerializer.Serialize(entry, DeskJson.Options) + "\n");
        return entry;
    }

    private string PathOf(string version) =>
        Path.Combine(
            _folder,
            $"{string.Concat(version.Select(c => char.IsAsciiLetterOrDigit(c) || c is '@' or '-' or '_' ? c : '_'))}.yaml"
        );

    // A scan asks for the playbook once a deal: the text is read again only when it is another one.
    private Playbook? Read(string yaml)
    {
        var hash = DeskJson.Sha256(yaml);
        lock (_gate)
        {
            if (_read is not { } read || read.Hash != hash)
            {
                _read = read = (hash, PlaybookFile.Read(yaml).Playbook);
            }
            return read.Playbook;
        }
    }
}
