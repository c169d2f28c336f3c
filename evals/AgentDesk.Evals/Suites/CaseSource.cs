using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentDesk.Core;
using AgentDesk.Engine;

namespace AgentDesk.Evals.Suites;

/// <summary>One case of a suite, before it is asked.</summary>
/// <param name="Id">Unique in its suite.</param>
/// <param name="Expected">The label; null where there is none.</param>
/// <param name="DataHash">16 hex digits over what the case was made from.</param>
/// <param name="Source">What the task works on: its own type.</param>
internal sealed record EvalCase(string Id, string Cluster, JsonNode? Expected, string DataHash, object Source);

/// <summary>Where a suite's files lie on this machine.</summary>
/// <param name="Repository">The folder with AgentDesk.sln.</param>
/// <param name="DataRoot">The folder with data that is not in the repository; null where none is named.</param>
public sealed record EvalPlaces(string Repository, string? DataRoot)
{
    public string Suites => Path.Combine(Repository, "evals", "suites");

    public string Runs => Path.Combine(Repository, "evals", "runs");

    public string Baselines => Path.Combine(Repository, "evals", "baselines");

    public string Recordings => Path.Combine(Repository, "evals", "recordings");

    /// <summary>What is known of judges.</summary>
    public string Judges => Path.Combine(Repository, "evals", "judges");

    /// <summary>What people said of cases, a file a suite and rater.</summary>
    public string Labels => Path.Combine(Repository, "evals", "labels");

    public string Prompts => Path.Combine(Repository, "prompts");

    /// <summary>The files of a suite, in order of name; null with the reason where external data is absent.</summary>
    /// <exception cref="UnusableInputException">Data of the repository is missing.</exception>
    public (IReadOnlyList<string> Files, string? Absent) Find(DataSource data)
    {
        if (data.IsExternal && DataRoot is null)
        {
            return (
                [],
                $"its data is outside the repository: name the folder that holds `{data.Files[0]}` with --data-root or AGENTDESK_EVAL_DATA"
            );
        }
        var root = data.IsExternal ? DataRoot! : Repository;
        var found = new List<string>();
        foreach (var pattern in data.Files)
        {
            var path = Path.Combine(root, pattern);
            var (folder, last) = (Path.GetDirectoryName(path)!, Path.GetFileName(path));
            var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, last).Order(StringComparer.Ordinal).ToList() : [];
            if (files.Count == 0)
            {
                return data.IsOptional
                        ? ([], $"`{pattern}` is not there yet: `agentdesk eval import-decisions` makes it of what people decided")
                    : data.IsExternal ? ([], $"`{pattern}` is not in the data root `{root}`")
                    : throw new UnusableInputException($"the suite's data `{pattern}` is missing");
            }

            found.AddRange(files);
        }

        return (found, null);
    }
}

/// <summary>Reads JSON lines with their line numbers.</summary>
internal static partial class JsonLines
{
    /// <exception cref="UnusableInputException">A line is no JSON object.</exception>
    public static IEnumerable<(int Line, JsonObject Row)> Read(string path)
    {
        var number = 0;
        foreach (var text in File.ReadLines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }
            JsonObject? row = null;
            var why = "a row is one JSON object";
            try
            {
                row = JsonNode.Parse(text) as JsonObject;
            }
            catch (JsonException e)
            {
                why = Place().Replace(e.Message, "");
            }

            yield return (
                number,
                row ?? throw new UnusableInputException(FormattableString.Invariant($"{path}:{number}: this is no row: {why}"))
            );
        }
    }

    // The place within the line, as the parser counts from 0: the line is named already.
    [GeneratedRegex(@"(?: Expected .*)? LineNumber: .*$", RegexOptions.CultureInvariant | RegexOptions.Singleline, 1000)]
    private static partial Regex Place();

    public static string Hash(JsonNode? node) => DeskJson.Hash(node)[..16];
}
