using System.Globalization;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Core.Chains;

/// <summary>A clock in words. Instants are shown in the zone of the deal's owner, as <see cref="TriggerClock.Due"/> holds them.</summary>
public static class ClockWords
{
    /// <summary>What is owed: "an answer in the thread to Hollis Greer".</summary>
    public static string Owed(TriggerClock c) =>
        c.Trigger switch
        {
            TriggerRule.BuyerReply => $"an answer in the thread{To(c)}",
            TriggerRule.CallEnded => $"a recap{To(c)}",
            TriggerRule.StakeholderNamed => $"a personal word{To(c)}",
            TriggerRule.DealQuiet => "a follow-up that carries something new",
            _ => c.Action.Replace('_', ' '),
        };

    /// <summary>How late it is: "2 business days 3 h".</summary>
    public static string Late(TriggerClock c) => TriggerClocks.Spoken(c.LateMinutes, c.DayMinutes);

    /// <summary>"late by 2 business days"; "late" alone while no working time has gone by since it was due.</summary>
    public static string IsLate(TriggerClock c) => c.LateMinutes > 0 ? $"late by {Late(c)}" : "late";

    /// <summary>"late by 3 h", "due 2026-05-29 17:00, in 2 h", "done in time", "done, 3 h late", or why nothing is asked for.</summary>
    public static string Standing(TriggerClock c) =>
        c.State switch
        {
            ClockState.Late => IsLate(c),
            ClockState.Open => $"due {Due(c)}, in {TriggerClocks.Spoken(c.LeftMinutes, c.DayMinutes)}",
            ClockState.Met => "done in time",
            ClockState.MetLate => $"done, {Late(c)} late",
            _ => $"not asked for any more: {c.Because}",
        };

    public static string Due(TriggerClock c) => c.Due.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>
    /// The whole in one sentence: "Hollis Greer wrote on 2026-05-29; an answer in the thread to Hollis Greer was due 2026-05-29 17:00 and
    /// is late by 3 h".
    /// </summary>
    public static string Line(TriggerClock c) =>
        c.State switch
        {
            ClockState.Late => $"{c.Detail}; {Owed(c)} was due {Due(c)} and is {IsLate(c)}",
            ClockState.Open => $"{c.Detail}; {Owed(c)} is due {Due(c)}",
            _ => $"{c.Detail}; {Standing(c)}",
        };

    /// <summary>What is next, where nobody has worded it better.</summary>
    public static string Next(TriggerClock c) =>
        c.Trigger switch
        {
            TriggerRule.BuyerReply => $"Answer {c.Who ?? "the buyer"} in the thread, or book there what they ask for.",
            TriggerRule.CallEnded => $"Send {c.Who ?? "those who were in it"} a recap with the next steps.",
            TriggerRule.StakeholderNamed when c.To.Count == 0 => $"Ask for an introduction to {c.Who}: no address is on record.",
            TriggerRule.StakeholderNamed => $"Write to {c.Who} in person, with what the deal is about so far.",
            TriggerRule.DealQuiet => "Follow up with something that the buyer has not had, or say why not.",
            _ => $"Do what the playbook asks for: {c.Action.Replace('_', ' ')}.",
        };

    private static string To(TriggerClock c) => c.Who is { } who ? $" to {who}" : "";
}
