using System.Globalization;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Stages;

namespace AgentDesk.Workflows.StageProgression.Gates;

/// <summary>
/// What the record must hold before a stage changes, what the change does to the forecast, and what an exception needs to be closed.
/// </summary>
public static class RecordGates
{
    /// <summary>
    /// SP: "Block automatic stage changes when required fields or buyer evidence are missing"; placeholders count as missing.
    /// </summary>
    public static readonly Gate RequiredFields = new(
        "required-fields",
        "a deal advances only when the fields that the stages behind it require are filled; TBD, n/a, a full stop or a question mark is not filled",
        "SP",
        Unfilled
    );

    /// <summary>
    /// SP: "Route stage movement that affects forecast, pricing, or customer communication to review"; "Do not change forecast from stage
    /// movement without approval".
    /// </summary>
    public static readonly Gate ForecastImpactShown = new(
        "forecast-impact",
        "a stage change shows the forecast before and after, and what changes the forecast is the manager's; a commit is a person's own word",
        "SP",
        Forecasts
    );

    /// <summary>SP: "Every stage exception is routed to owner review with evidence and a required disposition".</summary>
    public static readonly Gate DispositionRequired = new(
        "disposition-required",
        "every exception has its evidence and somebody who answers for it, and is closed only with a disposition and a reason",
        "SP",
        Undisposed
    );

    private static List<Finding> Unfilled(GateCase c)
    {
        var findings = new List<Finding>();
        foreach (var move in StageMoves.Of(c).Where(m => m.IsForward))
        {
            var behind = c.Dossier.Playbook.Stages[Math.Max(0, move.To - 1)].Name;
            var missing = FieldStates
                .Of(c.Deal, c.Dossier.Playbook, behind)
                .Where(f => f.RequiredBy is not null && f.State != FieldState.Filled)
                .ToList();
            if (missing.Count > 0)
            {
                findings.Add(
                    RequiredFields.Withhold(
                        $"{move.Before} to {move.After} lacks {string.Join(", ", missing.Select(f => f.State == FieldState.Blank ? $"{f.Field} (blank)" : $"{f.Field} (`{f.Value}`)"))}",
                        move.Action.Id.Value
                    )
                );
            }
        }

        return findings;
    }

    private static List<Finding> Forecasts(GateCase c)
    {
        var findings = new List<Finding>();
        foreach (var move in StageMoves.Of(c))
        {
            if (c.Packet.Stage is null)
            {
                findings.Add(
                    ForecastImpactShown.SendBack(
                        $"{move.Before} to {move.After} does not show what it does to the forecast",
                        move.Action.Id.Value
                    )
                );
            }

            var impact = ForecastImpact.Of(c.Deal, c.Dossier.Playbook, move.Before, move.After);
            if (impact.Changes || impact.OfCurrent != impact.OfProposed)
            {
                findings.Add(
                    ForecastImpactShown.Route(
                        Roles.Manager,
                        $"the deal is forecast {impact.Category ?? "nothing"}; {move.Before} carries {impact.OfCurrent ?? "nothing"}, {move.After} carries {impact.OfProposed ?? "nothing"}",
                        move.Action.Id.Value
                    )
                );
            }
        }

        foreach (var action in c.Proposal.Actions)
        {
            var after = action.Payload switch
            {
                ActionPayload.ForecastChange f => f.After,
                ActionPayload.CrmField f when f.Field.StartsWith("forecast", StringComparison.OrdinalIgnoreCase) => f.After,
                _ => null,
            };
            if (after is null)
            {
                continue;
            }
            if (after == Forecast.Commit && c.EditedBy is null)
            {
                findings.Add(ForecastImpactShown.Withhold("a commit is a person's own word: the desk proposes none", action.Id.Value));
            }
            findings.Add(ForecastImpactShown.Route(Roles.Manager, $"the forecast changes to {after}", action.Id.Value));
        }

        if (c.Packet.Stage is { Forecast: { IsAhead: true } ahead } review)
        {
            findings.Add(ForecastImpactShown.Note($"forecast {ahead.Category}, and {review.Current} carries {ahead.OfCurrent}"));
        }
        return findings;
    }

    private static List<Finding> Undisposed(GateCase c)
    {
        if (c.Packet.Exceptions.Count == 0)
        {
            return [];
        }

        var findings = new List<Finding>();
        findings.AddRange(
            c.Packet.Exceptions.Where(x => x.Citations.Count == 0)
                .Select(x => DispositionRequired.SendBack($"the exception `{x.Kind}` cites nothing: {x.Detail}"))
        );
        findings.AddRange(
            c.Packet.Exceptions.Where(x => !StageExceptions.All.Contains(x.Kind, StringComparer.Ordinal))
                .Select(x => DispositionRequired.SendBack($"`{x.Kind}` is no kind of exception: {string.Join(", ", StageExceptions.All)}"))
        );
        findings.AddRange(
            c.Packet.Exceptions.Where(x =>
                    x.Kind == StageExceptions.Contradictory && x.Citations.Select(q => (q.Evidence, q.Quote)).Distinct().Count() < 2
                )
                .Select(x => DispositionRequired.SendBack($"a contradiction quotes both sides, this one does not: {x.Detail}"))
        );
        if (!c.Proposal.Actions.Any(a => a.Payload is ActionPayload.TaskItem or ActionPayload.StageChange or ActionPayload.Escalation))
        {
            findings.Add(DispositionRequired.SendBack("the exceptions are routed to nobody: give the owner or the manager a task"));
        }
        if (findings.Count == 0)
        {
            findings.Add(
                DispositionRequired.Note(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"open until closed with a disposition and a reason: {c.Packet.Exceptions.Count} ({string.Join(", ", c.Packet.Exceptions.Select(x => x.Kind).Distinct(StringComparer.Ordinal))})"
                    )
                )
            );
        }
        return findings;
    }
}
