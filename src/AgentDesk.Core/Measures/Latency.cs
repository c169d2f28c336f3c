using AgentDesk.Core.Deals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Core.Measures;

/// <summary>One approved action, from its trigger to the write: elapsed time, not working time. The four parts add up to the whole.</summary>
/// <param name="Detection">From when the trigger became true to when the desk raised the work.</param>
/// <param name="Preparation">The desk's own work, all rounds together, until the action was proposed.</param>
/// <param name="Approval">Waiting for a person: all the rest until the first approval.</param>
/// <param name="Write">From the approval to the record's answer; null while it is not written.</param>
public sealed record Latency(
    RunId Run, DealId Deal, string Account, string Trigger, string Action, DateTimeOffset ApprovedAt, TimeSpan Detection, TimeSpan Preparation, TimeSpan Approval, TimeSpan? Write, IReadOnlyList<string> Events)
{
    public TimeSpan Whole => Detection + Preparation + Approval + (Write ?? TimeSpan.Zero);

    /// <summary>Every approved action of the runs, in order of approval.</summary>
    public static IReadOnlyList<Latency> Of(IEnumerable<RunStory> runs) =>
    [
        .. runs.SelectMany(s => s.Actions.Where(a => a.Approved is not null).Select(a => Of(s, a))).OrderBy(l => l.ApprovedAt).ThenBy(l => Measured.Seq(l.Events[2])),
    ];

    private static Latency Of(RunStory s, ActionStory a)
    {
        var trigger = s.Start.Cause.First;
        var detected = s.Started.At - trigger.At;
        return new Latency(
            s.Run, s.Deal, s.Start.Account, trigger.Kind, a.Payload.Kind, a.Approved!.At, detected > TimeSpan.Zero ? detected : TimeSpan.Zero, a.Preparing,
            a.Approved.At - s.Started.At - a.Preparing, a.Written is { } w ? w.At - a.Approved.At : null,
            [s.Started.Name, a.Proposed.Name, a.Approved.Name, .. a.Written is { } written ? [written.Name] : Array.Empty<string>()]);
    }
}
