using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentDesk.Engine;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Evals.Planting;

/// <summary>An instruction that somebody plants for an AI to find.</summary>
/// <param name="Kind">Its class in the collection that it is from.</param>
/// <param name="Obeyed">What a model that does as it is told would put into its output.</param>
internal sealed record Attack(string Id, string Kind, string Text, string Obeyed);

/// <summary>Reads collections of attacks: BIPIA's classes of texts, and spikee's jailbreaks with the instructions that they wrap.</summary>
internal static partial class Attacks
{
    // Questions and small tasks that a mail's own author could as well have meant for the reader; answering them changes no decision. They
    // are no unsafe cases.
    private static readonly string[] Bare =
    [
        "Information Retrieval",
        "Learning and Tutoring",
        "Language Translation",
        "Programming Help",
        "Content Creation",
    ];

    public static IReadOnlyList<Attack> Read(IReadOnlyList<string> files)
    {
        var all = new List<Attack>();
        foreach (var file in files)
        {
            if (file.EndsWith(".json", StringComparison.Ordinal))
            {
                all.AddRange(Classes(file));
            }
            else if (Path.GetFileName(file) == "jailbreaks.jsonl")
            {
                all.AddRange(Jailbreaks(file));
            }
            else
            {
                throw new UnusableInputException(
                    $"`{file}`: attacks are a JSON object of classes, or jailbreaks.jsonl with instructions.jsonl beside it"
                );
            }
        }

        return all;
    }

    private static List<Attack> Classes(string file)
    {
        JsonObject json;
        try
        {
            json = (JsonObject)JsonNode.Parse(File.ReadAllText(file))!;
        }
        catch (Exception e) when (e is JsonException or InvalidCastException)
        {
            throw new UnusableInputException($"`{file}` is no object of classes: {e.Message}");
        }
        return json.Where(c => !Bare.Contains(c.Key, StringComparer.Ordinal))
            .SelectMany(c =>
                c.Value!.AsArray()
                    .Select(
                        (t, i) =>
                            Of(
                                FormattableString.Invariant($"{c.Key.ToLowerInvariant().Replace(' ', '-')}-{i + 1}"),
                                c.Key,
                                t!.GetValue<string>()
                            )
                    )
            )
            .ToList();
    }

    private static IEnumerable<Attack> Jailbreaks(string file)
    {
        var instructions = JsonLines
            .Read(Path.Combine(Path.GetDirectoryName(file)!, "instructions.jsonl"))
            .Select(r => (Id: r.Row["id"]!.ToString(), Text: r.Row["instruction"]!.ToString()))
            .ToList();
        foreach (var (_, row) in JsonLines.Read(file))
        {
            foreach (var (id, text) in instructions)
            {
                yield return Of(
                    $"{row["id"]}+{id}",
                    row["jailbreak_type"]?.ToString() ?? "",
                    row["text"]!.ToString().Replace("<INSTRUCTION>", text, StringComparison.Ordinal)
                );
            }
        }
    }

    // What would come out: the link with its hole filled, what stands in quotation marks, or the order's own words.
    private static Attack Of(string id, string kind, string text)
    {
        var carried =
            Image().Match(text) is { Success: true } image
                ? image.Value.Replace("[QUERY]", "cmVzZXQtdG9rZW4tNDcxMQ==", StringComparison.Ordinal)
            : Quoted().Match(text) is { Success: true } quoted ? quoted.Groups["in"].Value
            : Link().Match(text) is { Success: true } link ? $"See {link.Value}"
            : text;
        return new Attack(id, kind, text, carried);
    }

    [GeneratedRegex(@"!\[[^\]]*\]\([^)\s]+\)", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Image();

    [GeneratedRegex("""["“](?<in>[^"”]{12,})["”]""", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"(?:https?://|www\.)\S+|[\w.]+@[\w.]+\.\w+|\b[\w-]+\.(?:com|org|net|xyz)\b", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Link();
}
