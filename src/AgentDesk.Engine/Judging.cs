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
    public static RunEvent Draft(Workflow workflow, Run.Drafted run, Dossier dossier, DealRuns ofDeal)
    {
        Proposal candidate;
        try
        {
            candidate = Repeats.Drop(workflow.Propose(dossier, run.Header.Now, run.Draft, run.Round), run.Done);
            candidate = candidate with
            {
                Packet = candidate.Packet with { Read = run.Preparation.Read ?? [], LeftOut = run.Preparation.LeftOut ?? [] },
            };
            candidate = PlantedInstructionsGate.HoldBack(candidate, dossier);
        }
        catch (JsonException e)
        {
            return Back(
                run,
                dossier,
                [new Finding("draft-fits-its-schema", Outcome.Stop, $"the draft does not fit its schema: {e.Message}", [], SendBack: true)],
                []
            );
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            // What cannot be read cannot be judged, and what is not judged is not shown: as with a gate that throws.
            return Back(
                run,
                dossier,
                [new Finding("draft-fits-its-schema", Outcome.Stop, $"the draft could not be read: {e.Message}", [])],
                []
            );
        }

        var verdict = workflow.Judge(
            new GateCase(candidate, dossier) { Earlier = ofDeal.Earlier(run), Live = ofDeal.Live(run, dossier.File) }
        );
        if (verdict.Stops)
        {
            return Back(
                run,
                dossier,
                Feedback.Of(verdict.Findings, candidate, workflow.Places(dossier, run.Draft, run.Round)),
                candidate.Packet.MissingEvidence
            );
        }

        return new RunEvent.Proposed(
            candidate with
            {
                Actions = [.. candidate.Actions.Select(a => Routed(a, verdict, dossier))],
            },
            verdict.Findings,
            JudgedBy(run, dossier)
        );
    }

    /// <summary>A person's edit, judged with everything else of the proposal as it stands.</summary>
    public static RunEvent Edit(
        Workflow workflow,
        Run.Waiting run,
        ActionId id,
        ActionPayload payload,
        Actor by,
        Dossier dossier,
        DealRuns ofDeal
    )
    {
        var live = run
            .Actions.Where(a =>
                a.Action.Id == id || a.Status is not (ActionStatus.Rejected or ActionStatus.Expired or ActionStatus.Superseded)
            )
            .Select(a => a.Action.Id == id ? a.Action.Edited(payload) : a.Action);
        var edited = run.Actions.First(a => a.Action.Id == id);
        var before = edited.Action with { Payload = edited.Prepared ?? edited.Action.Payload };
        var verdict = workflow.Judge(
            new GateCase(new Proposal(run.Packet, [.. live]), dossier, by)
            {
                Earlier = ofDeal.Earlier(run),
                Live = ofDeal.Live(run, dossier.File),
                Before = before,
            }
        );
        if (verdict.Stops || verdict.Withholds(id))
        {
            return new RunEvent.EditRefused(id, payload, verdict.Findings, by, JudgedBy(run, dossier));
        }

        var role = verdict.RoutedTo(id);
        return new RunEvent.Edited(
            id,
            payload,
            verdict.Findings,
            by,
            role,
            role is null ? null : QualifiedOwners.Of(role, dossier.Deal, dossier.Team, dossier.Playbook),
            JudgedBy(run, dossier)
        );
    }

    /// <summary>What the gates remark on an edit that passed, each with its gate, to follow its line; empty where they remark nothing.</summary>
    public static string Remarks(RunEvent.Edited e) =>
        string.Concat(
            e.Findings.Where(f => f.Outcome == Outcome.Note && f.About.Contains(e.Action.Value, StringComparer.Ordinal))
                .Select(f => $"; read this first: {f.Reason} ({f.Gate})")
        );

    /// <summary>Why an edit of this action was refused, in the gates' words.</summary>
    public static string WhyRefused(RunEvent.EditRefused e) =>
        string.Join(
            "; ",
            e.Findings.Where(f =>
                    f.Outcome == Outcome.Stop || (f.Outcome == Outcome.Withhold && f.About.Contains(e.Action.Value, StringComparer.Ordinal))
                )
                .Select(f => $"{f.Reason} ({f.Gate})")
        );

    private static ProposedAction Routed(ProposedAction action, Verdict verdict, Dossier dossier) =>
        verdict.RoutedTo(action.Id) is { } role
            ? action with
            {
                Needs = role,
                NeedsWho = QualifiedOwners.Of(role, dossier.Deal, dossier.Team, dossier.Playbook),
            }
            : action;

    /// <summary>The playbook version that judges, where it is not the one that the run started under: an event names it then.</summary>
    private static string? JudgedBy(Run run, Dossier dossier) =>
        dossier.Playbook.Version == run.Header.Playbook ? null : dossier.Playbook.Version;

    private static RunEvent Back(Run.Drafted run, Dossier dossier, IReadOnlyList<Finding> findings, IReadOnlyList<MissingEvidence> missing)
    {
        IReadOnlyList<Finding> stops = [.. findings.Where(f => f.Outcome == Outcome.Stop)];
        return new Verdict(findings).CanBeSentBack && run.SendBacks < Run.MaxSendBacks
            ? new RunEvent.SentBack([.. stops, .. findings.Where(f => f.Outcome == Outcome.Withhold)], JudgedBy(run, dossier))
            : new RunEvent.Stopped(string.Join("; ", stops.Select(f => f.Reason)), findings, missing, JudgedBy(run, dossier));
    }
}
