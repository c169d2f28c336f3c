using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Runs;

namespace AgentDesk.Core.Policy.Gates;

/// <summary>Whether the work may be done at all.</summary>
public static class ReadinessGates
{
    public static readonly Gate Readiness = new(
        "readiness",
        "the workflow's inputs are there: stage dates, activity history, somebody who answers for the deal, and no row of them lost on import",
        "SD, SP",
        NotReady
    );

    public static readonly Gate OpenDealsOnly = new("open-deals-only", "closed deals belong to another workflow", "SD", Closed);

    private static IReadOnlyList<Finding> Closed(GateCase c) =>
        c.Deal.Status switch
        {
            DealStatus.Open => [],
            var closed => [OpenDealsOnly.Stop($"{Outcomes.EndOf(closed)}: reactivating a closed deal is another workflow")],
        };

    private static List<Finding> NotReady(GateCase c)
    {
        var file = c.Dossier.File;
        var findings = file
            .Damage.Select(d => Readiness.Stop($"lost on import: {d.Place} ({d.Reason}); mend it and import again"))
            .ToList();
        if (StageAge.Current(file) is not { } current)
        {
            findings.Add(Readiness.Stop("there is no stage history: without the dates of its stages nobody can tell whether it stalls"));
        }
        else if (!string.Equals(current.Stage, file.Deal.Stage, StringComparison.OrdinalIgnoreCase))
        {
            findings.Add(
                Readiness.Note(
                    $"the record says `{file.Deal.Stage}`, its stage history `{current.Stage}`: the age is that of `{current.Stage}`"
                )
            );
        }

        if (file.Deal.AnsweredBy.Length == 0)
        {
            findings.Add(
                Readiness.Stop(
                    "the deal names neither owner nor manager: nobody can be asked to decide, and nobody's mail be drafted; name one in the record and import again"
                )
            );
        }
        if (file.Activities.Count == 0 && file.Mails.Count == 0 && file.Calls.Count == 0)
        {
            findings.Add(Readiness.Stop("there is no activity history: no mail, call or logged activity to read"));
        }
        return findings;
    }
}
