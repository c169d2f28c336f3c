using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Runs;

/// <summary>A pause that a person approved and that was written: leave the deal alone until a day.</summary>
/// <param name="Cause">What the run knew when it was proposed.</param>
/// <param name="At">When it was approved.</param>
public sealed record PauseTaken(RunId Run, ActionId Action, string Workflow, Cause Cause, ActionPayload.Pause Pause, DateTimeOffset At)
{
    /// <summary>What a trigger hangs on that says that this pause is over.</summary>
    public string Anchor => $"{Run}/{Action}";

    /// <summary>Whether its day has come: the day's first instant, UTC.</summary>
    public bool IsOver(DateTimeOffset now) => now >= new DateTimeOffset(Pause.Until.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}

/// <summary>What a written pause does to the reasons for raising its deal.</summary>
public static class Pauses
{
    /// <summary>The kind of the trigger that says that a pause has ended.</summary>
    public const string Over = "pause_over";

    /// <summary>The latest pause that was written for the deal, or null.</summary>
    public static PauseTaken? Latest(IEnumerable<Run> ofDeal) =>
        ofDeal
            .SelectMany(r =>
                EarlierActs
                    .ActionsOf(r)
                    .Where(a => a is { Status: ActionStatus.Written, Action.Payload: ActionPayload.Pause })
                    .Select(a => new PauseTaken(
                        r.Header.Id,
                        a.Action.Id,
                        r.Header.Workflow,
                        r.Header.Cause,
                        (ActionPayload.Pause)a.Action.Payload,
                        a.Write?.ApprovedAt ?? a.Since
                    ))
            )
            .OrderBy(p => p.At)
            .ThenBy(p => p.Anchor, StringComparer.Ordinal)
            .LastOrDefault();

    /// <summary>
    /// The cause as the pause leaves it. Before its day the same reasons do not raise the deal again, nor do those that only time makes; a
    /// word of the buyer, a stage that moved, or another kind of reason that is newer than the pause does. Afterwards, and then, the cause
    /// says first that the pause is over.
    /// </summary>
    /// <returns>Null while the deal is to be left alone.</returns>
    public static Cause? Heed(PauseTaken pause, Workflow workflow, Cause cause, DealFile file, DateTimeOffset now)
    {
        if (pause.Workflow != workflow.Name)
        {
            // Another workflow's pause: what it says of time it says to all, and its end is that workflow's to tell.
            return
                pause.IsOver(now)
                || Woken(pause, file, now) is not null
                || !cause.Triggers.All(t => workflow.RestsInPause.Contains(t.Kind, StringComparer.Ordinal))
                ? cause
                : null;
        }

        if (Woken(pause, file, now) is { } why)
        {
            return With(cause, pause, why.Because, why.At);
        }
        if (pause.IsOver(now))
        {
            var until = new DateTimeOffset(pause.Pause.Until.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            return With(
                cause,
                pause,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the pause until {pause.Pause.Until:yyyy-MM-dd} is over ({pause.Pause.Reason.TrimEnd('.')})"
                ),
                until
            );
        }

        return cause.Triggers.All(t => Rests(pause, workflow, t)) ? null : cause;
    }

    private static (string Because, DateTimeOffset At)? Woken(PauseTaken pause, DealFile file, DateTimeOffset now)
    {
        if (BuyerWords.Of(file, now).FirstOrDefault(w => w.At > pause.At) is { } word)
        {
            return (
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{word.Who} spoke on {word.At:yyyy-MM-dd}, after the pause until {pause.Pause.Until:yyyy-MM-dd} was decided"
                ),
                word.At
            );
        }

        return file.Stages.FirstOrDefault(s => s.EnteredAt > pause.At && s.EnteredAt <= now) is { } move
            ? (
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the deal moved to {move.Stage} on {move.EnteredAt:yyyy-MM-dd}, after the pause until {pause.Pause.Until:yyyy-MM-dd} was decided"
                ),
                move.EnteredAt
            )
            : null;
    }

    private static bool Rests(PauseTaken pause, Workflow workflow, Trigger trigger) =>
        workflow.RestsInPause.Contains(trigger.Kind, StringComparer.Ordinal)
        || pause.Cause.Triggers.Any(t => t.Kind == trigger.Kind && (trigger.At <= pause.At || t.Anchor == trigger.Anchor));

    private static Cause With(Cause cause, PauseTaken pause, string because, DateTimeOffset at) =>
        new([new Trigger(Over, because, at, pause.Anchor), .. cause.Triggers]);
}
