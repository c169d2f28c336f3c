using System.Globalization;
using AgentDesk.Core.Deals;

namespace AgentDesk.Core.Runs;

/// <summary>How a run ends, in a word and, where the word does not tell the whole, a sentence.</summary>
public static class Outcomes
{
    public const string Acted = "acted";
    public const string Declined = "declined";
    public const string Expired = "expired";

    /// <summary>What it asked for was done without it, somebody else's card asks for it, or its deal has ended.</summary>
    public const string Overtaken = "overtaken";

    /// <summary>Why nothing is asked of a deal any more that has ended; null while it is open.</summary>
    public static string? EndOf(DealStatus status) =>
        status switch
        {
            DealStatus.Open => null,
            DealStatus.Won => "the deal is won",
            _ => "the deal is lost",
        };

    /// <summary>Whether the run was closed because its deal had ended: should that deal be opened again, its reasons are raised again.</summary>
    public static bool IsOfEndedDeal(Run.Closed run) =>
        run.Outcome == Overtaken && (run.Reason == EndOf(DealStatus.Won) || run.Reason == EndOf(DealStatus.Lost));

    /// <summary>
    /// `acted` when anything was written; `declined` when a person said no to all that was asked; `expired` when anything was left
    /// undecided and nothing written. What was decided beside it stands in the reason.
    /// </summary>
    internal static Effect.Close Of(Run.Waiting run)
    {
        var all = run.Done.Concat(run.Actions).ToList();
        var (written, no) = (Count(all, ActionStatus.Written), Count(all, ActionStatus.Rejected));
        var (undecided, taken) = (Count(all, ActionStatus.Expired), Count(all, ActionStatus.Superseded));
        var outcome = (written, undecided, no) switch
        {
            (> 0, _, _) => Acted,
            (_, > 0, _) => Expired,
            (_, _, > 0) => Declined,
            _ => Expired,
        };
        var reason =
            undecided + taken == 0 || (written == 0 && no == 0)
                ? null
                : string.Join(
                    ", ",
                    new[]
                    {
                        Part(written, "written"),
                        Part(no, "declined"),
                        Part(undecided, "expired undecided"),
                        run.Superseded is { } by ? Part(taken, $"superseded by {by.By}") : null,
                    }.OfType<string>()
                );
        return new Effect.Close(outcome, reason);
    }

    private static int Count(List<ActionState> all, ActionStatus status) => all.Count(a => a.Status == status);

    private static string? Part(int n, string what) => n == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{n} {what}");
}
