using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core;
using AgentDesk.Engine;
using AgentDesk.Evals.Suites;
using Microsoft.Extensions.AI;

namespace AgentDesk.Evals.Cases;

/// <summary>
/// A worked example that a prompt may show. INVARIANT: it has no public constructor; only <see cref="ExampleShelf"/> makes one, from a row
/// that says `split: examples` and that the hold-out does not hold.
/// </summary>
public sealed record Example
{
    internal Example(string id, IReadOnlyDictionary<string, object?> inputs, string answer) => (Id, Inputs, Answer) = (id, inputs, answer);

    public string Id { get; }

    public IReadOnlyDictionary<string, object?> Inputs { get; }

    /// <summary>The answer as a model would give it: JSON.</summary>
    public string Answer { get; }
}

/// <summary>Reads examples, and refuses what a prompt is measured on.</summary>
internal static class ExampleShelf
{
    public const string Split = "examples";

    /// <summary>The examples of a file: JSON lines with `id`, `split: examples`, `inputs` and `answer`.</summary>
    /// <exception cref="UnusableInputException">A row is of the hold-out, by its mark, its id, its words or the file that it stands in; or
    /// it is no example.</exception>
    public static IReadOnlyList<Example> Load(EvalPlaces places, string path)
    {
        var full = Path.GetFullPath(Path.Combine(places.Repository, path));
        if (!File.Exists(full))
        {
            throw new UnusableInputException($"there are no examples `{path}`");
        }
        var folder = Path.GetFullPath(HoldOut.Folder(places)) + Path.DirectorySeparatorChar;
        if (full.StartsWith(folder, StringComparison.Ordinal))
        {
            throw new UnusableInputException($"`{path}` is the hold-out: a prompt may not be shown what it is measured on");
        }

        var held = HoldOut.All(places);
        var (ids, words) = (
            held.Select(h => h.Id).ToHashSet(StringComparer.Ordinal),
            held.Select(h => Words(h.Inputs)).ToHashSet(StringComparer.Ordinal)
        );
        return [.. JsonLines.Read(full).Select(r => Of(path, r.Line, r.Row, ids, words))];
    }

    /// <summary>The messages with the examples before the question, each as a question and its answer.</summary>
    public static IReadOnlyList<ChatMessage> Into(
        IReadOnlyList<ChatMessage> messages,
        IReadOnlyList<Example> examples,
        Func<IReadOnlyDictionary<string, object?>, IReadOnlyList<ChatMessage>> render
    ) =>
        examples.Count == 0
            ? messages
            :
            [
                .. messages.SkipLast(1),
                .. examples.SelectMany(e => new[] { render(e.Inputs)[^1], new ChatMessage(ChatRole.Assistant, e.Answer) }),
                messages[^1],
            ];

    private static Example Of(string path, int line, JsonObject row, HashSet<string> ids, HashSet<string> words)
    {
        var at = FormattableString.Invariant($"{path}:{line}");
        var id = row["id"]?.ToString() ?? throw new UnusableInputException($"{at}: the example has no `id`");
        if (row["inputs"] is not JsonObject inputs || row["answer"] is not { } answer)
        {
            throw new UnusableInputException($"{at}: an example has `inputs` and `answer`");
        }
        var split = row["split"]?.ToString();
        if (split == HoldOut.Split || ids.Contains(id) || words.Contains(Words(inputs)))
        {
            throw new UnusableInputException($"{at}: `{id}` is of the hold-out: a prompt may not be shown what it is measured on");
        }
        if (split != Split)
        {
            throw new UnusableInputException(
                $"{at}: `{id}` does not say `\"split\":\"{Split}\"`: only what is marked so may be shown to a prompt"
            );
        }
        return new Example(
            id,
            inputs.ToDictionary(
                p => p.Key,
                p =>
                    (object?)(
                        p.Value is JsonValue v && v.TryGetValue<string>(out var text) ? text : p.Value?.ToJsonString(DeskJson.Options)
                    ),
                StringComparer.Ordinal
            ),
            answer is JsonValue whole && whole.TryGetValue<string>(out var json) ? json : answer.ToJsonString(DeskJson.Options)
        );
    }

    // The evidence decides: the same evidence with other figures computed on another day is the same case.
    private static string Words(JsonObject inputs) => DeskJson.Sha256(Folded.Plain((inputs["evidence"] ?? inputs).ToString()))[..16];
}
