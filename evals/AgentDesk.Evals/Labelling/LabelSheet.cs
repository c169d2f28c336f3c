using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine;
using AgentDesk.Engine.Labelling;
using AgentDesk.Evals.Suites;
using AgentDesk.Evals.Tasks;

namespace AgentDesk.Evals.Labelling;

/// <summary>A suite as a rater is asked of it: the question, its options, and the cases without anything that could lean them.</summary>
internal sealed record LabelSheet(string Suite, string Ask, IReadOnlyList<string> Options, IReadOnlyList<LabelItem> Items)
{
    /// <summary>
    /// The rater's own order: the same each time, another one for each rater, so that tiredness and what came before do not fall on the
    /// same cases.
    /// </summary>
    public IReadOnlyList<LabelItem> InOrderOf(string rater) =>
        [.. Items.OrderBy(i => DeskJson.Sha256($"{Suite}\n{rater}\n{i.Row}"), StringComparer.Ordinal)];

    /// <returns>The sheet, or why there is none.</returns>
    /// <exception cref="UnusableInputException">Data cannot be read.</exception>
    public static async Task<(LabelSheet? Sheet, string? Why)> OfAsync(Suite suite, EvalPlaces places, CancellationToken ct)
    {
        if (!IsLabelled(suite))
        {
            return (
                null,
                $"its cases are nothing that a person labels by one key: say how with `label: {{ask: …, options: […]}}` in {Path.GetFileName(suite.File)}"
            );
        }
        var (files, absent) = places.Find(suite.Data);
        if (absent is not null)
        {
            return (null, absent);
        }

        var (items, classes) = (new List<LabelItem>(), new SortedSet<string>(StringComparer.Ordinal));
        var path = suite.Graders.FirstOrDefault(g => g.Kind == "class")?.With.GetValueOrDefault("expected");
        await foreach (var one in EvalTasks.Create(suite.Task).CasesAsync(suite, files, ct))
        {
            if (path is not null && Graders.GradeInput.At(one.Expected, path) is { } label)
            {
                classes.Add(Graders.GradeInput.Plain(label));
            }
            if (ItemOf(one) is { } item)
            {
                items.Add(item);
            }
        }

        if (suite.Label is { } own)
        {
            return (new LabelSheet(suite.Name, own.Ask, own.Options, items), null);
        }
        return suite.Graders.Any(g => g.Kind == "blocker")
                ? (new LabelSheet(suite.Name, "What holds this deal?", [.. Blockers.All, "nobody can know"], items), null)
            : classes.Count > 1 ? (new LabelSheet(suite.Name, "Which class is it?", [.. classes], items), null)
            : (null, "its labels are all of one class: name the options with `label` in the suite");
    }

    /// <summary>Whether people label the suite, by what it is alone: nothing is read.</summary>
    public static bool IsLabelled(Suite suite) =>
        suite.Task is "claim" or "draft" or "prompt"
        && (suite.Label is not null || suite.Graders.Any(g => g.Kind is "blocker" || (g.Kind == "class" && g.Counts)));

    // What is shown is built up from what was read, never the row less some of it: a label cannot be forgotten in it.
    private static LabelItem? ItemOf(EvalCase one) =>
        one.Source switch
        {
            ClaimCase c => new LabelItem(one.Id, c.Claim, [new LabelPiece("The source", c.Source)]),
            DealCase d => new LabelItem(
                one.Id,
                null,
                [
                    .. d
                        .Dossier.Items.Where(i => i.Deal is not null && i.Kind is not ("contact" or "stage") && i.Text.Length > 0)
                        .Select(Piece),
                ]
            ),
            JsonObject row when row["inputs"] is JsonObject inputs => new LabelItem(
                one.Id,
                row["prepared"] is JsonObject payload ? PayloadOf(payload) : null,
                [.. inputs.SelectMany(i => Pieces(i.Key, i.Value))]
            ),
            _ => null,
        };

    private static LabelPiece Piece(EvidenceItem i) =>
        new(
            FormattableString.Invariant(
                $"{i.At.UtcDateTime:yyyy-MM-dd HH:mm} · {(i.Author is { } who ? $"{who} ({Word(i.Side.ToString())})" : Word(i.Side.ToString()))} · {i.Kind} · {i.Title}"
            ),
            i.OwnWords
        );

    private static IEnumerable<LabelPiece> Pieces(string name, JsonNode? value)
    {
        var text = value is JsonValue v && v.TryGetValue<string>(out var plain) ? plain : value?.ToJsonString(DeskJson.Indented) ?? "";
        if (name != "evidence" || !text.StartsWith("BEGIN EVIDENCE", StringComparison.Ordinal))
        {
            if (!text.StartsWith("BEGIN INPUTS", StringComparison.Ordinal))
            {
                yield return new LabelPiece(name, text);
            }
            yield break;
        }

        foreach (var line in text.Split('\n')[1..^1])
        {
            var p = JsonNode.Parse(line)!;
            var at = p["at"]?.ToString() is { Length: >= 16 } instant ? instant[..16].Replace('T', ' ') : "";
            yield return new LabelPiece(
                $"{at} · {p["author"] ?? p["side"]} ({p["side"]}) · {p["kind"]} · {p["title"]}".Trim(' ', '·'),
                p["text"]?.ToString() ?? ""
            );
        }
    }

    private static string PayloadOf(JsonObject payload)
    {
        try
        {
            return $"{payload["kind"]?.ToString().Replace('_', ' ')} to {string.Join(", ", payload.Deserialize<ActionPayload>(DeskJson.Options)!.Recipients.DefaultIfEmpty("the record"))}\n{Cases.PayloadText.Of(payload.Deserialize<ActionPayload>(DeskJson.Options)!)}";
        }
        catch (JsonException)
        {
            return payload.ToJsonString(DeskJson.Indented);
        }
    }

    private static string Word(string side) => side.ToLowerInvariant();
}
