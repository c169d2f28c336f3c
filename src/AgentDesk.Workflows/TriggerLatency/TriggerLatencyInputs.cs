using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core;
using AgentDesk.Core.Chains;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Runs;
using AgentDesk.Workflows.StalledDeal;

namespace AgentDesk.Workflows.TriggerLatency;

/// <summary>What code computed for the prompt: what a diagnosis gets, and the clocks that run (prompts/README.md).</summary>
internal static class TriggerLatencyInputs
{
    public static JsonObject Of(Dossier dossier, Cause cause)
    {
        var inputs = StalledDealInputs.Of(dossier, cause);
        foreach (var unused in new[] { "changeable_fields", "limits" })
        {
            inputs.Remove(unused);
        }

        var clock = new WorkClock(dossier.Playbook.Hours, dossier.Deal.AnsweredBy);
        // A task that is given in the evening is for the next working day; a record counts its days in UTC.
        var today = clock.DayOf(clock.EndOf(dossier.Now, 0));
        if (DateOnly.FromDateTime(dossier.Now.UtcDateTime) is var utc && today < utc)
        {
            today = clock.OnOrAfter(utc);
        }
        inputs["clocks"] = new JsonArray([
            .. LatencyTriggers
                .Of(cause, dossier.File, dossier.Team, dossier.Playbook, dossier.Now)
                .Select(
                    (c, i) =>
                        Node(
                            new
                            {
                                index = i,
                                trigger = c.Trigger,
                                action = c.Action,
                                at = c.At,
                                detail = c.Detail,
                                owed = ClockWords.Owed(c),
                                who = c.Who,
                                to = c.To,
                                answer = c.Answer,
                                within = c.Within,
                                due = ClockWords.Due(c),
                                state = c.State,
                                late_by = c is { State: ClockState.Late, LateMinutes: > 0 } ? ClockWords.Late(c) : null,
                                citations = c.Citations,
                            }
                        )
                ),
        ]);
        inputs["working_days"] = Node(new { today, next = clock.OnOrAfter(today.AddDays(1)) });
        return inputs;
    }

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, DeskJson.Options);
}
