using AgentDesk.Core.Chains;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Policy.Wording;

namespace AgentDesk.Workflows.TriggerLatency.Gates;

/// <summary>What runs, and that somebody says what is next.</summary>
public static class ClockGates
{
    /// <summary>SW: "can anyone look at any deal and know what happens next?"</summary>
    public static readonly Gate EveryTriggerIsAnswered = new(
        "every-trigger-is-answered",
        "for every trigger that runs it is said what is next, and where nothing is to be done, why",
        "SW",
        Unanswered
    );

    /// <summary>SW: the action follows its trigger; once it has, nothing follows twice.</summary>
    public static readonly Gate TriggerStillOpen = new(
        "trigger-still-open",
        "nothing is proposed for a trigger whose action has happened meanwhile",
        "SW",
        Closed
    );

    private static List<Finding> Unanswered(GateCase c)
    {
        var clocks = c.Packet.Clocks ?? [];
        List<Finding> findings =
        [
            .. clocks
                .Where(n => string.IsNullOrWhiteSpace(n.Next))
                .Select(n => EveryTriggerIsAnswered.SendBack($"nothing is said on what is next after `{n.Clock.Detail}`")),
        ];
        if (clocks.Count > 0 && c.Proposal.Actions.Count == 0 && !c.Packet.Headline.Contains("Nothing to do: ", StringComparison.Ordinal))
        {
            findings.Add(
                EveryTriggerIsAnswered.SendBack(
                    "neither a message nor a task is proposed, and it is not said why nothing is to be done: set do_nothing_because"
                )
            );
        }

        return findings;
    }

    private static List<Finding> Closed(GateCase c)
    {
        var notes = c.Packet.Clocks ?? [];
        if (notes.Count == 0)
        {
            return [];
        }

        var now = TriggerClocks.Of(c.Dossier.File, c.Dossier.Team, c.Dossier.Playbook, c.Now);
        var findings = new List<Finding>();
        foreach (var (clock, _) in notes)
        {
            if (now.FirstOrDefault(n => n.Trigger == clock.Trigger && n.Name == clock.Name) is not { IsOpen: false } closed)
            {
                continue;
            }

            var why = closed.Taken is { } taken ? $"{taken.What} (`{taken.Name}`)" : closed.Because!;
            var about = c
                .Proposal.Actions.Where(a =>
                    ActionTexts.ReachesCustomer(a)
                    && ChainGates.Fits(c, clock, a.Payload) is null
                    && !notes.Any(o => o.Clock != clock && IsOpen(now, o.Clock) && ChainGates.Fits(c, o.Clock, a.Payload) is null)
                )
                .Select(a => a.Id.Value)
                .ToList();
            findings.Add(
                about.Count > 0
                    ? TriggerStillOpen.Withhold($"it is not asked for any more: {why}", about)
                    : TriggerStillOpen.Note($"{clock.Detail}: {why}")
            );
        }

        return findings;
    }

    private static bool IsOpen(IReadOnlyList<TriggerClock> now, TriggerClock clock) =>
        now.Any(n => n.Trigger == clock.Trigger && n.Name == clock.Name && n.IsOpen);
}
