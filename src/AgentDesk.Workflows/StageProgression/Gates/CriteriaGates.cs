using AgentDesk.Core.Policy;
using AgentDesk.Core.Policy.Gates;
using AgentDesk.Core.Stages;

namespace AgentDesk.Workflows.StageProgression.Gates;

/// <summary>What a stage change rests on.</summary>
public static class CriteriaGates
{
    /// <summary>
    /// SP: "Advance stage only when required buyer evidence and exit criteria are present"; "Flag missing exit criteria".
    /// </summary>
    public static readonly Gate ExitCriteriaMet = new(
        "exit-criteria-met",
        "a deal advances only when every exit criterion of the stages that it leaves has the buyer's own words or a system's status",
        "SP",
        Unmet
    );

    /// <summary>SP: "Distinguish seller activity from buyer progress"; "Do not advance stage from seller activity alone".</summary>
    public static readonly Gate SellerActivityIsNotProgress = new(
        "seller-activity-is-not-progress",
        "no stage is advanced from seller activity alone: since the stage was entered the buyer has done something",
        "SP",
        SellersOnly
    );

    private static List<Finding> Unmet(GateCase c)
    {
        var findings = new List<Finding>();
        foreach (var r in c.Packet.Stage?.Criteria ?? [])
        {
            if (r.Standing == CriterionStanding.Met && !IsWitnessed(c, r))
            {
                findings.Add(
                    ExitCriteriaMet.SendBack(
                        $"`{r.Text}` ({r.Stage}) is called met, but no buyer's words and no system's status are quoted for it: quote them, or call it open"
                    )
                );
            }
            if (r.Standing == CriterionStanding.Denied && r.Citations.Count == 0)
            {
                findings.Add(
                    ExitCriteriaMet.SendBack(
                        $"`{r.Text}` ({r.Stage}) is called denied, but nothing is quoted for it: quote the buyer, or call it open"
                    )
                );
            }
        }

        foreach (var move in StageMoves.Of(c).Where(m => m.IsForward))
        {
            var gaps = Gaps(c, move);
            if (gaps.Count > 0)
            {
                findings.Add(
                    ExitCriteriaMet.Withhold(
                        $"{move.Before} to {move.After} is not carried by the buyer: {string.Join("; ", gaps)}",
                        move.Action.Id.Value
                    )
                );
            }
        }

        return findings;
    }

    // Every criterion of the playbook counts, whether or not the packet speaks of it.
    private static List<string> Gaps(GateCase c, StageTarget move)
    {
        var gaps = new List<string>();
        foreach (var stage in c.Dossier.Playbook.Stages.Take(move.To))
        {
            foreach (var criterion in stage.ExitCriteria)
            {
                var reading = c.Packet.Stage?.Criteria.FirstOrDefault(r =>
                    string.Equals(r.Stage, stage.Name, StringComparison.OrdinalIgnoreCase) && r.Id == criterion.Id
                );
                if (reading is null || reading.IsGap || !IsWitnessed(c, reading))
                {
                    gaps.Add($"{criterion.Text} ({stage.Name})");
                }
            }
        }

        return gaps;
    }

    private static bool IsWitnessed(GateCase c, CriterionReading r) =>
        r.Citations.Any(q => q.Evidence.Kind is not ("stage" or "field") && WitnessGate.IsWitness(c.Dossier, q, r.Note));

    private static List<Finding> SellersOnly(GateCase c)
    {
        var findings = new List<Finding>();
        foreach (var move in StageMoves.Of(c).Where(m => m.IsForward))
        {
            var stay = Core.Evidence.Readings.StageAge.Current(c.Dossier.File);
            var acts = stay is null ? [] : SellerOnly.ActsWithin(c.Dossier.File, stay with { ExitedAt = null }, c.Now);
            if (acts.Count == 0)
            {
                findings.Add(
                    SellerActivityIsNotProgress.Withhold(
                        $"since the deal entered {move.Before} the buyer has said and done nothing: what moved is ours",
                        move.Action.Id.Value
                    )
                );
            }
            else if (c.Packet.Exceptions.FirstOrDefault(x => x.Kind == StageExceptions.SellerActivityOnly) is { } alone)
            {
                findings.Add(
                    SellerActivityIsNotProgress.Withhold($"the move would rest on our own activity: {alone.Detail}", move.Action.Id.Value)
                );
            }
        }

        return findings;
    }
}
