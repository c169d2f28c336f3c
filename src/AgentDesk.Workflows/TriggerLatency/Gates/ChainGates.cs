using System.Text.RegularExpressions;
using AgentDesk.Core.Chains;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Workflows.TriggerLatency.Gates;

/// <summary>What a chain's action must be for it to be that action.</summary>
public static partial class ChainGates
{
    /// <summary>
    /// SW: booked inside that same thread; a recap to who was there; genuine personal outreach; something new rather than a bump.
    /// </summary>
    public static readonly Gate ActionFitsTrigger = new(
        "action-fits-trigger",
        "a message is what its trigger asks for: an answer in the thread, a recap to who was in the call, a word to the new person alone, a follow-up with something new",
        "SW",
        Unfitting
    );

    /// <summary>SW: "every message stays grounded in the real relationship".</summary>
    public static readonly Gate RecapIsOfTheCall = new(
        "recap-is-of-the-call",
        "a recap quotes what was said in the call, word for word, and nothing that its readers have not heard or read",
        "SW",
        NotSaid
    );

    private static List<Finding> Unfitting(GateCase c)
    {
        var clocks = (c.Packet.Clocks ?? []).Select(n => n.Clock).ToList();
        var findings = new List<Finding>();
        foreach (var action in c.Proposal.Actions.Where(ActionTexts.ReachesCustomer))
        {
            var problems = clocks.Select(k => Fits(c, k, action.Payload)).ToList();
            if (problems.Count == 0)
            {
                findings.Add(ActionFitsTrigger.Withhold("no trigger asks for it", action.Id.Value));
            }
            else if (problems.TrueForAll(p => p is not null))
            {
                findings.Add(ActionFitsTrigger.Withhold(string.Join("; ", problems.Distinct(StringComparer.Ordinal)), action.Id.Value));
            }
        }

        return findings;
    }

    /// <summary>Why an action is not what the trigger asks for; null when it is.</summary>
    internal static string? Fits(GateCase c, TriggerClock clock, ActionPayload payload)
    {
        if (payload is ActionPayload.MeetingRequest meeting)
        {
            return
                clock.Trigger == TriggerRule.BuyerReply
                && clock.To.All(a => meeting.Attendees.Contains(a, StringComparer.OrdinalIgnoreCase))
                ? null
                : "a meeting answers a buyer's mail only, and with its writer in it";
        }
        if (payload is not ActionPayload.EmailDraft mail)
        {
            return "it is no message";
        }

        return clock.Trigger switch
        {
            TriggerRule.BuyerReply => Thread(c, clock.Answer) is { } thread && Thread(c, mail.InReplyTo) == thread && mail.To.Count > 0
                ? null
                : $"{clock.Who}'s mail is answered in its own thread (`{clock.Answer}`)",
            TriggerRule.CallEnded
                when clock.To.Count > 0
                    && mail.To.FirstOrDefault(a => !clock.To.Contains(a, StringComparer.OrdinalIgnoreCase)) is { } stranger =>
                $"{stranger} was not in the call: a recap goes to those who were",
            TriggerRule.CallEnded => mail.To.Count > 0 ? null : "a recap goes to somebody",
            TriggerRule.StakeholderNamed => mail.To is [var only] && clock.To.Contains(only, StringComparer.OrdinalIgnoreCase)
                ? null
                : $"a personal word goes to {clock.Who} alone",
            TriggerRule.DealQuiet => mail.SomethingNew is not null || OpenQuestions.IsAnswered(c.Dossier.File, mail, c.Now)
                ? null
                : "a follow-up to a quiet deal carries something new, with its source",
            _ => $"no message belongs to `{clock.Trigger}`",
        };
    }

    private static List<Finding> NotSaid(GateCase c)
    {
        var findings = new List<Finding>();
        foreach (var action in c.Proposal.Actions)
        {
            // A mail that also answers a trigger of another kind is judged as that.
            if (action.Payload is not ActionPayload.EmailDraft mail || Recapped(c, mail) is not { } clock)
            {
                continue;
            }

            var call = c.Dossier.File.Calls.FirstOrDefault(k => clock.Name.Value.StartsWith($"call:{k.Id}#", StringComparison.Ordinal));
            var quotes = Quotation().Matches(mail.Body).Select(m => m.Groups["q"].Value).ToList();
            var said = call is null ? "" : string.Join(' ', call.Cues.Select(q => q.Text));
            if (quotes.Find(q => !QuoteCheck.Stands(q, said) && !IsKnown(c, q)) is { } stray)
            {
                Add(action, $"`{stray}` was not said in the call and stands in no mail with them");
            }
            else if (call is not null && !quotes.Exists(q => QuoteCheck.Stands(q, said)))
            {
                Add(
                    action,
                    $"it quotes nothing of what was said in `{call.Title}`: take the decisions and next steps from the call, word for word"
                );
            }
        }

        return findings;

        void Add(ProposedAction action, string reason) =>
            findings.Add(
                c.Before?.Id == action.Id
                    ? RecapIsOfTheCall.Note(reason, action.Id.Value)
                    : RecapIsOfTheCall.Withhold(reason, action.Id.Value)
            );
    }

    private static TriggerClock? Recapped(GateCase c, ActionPayload.EmailDraft mail)
    {
        var fitting = (c.Packet.Clocks ?? []).Select(n => n.Clock).Where(k => Fits(c, k, mail) is null).ToList();
        return fitting.Count > 0 && fitting.TrueForAll(k => k.Trigger == TriggerRule.CallEnded) ? fitting[0] : null;
    }

    // Words of a mail between the two sides; what stands in an internal thread or a note of ours is not theirs to read.
    private static bool IsKnown(GateCase c, string quote) =>
        c.Dossier.File.Mails.Any(m => m.SentAt <= c.Now && QuoteCheck.Stands(quote, $"{m.Subject}\n{m.Body}"));

    private static string? Thread(GateCase c, EvidenceName? mail) =>
        mail is { } name ? c.Dossier.File.Mails.FirstOrDefault(m => $"mail:{m.Id}" == name.Value)?.ConversationId : null;

    [GeneratedRegex("[\"“](?<q>[^\"“”\\n]{8,})[\"”]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Quotation();
}
