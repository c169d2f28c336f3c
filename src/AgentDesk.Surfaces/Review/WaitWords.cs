using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Surfaces.Review;

/// <summary>What a run asks, of whom and until when, in sentences: for surfaces that have room for a few of them.</summary>
internal static class WaitWords
{
    /// <summary>The deal in figures: amount, stage and its day, close date, forecast.</summary>
    public static string Vitals(RunModel m)
    {
        if (m.Dossier is not { Deal: var deal } dossier)
        {
            return m.Header.DealName;
        }

        var limit = Glance.Limit(deal, m.Playbook);
        var parts = new List<string> { $"{m.Header.Deal}" };
        if (deal.Amount is { } money)
        {
            parts.Add(Words.Money(money));
        }
        parts.Add(
            Glance.DaysInStage(dossier.File, m.Now) is { } days
                ? $"{Words.Lower(Words.Plain(deal.Stage))}, day {days}{(limit == int.MaxValue ? "" : $" of {limit}")}"
                : Words.Lower(Words.Plain(deal.Stage))
        );
        if (deal.CloseDate is { } close)
        {
            parts.Add($"closes {Words.Day(close)}{(m.Timeline?.Slips is { Count: > 0 } slips ? $", was {Words.Day(slips[^1].Day)}" : "")}");
        }
        if (deal.ForecastCategory is { Length: > 0 } forecast)
        {
            parts.Add(Words.Lower(Words.Plain(forecast)));
        }
        return string.Join(" · ", parts);
    }

    /// <summary>Who may decide what is open, for readers of whom none is "you".</summary>
    public static string WhoDecides(RunModel m) =>
        string.Join(
            ' ',
            m.Sight.Open.GroupBy(a => Decide.WhoMay(m.Header, a), StringComparer.OrdinalIgnoreCase)
                .Select(g =>
                    $"{m.Names.List(g.Key.Split(" or "))} may {Words.And([.. g.Select(a => Words.Lower(Effects.Button(a.Action.Payload, m.Header.Deal, m.Names)))])}."
                )
        );

    /// <summary>
    /// How an action came to wait here: that it was handed over, by whom and why; that it was put aside; that it was reminded of, and until
    /// when it waits.
    /// </summary>
    public static IEnumerable<string> Came(RunModel m, ActionState state)
    {
        if (state.AssignedTo is { } to)
        {
            var (by, reason) = HandedOver(m, state);
            var whom = m.Viewer.Is(to) ? "you" : m.Names[to];
            yield return $"{(state.Assignment is { Escalated: true } ? "Passed up" : "Handed over")} to {whom}{(by is null ? "" : $" by {m.Who(by)}")}{(state.Assignment is { At: var at } ? $", {Words.Minute(at)}" : "")}{(string.IsNullOrWhiteSpace(reason) ? "." : $": {reason}")}";
        }

        if (state.Status == ActionStatus.Snoozed && state.Until is { } until)
        {
            yield return $"Put aside by {m.Who(state.DecidedBy)} until {Words.Whole(until)}.";
        }
        if (state.RemindedAt is { } reminded)
        {
            yield return $"Reminder of {Words.Minute(reminded)}: this has waited since {Words.Minute(state.Since)}{(state.ExpiresAt(m.Playbook.Waiting) is { } end ? $", and expires undecided on {Words.Weekday(end)}" : "")}.";
        }
    }

    private static (string? By, string? Reason) HandedOver(RunModel m, ActionState state) =>
        m
            .Sight.View.History.Select(e => e.Event)
            .OfType<RunEvent.Decided>()
            .LastOrDefault(d => d.Action == state.Action.Id && d.Decision is Decision.Reassign or Decision.Escalate) switch
        {
            { Decision: Decision.Reassign r, By: var by } => (by.Email ?? by.Name, r.Reason),
            { Decision: Decision.Escalate e, By: var by } => (by.Email ?? by.Name, e.Reason),
            _ => (state.DecidedBy, null),
        };
}
