using System.Globalization;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Workflows.StalledDeal.Gates;

/// <summary>An escalation goes to somebody who holds the role, and a blocker of a qualified kind shows its owner.</summary>
public static class EscalationGate
{
    public static readonly Gate EscalationHasAnOwner = new(
        "escalation-has-an-owner",
        "an escalation goes to a person who holds the role that it names; where nobody does, to the manager",
        "SD",
        Judge
    );

    private static List<Finding> Judge(GateCase c)
    {
        var findings = new List<Finding>();
        foreach (var action in c.Proposal.Actions)
        {
            if (action.Payload is ActionPayload.Escalation e && Problem(c, e) is { } problem)
            {
                findings.Add(EscalationHasAnOwner.Withhold(problem, action.Id.Value));
            }
        }

        if (
            c.Packet.Blocker is { Standing: not BlockerStanding.Insufficient } blocker
            && QualifiedOwners.RoleFor(blocker.Category) is { } role
        )
        {
            var holders = QualifiedOwners.Of(role, c.Deal, c.Dossier.Team, c.Dossier.Playbook);
            var isAsked = c.Proposal.Actions.Any(a =>
                a.Payload is ActionPayload.Escalation
                || a.Needs == role
                || (a.Payload is ActionPayload.TaskItem t && holders.Contains(t.Owner, StringComparer.OrdinalIgnoreCase))
            );
            if (!isAsked)
            {
                findings.Add(
                    EscalationHasAnOwner.Note(
                        holders.Count > 0
                            ? $"{role} is held by {And(holders)}, who {(holders.Count == 1 ? "is" : "are")} not asked here"
                            : $"nobody is known who holds {role}: the manager may name somebody"
                    )
                );
            }
        }

        return findings;
    }

    private static string And(IReadOnlyList<string> names, string word = "and") =>
        names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.SkipLast(1))} {word} {names[^1]}";

    private static string? Problem(GateCase c, ActionPayload.Escalation e)
    {
        if (e.Role != Roles.Manager && !Roles.Qualified.Contains(e.Role, StringComparer.Ordinal))
        {
            return $"`{e.Role}` is no role that is escalated to: {string.Join(", ", Roles.Qualified)}, {Roles.Manager}";
        }

        // Who is away can answer nothing by the deadline: somebody else who holds the role, or the manager, can.
        var known = QualifiedOwners.Of(e.Role, c.Deal, c.Dossier.Team, c.Dossier.Playbook);
        var holders = QualifiedOwners.AtWork(e.Role, c.Dossier);
        if (
            known.Contains(e.To, StringComparer.OrdinalIgnoreCase)
            && Absences.Of(c.Dossier.File, c.Dossier.Team, e.To, c.Now) is { } absence
            && absence.Covers(e.Deadline)
            && c.EditedBy is null
        )
        {
            var others = holders.Count > 0 ? holders : QualifiedOwners.AtWork(Roles.Manager, c.Dossier);
            if (others.Count > 0)
            {
                return $"{e.To} {(absence.HasLeft ? "has left" : absence.Until is { } until ? string.Create(CultureInfo.InvariantCulture, $"is away until {until:yyyy-MM-dd}") : "is away")} (`{absence.Name}`): ask {And(others, "or")}";
            }
        }

        holders = known.Count > 0 && holders.Count == 0 ? [.. known, .. QualifiedOwners.AtWork(Roles.Manager, c.Dossier)] : known;
        if (holders.Count == 0)
        {
            holders = QualifiedOwners.Of(Roles.Manager, c.Deal, c.Dossier.Team, c.Dossier.Playbook);
        }
        if (holders.Contains(e.To, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }
        return holders.Count > 0
            ? $"{e.To} does not hold {e.Role}: {And(holders, "or")} {(holders.Count == 1 ? "does" : "do")}"
            : $"nobody is known who holds {e.Role}, and the record names no manager";
    }
}
