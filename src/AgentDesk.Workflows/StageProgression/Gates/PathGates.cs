using System.Globalization;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Stages;

namespace AgentDesk.Workflows.StageProgression.Gates;

/// <summary>The order of the stages, and the time in them.</summary>
public static class PathGates
{
    /// <summary>SP: "Flag deals that skip stages"; "Do not skip required stages without review".</summary>
    public static readonly Gate NoSkippedStage = new(
        "no-skipped-stage",
        "no stage is passed over, and a skip that has happened is neither left nor undone without the manager",
        "SP",
        Skipped
    );

    /// <summary>SP: "Flag deals that ... sit beyond expected stage age".</summary>
    public static readonly Gate StageAgeShown = new(
        "stage-age",
        "a deal that sits beyond its stage's expected age is shown as such, with the days",
        "SP",
        Aged
    );

    /// <summary>SP: "Do not move stage backward automatically".</summary>
    public static readonly Gate NoAutomaticRegression = new(
        "no-automatic-regression",
        "a deal moves backward, or back to where it was moved backward from, only by the manager's decision and with a reason",
        "SP",
        Regressed
    );

    private static List<Finding> Skipped(GateCase c)
    {
        var findings = new List<Finding>();
        var path = new StagePath(c.Dossier.File, c.Dossier.Playbook, c.Now);
        foreach (var move in StageMoves.Of(c))
        {
            if (move.To < 0)
            {
                findings.Add(NoSkippedStage.Withhold($"the playbook has no stage `{move.After}`", move.Action.Id.Value));
            }
            var over = move.IsForward
                ? c.Dossier.Playbook.Stages.Take(move.To).Skip(move.From + 1).Select(s => s.Name).Where(n => !path.Has(n)).ToList()
                : [];
            if (over.Count > 0)
            {
                findings.Add(
                    NoSkippedStage.Withhold(
                        $"it would pass over {string.Join(" and ", over)}, which the deal was never in",
                        move.Action.Id.Value
                    )
                );
            }
            else if (path.Skips.Count > 0)
            {
                findings.Add(
                    NoSkippedStage.Route(
                        Roles.Manager,
                        $"{string.Join(" and ", path.Skips.SelectMany(s => s.Skipped))} was skipped: what becomes of that is the manager's",
                        move.Action.Id.Value
                    )
                );
            }
        }

        findings.AddRange(
            path.Skips.Where(s =>
                    c.Packet.Stage is not null
                    && !c.Packet.Exceptions.Any(x =>
                        x.Kind == StageExceptions.SkippedStage && x.Citations.Any(q => q.Evidence == StageAge.NameOf(c.Deal.Id, s.To))
                    )
                )
                .Select(s => NoSkippedStage.SendBack($"the history skips {string.Join(" and ", s.Skipped)}, and the note does not say so"))
        );
        return findings;
    }

    private static List<Finding> Aged(GateCase c)
    {
        if (
            c.Packet.Stage is null
            || StageAge.Of(c.Dossier.File, c.Dossier.Playbook, c.Now) is not { IsOver: true, Expected: { } expected } age
        )
        {
            return [];
        }
        if (!c.Packet.Exceptions.Any(x => x.Kind == StageExceptions.OverAge))
        {
            return
            [
                StageAgeShown.SendBack(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the deal is {age.Days} days in {age.Stage}, {expected} expected, and the note does not say so"
                    )
                ),
            ];
        }
        return [StageAgeShown.Note(string.Create(CultureInfo.InvariantCulture, $"{age.Days} days in {age.Stage}, {expected} expected"))];
    }

    private static List<Finding> Regressed(GateCase c)
    {
        var findings = new List<Finding>();
        var path = new StagePath(c.Dossier.File, c.Dossier.Playbook, c.Now);
        var undone = path.LastStep is { } last && path.Regressions.Contains(last) ? last : null;
        foreach (var move in StageMoves.Of(c))
        {
            var undoes = move.IsForward && undone is not null && c.Dossier.Playbook.Order(undone.From.Stage) <= move.To;
            if (!move.IsBackward && !undoes)
            {
                continue;
            }

            var reason = (move.Action.Payload as ActionPayload.StageChange)?.Reason;
            if (string.IsNullOrWhiteSpace(reason))
            {
                findings.Add(NoAutomaticRegression.Withhold($"{move.Before} to {move.After} gives no reason", move.Action.Id.Value));
            }
            findings.Add(
                NoAutomaticRegression.Route(
                    Roles.Manager,
                    undoes
                        ? $"it undoes the move back from {undone!.From.Stage}: that is the manager's"
                        : $"it moves the deal back, {move.Before} to {move.After}: that is the manager's",
                    move.Action.Id.Value
                )
            );
        }

        return findings;
    }
}
