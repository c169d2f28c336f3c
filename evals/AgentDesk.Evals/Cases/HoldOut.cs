using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core;
using AgentDesk.Engine;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Evals.Cases;

/// <summary>The hold-out: cases that a prompt is measured on and that none of its examples may come from.</summary>
internal static class HoldOut
{
    /// <summary>The word that marks its rows.</summary>
    public const string Split = "holdout";

    public static string Folder(EvalPlaces places) => Path.Combine(places.Repository, "evals", "data", "decisions");

    /// <summary>Every row of the hold-out, whichever file it stands in.</summary>
    /// <exception cref="UnusableInputException">A line is no case.</exception>
    public static IReadOnlyList<DecisionCase> All(EvalPlaces places) =>
        Directory.Exists(Folder(places))
            ? [.. Directory.EnumerateFiles(Folder(places), "*.jsonl").Order(StringComparer.Ordinal).SelectMany(Read)]
            : [];

    /// <exception cref="UnusableInputException">A line is no case.</exception>
    public static IReadOnlyList<DecisionCase> Read(string path) =>
        !File.Exists(path) ? [] : [.. JsonLines.Read(path).Select(r => Case(path, r.Line, r.Row))];

    /// <summary>
    /// Adds cases at the end of a file. What stands there keeps its bytes; a process that dies leaves the old file or the new one.
    /// </summary>
    public static void Add(string path, IReadOnlyList<DecisionCase> cases)
    {
        if (cases.Count == 0)
        {
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var before = File.Exists(path) ? File.ReadAllText(path) : "";
        var into = new StringBuilder(before);
        if (before.Length > 0 && !before.EndsWith('\n'))
        {
            into.Append('\n');
        }
        foreach (var one in cases)
        {
            into.Append(JsonSerializer.Serialize(one, DeskJson.Options)).Append('\n');
        }
        var temporary = path + ".new";
        File.WriteAllText(temporary, into.ToString());
        File.Move(temporary, path, overwrite: true);
    }

    private static DecisionCase Case(string path, int line, JsonObject row)
    {
        try
        {
            return row.Deserialize<DecisionCase>(DeskJson.Options)!;
        }
        catch (JsonException e)
        {
            throw new UnusableInputException(FormattableString.Invariant($"{path}:{line}: this is no case of a decision: {e.Message}"));
        }
    }
}
