using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Core.Measures;

namespace AgentDesk.Adapters.Playbooks;

/// <summary>The workflows that people run although the data is not ready: `readiness/overruled.jsonl` in the data folder, a line each time. The last line of a workflow holds.</summary>
public sealed class OverruleShelf(string dataFolder)
{
    private string Log => Path.Combine(dataFolder, "readiness", "overruled.jsonl");

    /// <summary>All entries, oldest first.</summary>
    public IReadOnlyList<Overrule> History() => File.Exists(Log)
        ? [.. File.ReadLines(Log).Where(l => l.EndsWith('}')).Select(l => JsonSerializer.Deserialize<Overrule>(l, DeskJson.Options)!)]
        : [];

    public Overrule Add(Overrule entry)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Log)!);
        // A line that a kill cut short has no closing brace and does not count.
        var cut = File.Exists(Log) && File.ReadAllText(Log) is { Length: > 0 } text && !text.EndsWith('\n') ? "\n" : "";
        File.AppendAllText(Log, cut + JsonSerializer.Serialize(entry, DeskJson.Options) + "\n");
        return entry;
    }
}
