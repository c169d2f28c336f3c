using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Engine;

/// <summary>Keeps a later round from asking again what a person already settled in an earlier one.</summary>
internal static class Repeats
{
    /// <summary>
    /// The proposal without what repeats a settled action. A message to the same customers is dropped however often it is proposed;
    /// of tasks and changes of the record, one settled action drops one, the same words first.
    /// </summary>
    public static Proposal Drop(Proposal proposal, IReadOnlyList<ActionState> done)
    {
        var left = proposal.Actions.ToList();
        foreach (var settled in done.Select(d => d.Action.Payload))
        {
            var key = ActionSubjects.Of(settled);
            if (settled.Audience == Audience.Customer)
            {
                left.RemoveAll(a => ActionSubjects.Of(a.Payload) == key);
                continue;
            }

            var hash = settled.Hash();
            var repeat = left.Find(a => a.PayloadHash == hash) ?? left.Find(a => ActionSubjects.Of(a.Payload) == key);
            if (repeat is not null)
            {
                left.Remove(repeat);
            }
        }

        return proposal with
        {
            Actions = left,
        };
    }
}
