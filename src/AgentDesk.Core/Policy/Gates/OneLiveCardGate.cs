using System.Globalization;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Policy.Gates;

/// <summary>
/// Nobody is asked the same thing on two cards, and nobody is written to from two: what another workflow's run of the deal has before a
/// person is not put there again, it is named. Customer touches that wait there count against the playbook's limit together with those that
/// were made.
/// </summary>
public static class OneLiveCardGate
{
    public static readonly Gate OneLiveCard = new(
        "one-live-card",
        "what waits for a decision on another workflow's card of the deal is not asked a second time, and counts as a touch where it goes to the customer",
        "SW",
        Judge
    );

    private const double SameWork = 0.5;

    private static List<Finding> Judge(GateCase c)
    {
        var findings = new List<Finding>();
        foreach (var action in c.Proposal.Actions)
        {
            if ((Same(c, action.Payload) ?? TooMany(c, action.Payload)) is { } problem)
            {
                findings.Add(OneLiveCard.Withhold(problem, action.Id.Value));
            }
        }

        return findings;
    }

    private static string? Same(GateCase c, ActionPayload own) =>
        c.Live.FirstOrDefault(l => IsSame(l.Payload, own)) is { } live
            ? $"{Another(live.Payload, own)} waits for a decision in run {live.Run} ({live.Workflow}, {live.Action}): decide there"
            : null;

    /// <summary>
    /// What was sent and what waits elsewhere, together, is enough for now. An answer to what the buyer asked is a reply, no touch.
    /// </summary>
    private static string? TooMany(GateCase c, ActionPayload own)
    {
        if (!IsTouch(c, own) || c.Live.Where(l => IsTouch(c, l.Payload)).ToList() is not { Count: > 0 } waiting)
        {
            return null;
        }

        var window = TouchWindow.Of(c.Dossier.File, c.Dossier.Team, c.Dossier.Playbook.Limits, c.Now);
        return window.Touches < window.Allowed && window.Touches + waiting.Count >= window.Allowed
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{window.Touches} unanswered {(window.Touches == 1 ? "touch" : "touches")} in the last {window.Days} days, and {What(waiting[0].Payload)} waits for a decision in run {waiting[0].Run} ({waiting[0].Workflow}, {waiting[0].Action}); {window.Allowed} allowed: decide there first"
            )
            : null;
    }

    private static bool IsTouch(GateCase c, ActionPayload payload) =>
        payload.Audience == Audience.Customer
        && !(payload is ActionPayload.EmailDraft draft && OpenQuestions.IsAnswered(c.Dossier.File, draft, c.Now));

    private static string Another(ActionPayload live, ActionPayload own) =>
        (live, own) switch
        {
            (ActionPayload.EmailDraft, ActionPayload.EmailDraft) => $"another mail to {Shared(live, own)}",
            _ when live.Audience == Audience.Customer => What(live),
            (ActionPayload.TaskItem t, _) => $"the same task of {t.Owner}",
            _ => $"the same {live.Kind.Replace('_', ' ')}",
        };

    private static string What(ActionPayload payload) =>
        payload switch
        {
            ActionPayload.EmailDraft m => $"a mail to {string.Join(", ", m.To)}",
            ActionPayload.MeetingRequest m => $"a meeting with {string.Join(", ", m.Attendees)}",
            _ => $"a {payload.Kind.Replace('_', ' ')} to {string.Join(", ", payload.Recipients)}",
        };

    private static string Shared(ActionPayload live, ActionPayload own) =>
        string.Join(", ", own.Recipients.Where(r => live.Recipients.Contains(r, StringComparer.OrdinalIgnoreCase)));

    private static bool IsSame(ActionPayload live, ActionPayload own) =>
        (live, own) switch
        {
            _ when live.Audience == Audience.Customer && own.Audience == Audience.Customer => live.Recipients.Any(r =>
                own.Recipients.Contains(r, StringComparer.OrdinalIgnoreCase)
            ),
            (ActionPayload.TaskItem a, ActionPayload.TaskItem b) => Sides.Same(a.Owner, b.Owner)
                && WordSets.Likeness(a.Text, b.Text) >= SameWork,
            _ => live.Hash() == own.Hash(),
        };
}
