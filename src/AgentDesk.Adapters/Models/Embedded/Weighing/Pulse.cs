using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;

namespace AgentDesk.Adapters.Models.Embedded.Weighing;

/// <summary>Whether the deal moves: how long ago the buyer spoke, what we did since, and what is agreed to come.</summary>
/// <param name="DaysQuiet">Whole days since the buyer's last substantive word; null when there is none.</param>
/// <param name="Meeting">A meeting to come that the buyer is part of, or null.</param>
/// <param name="Step">The buyer's latest words that name a step with its day, or null.</param>
/// <param name="LostEngagement">The triggers say that the buyer fell silent or that we follow up without an answer.</param>
/// <param name="Progress">How much of the buyer's last two turns reports or promises progress.</param>
internal sealed record Pulse(int? DaysQuiet, int Attempts, MeetingRow? Meeting, Statement? Step, double Progress, bool LostEngagement)
{
    /// <summary>Above 1: the deal moves by the buyer's own doing.</summary>
    public double Health =>
        (Attempts switch { 0 => 0.5, 1 => 0.1, _ => -0.6 })
        + Quiet
        + (Meeting is null ? 0 : 0.3)
        + (Step is null ? 0 : 0.3)
        + Math.Min(0.4, Progress)
        - (LostEngagement ? 0.3 : 0);

    // A silence up to a day that the buyer named, or up to a meeting that the buyer accepted, is part of the plan.
    private double Quiet => DaysQuiet switch { null => -0.6, <= 7 => 0.3, <= 14 => 0.1, _ => Step is null && Meeting is null ? -0.6 : 0 };
}

internal static class Pulses
{
    /// <summary>A day further off than this explains no silence now.</summary>
    private const int Reasonable = 45;

    public static Pulse Of(DealReading reading, IReadOnlyList<Statement> statements, CueModel model)
    {
        var progress = 0;
        while (model.About[progress] != "progress") { progress++; }
        var last = statements.Where(s => s.IsBuyers).Select(s => (DateTimeOffset?)s.Source.At).Max() ?? reading.Inputs.LastBuyerWord?.At;
        var recent = statements.Where(s => s is { IsBuyers: true, Turn: <= 1 }).ToList();
        var step = recent.Where(s => (s.About[progress] > 0.25 || s.Settled > 0.4) && NamesADayToCome(s, reading.Now)).OrderByDescending(s => s.Source.At).ThenByDescending(s => s.About[progress]).FirstOrDefault();

        // Set by us and not answered is no plan: a buyer accepted it or called it.
        var meeting = reading.Inputs.Meetings.Where(m => !m.Cancelled && m.Start > reading.Now && m.Start < reading.Now.AddDays(Reasonable) && m.Attendees.Any(a => a is { Side: Side.Buyer, Response: "accepted" or "organizer" or "tentativelyAccepted" }))
            .OrderBy(m => m.Start).FirstOrDefault();
        return new Pulse(
            last is { } at ? (int)Math.Floor((reading.Now - at).TotalDays) : null,
            reading.Inputs.PriorAttempts?.Count ?? 0,
            meeting,
            step,
            recent.Sum(s => s.Weight * s.SettledOn(progress)),
            reading.Inputs.Triggers.Any(t => t.Kind is "buyer_quiet" or "repeated_follow_up"));
    }

    private static bool NamesADayToCome(Statement s, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return SpokenDates.Find(s.Sentence).Select(d => d.After(s.Source.At)).OfType<DateOnly>().Concat(SpokenDates.BareDays(s.Sentence, s.Source.At)).Concat(Weekdays(s))
            .Any(d => d >= today && d <= today.AddDays(Reasonable));
    }

    private static IEnumerable<DateOnly> Weekdays(Statement s)
    {
        var said = DateOnly.FromDateTime(s.Source.At.UtcDateTime);
        return Enum.GetValues<DayOfWeek>().Where(d => s.Sentence.Contains(d.ToString(), StringComparison.OrdinalIgnoreCase)).Select(d => said.AddDays((((int)d - (int)said.DayOfWeek + 6) % 7) + 1));
    }
}
