using System.Text.Json;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Policy.Gates;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Engine;

/// <summary>Judges what was prepared, and what a person made of it. Pure.</summary>
internal static class Judging
{
    /// <summary>The draft as a proposal, judged: proposed, sent back or stopped.</summary>
    public static RunEvent Draft(Workflow workflow, Run.Drafted run, Dossier dossier, IReadOnlyList<Run> ofDeal)
    {
        Proposal candidate;
        try
        {
            candidate = Repeats.Drop(workflow.Propose(dossier, run.Header.Cause, run.Draft, run.Round), run.Done);
            candidate = candidate with { Packet = candidate.Packet with { Read = run.Preparation.Read ?? [], LeftOut = run.Preparation.LeftOut ?? [] } };
            candidate = PlantedInstructionsGate.HoldBack(candidate, dossier);
        }
        catch (JsonException e)
        {
            return Back(run, [new Finding("draft-fits-its-schema", Outcome.Stop, $"the draft does not fit its schema: {e.Message}", [], SendBack: true)], []);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            // What cannot be read cannot be judged, and what is not judged is not shown: as with a gate that throws.
            return Back(run, [new Finding("draft-fits-its-schema", Outcome.Stop, $"the draft could not be read: {e.Message}", [])], []);
        }

        var verdict = workflow.Judge(new GateCase(candidate, dossier) { Earlier = EarlierActs.For(run, ofDeal), Live = EarlierActs.LiveFor(run, ofDeal) });
        if (verdict.Stops) { return Back(run, Feedback.Of(verdict.Findings, candidate, workflow.Places(dossier, run.Draft, run.Round)), candidate.Packet.MissingEvidence); }

        return new RunEvent.Proposed(candidate with { Actions = [.. candidate.Actions.Select(a => Routed(a, verdict, dossier))] }, verdict.Findings, dossier.Playbook.Version == run.Header.Playbook ? null : dossier.Playbook.Version);
    }

    /// <summary>A person's edit, judged with everything else of the proposal as it stands.</summary>
    public static RunEvent Edit(Workflow workflow, Run.Waiting run, ActionId id, ActionPayload payload, Actor by, Dossier dossier, IReadOnlyList<Run> ofDeal)
    {
        var live = run.Actions.Where(a => a.Action.Id == id || a.Status is not (ActionStatus.Rejected or ActionStatus.Expired or ActionStatus.Superseded))
            .Select(a => a.Action.Id == id ? a.Action with { Payload = payload } : a.Action);
        var edited = run.Actions.First(a => a.Action.Id == id);
        var before = edited.Action with { Payload = edited.Prepared ?? edited.Action.Payload };
        var verdict = workflow.Judge(new GateCase(new Proposal(run.Packet, [.. live]), dossier, by) { Earlier = EarlierActs.For(run, ofDeal), Live = EarlierActs.LiveFor(run, ofDeal), Before = before });
        if (verdict.Stops || verdict.Withholds(id)) { return new RunEvent.EditRefused(id, payload, verdict.Findings, by); }

        var role = verdict.RoutedTo(id);
        return new RunEvent.Edited(id, payload, verdict.Findings, by, role, role is null ? null : QualifiedOwners.Of(role, dossier.Deal, dossier.Team, dossier.Playbook));
    }

    /// <summary>Why an edit of this action was refused, in the gates' words.</summary>
    public static string WhyRefused(RunEvent.EditRefused e) => string.Join("; ", e.Findings
        .Where(f => f.Outcome == Outcome.Stop || (f.Outcome == Outcome.Withhold && f.About.Contains(e.Action.Value, StringComparer.Ordinal)))
        .Select(f => $"{f.Reason} ({f.Gate})"));

    private static ProposedAction Routed(ProposedAction action, Verdict verdict, Dossier dossier) =>
        verdict.RoutedTo(action.Id) is { } role ? action with { Needs = role, NeedsWho = QualifiedOwners.Of(role, dossier.Deal, dossier.Team, dossier.Playbook) } : action;

    private static RunEvent Back(Run.Drafted run, IReadOnlyList<Finding> findings, IReadOnlyList<MissingEvidence> missing)
    {
        IReadOnlyList<Finding> stops = [.. findings.Where(f => f.Outcome == Outcome.Stop)];
        return new Verdict(findings).CanBeSentBack && run.SendBacks < Run.MaxSendBacks
            ? new RunEvent.SentBack([.. stops, .. findings.Where(f => f.Outcome == Outcome.Withhold)])
            : new RunEvent.Stopped(string.Join("; ", stops.Select(f => f.Reason)), findings, missing);
    }
}
