using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Adapters.Models;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Engine;
using AgentDesk.Evals.Graders;
using AgentDesk.Evals.Judging;
using AgentDesk.Evals.Running;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Evals.Tasks;

/// <summary>One statement about a source, and what people say of it.</summary>
internal sealed record ClaimCase(string Source, string Claim, bool IsSupported);

/// <summary>
/// `claim`: is a statement supported by its source? It tries graders, not drafts. The model `code` answers by <see cref="NumberCheck"/>,
/// and with `by: polarity` by <see cref="Polarity"/>; any other is asked as a judge, with the suite's prompt. Data: a JSON list or JSON
/// lines with the members that `with` names: `source`, `claim`, `label` (1, true or `supported`), and `cluster`.
/// </summary>
internal sealed class ClaimTask : IEvalTask
{
    public async IAsyncEnumerable<EvalCase> CasesAsync(
        Suite suite,
        IReadOnlyList<string> files,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        foreach (var file in files)
        {
            foreach (var (at, row) in Rows(file))
            {
                ct.ThrowIfCancellationRequested();
                string Member(string what) =>
                    row[suite.With.GetValueOrDefault(what, what)]?.ToString()
                    ?? throw new UnusableInputException($"{at}: the row has no `{suite.With.GetValueOrDefault(what, what)}`");
                var one = new ClaimCase(Member("source"), Member("claim"), Member("label") is "1" or "true" or "supported");
                var id = row["id"]?.ToString() ?? at;
                var cluster = Cluster(row, suite, id);
                yield return new EvalCase(
                    id,
                    cluster,
                    new JsonObject { ["verdict"] = one.IsSupported ? Judge.Supported : Judge.Unsupported },
                    JsonLines.Hash(row),
                    one
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
        var claim = (ClaimCase)one.Source;
        if (asking.Model.Name == Models.Code.Name)
        {
            if (suite.With.GetValueOrDefault("by") == "polarity")
            {
                var turned = Sentences.Of(claim.Claim).FirstOrDefault(s => Polarity.IsTurned(s, [claim.Source]));
                return new CaseOutput(
                    new JsonObject
                    {
                        ["verdict"] = turned is null ? Judge.Supported : Judge.Unsupported,
                        ["why"] = turned is null ? null : $"turned round: {turned}",
                    },
                    claim
                );
            }

            var absent = NumberCheck.Absent(claim.Claim, claim.Source);
            return new CaseOutput(
                new JsonObject
                {
                    ["verdict"] = absent.Count == 0 ? Judge.Supported : Judge.Unsupported,
                    ["why"] = absent.Count == 0 ? null : $"not in the source: {string.Join(", ", absent)}",
                },
                claim
            );
        }

        var (verdict, problem) = await Judge.AskAsync(asking, prompt ?? prompts.Get(Judge.Prompt), prompts, claim.Source, claim.Claim, ct);
        return verdict is { } json ? new CaseOutput(JsonObject.Create(json), claim) : new CaseOutput(null, null, problem);
    }

    private static IEnumerable<(string At, JsonObject Row)> Rows(string file)
    {
        if (file.EndsWith(".jsonl", StringComparison.Ordinal))
        {
            return JsonLines.Read(file).Select(r => (FormattableString.Invariant($"{Path.GetFileName(file)}:{r.Line}"), r.Row));
        }
        try
        {
            return (JsonNode.Parse(File.ReadAllText(file)) as JsonArray ?? throw new UnusableInputException($"`{file}` is no list of rows"))
                .Select((n, i) => (string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}, row {i + 1}"), (JsonObject)n!))
                .ToList();
        }
        catch (JsonException e)
        {
            throw new UnusableInputException($"`{file}` is no JSON: {e.Message}");
        }
    }

    // SummEdits numbers its calls within the id: `sales_call_0_og`, `sales_call_0_12`.
    private static string Cluster(JsonObject row, Suite suite, string id)
    {
        if (row[suite.Cluster]?.ToString() is { } own)
        {
            return own;
        }
        return suite.With.GetValueOrDefault("cluster_by_id") == "true" && id.LastIndexOf('_') is var cut and > 0 ? id[..cut] : id;
    }
}
