using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Adapters.Models;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Policy.Gates;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Evals.Analyst;
using AgentDesk.Evals.Running;
using AgentDesk.Evals.Suites;
using AgentDesk.Workflows;

namespace AgentDesk.Evals.Tasks;

/// <summary>A workflow's preparation of one deal, judged by its gates.</summary>
/// <param name="Label">What a reader says of the deal.</param>
internal sealed record Prepared(Workflow Workflow, JsonElement Draft, Proposal Proposal, Verdict Verdict, Dossier Dossier, JsonObject Label);

/// <summary>One deal of an export with its label.</summary>
internal sealed record DealCase(Dossier Dossier, JsonObject Label);

/// <summary>
/// `draft`: prepares a deal as the desk does (inputs, evidence, prompt, schema, one repair), makes the proposal and judges it. `with`: `workflow`, and `feedback`, how many times a draft
/// that a gate sends back is asked for again (0: the first draft is graded). Data: `EXPORT.labels.jsonl`, one line a deal with `deal_id`, beside the folder EXPORT.
/// </summary>
internal sealed class DraftTask : IEvalTask
{
    private readonly Dictionary<string, IReadOnlyList<EvalCase>> _read = new(StringComparer.Ordinal);

    public async IAsyncEnumerable<EvalCase> CasesAsync(Suite suite, IReadOnlyList<string> files, [EnumeratorCancellation] CancellationToken ct)
    {
        var workflow = WorkflowOf(suite);
        foreach (var file in files)
        {
            if (!_read.TryGetValue(file, out var cases)) { _read[file] = cases = await ReadAsync(file, workflow, ct); }
            foreach (var one in cases) { yield return one; }
        }
    }

    public async Task<CaseOutput> RunAsync(Suite suite, EvalCase one, PromptFile? prompt, PromptFolder prompts, Asking asking, CancellationToken ct)
    {
        var deal = (DealCase)one.Source;
        return await PrepareAsync(WorkflowOf(suite), deal, prompt!, prompts, asking, int.Parse(suite.With.GetValueOrDefault("feedback", "0"), CultureInfo.InvariantCulture), ct);
    }

    /// <summary>The preparation of one deal.</summary>
    public static async Task<CaseOutput> PrepareAsync(Workflow workflow, DealCase deal, PromptFile prompt, PromptFolder prompts, Asking asking, int feedback, CancellationToken ct)
    {
        var cause = LabelledDeals.CauseOf(workflow, deal.Dossier);
        var request = new PrepareRequest(new RunId("eval"), workflow.Prepare, deal.Dossier, workflow.Inputs(deal.Dossier, cause), [], 1);
        for (var round = 1; ; round++)
        {
            var block = DraftPrompt.EvidenceFor(request, prompt, asking.Model.Options);
            var messages = DraftPrompt.Render(prompt, request, block);
            var (draft, problem) = await Answer.AskAsync(asking, prompt, prompts, workflow.Prepare.DraftType, messages, DraftPrompt.OptionsFor(workflow.Prepare, prompt, asking.Model.Options), ct);
            if (draft is not { } json) { return new CaseOutput(null, null, problem); }

            var (proposal, verdict) = Judged(workflow, deal.Dossier, cause, json, round, block);
            if (round > feedback || !verdict.CanBeSentBack)
            {
                return new CaseOutput(JsonObject.Create(json), new Prepared(workflow, json, proposal, verdict, deal.Dossier, deal.Label)) { Evidence = Cited.Of(proposal, deal.Dossier) };
            }

            request = request with { Feedback = SentBack(workflow, deal.Dossier, json, proposal, verdict, round), Attempt = round + 1, Previous = json };
        }
    }

    /// <summary>The candidate as the engine makes it of a draft, and what the gates find.</summary>
    public static (Proposal Proposal, Verdict Verdict) Judged(Workflow workflow, Dossier dossier, Cause cause, JsonElement draft, int round, EvidenceBlock? block = null)
    {
        var candidate = workflow.Propose(dossier, cause, draft, round);
        if (block is not null) { candidate = candidate with { Packet = candidate.Packet with { Read = block.Read, LeftOut = block.LeftOut } }; }
        candidate = PlantedInstructionsGate.HoldBack(candidate, dossier);
        return (candidate, workflow.Judge(new GateCase(candidate, dossier)));
    }

    // As the engine tells it: what stops first, then what would be withheld.
    private static IReadOnlyList<Finding> SentBack(Workflow workflow, Dossier dossier, JsonElement draft, Proposal proposal, Verdict verdict, int round)
    {
        var told = Feedback.Of(verdict.Findings, proposal, workflow.Places(dossier, draft, round));
        return [.. told.Where(f => f.Outcome == Outcome.Stop), .. told.Where(f => f.Outcome == Outcome.Withhold)];
    }

    private static Workflow WorkflowOf(Suite suite)
    {
        var name = suite.With.GetValueOrDefault("workflow") ?? throw new UnusableInputException($"{Path.GetFileName(suite.File)}: the task `draft` needs `workflow` under `with`");
        return Catalog.Find(name) ?? throw new UnusableInputException($"{Path.GetFileName(suite.File)}: there is no workflow `{name}`: {string.Join(", ", Catalog.All.Select(w => w.Name))}");
    }

    private static async Task<IReadOnlyList<EvalCase>> ReadAsync(string labels, Workflow workflow, CancellationToken ct)
    {
        const string Ending = ".labels.jsonl";
        if (!labels.EndsWith(Ending, StringComparison.Ordinal)) { throw new UnusableInputException($"`{labels}`: the task `draft` reads EXPORT{Ending} beside the folder EXPORT"); }
        var export = labels[..^Ending.Length];
        var rows = JsonLines.Read(labels).Select(r => (Deal: r.Row["deal_id"]?.GetValue<string>() ?? throw new UnusableInputException(FormattableString.Invariant($"{labels}:{r.Line}: the row has no `deal_id`")), r.Row)).ToList();
        var dossiers = await LabelledDeals.DossiersAsync(export, [.. rows.Select(r => r.Deal)], ct);
        return [.. rows.Zip(dossiers).Select(p =>
        {
            var id = $"{Path.GetFileName(export)}/{p.First.Deal}";
            var inputs = workflow.Inputs(p.Second, LabelledDeals.CauseOf(workflow, p.Second));
            var hash = DeskJson.Sha256($"{EvidenceBlock.Inputs(inputs)}\n{EvidenceBlock.Write(p.Second, int.MaxValue).Text}\n{DeskJson.Canonical(p.First.Row)}")[..16];
            return new EvalCase(id, id, p.First.Row, hash, new DealCase(p.Second, p.First.Row));
        })];
    }
}
