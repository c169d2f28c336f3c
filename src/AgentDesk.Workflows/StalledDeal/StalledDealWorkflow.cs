using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Workflows.StalledDeal.Gates;

namespace AgentDesk.Workflows.StalledDeal;

/// <summary>
/// Stalled-deal diagnosis: an open deal that stopped moving gets a diagnosis with quotes, what was tried, what is missing, and at most one
/// next step of each kind for people to decide on (seeds/stalled-deal-diagnosis.txt). "Do nothing, and why" is a result.
/// </summary>
public sealed class StalledDealWorkflow : Workflow<StalledDealDraft>
{
    public const string WorkflowName = "stalled-deal";

    public override string Name => WorkflowName;

    public override IReadOnlyList<string> RestsInPause { get; } =
    [StallTriggers.Stale, StallTriggers.MissedNextStep, StallTriggers.BuyerQuiet, StallTriggers.RepeatedFollowUp];

    public override IReadOnlyList<EvidenceRequest> Gather { get; } = [new EvidenceRequest.WholeFile(), new EvidenceRequest.Assets([])];

    public override PrepareTask Prepare { get; } = new(WorkflowName, typeof(StalledDealDraft), MaxOutputTokens: 8_000);

    public override IReadOnlyList<Gate> Gates { get; } =
    [
        .. SharedGates.OnEvidence,
        HypothesisGates.BlockerIsAHypothesis,
        HypothesisGates.StandingAgrees,
        EvidenceGates.InsufficientEvidence,
        EvidenceGates.UnresponsiveIsLast,
        .. SharedGates.OnActions,
        EscalationGate.EscalationHasAnOwner,
    ];

    public override Cause? Wakes(DealFile file, Team team, Playbook playbook, DateTimeOffset now) =>
        StallTriggers.Of(file, team, playbook, now) is { Count: > 0 } triggers ? new Cause(triggers) : null;

    public override string WhyNot(DealFile file, Team team, Playbook playbook, DateTimeOffset now) =>
        file.Deal.Status == DealStatus.Open ? StallTriggers.WhyNone(file, team, playbook, now) : base.WhyNot(file, team, playbook, now);

    public override JsonObject Inputs(Dossier dossier, Cause cause) => StalledDealInputs.Of(dossier, cause);

    public override IReadOnlyDictionary<string, string> Places(Dossier dossier, JsonElement draft, int round) =>
        StalledDealProposal.Places(dossier, draft.Deserialize<StalledDealDraft>(DeskJson.Options)!, round);

    public override Proposal Propose(Dossier dossier, Cause cause, StalledDealDraft draft, int round) =>
        StalledDealProposal.Of(dossier, draft, round);
}
