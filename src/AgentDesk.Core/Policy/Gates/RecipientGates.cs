using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Policy.Gates;

/// <summary>Whom a message may reach, and how often.</summary>
public static partial class RecipientGates
{
    public static readonly Gate RecipientsKnown = new(
        "recipients-known",
        "recipients are contacts of the deal, have not left, and are on the thread that is answered",
        "SD",
        Unknown
    );

    public static readonly Gate TouchFrequency = new(
        "touch-frequency",
        "no more customer touches than the playbook allows in its window, an answer to the buyer's open question apart, and none to who opted out",
        "SD",
        TooOften
    );

    private static List<Finding> Unknown(GateCase c)
    {
        var findings = new List<Finding>();
        foreach (var action in c.Proposal.Actions.Where(ActionTexts.ReachesCustomer))
        {
            foreach (var problem in Problems(c, action.Payload))
            {
                findings.Add(RecipientsKnown.Withhold(problem, action.Id.Value));
            }
            foreach (var address in action.Payload.Recipients)
            {
                if (Absences.Of(c.Dossier.File, c.Dossier.Team, address, c.Now) is { HasLeft: false } away)
                {
                    findings.Add(
                        RecipientsKnown.Note(
                            $"{address} is away {(away.Until is { } until ? string.Create(CultureInfo.InvariantCulture, $"until {until:yyyy-MM-dd}") : "for a time that is not named")} (`{away.Name}`): the mail will wait for them",
                            action.Id.Value
                        )
                    );
                }
            }
        }

        return findings;
    }

    private static IEnumerable<string> Problems(GateCase c, ActionPayload payload)
    {
        var (file, team) = (c.Dossier.File, c.Dossier.Team);
        var draft = payload as ActionPayload.EmailDraft;
        var main = draft?.To ?? payload.Recipients;
        if (!main.Any(a => Sides.Contact(file, a)?.Side is Side.Buyer or Side.Partner))
        {
            yield return "it is addressed to nobody of the buyer's side";
        }

        foreach (var address in payload.Recipients)
        {
            if (draft?.Cc.Contains(address, StringComparer.OrdinalIgnoreCase) == true && Sides.IsSeller(team, address))
            {
                continue;
            }
            if (draft is null && Sides.IsSeller(team, address))
            {
                continue;
            }
            if (Sides.Contact(file, address) is not { } contact)
            {
                yield return $"{address} is no contact of this deal: add the contact first";
            }
            else if (contact.Status == "left")
            {
                yield return $"{contact.Name} has left";
            }
            else if (contact.Side is not (Side.Buyer or Side.Partner))
            {
                yield return $"{contact.Name} is of our own side";
            }
            else if (Departures.Of(file, address, c.Now) is { } reply)
            {
                yield return $"{contact.Name}'s {(Sides.Same(reply.From.Address, address) ? "automatic reply" : "mail server")} says that the mailbox is not read any more (`mail:{reply.Id}`)";
            }
        }

        if (draft?.InReplyTo is { } answered)
        {
            if (file.Mails.FirstOrDefault(m => $"mail:{m.Id}" == answered.Value) is not { } mail)
            {
                yield return $"it answers `{answered}`, which is no mail of this deal";
            }
            else
            {
                var thread = file
                    .Mails.Where(m => m.ConversationId == mail.ConversationId)
                    .SelectMany(m => m.To.Concat(m.Cc).Append(m.From))
                    .Select(a => a.Address)
                    .ToHashSet(StringComparer.OrdinalIgnoreCase);
                foreach (var stranger in draft.To.Concat(draft.Cc).Where(a => !thread.Contains(a) && !Sides.IsSeller(team, a)))
                {
                    yield return $"{stranger} is not on the thread that it answers: write to them apart";
                }
            }
        }
    }

    private static List<Finding> TooOften(GateCase c)
    {
        var window = TouchWindow.Of(c.Dossier.File, c.Dossier.Team, c.Dossier.Playbook.Limits, c.Now);
        var findings = new List<Finding>();
        foreach (var action in c.Proposal.Actions.Where(ActionTexts.ReachesCustomer))
        {
            // An answer to what the buyer asked is a reply, not a touch.
            if (
                window.FreeFrom is { } free
                && !(action.Payload is ActionPayload.EmailDraft draft && OpenQuestions.IsAnswered(c.Dossier.File, draft, c.Now))
            )
            {
                findings.Add(
                    TouchFrequency.Withhold(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{window.Touches} unanswered touches in the last {window.Days} days, {window.Allowed} allowed: wait until {free:yyyy-MM-dd}"
                        ),
                        action.Id.Value
                    )
                );
            }

            foreach (var address in action.Payload.Recipients.Where(a => HasOptedOut(c, a)))
            {
                findings.Add(TouchFrequency.Withhold($"{address} has opted out", action.Id.Value));
            }
        }

        return findings;
    }

    private static bool HasOptedOut(GateCase c, string address) =>
        c.Dossier.Playbook.OptOuts.Contains(address, StringComparer.OrdinalIgnoreCase)
        || c.Dossier.File.Mails.Any(m =>
            m.Side == Side.Buyer && Sides.Same(m.From.Address, address) && m.SentAt <= c.Now && OptOut().IsMatch(m.OwnWords)
        );

    [GeneratedRegex(
        @"\b(unsubscribe me|opt me out|remove me from|take me off (your|the|this)|stop (e-?mailing|contacting|writing to|calling) (me|us)|(do not|don't) (e-?mail|contact|write to|call) (me|us) (again|any ?more))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex OptOut();
}
