using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Adapters.Models;
using AgentDesk.Core;
using AgentDesk.Engine;
using AgentDesk.Evals.Cases;
using AgentDesk.Evals.Running;
using AgentDesk.Evals.Suites;
using Microsoft.Extensions.AI;

namespace AgentDesk.Evals.Tasks;

/// <summary>What a prompt answered to the inputs of a data row.</summary>
internal sealed record PromptAnswer(JsonElement Json, JsonObject Row);

/// <summary>
/// `prompt`: renders a prompt with the members of a data row and asks for an answer that fits the prompt's schema. Data: JSON lines with
/// `id`, `cluster` (or the member that the suite names), `inputs` (one member for each variable of the prompt; objects and lists are
/// rendered as JSON) and `expected`. `with: {examples: FILE}` shows worked examples before each question; none of them can be of the
/// hold-out (<see cref="ExampleShelf"/>).
/// </summary>
internal sealed class PromptTask : IEvalTask
{
    private IReadOnlyList<Example>? _examples;

    public async IAsyncEnumerable<EvalCase> CasesAsync(
        Suite suite,
        IReadOnlyList<string> files,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        var shown = string.Concat(ExamplesOf(suite).Select(e => $"{e.Id}\n{e.Answer}\n"));
        foreach (var file in files)
        {
            foreach (var (line, row) in JsonLines.Read(file))
            {
                ct.ThrowIfCancellationRequested();
                var at = FormattableString.Invariant($"{Path.GetFileName(file)}:{line}");
                var id = row["id"]?.ToString() ?? throw new UnusableInputException($"{at}: the row has no `id`");
                if (row["inputs"] is not JsonObject)
                {
                    throw new UnusableInputException($"{at}: the row has no `inputs`: an object with the prompt's variables");
                }
                yield return new EvalCase(
                    id,
                    (row[suite.Cluster] ?? row["cluster"])?.ToString() ?? id,
                    row["expected"]?.DeepClone(),
                    shown.Length == 0 ? JsonLines.Hash(row) : DeskJson.Sha256($"{shown}{DeskJson.Canonical(row)}")[..16],
                    row
                );
            }
        }

        await Task.CompletedTask;
    }

    public async Task<CaseOutput> RunAsync(
        Suite suite,
        EvalCase one,
        PromptFile? prompt,
        PromptFolder prompts,
        Asking asking,
        CancellationToken ct
    )
    {
        var row = (JsonObject)one.Source;
        var values = row["inputs"]!
            .AsObject()
            .ToDictionary(
                p => p.Key,
                p =>
                    (object?)(
                        p.Value is JsonValue v && v.TryGetValue<string>(out var text) ? text : p.Value?.ToJsonString(DeskJson.Options)
                    ),
                StringComparer.Ordinal
            );
        var missing = prompt!.Notes.Variables.Where(v => !values.ContainsKey(v.Name)).Select(v => v.Name).ToList();
        if (missing.Count > 0)
        {
            throw new UnusableInputException(
                $"the row `{one.Id}` lacks {string.Join(", ", missing.Select(m => $"`{m}`"))} among its `inputs`: {prompt.Reference} needs it"
            );
        }

        var options = new ChatOptions
        {
            MaxOutputTokens = Math.Min(prompt.MaxTokens ?? int.MaxValue, asking.Model.Options.MaxOutputTokens),
            Temperature = prompt.Temperature,
            ResponseFormat = prompt.Schema is { } schema
                ? ChatResponseFormat.ForJsonSchema(schema, prompt.Notes.Name)
                : ChatResponseFormat.Json,
        };
        var messages = ExampleShelf.Into(prompt.Render(values), ExamplesOf(suite), prompt.Render);
        var (answer, problem) = await Answer.AskAsync(asking, prompt, prompts, typeof(JsonElement), messages, options, ct);
        return answer is { } json
            ? new CaseOutput(JsonNode.Parse(json.GetRawText()), new PromptAnswer(json, row))
            : new CaseOutput(null, null, problem);
    }

    private IReadOnlyList<Example> ExamplesOf(Suite suite) =>
        _examples ??= suite.With.GetValueOrDefault("examples") is { Length: > 0 } file
            ? ExampleShelf.Load(new EvalPlaces(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(suite.File)!, "..", "..")), null), file)
            : [];
}
