using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core;
using AgentDesk.Core.Chains;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Policy.Gates;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Workflows.TriggerLatency.Gates;

namespace AgentDesk.Workflows.TriggerLatency;

/// <summary>
/// The sales workflow's clock (seeds/sales-workflow-exit-criteria.txt): a trigger without its action within the playbook's limit gets what
/// is next, and the reply, recap, outreach or follow-up that the chain asks for as a draft in the owner's voice, where the evidence carries
/// one. "Do nothing, and why" is a result.
/// </summary>
public sealed class TriggerLatencyWorkflow : Workflow<TriggerLatencyDraft>
{
    public const string WorkflowName = "trigger-latency";

    public override string Name => WorkflowName;

    public override IReadOnlyList<string> RestsInPause { get; } = [TriggerRule.DealQuiet];

    public override IReadOnlyList<EvidenceRequest> Gather { get; } = [new EvidenceRequest.WholeFile(), new EvidenceRequest.Assets([])];

    public override PrepareTask Prepare { get; } = new(WorkflowName, typeof(TriggerLatencyDraft), MaxOutputTokens: 6_000);

    public override IReadOnlyList<Gate> Gates { get; } =
    [
        .. SharedGates.OnEvidence,
        ClockGates.EveryTriggerIsAnswered,
        ClockGates.TriggerStillOpen,
        .. SharedGates.OnActions,
        ChainGates.ActionFitsTrigger,
        ChainGates.RecapIsOfTheCall,
    ];

    public override Cause? Wakes(DealFile file, Team team, Playbook playbook, DateTimeOffset now) =>
        LatencyTriggers.Of(file, team, playbook, now);

    public override string WhyNot(DealFile file, Team team, Playbook playbook, DateTimeOffset now)
    {
        if (file.Deal.Status != DealStatus.Open)
        {
            return base.WhyNot(file, team, playbook, now);
        }
        var open = TriggerClocks.Open(file, team, playbook, now);
        return open.Count > 0
            ? $"no trigger is late ({string.Join("; ", open.Select(ClockWords.Line))})"
            : "no trigger waits for its action";
    }

    public override string? Overtaken(RunHeader run, DealFile file, Team team, Playbook playbook, DateTimeOffset now) =>
        LatencyTriggers.Overtaken(run.Cause, file, team, playbook, now);

    public override bool YieldsTo(Trigger trigger, DealFile file, Run other) => LatencyTriggers.YieldsTo(trigger, file, other);

    public override JsonObject Inputs(Dossier dossier, Cause cause) => TriggerLatencyInputs.Of(dossier, cause);

    public override IReadOnlyDictionary<string, string> Places(Dossier dossier, JsonElement draft, int round) =>
        TriggerLatencyProposal.Places(
            dossier,
            LatencyTriggers.Of(dossier.File, dossier.Team, dossier.Playbook, dossier.Now),
            draft.Deserialize<TriggerLatencyDraft>(DeskJson.Options)!,
            round
        );

    public override Proposal Propose(Dossier dossier, Cause cause, TriggerLatencyDraft draft, int round) =>
        TriggerLatencyProposal.Of(dossier, cause, draft, round);
}
