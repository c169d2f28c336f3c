using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Policy.Gates;

/// <summary>What must come before another touch, and what it must carry.</summary>
public static class OutreachGates
{
    public static readonly Gate AttemptsBeforeOutreach = new(
        "attempts-before-outreach",
        "no customer touch is proposed before prior attempts are summarized, and their count equals the count in the log",
        "SD",
        Unsummarized
    );

    public static readonly Gate SomethingNew = new(
        "something-new",
        "a follow-up to a quiet person carries something new, with its source, or answers what the buyer asked",
        "SW",
        NothingNew
    );

    private static List<Finding> Unsummarized(GateCase c)
    {
        var count = PriorOutreach.Of(c.Dossier.File, c.Dossier.Team, c.Now).Count;
        var outreach = c.Proposal.Actions.Where(ActionTexts.ReachesCustomer).Select(a => a.Id.Value).ToList();
        string? problem = c.Packet.PriorAttempts switch
        {
            null => "prior attempts are not summarized",
            var p when p.Count != count => string.Create(
                CultureInfo.InvariantCulture,
                $"the draft counts {p.Count} prior attempts, the log {count}"
            ),
            { Count: > 0 } p when string.IsNullOrWhiteSpace(p.Summary) => "prior attempts are counted but not summarized",
            _ => null,
        };
        if (problem is null)
        {
            return [];
        }
        return outreach.Count > 0 ? [AttemptsBeforeOutreach.Withhold(problem, outreach)] : [AttemptsBeforeOutreach.Note(problem)];
    }

    private static List<Finding> NothingNew(GateCase c)
    {
        var prior = PriorOutreach.Of(c.Dossier.File, c.Dossier.Team, c.Now);
        var findings = new List<Finding>();
        foreach (var action in c.Proposal.Actions)
        {
            if (action.Payload is not ActionPayload.EmailDraft draft)
            {
                continue;
            }
            if (Problem(c, draft, prior) is { } problem)
            {
                findings.Add(SomethingNew.Withhold(problem, action.Id.Value));
            }
            else if (c.Before?.Id == action.Id && prior.Count > 0 && !Answers(c, draft) && CarriedNews.Lost(c, draft) is { } lost)
            {
                findings.Add(SomethingNew.Withhold(lost, action.Id.Value));
            }
            if (
                Silence.Of(c.Dossier.File, prior, c.Dossier.Playbook.Limits, c.Now) is { WeOwe: null } silence
                && silence.Plan.FirstOrDefault(p => p.Kind == PlanKind.CounselQueue) is { } queue
            )
            {
                findings.Add(
                    SomethingNew.Note(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"the paper lies in the buyer's counsel's queue until {queue.Until:yyyy-MM-dd} (`{queue.Name}`): silence until then is no sign"
                        ),
                        action.Id.Value
                    )
                );
            }
        }

        return findings;
    }

    private static string? Problem(GateCase c, ActionPayload.EmailDraft draft, PriorOutreach prior)
    {
        var answers = Answers(c, draft);
        if (draft.SomethingNew is { } citation)
        {
            if (c.Dossier.Find(citation.Evidence) is not { } item)
            {
                return $"what it calls new has no source: there is no `{citation.Evidence}`";
            }
            if (!QuoteCheck.Stands(citation.Quote, item.Text))
            {
                return $"what it calls new does not stand in `{citation.Evidence}`";
            }
            if (answers)
            {
                return null;
            }
            if (item.Side == Side.Buyer && draft.To.FirstOrDefault(a => Knows(c, a, item)) is { } who)
            {
                return $"`{citation.Evidence}` is the buyer's own: it is not new to {NameOf(c, who)}";
            }
            if (
                c.Dossier.File.Mails.Any(m =>
                    m.Side == Side.Seller
                    && m.SentAt <= c.Now
                    && draft.To.Any(a => IsOn(m, a))
                    && QuoteCheck.Stands(citation.Quote, m.OwnWords)
                )
            )
            {
                return $"`{citation.Quote}` was already sent to them";
            }
            return null;
        }

        // Not a follow-up: none of them has had a word of ours since the buyer's last one, or ever.
        var touches = prior.Items.Count(t => draft.To.Any(a => WasFor(c, t, a)));
        if (touches == 0 || answers || IsFirstAnswer(c, draft))
        {
            return null;
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"after {touches} unanswered {(touches == 1 ? "touch" : "touches")} it brings nothing new: cite what is new to the buyer, or answer what the buyer asked"
        );
    }

    // The mail that it replies to asks for something that is open, or one of those whom it is written to waits for an answer.
    private static bool Answers(GateCase c, ActionPayload.EmailDraft draft) =>
        OpenQuestions.IsAnswered(c.Dossier.File, draft, c.Now) || (draft.InReplyTo is { } answered && Asked(c, answered));

    // A buyer's mail, the last of its thread, on which nobody of ours has written a word since: the answer to it is no follow-up, whatever
    // was logged meanwhile to whomever.
    private static bool IsFirstAnswer(GateCase c, ActionPayload.EmailDraft draft) =>
        draft.InReplyTo is { } name
        && c.Dossier.File.Mails.FirstOrDefault(m => $"mail:{m.Id}" == name.Value) is { Side: Side.Buyer, IsAutoReply: false } mail
        && draft.To.Contains(mail.From.Address, StringComparer.OrdinalIgnoreCase)
        && !c.Dossier.File.Mails.Any(m =>
            m.SentAt > mail.SentAt
            && m.SentAt <= c.Now
            && (m.ConversationId == mail.ConversationId || (m.Side == Side.Seller && IsOn(m, mail.From.Address)))
        );

    // What is logged without saying to whom counts for everybody whom we had written to before.
    private static bool WasFor(GateCase c, Attempt touch, string address) =>
        touch.To.Count > 0 ? touch.To.Contains(address, StringComparer.OrdinalIgnoreCase) : !IsStranger(c, address);

    // Nobody of our side ever wrote to them, and they never wrote to us or sat in a call with us.
    private static bool IsStranger(GateCase c, string address)
    {
        var file = c.Dossier.File;
        return !file.Mails.Any(m => m.SentAt <= c.Now && (IsOn(m, address) || Sides.Same(m.From.Address, address)))
            && !file.Calls.Any(k => k.StartedAt <= c.Now && k.Participants.Any(p => p.Email is { } mail && Sides.Same(mail, address)));
    }

    // A colleague's words are new to who neither said nor received nor heard them.
    private static bool Knows(GateCase c, string address, EvidenceItem item)
    {
        var file = c.Dossier.File;
        if (
            (item.AuthorEmail is { } author && Sides.Same(author, address))
            || (item.Author is { } name && Sides.Contact(file, address)?.Name == name)
        )
        {
            return true;
        }
        return item.Kind switch
        {
            "mail" => file.Mails.Any(m => $"mail:{m.Id}" == item.Name.Value && IsOn(m, address)),
            "call" => file.Calls.Any(k =>
                item.Name.Value.StartsWith($"call:{k.Id}#", StringComparison.Ordinal)
                && k.Participants.Any(p => p.Email is { } mail && Sides.Same(mail, address))
            ),
            _ => true,
        };
    }

    private static bool IsOn(Mail mail, string address) => mail.To.Concat(mail.Cc).Any(a => Sides.Same(a.Address, address));

    private static string NameOf(GateCase c, string address) => Sides.Contact(c.Dossier.File, address)?.Name ?? address;

    // A buyer's request in the last word that touches since did not settle still counts as the thing to answer.
    private static bool Asked(GateCase c, EvidenceName name) =>
        c.Dossier.File.Mails.FirstOrDefault(m => $"mail:{m.Id}" == name.Value) is { Side: Side.Buyer, IsAutoReply: false } mail
        && OpenQuestions.Ask(mail.OwnWords) is not null
        && !c.Dossier.File.Mails.Any(m =>
            m.Side == Side.Buyer && !m.IsAutoReply && m.ConversationId == mail.ConversationId && m.SentAt > mail.SentAt
        );
}
