using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Workflows.StalledDeal.Gates;

/// <summary>When nothing, or nothing else, explains a stall.</summary>
public static class EvidenceGates
{
    public static readonly Gate InsufficientEvidence = new(
        "insufficient-evidence",
        "where the evidence does not carry a diagnosis there is no outreach, but a list of what is missing and who could supply it",
        "SD",
        Insufficient
    );

    public static readonly Gate UnresponsiveIsLast = new(
        "unresponsive-is-last",
        "unresponsive is named only when nothing else explains the silence",
        "SD",
        Unresponsive
    );

    private static List<Finding> Insufficient(GateCase c)
    {
        if (c.Packet.Blocker is not { Standing: BlockerStanding.Insufficient })
        {
            return [];
        }

        var findings = new List<Finding>();
        if (c.Packet.MissingEvidence.Count == 0)
        {
            findings.Add(
                InsufficientEvidence.SendBack(
                    "the evidence is called insufficient, but nothing is said to be missing: list it, and who could supply it"
                )
            );
        }
        findings.AddRange(
            c.Packet.MissingEvidence.Where(m => string.IsNullOrWhiteSpace(m.Text) || string.IsNullOrWhiteSpace(m.WhoCouldSupply))
                .Select(m => InsufficientEvidence.SendBack($"`{m.Text}` is missing, but nobody is named who could supply it"))
        );
        findings.AddRange(
            c.Proposal.Actions.Where(ActionTexts.ReachesCustomer)
                .Select(a => InsufficientEvidence.Withhold("nobody can know yet what this deal waits for: ask inside first", a.Id.Value))
        );
        return findings;
    }

    private static IReadOnlyList<Finding> Unresponsive(GateCase c)
    {
        if (c.Packet.Blocker is not { Category: Blockers.Unresponsive } blocker)
        {
            return [];
        }

        var file = c.Dossier.File;
        var limits = c.Dossier.Playbook.Limits;
        var prior = PriorOutreach.Of(file, c.Dossier.Team, c.Now);
        var silence = Silence.Of(file, prior, limits, c.Now);
        var other = blocker.Secondary.FirstOrDefault(s => s is not (Blockers.Unresponsive or Blockers.None));
        var owed = file.Trackers.FirstOrDefault(t => t.Status is "waiting_on_seller" or "rejected");
        var tried = prior.Items.SelectMany(a => a.To).Append(prior.Since?.Email ?? "").ToHashSet(StringComparer.OrdinalIgnoreCase);
        var gone = file.Contacts.FirstOrDefault(k =>
            k.Side == Side.Buyer && tried.Contains(k.Email) && (k.Status == "left" || Departures.Of(file, k.Email, c.Now) is not null)
        );
        return
        [
            .. Checks(
                (prior.Count == 0, "nobody has tried to reach the buyer since the last word"),
                (
                    silence.Days < limits.QuietDays,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the buyer spoke {silence.Days} days ago; silence begins at {limits.QuietDays}"
                    )
                ),
                (
                    silence.Plan.Count > 0,
                    silence.Plan.Count > 0 ? $"the silence lies inside a plan: {silence.Plan[0].What} (`{silence.Plan[0].Name}`)" : ""
                ),
                (
                    silence.WeOwe is not null,
                    $"the buyer waits for us: {silence.WeOwe?.Who} asked `{silence.WeOwe?.Sentence}` (`{silence.WeOwe?.Name}`)"
                ),
                (owed is not null, $"`tracker:{owed?.Id}` waits on us"),
                (gone is not null, $"{gone?.Name} has left or reads no mail: that is a matter of stakeholders"),
                (other is not null, $"{other} is named too, and explains it better")
            ),
        ];
    }

    private static IEnumerable<Finding> Checks(params (bool Fails, string Why)[] checks) =>
        checks.Where(k => k.Fails).Select(k => UnresponsiveIsLast.SendBack($"unresponsive is the last resort: {k.Why}"));
}
