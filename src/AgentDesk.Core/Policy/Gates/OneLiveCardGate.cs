using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Policy.Gates;

/// <summary>Nobody is asked the same thing on two cards: what another workflow's run of the deal has before a person is not put there again, it is named.</summary>
public static class OneLiveCardGate
{
    public static readonly Gate OneLiveCard = new(
        "one-live-card", "what waits for a decision on another workflow's card of the deal is not asked a second time", "SW", Judge);

    private const double SameWork = 0.5;

    private static List<Finding> Judge(GateCase c)
    {
        var findings = new List<Finding>();
        foreach (var action in c.Proposal.Actions)
        {
            if (c.Live.FirstOrDefault(l => IsSame(l.Payload, action.Payload)) is { } live)
            {
                findings.Add(OneLiveCard.Withhold($"{live.Workflow} already waits with {What(live.Payload)} ({live.Run} {live.Action}): decide there", action.Id.Value));
            }
        }

        return findings;
    }

    private static string What(ActionPayload payload) => payload switch
    {
        ActionPayload.EmailDraft m => $"a mail to {string.Join(", ", m.To)}",
        ActionPayload.MeetingRequest m => $"a meeting with {string.Join(", ", m.Attendees)}",
        ActionPayload.TaskItem t => $"a task of {t.Owner}",
        _ => $"the same {payload.Kind.Replace('_', ' ')}",
    };

    private static bool IsSame(ActionPayload live, ActionPayload own) => (live, own) switch
    {
        _ when live.Audience == Audience.Customer && own.Audience == Audience.Customer => live.Recipients.Any(r => own.Recipients.Contains(r, StringComparer.OrdinalIgnoreCase)),
        (ActionPayload.TaskItem a, ActionPayload.TaskItem b) => Sides.Same(a.Owner, b.Owner) && WordSets.Likeness(a.Text, b.Text) >= SameWork,
        _ => live.Hash() == own.Hash(),
    };
}
