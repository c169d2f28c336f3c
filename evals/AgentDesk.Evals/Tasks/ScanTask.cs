using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Adapters.Models;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Engine;
using AgentDesk.Evals.Running;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Evals.Tasks;

/// <summary>
/// `scan`: is a text flagged as an instruction to an AI? Data: a JSON object of lists of texts, or JSON lines with the text in the member
/// that `with: {text: …}` names; `with: {flagged: true|false}` says what is right for all of them. No model is asked: name `code`.
/// </summary>
internal sealed class ScanTask : IEvalTask
{
    public async IAsyncEnumerable<EvalCase> CasesAsync(
        Suite suite,
        IReadOnlyList<string> files,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var expected = suite.With.GetValueOrDefault("flagged", "false") == "true";
        foreach (var file in files)
        {
            var n = 0;
            foreach (var text in Texts(file, suite.With.GetValueOrDefault("text", "text")))
            {
                ct.ThrowIfCancellationRequested();
                n++;
                var label = new JsonObject { ["flagged"] = expected };
                var id = FormattableString.Invariant($"{Path.GetFileNameWithoutExtension(file)}/{n:0000}");
                yield return new EvalCase(id, id, label, JsonLines.Hash(new JsonArray(text, expected)), text);
            }
        }

        await Task.CompletedTask;
    }

    public Task<CaseOutput> RunAsync(
        Suite suite,
        EvalCase one,
        PromptFile? prompt,
        PromptFolder prompts,
        Asking asking,
        CancellationToken ct
    )
    {
        var found = InjectionScan.Of((string)one.Source, Side.Buyer);
        var json = new JsonObject
        {
            ["flagged"] = found.Count > 0,
            ["why"] = found.Count > 0 ? found[0].Why : null,
            ["passage"] = found.Count > 0 ? found[0].Passage : null,
        };
        return Task.FromResult(new CaseOutput(json, found));
    }

    private static IEnumerable<string> Texts(string file, string member)
    {
        if (file.EndsWith(".jsonl", StringComparison.Ordinal))
        {
            return JsonLines
                .Read(file)
                .Select(r =>
                    r.Row[member]?.ToString()
                    ?? throw new UnusableInputException(FormattableString.Invariant($"{file}:{r.Line}: the row has no `{member}`"))
                );
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            return [.. json.RootElement.EnumerateObject().SelectMany(p => p.Value.EnumerateArray()).Select(t => t.GetString()!)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UnusableInputException($"`{file}` is no object of lists of texts: {e.Message}");
        }
    }
}
