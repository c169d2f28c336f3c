using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;

namespace AgentDesk.Surfaces.Teams.Cards;

/// <summary>
/// What the last event of a run means to who looks at its card: that an edit passed, or did not. It is read off the ledger, so that a card
/// that is brought up to date in its place goes on saying what the answer to the click said, until something else happens.
/// </summary>
internal static class LastSaid
{
    /// <param name="shared">The card stands in a chat of several: who edited is named. On a person's own card only their own edit is told;
    /// another's stands beside the draft.</param>
    public static Notice? Of(RunModel run, bool shared)
    {
        if (run.Sight.View.Run is not Run.Waiting || run.Sight.View.History is not [.., var last])
        {
            return null;
        }
        if (!shared && last.Who != run.Viewer.Actor.Name)
        {
            return null;
        }

        var whose = shared ? $"The edit of {run.Who(last.Who)}" : "Your edit";
        return last.Event switch
        {
            RunEvent.Edited e when run.Sight.Open.FirstOrDefault(a => a.Action.Id == e.Action) is { } state => new Notice(
                false,
                $"{EditWords.Passed(whose, run.Remarks(state).Count)}.",
                Next(run, state, shared),
                About: e.Action
            ),
            RunEvent.EditRefused e => new Notice(true, $"{whose} did not pass, and nothing of it stands.", Why(e), About: e.Action),
            _ => null,
        };
    }

    private static string Next(RunModel run, ActionState state, bool shared) =>
        string.Join(' ', [.. run.Remarks(state).Select(f => Said.Of(run, f.Reason)), Turn(run, state, shared)]);

    private static string Turn(RunModel run, ActionState state, bool shared) =>
        !shared && run.May(state)
            ? $"It stands below, and nothing is written yet: press “{Effects.Button(state.Action.Payload, run.Header.Deal, run.Names, brief: true)}” to have exactly this."
            : $"It stands below, and nothing is written yet: it waits for {run.Names.List(Decide.WaitsFor(run.Header, state))}.";

    private static string Why(RunEvent.EditRefused e) =>
        e.Findings.FirstOrDefault(HistoryLines.Blocks) is { } f
            ? $"{Words.Capital(Words.Prose(f.Reason)).TrimEnd('.')} ({f.Gate})."
            : "A gate refused it.";
}
