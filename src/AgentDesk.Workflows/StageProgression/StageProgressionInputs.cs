using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Runs;
using AgentDesk.Core.Stages;
using AgentDesk.Workflows.StalledDeal;

namespace AgentDesk.Workflows.StageProgression;

/// <summary>
/// What code computed for the prompt: what a diagnosis gets, and the stage rules with what the record decides about them
/// (prompts/README.md).
/// </summary>
internal static class StageProgressionInputs
{
    private const int TaskDays = 2;

    public static JsonObject Of(Dossier dossier, Cause cause)
    {
        var inputs = StalledDealInputs.Of(dossier, cause);
        foreach (var unused in new[] { "voice", "assets" })
        {
            inputs.Remove(unused);
        }

        var (file, playbook, now) = (dossier.File, dossier.Playbook, dossier.Now);
        var path = new StagePath(file, playbook, now);
        inputs["criteria"] = new JsonArray([
            .. Criteria(playbook, path)
                .Select(c =>
                    Node(
                        new
                        {
                            stage = c.Stage,
                            id = c.Criterion.Id,
                            text = c.Criterion.Text,
                            evidence = c.Criterion.Evidence,
                            role = c.Role,
                        }
                    )
                ),
        ]);
        inputs["stages"] = new JsonArray([
            .. playbook.Stages.Select(s =>
                Node(
                    new
                    {
                        name = s.Name,
                        forecast = s.ForecastCategory,
                        terminal = s.Terminal,
                    }
                )
            ),
        ]);
        inputs["path"] = Node(
            new
            {
                current = path.Current?.Stage,
                next = path.Next?.Name,
                left = path.Left.Select(s => s.Name),
                regressed_from = path.LastStep is { } last && path.Regressions.Contains(last) ? last.From.Stage : null,
                open_is_due = MissingCriteria.OpenIsDue(file, playbook, path, now),
                current_is_due = MissingCriteria.IsCurrentDue(file, playbook, path, now),
            }
        );
        inputs["record_exceptions"] = Node(RecordExceptions.Of(file, playbook, now));
        inputs["seller_only"] = Node(SellerOnly.Since(file, dossier.Team, playbook, now));
        inputs["moves"] = new JsonArray([
            .. path.Steps.Select(s =>
                Node(
                    new
                    {
                        from = s.From.Stage,
                        to = s.To.Stage,
                        at = s.To.EnteredAt,
                        around = SellerOnly.Around(file, dossier.Team, s.To, now),
                        row = Cites.Stage(file, s.To),
                    }
                )
            ),
        ]);
        inputs["buyer_acts"] = new JsonArray([
            .. BuyerActs
                .Of(file, now)
                .Select(a =>
                    Node(
                        new
                        {
                            kind = a.Kind,
                            name = a.Name,
                            at = a.At,
                            who = a.Who,
                        }
                    )
                ),
        ]);
        inputs["fields"] = path.Current is { } current ? Node(FieldStates.Of(file.Deal, playbook, current.Stage)) : new JsonArray();
        inputs["forecast"] = path.Current is { } here ? Node(ForecastImpact.Of(file.Deal, playbook, here.Stage, null)) : null;
        inputs["task_deadline"] = Node(TaskDeadline(dossier));
        return inputs;
    }

    /// <summary>The day by which a task that is given now is done: two working days of the owner's on.</summary>
    public static DateOnly TaskDeadline(Dossier dossier)
    {
        var clock = new WorkClock(dossier.Playbook.Hours, dossier.Deal.AnsweredBy);
        return clock.DayOf(clock.EndOf(dossier.Now, TaskDays));
    }

    /// <summary>
    /// The criteria to read: those of the stages before the current one (its entry) and its own (its exit); after a move back also those on
    /// the way to where the deal was.
    /// </summary>
    public static IEnumerable<(string Stage, ExitCriterion Criterion, string Role)> Criteria(Playbook playbook, StagePath path)
    {
        var back = path.LastStep is { } last && path.Regressions.Contains(last) ? playbook.Order(last.From.Stage) - 1 : -1;
        return from stage in playbook.Stages.Take(Math.Max(path.Order, back) + 1)
            from criterion in stage.ExitCriteria
            select (stage.Name, criterion, playbook.Order(stage.Name) < path.Order ? "entry" : "exit");
    }

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, DeskJson.Options);
}
