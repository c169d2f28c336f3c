using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Workflows.StageProgression.Gates;

/// <summary>An action that would put the deal into another stage, however it is written.</summary>
internal sealed record StageTarget(ProposedAction Action, string Before, string After, int From, int To)
{
    public bool IsForward => To > From;

    public bool IsBackward => To < From;
}

internal static class StageMoves
{
    /// <summary>
    /// The stage changes of the proposal, a change of the field `stage` among them. The stage that it starts from is the record's own,
    /// whatever the payload says.
    /// </summary>
    public static IEnumerable<StageTarget> Of(GateCase c)
    {
        var playbook = c.Dossier.Playbook;
        foreach (var action in c.Proposal.Actions)
        {
            var after = action.Payload switch
            {
                ActionPayload.StageChange s => s.After,
                ActionPayload.CrmField f when f.Field.Equals("stage", StringComparison.OrdinalIgnoreCase) => f.After,
                _ => null,
            };
            if (after is null)
            {
                continue;
            }

            var before = Core.Evidence.Readings.StageAge.Current(c.Dossier.File)?.Stage ?? c.Deal.Stage;
            yield return new(action, before, after, playbook.Order(before), playbook.Order(after));
        }
    }
}
