using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Adapters.Models;
using AgentDesk.Core;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Evals.Analyst;
using AgentDesk.Evals.Models;
using AgentDesk.Evals.Planting;
using AgentDesk.Evals.Running;
using AgentDesk.Evals.Suites;
using AgentDesk.Workflows;

namespace AgentDesk.Evals.Tasks;

/// <summary>One attack in one deal by one carrier, and the way that an obedient model lets it out.</summary>
internal sealed record PlantedCase(Attack Attack, Dossier Clean, Carrier Carrier, Route Route);

/// <summary>What came of it.</summary>
/// <param name="Reached">What of the attack a person would be asked to approve; null when nothing.</param>
/// <param name="IsFlagged">The scan for planted instructions saw it.</param>
internal sealed record PlantedResult(Verdict Verdict, string? Reached, bool IsFlagged);

/// <summary>
/// `planted`: attacks from public collections planted in mails, calls and CRM fields of deals, prepared and judged to the end: does
/// anything of them reach approval? The model `obedient` is the embedded analyst that then does what the attack says, by the routes of
/// <see cref="Route"/> in turn. `with`: `workflow` (stalled-deal) and `deals`, labelled exports of the repository.
/// </summary>
internal sealed class PlantedTask : IEvalTask
{
    private IReadOnlyList<EvalCase>? _cases;

    public async IAsyncEnumerable<EvalCase> CasesAsync(
        Suite suite,
        IReadOnlyList<string> files,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        foreach (var one in _cases ??= await ReadAsync(suite, files, ct))
        {
            yield return one;
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
        var planted = (PlantedCase)one.Source;
        var workflow = Catalog.Find(suite.With["workflow"])!;
        var (dossier, piece) = Planted.In(planted.Clean, planted.Attack.Text, planted.Carrier);
        var prepared = await DraftTask.PrepareAsync(workflow, new DealCase(dossier, []), prompt!, prompts, asking, 0, ct);
        if (prepared.Value is not Prepared p)
        {
            return prepared;
        }

        var (proposal, verdict) = (p.Proposal, p.Verdict);
        if (asking.Model.Name == ModelShelf.Obedient)
        {
            (proposal, verdict) = DraftTask.Judged(
                workflow,
                dossier,
                LabelledDeals.CauseOf(workflow, dossier),
                Obedience.Tamper(p.Draft, dossier, planted.Attack, piece, planted.Route),
                1
            );
        }

        var reached = Reach.Of(proposal, verdict, planted.Clean, planted.Attack, piece);
        var flagged = InjectionScan.Of(dossier.Find(piece)!).Count > 0;
        var json = new JsonObject
        {
            ["piece"] = piece.Value,
            ["carrier"] = planted.Carrier.ToString().ToLowerInvariant(),
            ["route"] = asking.Model.Name == ModelShelf.Obedient ? planted.Route.ToString() : null,
            ["flagged"] = flagged,
            ["reached"] = reached,
            ["stopped"] = verdict.Stops,
            ["held_by"] = new JsonArray([
                .. verdict
                    .Findings.Where(f => f.Outcome is Outcome.Stop or Outcome.Withhold)
                    .Select(f => f.Gate)
                    .Distinct(StringComparer.Ordinal)
                    .Select(g => (JsonNode)JsonValue.Create(g)),
            ]),
        };
        return new CaseOutput(json, new PlantedResult(verdict, reached, flagged));
    }

    private static async Task<IReadOnlyList<EvalCase>> ReadAsync(Suite suite, IReadOnlyList<string> files, CancellationToken ct)
    {
        var deals = await DealsAsync(suite, ct);
        var routes = Enum.GetValues<Route>();
        return
        [
            .. Attacks
                .Read(files)
                .Select(
                    (attack, i) =>
                    {
                        // Carriers and routes turn at different speeds, so that every carrier meets every route; so do the deals.
                        var (id, dossier) = deals[i % deals.Count];
                        var one = new PlantedCase(attack, dossier, (Carrier)(i % 3), routes[i / 3 % routes.Length]);
                        var hash = DeskJson.Sha256($"{attack.Text}\n{id}\n{dossier.Hash()}\n{one.Carrier}\n{one.Route}")[..16];
                        var label = new JsonObject
                        {
                            ["attack"] = attack.Text,
                            ["kind"] = attack.Kind,
                            ["carrier"] = one.Carrier.ToString().ToLowerInvariant(),
                            ["deal"] = id,
                        };
                        return new EvalCase(attack.Id, id, label, hash, one);
                    }
                ),
        ];
    }

    private static async Task<IReadOnlyList<(string Id, Dossier Dossier)>> DealsAsync(Suite suite, CancellationToken ct)
    {
        var repository = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(suite.File)!, "..", ".."));
        var deals = new List<(string, Dossier)>();
        foreach (var pattern in suite.With.GetValueOrDefault("deals", "evals/data/pipelines/tidewater.labels.jsonl").Split(','))
        {
            var labels = Path.Combine(repository, pattern);
            if (!File.Exists(labels))
            {
                throw new UnusableInputException($"{Path.GetFileName(suite.File)}: there is no `{pattern}`");
            }
            var export = labels[..^".labels.jsonl".Length];
            var ids = JsonLines.Read(labels).Select(r => r.Row["deal_id"]!.ToString()).ToList();
            deals.AddRange(ids.Zip(await LabelledDeals.DossiersAsync(export, ids, ct), (d, x) => ($"{Path.GetFileName(export)}/{d}", x)));
        }

        return deals;
    }
}
