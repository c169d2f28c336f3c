using AgentDesk.Core.Chains;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Workflows.StalledDeal;

namespace AgentDesk.Workflows.TriggerLatency;

/// <summary>
/// What wakes the workflow (SW): a trigger whose action is not there although its time is up, or as far ahead of that as the playbook says.
/// A silence that the stalled-deal diagnosis has on its own card, and a mail that a card of that workflow answers already, are left to it.
/// </summary>
public static class LatencyTriggers
{
    public static Cause? Of(DealFile file, Team team, Playbook playbook, DateTimeOffset now) =>
        Due(file, team, playbook, now) is { Count: > 0 } due
            ? new Cause([.. due.Select(c => new Trigger(c.Trigger, ClockWords.Line(c), c.At, c.Name.Value))])
            : null;

    /// <summary>The clocks that a run was raised for and that still run.</summary>
    public static IReadOnlyList<TriggerClock> Of(Cause cause, DealFile file, Team team, Playbook playbook, DateTimeOffset now) =>
        [.. TriggerClocks.Open(file, team, playbook, now).Where(c => cause.Triggers.Any(t => Is(c, t)))];

    /// <summary>The clocks that are to be raised, the earliest due first.</summary>
    public static IReadOnlyList<TriggerClock> Due(DealFile file, Team team, Playbook playbook, DateTimeOffset now) =>
        [.. TriggerClocks.Open(file, team, playbook, now).Where(c => c.State == ClockState.Late || c.RaiseAt <= now)];

    /// <summary>What became of everything that a run waits for, or null while something of it still runs.</summary>
    public static string? Overtaken(Cause cause, DealFile file, Team team, Playbook playbook, DateTimeOffset now)
    {
        var clocks = TriggerClocks.Of(file, team, playbook, now).Where(c => cause.Triggers.Any(t => Is(c, t))).ToList();
        if (clocks.Exists(c => c.IsOpen))
        {
            return null;
        }
        return clocks.Count == 0
            ? "its triggers are gone from the evidence or have no limit in the playbook any more"
            : string.Join("; ", clocks.Select(c => c.Taken is { } t ? $"{t.What} ({t.Name})" : c.Because));
    }

    public static bool YieldsTo(Trigger trigger, DealFile file, Run other)
    {
        if (
            other.Header.Workflow != StalledDealWorkflow.WorkflowName
            || other is Run.Stopped or Run.Closed { Outcome: Outcomes.Expired or "superseded" }
        )
        {
            return false;
        }

        return trigger.Kind switch
        {
            // The diagnosis takes the same silence as its reason: also one that a person has already closed.
            TriggerRule.DealQuiet => other.Header.Cause.Triggers.Any(t =>
                t.Kind is StallTriggers.BuyerQuiet or StallTriggers.RepeatedFollowUp
            ) && (other is not Run.Closed || other.Header.StartedAt >= trigger.At),
            TriggerRule.BuyerReply => other is Run.Waiting waiting
                && waiting.Actions.Any(a => a.IsOpen && a.Action.Payload is ActionPayload.EmailDraft mail && Answers(file, trigger, mail)),
            _ => false,
        };
    }

    private static bool Answers(DealFile file, Trigger trigger, ActionPayload.EmailDraft mail)
    {
        var asked = file.Mails.FirstOrDefault(m => $"mail:{m.Id}" == trigger.Anchor);
        return asked is not null && mail.To.Contains(asked.From.Address, StringComparer.OrdinalIgnoreCase);
    }

    private static bool Is(TriggerClock clock, Trigger trigger) => clock.Trigger == trigger.Kind && clock.Name.Value == trigger.Anchor;
}
