using System.Globalization;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Core.Policy.Gates;

/// <summary>
/// A statement about now may not rest on evidence older than the playbook's limit. Rows that state how the record stands now (deal, stage,
/// contact, field) and assets, which have their own expiry, do not age.
/// </summary>
public static class StaleEvidenceGate
{
    public static readonly Gate StaleEvidence = new(
        "stale-evidence",
        "a statement about now does not rest on evidence older than the playbook's limit",
        "SP",
        Judge
    );

    private static IReadOnlyList<Finding> Judge(GateCase c)
    {
        var limit = c.Dossier.Playbook.Limits.StaleEvidenceDays;
        var known = c
            .Packet.Claims.Where(k => k.Section == "known")
            .Select(k => (Claim: k, Dated: k.Citations.Select(q => c.Dossier.Find(q.Evidence)).OfType<EvidenceItem>().ToList()))
            .Where(k => k.Dated.Count > 0)
            .ToList();
        var stale = known.Where(k => k.Dated.TrueForAll(i => Ages(i.Kind) && i.At.AddDays(limit) < c.Now)).ToList();
        if (stale.Count > 0 && stale.Count == known.Count)
        {
            var latest = stale.SelectMany(k => k.Dated).Max(i => i.At);
            return
            [
                StaleEvidence.Stop(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"all that the diagnosis rests on is older than {limit} days (the latest is of {latest:yyyy-MM-dd}): ask before acting on it"
                    ),
                    [.. stale.Select(k => k.Claim.Id)]
                ),
            ];
        }

        return
        [
            .. stale.Select(k =>
                StaleEvidence.Note(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"`{k.Claim.Text}` rests on evidence of {k.Dated.Max(i => i.At):yyyy-MM-dd}, older than {limit} days"
                    ),
                    k.Claim.Id
                )
            ),
        ];
    }

    private static bool Ages(string kind) => kind is "mail" or "call" or "thread" or "activity" or "tracker" or "event" or "signal";
}
