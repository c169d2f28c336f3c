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
internal sealed record Prepared(
    Workflow Workflow,
    JsonElement Draft,
    Proposal Proposal,
    Verdict Verdict,
    Dossier Dossier,
    JsonObject Label
);

/// <summary>One deal of an export with its label.</summary>
internal sealed record DealCase(Dossier Dossier, JsonObject Label)
{
    /// <summary>What wakes the workflow on it; null when nothing does.</summary>
    public Cause? Cause { get; init; }
}

/// <summary>Nothing wakes the workflow on the deal, and the suite lets it rest.</summary>
internal sealed class Rests
{
    public static readonly Rests Instance = new();

    private Rests() { }
}

/// <summary>
/// `draft`: prepares a deal as the desk does (inputs, evidence, prompt, schema, one repair), makes the proposal and judges it. `with`:
/// `workflow`, and `feedback`, how many times a draft that a gate sends back is asked for again (0: the first draft is graded); `rests:
/// true` prepares only what the workflow wakes on, else every deal is prepared. Data: `EXPORT.labels.jsonl` beside the folder EXPORT, one
/// line a deal with `deal_id`; or any JSON lines with `export` (a folder of evals/data/pipelines or held-out), `deal` and, to look as of an
/// instant, `as_of`.
/// </summary>
internal sealed class DraftTask : IEvalTask
{
    private readonly Dictionary<string, IReadOnlyList<EvalCase>> _read = new(StringComparer.Ordinal);

    public async IAsyncEnumerable<EvalCase> CasesAsync(
        Suite suite,
        IReadOnlyList<string> files,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var workflow = WorkflowOf(suite);
        foreach (var file in files)
        {
            if (!_read.TryGetValue(file, out var cases))
            {
                _read[file] = cases = await ReadAsync(suite, file, workflow, ct);
            }
            foreach (var one in cases)
            {
                yield return one;
            }
        }
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
        var deal = (DealCase)one.Source;
        if (deal.Cause is null && suite.With.GetValueOrDefault("rests") == "true")
        {
            return new CaseOutput(new JsonObject { ["wakes"] = false }, Rests.Instance);
        }
        return await PrepareAsync(
            WorkflowOf(suite),
            deal,
            prompt!,
            prompts,
            asking,
            int.Parse(suite.With.GetValueOrDefault("feedback", "0"), CultureInfo.InvariantCulture),
            ct
        );
    }

    /// <summary>The preparation of one deal.</summary>
    public static async Task<CaseOutput> PrepareAsync(
        Workflow workflow,
        DealCase deal,
        PromptFile prompt,
        PromptFolder prompts,
        Asking asking,
        int feedback,
        CancellationToken ct
    )
    {
        var cause = LabelledDeals.CauseOf(workflow, deal.Dossier);
        var request = new PrepareRequest(new RunId("eval"), workflow.Prepare, deal.Dossier, workflow.Inputs(deal.Dossier, cause), [], 1);
        for (var round = 1; ; round++)
        {
            var block = DraftPrompt.EvidenceFor(request, prompt, asking.Model.Options);
            var messages = DraftPrompt.Render(prompt, request, block);
            var (draft, problem) = await Answer.AskAsync(
                asking,
                prompt,
                prompts,
                workflow.Prepare.DraftType,
                messages,
                DraftPrompt.OptionsFor(workflow.Prepare, prompt, asking.Model.Options),
                ct
            );
            if (draft is not { } json)
            {
                return new CaseOutput(null, null, problem);
            }

            var (proposal, verdict) = Judged(workflow, deal.Dossier, cause, json, round, block);
            if (round > feedback || !verdict.CanBeSentBack)
            {
                return new CaseOutput(JsonObject.Create(json), new Prepared(workflow, json, proposal, verdict, deal.Dossier, deal.Label))
                {
                    Evidence = Cited.Of(proposal, deal.Dossier),
                    Confidence = asking.Confidence,
                };
            }

            request = request with
            {
                Feedback = SentBack(workflow, deal.Dossier, json, proposal, verdict, round),
                Attempt = round + 1,
                Previous = json,
            };
        }
    }

    /// <summary>The candidate as the engine makes it of a draft, and what the gates find.</summary>
    public static (Proposal Proposal, Verdict Verdict) Judged(
        Workflow workflow,
        Dossier dossier,
        Cause cause,
        JsonElement draft,
        int round,
        EvidenceBlock? block = null
    )
    {
        var candidate = workflow.Propose(dossier, cause, draft, round);
        if (block is not null)
        {
            candidate = candidate with { Packet = candidate.Packet with { Read = block.Read, LeftOut = block.LeftOut } };
        }
        candidate = PlantedInstructionsGate.HoldBack(candidate, dossier);
        return (candidate, workflow.Judge(new GateCase(candidate, dossier)));
    }

    // As the engine tells it: what stops first, then what would be withheld.
    private static IReadOnlyList<Finding> SentBack(
        Workflow workflow,
        Dossier dossier,
        JsonElement draft,
        Proposal proposal,
        Verdict verdict,
        int round
    )
    {
        var told = Feedback.Of(verdict.Findings, proposal, workflow.Places(dossier, draft, round));
        return [.. told.Where(f => f.Outcome == Outcome.Stop), .. told.Where(f => f.Outcome == Outcome.Withhold)];
    }

    private static Workflow WorkflowOf(Suite suite)
    {
        var name =
            suite.With.GetValueOrDefault("workflow")
            ?? throw new UnusableInputException($"{Path.GetFileName(suite.File)}: the task `draft` needs `workflow` under `with`");
        return Catalog.Find(name)
            ?? throw new UnusableInputException(
                $"{Path.GetFileName(suite.File)}: there is no workflow `{name}`: {string.Join(", ", Catalog.All.Select(w => w.Name))}"
            );
    }

    private static async Task<IReadOnlyList<EvalCase>> ReadAsync(Suite suite, string file, Workflow workflow, CancellationToken ct)
    {
        var rows = JsonLines.Read(file).Select(r => RowOf(suite, file, r.Line, r.Row)).ToList();
        var cases = new List<EvalCase>();
        foreach (var of in rows.GroupBy(r => r.Export, StringComparer.Ordinal))
        {
            var own = of.ToList();
            foreach (var (row, whole) in own.Zip(await LabelledDeals.DossiersAsync(of.Key, [.. own.Select(r => r.Deal)], ct)))
            {
                if (AsOf(whole, row.At) is not { } dossier)
                {
                    throw new UnusableInputException($"{row.Place}: the deal `{row.Deal}` was not there yet at {row.At:u}");
                }
                var cause = workflow.Wakes(dossier.File, dossier.Team, dossier.Playbook, dossier.Now);
                var inputs = workflow.Inputs(dossier, cause ?? LabelledDeals.CauseOf(workflow, dossier));
                var hash = DeskJson.Sha256(
                    $"{EvidenceBlock.Inputs(inputs)}\n{EvidenceBlock.Write(dossier, int.MaxValue).Text}\n{DeskJson.Canonical(row.Label)}"
                )[..16];
                var cluster = $"{Path.GetFileName(of.Key)}/{row.Deal}";
                cases.Add(new EvalCase(row.Id ?? cluster, cluster, row.Label, hash, new DealCase(dossier, row.Label) { Cause = cause }));
            }
        }

        return cases;
    }

    private static Dossier? AsOf(Dossier dossier, DateTimeOffset? at) =>
        at is not { } now ? dossier
        : dossier.File.At(now) is { } file ? new Dossier(file, dossier.Team, dossier.Playbook, now)
        : null;

    private static DealRow RowOf(Suite suite, string file, int line, JsonObject row)
    {
        const string Ending = ".labels.jsonl";
        var place = FormattableString.Invariant($"{file}:{line}");
        var deal = (row["deal_id"] ?? row["deal"])?.ToString() ?? throw new UnusableInputException($"{place}: the row has no `deal_id`");
        DateTimeOffset? at = null;
        if (row["as_of"]?.ToString() is { } text)
        {
            at = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
                ? instant
                : throw new UnusableInputException($"{place}: `as_of` is `{text}`, which is no instant");
        }

        if (row["export"]?.ToString() is { } name)
        {
            var data = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(suite.File)!, "..", "data"));
            var folder =
                LabelledExports.Find(data, name) ?? throw new UnusableInputException($"{place}: there is no export `{name}` in {data}");
            return new DealRow(place, folder, deal, at, row["id"]?.ToString() ?? FormattableString.Invariant($"{name}/{deal}:{line}"), row);
        }

        return file.EndsWith(Ending, StringComparison.Ordinal)
            ? new DealRow(place, file[..^Ending.Length], deal, at, row["id"]?.ToString(), row)
            : throw new UnusableInputException(
                $"{place}: the row names no `export`, and the file is not called EXPORT{Ending} beside the folder EXPORT"
            );
    }

    private sealed record DealRow(string Place, string Export, string Deal, DateTimeOffset? At, string? Id, JsonObject Label);
}
