using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Core.Measures;

/// <summary>A length of time by both clocks.</summary>
/// <param name="Elapsed">As any clock shows it.</param>
/// <param name="Working">The part of it in the working time of the deal's owner, in which the playbook's limits run.</param>
public readonly record struct TimeSpent(TimeSpan Elapsed, TimeSpan Working)
{
    /// <summary>From one instant to another; nothing when the second is not later.</summary>
    public static TimeSpent Between(DateTimeOffset from, DateTimeOffset to, WorkClock clock) =>
        to > from ? new(to - from, clock.Between(from, to)) : default;

    public static TimeSpent operator +(TimeSpent a, TimeSpent b) => new(a.Elapsed + b.Elapsed, a.Working + b.Working);

    public static TimeSpent operator -(TimeSpent a, TimeSpent b) => new(a.Elapsed - b.Elapsed, a.Working - b.Working);
}

/// <summary>One approved action, from its trigger to the write. The four parts add up to the whole, by either clock.</summary>
/// <param name="Detection">From when the trigger became true to when the desk raised the work.</param>
/// <param name="Preparation">The desk's own work, all rounds together, until the action was proposed.</param>
/// <param name="Approval">Waiting for a person: all the rest until the first approval.</param>
/// <param name="Write">From the approval to the record's answer; null while it is not written.</param>
public sealed record Latency(
    RunId Run,
    DealId Deal,
    string Account,
    string Trigger,
    string Action,
    DateTimeOffset ApprovedAt,
    TimeSpent Detection,
    TimeSpent Preparation,
    TimeSpent Approval,
    TimeSpent? Write,
    IReadOnlyList<string> Events
)
{
    public TimeSpent Whole => Detection + Preparation + Approval + (Write ?? default);

    /// <summary>
    /// Every approved action of the runs, in order of approval; a run's working time is that of the owner whom it was raised for.
    /// </summary>
    public static IReadOnlyList<Latency> Of(FigureInput input) =>
        [
            .. input
                .Stories.SelectMany(s => s.Actions.Where(a => a.Approved is not null).Select(a => Of(s, a, input.ClockOf(s))))
                .OrderBy(l => l.ApprovedAt)
                .ThenBy(l => Measured.Seq(l.Events[2])),
        ];

    private static Latency Of(RunStory s, ActionStory a, WorkClock clock)
    {
        var trigger = s.Start.Cause.First;
        var preparation = a.Work.Aggregate(default(TimeSpent), (sum, w) => sum + TimeSpent.Between(w.From, w.To, clock));
        return new Latency(
            s.Run,
            s.Deal,
            s.Start.Account,
            trigger.Kind,
            a.Payload.Kind,
            a.Approved!.At,
            TimeSpent.Between(trigger.At, s.Started.At, clock),
            preparation,
            TimeSpent.Between(s.Started.At, a.Approved.At, clock) - preparation,
            a.Written is { } w ? TimeSpent.Between(a.Approved.At, w.At, clock) : null,
            [s.Started.Name, a.Proposed.Name, a.Approved.Name, .. a.Written is { } written ? [written.Name] : Array.Empty<string>()]
        );
    }
}
