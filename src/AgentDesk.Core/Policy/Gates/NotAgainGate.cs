using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Policy.Gates;

/// <summary>
/// Across the runs of a deal. A saved draft is not a sent mail: it is no attempt. But the same thing is not put before a person twice, and
/// as long as nobody has seen the draft sent it counts against the touches that the playbook allows.
/// </summary>
public static class NotAgainGate
{
    public static readonly Gate NotAgain = new(
        "not-again",
        "what a person has decided on this deal is not asked again, and a saved draft that nobody has seen sent counts as a touch",
        "SD",
        Repeats
    );

    // Two messages that differ in a figure or a greeting say the same.
    private const double SameMessage = 0.9;
    private const double SameWork = 0.5;

    private static List<Finding> Repeats(GateCase c)
    {
        var findings = new List<Finding>();
        if (c.Earlier.Count == 0)
        {
            return findings;
        }

        var waiting = c.Earlier.Where(e => IsUnsent(c, e)).ToList();
        foreach (var action in c.Proposal.Actions)
        {
            if ((Decided(c, action) ?? Crowded(c, action.Payload, waiting)) is { } problem)
            {
                findings.Add(NotAgain.Withhold(problem, action.Id.Value));
                continue;
            }

            findings.AddRange(
                waiting
                    .Where(e => Shared(e.Payload, action.Payload) is not null)
                    .Select(e =>
                        NotAgain.Note(
                            $"the draft to {string.Join(", ", e.Payload.Recipients)} that was {Done(e)} has not been seen sent: it is no attempt yet",
                            action.Id.Value
                        )
                    )
            );
        }

        return findings;
    }

    private static string? Decided(GateCase c, ProposedAction action)
    {
        var payload = action.Payload;
        var last = BuyerWords.Last(c.Dossier.File, c.Now)?.At;

        // A no is to what was prepared; a person who writes it anew has thought better of it.
        var isEdited = c.Before?.Id == action.Id;
        foreach (var e in c.Earlier)
        {
            switch (e.Kind)
            {
                case EarlierKind.Written
                or EarlierKind.Approved when IsSame(e.Payload, payload) || (IsSameWork(e.Payload, payload) && !IsOverdue(c, e.Payload)):
                    return $"already {Done(e)}";
                case EarlierKind.Written
                or EarlierKind.Approved
                    when payload is ActionPayload.EmailDraft { SomethingNew: { } news }
                        && Shared(e.Payload, payload) is not null
                        && Says(e.Payload, news):
                    return $"`{news.Quote}` stands already in the draft that was {Done(e)}";
                case EarlierKind.Suppressed
                    when payload.Audience == Audience.Customer && Shared(e.Payload, payload) is { } who && !(last > e.At):
                    return $"outreach to {who} was held back on {Day(e.At)} by {e.Who}{(e.Reason is { } because ? $": {because}" : "")} ({e.Run} {e.Action})";
                case EarlierKind.Rejected
                or EarlierKind.Suppressed
                    when !isEdited
                        && (
                            IsSame(e.Payload, payload)
                            || IsSameWork(e.Payload, payload)
                            || (e.SameCause && !(last > e.At) && IsSameKind(e.Payload, payload))
                        ):
                    return $"{(e.Kind == EarlierKind.Rejected ? "rejected" : "suppressed")} on {Day(e.At)} by {e.Who}{(e.Reason is { } why ? $": {why}" : "")} ({e.Run} {e.Action})";
            }
        }

        return null;
    }

    /// <summary>What was sent and what lies ready to be sent, together, is enough for now. Sent touches alone are another gate's.</summary>
    private static string? Crowded(GateCase c, ActionPayload payload, List<EarlierAct> waiting)
    {
        if (payload.Audience != Audience.Customer)
        {
            return null;
        }

        var limits = c.Dossier.Playbook.Limits;
        var from = c.Now.AddDays(-limits.TouchWindowDays);
        var last = BuyerWords.Last(c.Dossier.File, c.Now);
        var sent = PriorOutreach.Touches(c.Dossier.File, c.Dossier.Team, from, c.Now).Count(t => last is null || t.At > last.At);
        var ready = waiting.Count(e => e.At > from && (last is null || e.At > last.At));
        return ready > 0 && sent < limits.MaxTouches && sent + ready >= limits.MaxTouches
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{sent} unanswered {(sent == 1 ? "touch" : "touches")} and {ready} saved {(ready == 1 ? "draft" : "drafts")} not seen sent in the last {limits.TouchWindowDays} days, {limits.MaxTouches} allowed: wait"
            )
            : null;
    }

    private static bool IsUnsent(GateCase c, EarlierAct e) =>
        e is { Kind: EarlierKind.Written or EarlierKind.Approved, Payload: ActionPayload.EmailDraft mail }
        && !c.Dossier.File.Mails.Any(m =>
            m.Side == Side.Seller
            && m.SentAt >= e.At
            && m.SentAt <= c.Now
            && m.To.Concat(m.Cc).Any(a => mail.To.Contains(a.Address, StringComparer.OrdinalIgnoreCase))
        );

    private static bool Says(ActionPayload payload, Citation news) =>
        payload is ActionPayload.EmailDraft saved && (saved.SomethingNew == news || QuoteCheck.Stands(news.Quote, saved.Body));

    private static bool IsSame(ActionPayload a, ActionPayload b) =>
        a.Hash() == b.Hash()
        || (a, b) switch
        {
            (ActionPayload.EmailDraft x, ActionPayload.EmailDraft y) => SamePeople(x.To, y.To)
                && WordSets.Likeness($"{x.Subject}\n{x.Body}", $"{y.Subject}\n{y.Body}") >= SameMessage,
            (ActionPayload.MeetingRequest x, ActionPayload.MeetingRequest y) => SamePeople(x.Attendees, y.Attendees) && x.Start == y.Start,
            (ActionPayload.CrmNote x, ActionPayload.CrmNote y) => WordSets
                .Of(x.Text)
                .SequenceEqual(WordSets.Of(y.Text), StringComparer.Ordinal),
            _ => false,
        };

    /// <summary>
    /// The same words to the same person, whatever the day: what was asked may be asked again only once its day has passed.
    /// </summary>
    private static bool IsSameWork(ActionPayload a, ActionPayload b) =>
        (a, b) switch
        {
            (ActionPayload.Escalation x, ActionPayload.Escalation y) => Sides.Same(x.To, y.To)
                && WordSets.Likeness(x.Text, y.Text) >= SameMessage,
            (ActionPayload.TaskItem x, ActionPayload.TaskItem y) => Sides.Same(x.Owner, y.Owner)
                && WordSets.Likeness(x.Text, y.Text) >= SameMessage,
            _ => false,
        };

    private static bool IsOverdue(GateCase c, ActionPayload payload) =>
        (
            payload switch
            {
                ActionPayload.TaskItem t => t.Deadline,
                ActionPayload.Escalation e => e.Deadline,
                _ => DateOnly.MaxValue,
            }
        ) < DateOnly.FromDateTime(c.Now.UtcDateTime);

    /// <summary>Whether a no to the one is, for the same reasons, a no to the other.</summary>
    private static bool IsSameKind(ActionPayload a, ActionPayload b) =>
        (a, b) switch
        {
            (ActionPayload.EmailDraft x, ActionPayload.EmailDraft y) => SamePeople(x.To, y.To),
            (ActionPayload.MeetingRequest x, ActionPayload.MeetingRequest y) => SamePeople(x.Attendees, y.Attendees),
            (ActionPayload.Escalation x, ActionPayload.Escalation y) => x.Role == y.Role && Sides.Same(x.To, y.To),
            (ActionPayload.TaskItem x, ActionPayload.TaskItem y) => Sides.Same(x.Owner, y.Owner)
                && WordSets.Likeness(x.Text, y.Text) >= SameWork,
            (ActionPayload.CrmNote x, ActionPayload.CrmNote y) => WordSets.Likeness(x.Text, y.Text) >= SameWork,
            (ActionPayload.CrmField x, ActionPayload.CrmField y) => x.Field == y.Field && x.After == y.After,
            (ActionPayload.StageChange x, ActionPayload.StageChange y) => x.After == y.After,
            (ActionPayload.ForecastChange x, ActionPayload.ForecastChange y) => x.After == y.After,
            (ActionPayload.Pause, ActionPayload.Pause) => true,
            _ => false,
        };

    private static string? Shared(ActionPayload a, ActionPayload b) =>
        a.Audience == Audience.Customer && b.Audience == Audience.Customer
            ? b.Recipients.FirstOrDefault(r => a.Recipients.Contains(r, StringComparer.OrdinalIgnoreCase))
            : null;

    private static bool SamePeople(IReadOnlyList<string> a, IReadOnlyList<string> b) =>
        a.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(b);

    private static string Done(EarlierAct e)
    {
        var what =
            e.Kind == EarlierKind.Approved ? "approved"
            : e.Payload.Audience == Audience.Customer ? "saved"
            : "written";
        return $"{what} on {Day(e.At)} by {e.Who} ({e.Run} {e.Action})";
    }

    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
