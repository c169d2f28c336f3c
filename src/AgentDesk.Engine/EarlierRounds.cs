using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Engine;

/// <summary>What became of actions that a run proposed before its record moved and it was gathered again.</summary>
public static class EarlierRounds
{
    /// <summary>The action of this id that an earlier round proposed; null when none did.</summary>
    public static ProposedAction? Find(RunView view, ActionId id) =>
        view.History.Select(h => h.Event).OfType<RunEvent.Proposed>().SelectMany(p => p.Proposal.Actions).LastOrDefault(a => a.Id == id);

    /// <summary>The action that now stands where the earlier one stood: about the same, to the same people; null when there is none.</summary>
    public static ActionState? Replacement(RunView view, ProposedAction earlier) =>
        (view.Run as Run.Waiting)?.Actions.FirstOrDefault(a => ActionSubjects.Of(a.Action.Payload) == ActionSubjects.Of(earlier.Payload));

    /// <summary>
    /// In one line why an action of an earlier round cannot be decided any more, and what stands in its place; null when the run never
    /// proposed it.
    /// </summary>
    public static string? WhyGone(RunView view, ActionId id)
    {
        if (view.Run is not Run.Waiting || Find(view, id) is not { } earlier)
        {
            return null;
        }

        var because =
            RecordChanges.SinceLastRound([.. view.History.Select(h => h.Event)])?.InWords() ?? "the record changed after it was prepared";
        return $"`{id}` is not asked any more: the run was gathered again because {because}; "
            + (Replacement(view, earlier) is { } now ? $"`{now.Action.Id}` stands in its place" : "nothing stands in its place");
    }
}
