using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Core.Chains;

/// <summary>The four chains of the sales workflow (SW) on one deal, with the playbook's limits in the owner's working time.</summary>
public static class TriggerClocks
{
    /// <summary>The triggers that the evidence of a deal shows by itself; the playbook's others are the desk's own.</summary>
    public static readonly IReadOnlyList<string> Kinds =
    [
        TriggerRule.BuyerReply,
        TriggerRule.CallEnded,
        TriggerRule.StakeholderNamed,
        TriggerRule.DealQuiet,
    ];

    /// <summary>
    /// Every trigger up to <paramref name="now"/>, oldest first, with what became of it. A trigger that the playbook has no rule for in
    /// that stage has no clock.
    /// </summary>
    public static IReadOnlyList<TriggerClock> Of(DealFile file, Team team, Playbook playbook, DateTimeOffset now)
    {
        var clock = new WorkClock(playbook.Hours, file.Deal.AnsweredBy);
        IEnumerable<Occurrence> found =
        [
            .. BuyerReplies.Of(file, team, now),
            .. EndedCalls.Of(file, team, now),
            .. NewStakeholders.Of(file, team, now),
            .. QuietDeals.Of(file, team, playbook.Limits, now),
        ];
        return
        [
            .. found
                .Where(o => o.At <= now)
                .Select(o => (Found: o, Rule: playbook.RuleFor(o.Trigger, StageAt(file, o.At))))
                .Where(o => o.Rule is not null)
                .Select(o => Clock(file, playbook.Limits, clock, o.Found, o.Rule!, now))
                .OrderBy(c => c.At)
                .ThenBy(c => c.Trigger, StringComparer.Ordinal)
                .ThenBy(c => c.Name.Value, StringComparer.Ordinal),
        ];
    }

    /// <summary>Those whose action is not there, the earliest due first.</summary>
    public static IReadOnlyList<TriggerClock> Open(DealFile file, Team team, Playbook playbook, DateTimeOffset now) =>
        file.Deal.Status == DealStatus.Open
            ? [.. Of(file, team, playbook, now).Where(c => c.IsOpen).OrderBy(c => c.Due).ThenBy(c => c.At)]
            : [];

    /// <summary>A length of working time for people: "2 business days 3 h", "40 min".</summary>
    public static string Spoken(int minutes, int dayMinutes)
    {
        var (days, rest) = dayMinutes > 0 ? (minutes / dayMinutes, minutes % dayMinutes) : (0, minutes);
        var (hours, left) = (rest / 60, rest % 60);
        List<string> parts = [];
        if (days > 0)
        {
            parts.Add(FormattableString.Invariant($"{days} business day{(days == 1 ? "" : "s")}"));
        }
        if (hours > 0)
        {
            parts.Add(FormattableString.Invariant($"{hours} h"));
        }
        if (days == 0 && left > 0)
        {
            parts.Add(FormattableString.Invariant($"{left} min"));
        }
        return parts.Count > 0 ? string.Join(' ', parts)
            : days == 0 && minutes == 0 ? "0 min"
            : FormattableString.Invariant($"{minutes} min");
    }

    private static TriggerClock Clock(DealFile file, Limits limits, WorkClock clock, Occurrence o, TriggerRule rule, DateTimeOffset now)
    {
        var due = clock.Due(o.At, rule);
        var passed = o.Taken is not null ? null : o.Passed ?? Ended(file) ?? Old(limits, o, now);
        var state = (o.Taken, passed) switch
        {
            ({ At: { } at }, _) when at > due => ClockState.MetLate,
            (not null, _) => ClockState.Met,
            (_, not null) => ClockState.Passed,
            _ => now > due ? ClockState.Late : ClockState.Open,
        };
        var until = state switch
        {
            ClockState.MetLate => o.Taken!.At!.Value,
            ClockState.Late => now,
            _ => due,
        };
        return new TriggerClock(
            o.Trigger,
            rule.Action,
            StageAt(file, o.At),
            o.At,
            o.Detail,
            o.Citations,
            o.Who,
            o.To,
            o.Answer,
            rule.Within,
            TimeZoneInfo.ConvertTime(due, clock.Zone),
            state,
            Minutes(clock.Between(due, until)),
            o.Taken,
            passed
        )
        {
            LeftMinutes = state == ClockState.Open ? Minutes(clock.Between(now, due)) : 0,
            RaiseAt =
                rule.Ahead is { } ahead && clock.Before(due, TimeSpan.FromHours(ahead)) is var early && early < due
                    ? Later(early, o.At)
                    : due,
            DayMinutes = Minutes(clock.DayLength),
        };
    }

    private static string? Ended(DealFile file) =>
        file.Deal.Status == DealStatus.Open ? null : $"the deal is {file.Deal.Status.ToString().ToLowerInvariant()}";

    // What was not answered for so long is no matter of hours any more: the deal itself has stopped.
    private static string? Old(Limits limits, Occurrence o, DateTimeOffset now) =>
        o.Trigger switch
        {
            TriggerRule.DealQuiet => null,
            TriggerRule.CallEnded when o.At.AddDays(limits.QuietDays) < now => FormattableString.Invariant(
                $"{limits.QuietDays} days have gone by: the conversation has cooled, and a recap would come too late"
            ),
            _ when o.At.AddDays(limits.SlipWindowDays) < now => FormattableString.Invariant($"{limits.SlipWindowDays} days have gone by"),
            _ => null,
        };

    private static string StageAt(DealFile file, DateTimeOffset at) =>
        file.Stages.LastOrDefault(s => s.EnteredAt <= at)?.Stage ?? file.Deal.Stage;

    private static int Minutes(TimeSpan work) => (int)Math.Floor(work.TotalMinutes);

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
