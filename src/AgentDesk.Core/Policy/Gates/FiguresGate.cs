using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Core.Chains;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Stages;

namespace AgentDesk.Core.Policy.Gates;

/// <summary>
/// Every number, date, amount and name that a claim, an exception or a draft brings up stands in what it cites, in the record, or among
/// what code computed from known instants.
/// </summary>
/// <remarks>
/// Allowed for a claim, and for an exception that took reading: the texts it cites, the record (deal fields, stages, field changes,
/// contacts, trackers, meetings), the days on which these were written, the stage's age and limit, what is late with when and by how much,
/// the count of attempts, the days of silence, and the distance in days, weeks or months from these days to now. For headline, summary and
/// actions: the same over all claims and exceptions, the attempts, the conversation that is answered, for what is asked inside our own
/// escalation playbook, the action's own day or a planned one, in a note the days that the other actions set, inside the house the day from
/// which a touch is allowed and, in a mail, the day of a task of its sender's, unless a sentence tells that day as the buyer's. Tolerated:
/// ids of the record, one to twelve in words that count neither time nor a share, the numbering of a list, and the length of a meeting that
/// a message asks for. A pause until a day that the evidence neither names nor implies is noted as the desk's own. What a
/// person's edit brings into a message to the customer stops the edit; what stood there before it, and what a person tells the house or the
/// record, is noted.
/// </remarks>
public static partial class FiguresGate
{
    public static readonly Gate FiguresAreInTheSource = new(
        "figures-are-in-the-source",
        "every number, date, amount and person's name in a claim, exception or draft stands in its cited evidence or in the record",
        "SD",
        Judge
    );

    private static List<Finding> Judge(GateCase c)
    {
        var record = RecordFigures.Of(c);
        var names = new UnknownNames(c.Dossier);
        var recordText = string.Join('\n', c.Dossier.Items.Where(i => RecordFigures.IsRecord(i.Kind)).Select(i => i.Text));
        var findings = new List<Finding>();
        var all = record.Copy();
        var allText = recordText;
        foreach (var claim in c.Packet.Claims)
        {
            var cited = Cited(c.Dossier, claim.Citations);
            var text = $"{recordText}\n{TextOf(cited)}";
            var allowed = Add(record.Copy(), cited);
            Add(all, cited);
            allText = $"{allText}\n{TextOf(cited)}";
            findings.AddRange(
                StrayFigures.In(
                    claim.Text,
                    allowed,
                    names.In(claim.Text, text),
                    c.Now,
                    what => Fail(c, $"{what} in `{claim.Text}` stands neither in what it cites nor in the record", claim.Id)
                )
            );
        }

        // An exception's words are shown with its quotes as a claim's are. What code worded itself is its own count.
        foreach (var exception in c.Packet.Exceptions)
        {
            var cited = Cited(c.Dossier, exception.Citations);
            Add(all, cited);
            allText = $"{allText}\n{TextOf(cited)}";
            if (
                exception.Kind is not (StageExceptions.Contradictory or StageExceptions.SellerActivityOnly)
                || exception.Detail == SellerOnly.Since(c.Dossier.File, c.Dossier.Team, c.Dossier.Playbook, c.Now)?.Detail
            )
            {
                continue;
            }
            findings.AddRange(
                StrayFigures.In(
                    exception.Detail,
                    Add(record.Copy(), cited),
                    names.In(exception.Detail, $"{recordText}\n{TextOf(cited)}"),
                    c.Now,
                    what => Fail(c, $"{what} in `{exception.Detail}` stands neither in what it cites nor in the record")
                )
            );
        }

        // What a held-back claim cites is there to be read, and a draft may answer it.
        foreach (var claim in c.Packet.HeldBack ?? [])
        {
            var cited = Cited(c.Dossier, claim.Citations);
            Add(all, cited);
            allText = $"{allText}\n{TextOf(cited)}";
        }

        var prior = PriorOutreach
            .Of(c.Dossier.File, c.Dossier.Team, c.Now)
            .Items.Select(i => c.Dossier.Find(i.Name))
            .OfType<EvidenceItem>()
            .ToList();
        Add(all, prior);
        allText = $"{allText}\n{TextOf(prior)}";
        findings.AddRange(
            StrayFigures.In(
                c.Packet.Headline,
                all,
                names.In(c.Packet.Headline, allText),
                c.Now,
                what => Fail(c, $"{what} in the headline stands in no cited evidence")
            )
        );
        if (c.Packet.PriorAttempts is { } attempts)
        {
            findings.AddRange(
                StrayFigures.In(
                    attempts.Summary,
                    all,
                    names.In(attempts.Summary, allText),
                    c.Now,
                    what => Fail(c, $"{what} in the summary of prior attempts stands in none of them")
                )
            );
        }
        foreach (var action in c.Proposal.Actions)
        {
            var own = new List<Finding>();
            JudgeAction(own, c, action, all, allText, names);
            if (c.Before is { } before && before.Id == action.Id && ActionTexts.ReachesCustomer(action))
            {
                var stood = new List<Finding>();
                JudgeAction(stood, c, before, all, allText, names);
                own = [.. own.Select(f => stood.Exists(s => s.Reason == f.Reason) ? f : f with { Outcome = Outcome.Stop })];
            }
            findings.AddRange(own);
        }
        return findings;
    }

    private static void JudgeAction(
        List<Finding> findings,
        GateCase c,
        ProposedAction action,
        AllowedFigures all,
        string allText,
        UnknownNames names
    )
    {
        var sources = Cited(c.Dossier, action.Payload is ActionPayload.EmailDraft { SomethingNew: { } news } ? [news] : []);
        sources.AddRange(Conversation(c.Dossier, (action.Payload as ActionPayload.EmailDraft)?.InReplyTo));
        if (action.Payload is ActionPayload.Escalation or ActionPayload.TaskItem)
        {
            sources.AddRange(EscalationRules(c));
        }
        var allowed = Add(all.Copy(), sources);
        if (action.Payload is ActionPayload.CrmField field && Planned(field, all, c.Now) is { } planned)
        {
            allowed.Day(planned);
        }

        var text = ActionTexts.Of(action.Payload);
        foreach (var day in Deadlines(c, action))
        {
            var own = !allowed.Implies(day);
            if (own && Sentences.Of(text).FirstOrDefault(s => ToldDays.AreTheirs(c, s, day, action.Payload)) is { } told)
            {
                findings.Add(
                    Fail(
                        c,
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"the date {day:yyyy-MM-dd} is told as the buyer's (`{told}`) in `{action.Summary}`, and no cited evidence has it"
                        ),
                        action.Id.Value
                    )
                );
            }
            else if (own && action.Payload is ActionPayload.Pause)
            {
                findings.Add(
                    FiguresAreInTheSource.Note(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"no evidence names or implies {day:yyyy-MM-dd}: the day is the desk's own"
                        ),
                        action.Id.Value
                    )
                );
            }

            allowed.Day(day);
        }

        // From when a touch is allowed again is said inside the house.
        if (
            !ActionTexts.ReachesCustomer(action)
            && TouchWindow.Of(c.Dossier.File, c.Dossier.Team, c.Dossier.Playbook.Limits, c.Now).FreeFrom is { } free
        )
        {
            allowed.Day(free);
        }
        if (ActionTexts.ReachesCustomer(action))
        {
            text = MeetingLength().Replace(text, " ");
            findings.AddRange(
                Sentences
                    .Of(text)
                    .Where(s => !s.EndsWith('?'))
                    .SelectMany(s => ToldDays.Promised(s, allowed, $"{allText}\n{TextOf(sources)}", c.Now))
                    .Distinct(StringComparer.Ordinal)
                    .Select(day =>
                        Fail(
                            c,
                            $"the day `{day}` in `{action.Summary}` is neither the buyer's nor that of a task of the sender's",
                            action.Id.Value
                        )
                    )
            );
        }

        findings.AddRange(
            StrayFigures.In(
                text,
                allowed,
                names.In(text, $"{allText}\n{TextOf(sources)}"),
                c.Now,
                what => Fail(c, $"{what} in `{action.Summary}` stands in no evidence that the packet cites", action.Id.Value)
            )
        );
    }

    private static Finding Fail(GateCase c, string reason, params IReadOnlyList<string> about) =>
        c.EditedBy is null ? FiguresAreInTheSource.SendBack(reason, about) : FiguresAreInTheSource.Note(reason, about);

    private static AllowedFigures Add(AllowedFigures allowed, IEnumerable<EvidenceItem> items)
    {
        foreach (var item in items)
        {
            allowed.Source(item);
        }
        return allowed;
    }

    private static List<EvidenceItem> Cited(Dossier dossier, IEnumerable<Citation> citations) =>
        [.. citations.Select(q => dossier.Find(q.Evidence)).OfType<EvidenceItem>()];

    // How soon a colleague answers is said where we say how we escalate.
    private static IEnumerable<EvidenceItem> EscalationRules(GateCase c) =>
        c
            .Dossier.Team.Assets.Where(a => a.Kind == "escalation_playbook" && a.IsUsable(DateOnly.FromDateTime(c.Now.UtcDateTime)))
            .Select(a => c.Dossier.Find(new($"asset:{a.Stem}")))
            .OfType<EvidenceItem>();

    private static IEnumerable<EvidenceItem> Conversation(Dossier dossier, EvidenceName? mail)
    {
        if (mail is not { } name || dossier.File.Mails.FirstOrDefault(m => $"mail:{m.Id}" == name.Value) is not { } answered)
        {
            return [];
        }
        return dossier
            .File.Mails.Where(m => m.ConversationId == answered.ConversationId)
            .Select(m => dossier.Find(new($"mail:{m.Id}")))
            .OfType<EvidenceItem>();
    }

    private static string TextOf(IEnumerable<EvidenceItem> items) =>
        string.Join('\n', items.Select(i => $"{i.Author} {i.Title}\n{i.Text}"));

    // A mail may promise what a task of its sender's, decided on beside it, is to deliver by then; what somebody else has yet to agree to
    // it may not promise.
    private static IEnumerable<DateOnly> Deadlines(GateCase c, ProposedAction action) =>
        action.Payload switch
        {
            ActionPayload.CrmNote => c.Proposal.Actions.SelectMany(a => Set(a.Payload)).Distinct(),
            ActionPayload.EmailDraft => c
                .Proposal.Actions.Select(a => a.Payload)
                .OfType<ActionPayload.TaskItem>()
                .Where(t => Sides.Same(t.Owner, c.Deal.OwnerEmail))
                .Select(t => t.Deadline)
                .Distinct(),
            var own => Set(own),
        };

    // The day that an action sets: a deadline, or the end of a rest.
    private static IEnumerable<DateOnly> Set(ActionPayload payload) =>
        payload switch
        {
            ActionPayload.Escalation e => [e.Deadline],
            ActionPayload.TaskItem t => [t.Deadline],
            ActionPayload.Pause p => [p.Until],
            _ => [],
        };

    // A day that is set is a plan, as a task's deadline is. A close date that the evidence names by its month alone stands at the month's
    // end: a record has no vaguer day.
    private static DateOnly? Planned(ActionPayload.CrmField field, AllowedFigures all, DateTimeOffset now)
    {
        if (
            !DateOnly.TryParseExact(field.After.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || day < DateOnly.FromDateTime(now.UtcDateTime)
        )
        {
            return null;
        }
        return field.Field switch
        {
            "next_step_due" => day,
            "close_date"
                when day.Day == DateTime.DaysInMonth(day.Year, day.Month) && all.Has(new SpokenDate(0, 0, day.Year, day.Month, null)) =>
                day,
            _ => null,
        };
    }

    [GeneratedRegex(
        @"\b(5|10|15|20|25|30|45|60|90)[\s-]?(min|mins|minutes?)\b|\b(half an|an|one) hour\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex MeetingLength();
}
