using System.Globalization;
using AgentDesk.Core.Deals;

namespace AgentDesk.Core.Runs;

/// <summary>A run that a person closed by saying that it will be mended: sent back, corrected, evidence supplied.</summary>
public sealed record Promise(RunId Run, string Disposition, string Reason, string Who, DateTimeOffset At)
{
    /// <summary>The closed run as a promise; null when it is none.</summary>
    /// <param name="who">Who closed it.</param>
    public static Promise? Of(Run.Closed run, Workflow workflow, string who) =>
        run is { Outcome: "disposed", Disposition: { } d } && workflow.Promises.Contains(d, StringComparer.Ordinal)
            ? new(run.Header.Id, d, run.Reason ?? "", who, run.At)
            : null;
}

/// <summary>What a promise does to the reasons for raising its deal: it holds them off for a while, and no longer.</summary>
public static class Promises
{
    /// <summary>The kind of the trigger that says that what was to be mended still stands.</summary>
    public const string StillThere = "still_there";

    /// <summary>One weekly review.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    /// <summary>The cause with the promise that was not kept as its first reason; null while there is still time to keep it.</summary>
    public static Cause? Heed(Promise promise, Cause cause, DateTimeOffset now)
    {
        var due = promise.At + Patience;
        if (now < due)
        {
            return null;
        }

        var detail = string.Create(
            CultureInfo.InvariantCulture,
            $"closed on {promise.At:yyyy-MM-dd} as {promise.Disposition.Replace('_', ' ')} by {promise.Who} ({promise.Reason.TrimEnd('.')}), and it still stands"
        );
        return new([new Trigger(StillThere, detail, due, promise.Run.Value), .. cause.Triggers]);
    }
}
