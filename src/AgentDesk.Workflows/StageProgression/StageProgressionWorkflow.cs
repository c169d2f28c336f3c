using System.Text.Json.Nodes;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Workflows.StageProgression.Gates;

namespace AgentDesk.Workflows.StageProgression;

/// <summary>
/// Stage progression: whether a deal stands where the buyer's evidence puts it (seeds/stage-progression-monitoring.txt). A review note with
/// each criterion and the buyer's words that meet it or its gap, the exceptions of record and reading, the forecast before and after; and
/// for people to decide: advance, correct, send back for evidence, a manager's task.
/// </summary>
public sealed class StageProgressionWorkflow : Workflow<StageProgressionDraft>
{
    public const string WorkflowName = "stage-progression";

    public override string Name => WorkflowName;

    public override IReadOnlyList<string> RestsInPause { get; } = [StageTriggers.OverAge];

    public override IReadOnlyList<string> PassesBy { get; } = [StageTriggers.StageMoved];

    public override IReadOnlyList<string> Promises { get; } = ["corrected", "evidence_supplied", "sent_back"];

    public override string Topic(Trigger trigger) =>
        trigger.Kind == StageTriggers.WeeklyReview ? WeeklyFindings.KindOf(trigger) : base.Topic(trigger);

    public override string WhyNot(DealFile file, Team team, Playbook playbook, DateTimeOffset now) =>
        file.Deal.Status == DealStatus.Open ? StageTriggers.WhyNone(file, playbook, now) : base.WhyNot(file, team, playbook, now);

    public override IReadOnlyList<EvidenceRequest> Gather { get; } = [new EvidenceRequest.WholeFile()];

    public override PrepareTask Prepare { get; } = new(WorkflowName, typeof(StageProgressionDraft), MaxOutputTokens: 5_000);

    public override IReadOnlyList<Gate> Gates { get; } =
    [
        .. SharedGates.OnEvidence,
        CriteriaGates.ExitCriteriaMet,
        CriteriaGates.SellerActivityIsNotProgress,
        PathGates.NoSkippedStage,
        PathGates.StageAgeShown,
        PathGates.NoAutomaticRegression,
        RecordGates.RequiredFields,
        RecordGates.ForecastImpactShown,
        RecordGates.DispositionRequired,
        .. SharedGates.OnActions,
    ];

    public override Cause? Wakes(DealFile file, Team team, Playbook playbook, DateTimeOffset now) =>
        StageTriggers.Of(file, team, playbook, now) is { Count: > 0 } triggers ? new Cause(triggers) : null;

    public override JsonObject Inputs(Dossier dossier, Cause cause) => StageProgressionInputs.Of(dossier, cause);

    public override Proposal Propose(Dossier dossier, Cause cause, StageProgressionDraft draft, int round) =>
        StageProgressionProposal.Of(dossier, draft, round);
}
