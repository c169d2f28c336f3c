using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;

namespace AgentDesk.Host.Verbs;

/// <summary>What to type next after a refused decision: the desk says what is wrong, in words that fit every surface.</summary>
internal static class DecideHints
{
    /// <summary>The refusal with the way on; the refusal alone where nothing that can be typed helps.</summary>
    public static string Of(DecisionAnswer answer, ActionId? action, Decision decision) =>
        (answer.Refusal, decision) switch
        {
            (RefusalKind.Invalid, Decision.Reject or Decision.Suppress or Decision.Dispose) when IsSilent(decision) =>
                $"{answer.Message}: --reason \"…\"",
            (RefusalKind.Invalid, Decision.Reassign or Decision.Escalate) => $"{answer.Message}: --to EMAIL",
            (RefusalKind.Stale, _) when answer.Run is { Run: Run.Waiting w } view =>
                $"{answer.Message}{Hash(w, action)}; look at it again with `show {view.Run.Header.Id}`",
            (RefusalKind.NotFound, _) when answer.Run is { } view => $"{answer.Message}: see `show {view.Run.Header.Id}`",
            (RefusalKind.NotFound, _) => $"{answer.Message}: see `inbox`",
            (RefusalKind.AlreadyDecided, _) when answer.Run?.Run is Run.Closed { Outcome: Outcomes.Expired } =>
                $"{answer.Message}, by `scan`",
            _ => answer.Message,
        };

    private static bool IsSilent(Decision decision) =>
        decision switch
        {
            Decision.Reject d => string.IsNullOrWhiteSpace(d.Reason),
            Decision.Suppress d => string.IsNullOrWhiteSpace(d.Reason),
            Decision.Dispose d => string.IsNullOrWhiteSpace(d.Reason),
            _ => false,
        };

    private static string Hash(Run.Waiting run, ActionId? action) =>
        run.Actions.FirstOrDefault(a => a.Action.Id == action) is { } now ? $", payload hash {now.Action.PayloadHash}" : "";
}
