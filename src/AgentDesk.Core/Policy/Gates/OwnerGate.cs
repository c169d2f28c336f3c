using System.Globalization;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Policy.Gates;

/// <summary>A task or escalation is work only when somebody of ours has it, by a day, in a record.</summary>
public static class OwnerGate
{
    public static readonly Gate OwnerDeadlineRecord = new(
        "owner-deadline-record",
        "a task or escalation names its owner, its deadline and the record that it lands in",
        "SP",
        Judge
    );

    private static List<Finding> Judge(GateCase c)
    {
        var findings = new List<Finding>();
        foreach (var action in c.Proposal.Actions)
        {
            var problems = action.Payload switch
            {
                ActionPayload.Escalation e => Problems(c, e.To, e.Text, e.Deadline, e.Record),
                ActionPayload.TaskItem t => Problems(c, t.Owner, t.Text, t.Deadline, t.Record),
                _ => [],
            };
            findings.AddRange(problems.Select(p => OwnerDeadlineRecord.Withhold(p, action.Id.Value)));
        }

        return findings;
    }

    private static IEnumerable<string> Problems(GateCase c, string owner, string text, DateOnly deadline, string record)
    {
        var today = DateOnly.FromDateTime(c.Now.UtcDateTime);
        if (string.IsNullOrWhiteSpace(owner))
        {
            yield return "it names no owner";
        }
        else if (!IsOurs(c, owner))
        {
            yield return $"`{owner}` is nobody of our side";
        }
        else if (Absences.Of(c.Dossier.File, c.Dossier.Team, owner, c.Now) is { HasLeft: true } gone)
        {
            yield return $"{owner} has left (`{gone.Name}`)";
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            yield return "it does not say what is to be done";
        }
        if (deadline < today)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"its deadline {deadline:yyyy-MM-dd} is past");
        }
        if (record != c.Deal.Id.Value && c.Dossier.Find(new EvidenceName(record)) is not { Deal: not null })
        {
            yield return string.IsNullOrWhiteSpace(record) ? "it names no record" : $"`{record}` is no record of this deal";
        }
    }

    private static bool IsOurs(GateCase c, string owner) =>
        Sides.IsSeller(c.Dossier.Team, owner)
        || Sides.Same(owner, c.Deal.OwnerEmail)
        || (c.Deal.ManagerEmail is { } manager && Sides.Same(owner, manager))
        || c.Dossier.Playbook.Routing.Values.Any(r => r.Contains(owner, StringComparer.OrdinalIgnoreCase));
}
