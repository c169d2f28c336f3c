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
        "attempts-before-outreach", "no customer touch is proposed before prior attempts are summarized, and their count equals the count in the log", "SD", Unsummarized);

    public static readonly Gate SomethingNew = new(
        "something-new", "a follow-up to a quiet deal carries something new, with its source, or answers what the buyer asked", "SW", NothingNew);

    private static List<Finding> Unsummarized(GateCase c)
    {
        var count = PriorOutreach.Of(c.Dossier.File, c.Dossier.Team, c.Now).Count;
        var outreach = c.Proposal.Actions.Where(ActionTexts.ReachesCustomer).Select(a => a.Id.Value).ToList();
        string? problem = c.Packet.PriorAttempts switch
        {
            null => "prior attempts are not summarized",
            var p when p.Count != count => string.Create(CultureInfo.InvariantCulture, $"the draft counts {p.Count} prior attempts, the log {count}"),
            { Count: > 0 } p when string.IsNullOrWhiteSpace(p.Summary) => "prior attempts are counted but not summarized",
            _ => null,
        };
        if (problem is null) { return []; }
        return outreach.Count > 0 ? [AttemptsBeforeOutreach.Withhold(problem, outreach)] : [AttemptsBeforeOutreach.Note(problem)];
    }

    private static List<Finding> NothingNew(GateCase c)
    {
        var prior = PriorOutreach.Of(c.Dossier.File, c.Dossier.Team, c.Now);
        var findings = new List<Finding>();
        foreach (var action in c.Proposal.Actions)
        {
            if (action.Payload is not ActionPayload.EmailDraft draft) { continue; }
            if (Problem(c, draft, prior) is { } problem) { findings.Add(SomethingNew.Withhold(problem, action.Id.Value)); }
            else if (c.Before?.Id == action.Id && prior.Count > 0 && !Answers(c, draft) && CarriedNews.Lost(c, draft) is { } lost) { findings.Add(SomethingNew.Withhold(lost, action.Id.Value)); }
            if (Silence.Of(c.Dossier.File, prior, c.Dossier.Playbook.Limits, c.Now) is { WeOwe: null } silence && silence.Plan.FirstOrDefault(p => p.Kind == PlanKind.CounselQueue) is { } queue)
            {
                findings.Add(SomethingNew.Note(string.Create(CultureInfo.InvariantCulture, $"the paper lies in the buyer's counsel's queue until {queue.Until:yyyy-MM-dd} (`{queue.Name}`): silence until then is no sign"), action.Id.Value));
            }
        }

        return findings;
    }

    private static string? Problem(GateCase c, ActionPayload.EmailDraft draft, PriorOutreach prior)
    {
        if (draft.SomethingNew is { } citation)
        {
            if (c.Dossier.Find(citation.Evidence) is not { } item) { return $"what it calls new has no source: there is no `{citation.Evidence}`"; }
            if (!QuoteCheck.Stands(citation.Quote, item.Text)) { return $"what it calls new does not stand in `{citation.Evidence}`"; }
            if (item.Side == Side.Buyer && !IsOpenQuestion(c, item.Name)) { return $"`{citation.Evidence}` is the buyer's own: it is not new to them"; }
            if (c.Dossier.File.Mails.Any(m => m.Side == Side.Seller && m.SentAt <= c.Now && QuoteCheck.Stands(citation.Quote, m.OwnWords))) { return $"`{citation.Quote}` was already sent to them"; }
            return null;
        }

        // Not a follow-up: we have not touched them since their last word.
        if (prior.Count == 0) { return null; }
        if (Answers(c, draft)) { return null; }

        return string.Create(CultureInfo.InvariantCulture, $"after {prior.Count} unanswered {(prior.Count == 1 ? "touch" : "touches")} it brings nothing new: cite what is new to the buyer, or answer what the buyer asked");
    }

    private static bool Answers(GateCase c, ActionPayload.EmailDraft draft) => draft.InReplyTo is { } answered && (IsOpenQuestion(c, answered) || Asked(c, answered));

    private static bool IsOpenQuestion(GateCase c, EvidenceName name) => OpenQuestions.Of(c.Dossier.File, c.Now).Any(q => q.Name == name);

    // A buyer's request in the last word that touches since did not settle still counts as the thing to answer.
    private static bool Asked(GateCase c, EvidenceName name) =>
        c.Dossier.File.Mails.FirstOrDefault(m => $"mail:{m.Id}" == name.Value) is { Side: Side.Buyer, IsAutoReply: false } mail
        && OpenQuestions.Ask(mail.OwnWords) is not null
        && !c.Dossier.File.Mails.Any(m => m.Side == Side.Buyer && !m.IsAutoReply && m.ConversationId == mail.ConversationId && m.SentAt > mail.SentAt);
}
