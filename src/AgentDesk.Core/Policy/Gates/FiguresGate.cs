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
/// a message asks for. A pause until a day that the evidence neither names nor implies is noted as the desk's own. A person's own edit is
/// not sent back for this, it is noted: the person vouches.
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
        var record = Record(c);
        var names = new UnknownNames(c.Dossier);
        var recordText = string.Join('\n', c.Dossier.Items.Where(i => IsRecord(i.Kind)).Select(i => i.Text));
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
            Report(
                findings,
                claim.Text,
                allowed,
                names.In(claim.Text, text),
                c.Now,
                what => Fail(c, $"{what} in `{claim.Text}` stands neither in what it cites nor in the record", claim.Id)
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
            Report(
                findings,
                exception.Detail,
                Add(record.Copy(), cited),
                names.In(exception.Detail, $"{recordText}\n{TextOf(cited)}"),
                c.Now,
                what => Fail(c, $"{what} in `{exception.Detail}` stands neither in what it cites nor in the record")
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
        Report(
            findings,
            c.Packet.Headline,
            all,
            names.In(c.Packet.Headline, allText),
            c.Now,
            what => Fail(c, $"{what} in the headline stands in no cited evidence")
        );
        if (c.Packet.PriorAttempts is { } attempts)
        {
            Report(
                findings,
                attempts.Summary,
                all,
                names.In(attempts.Summary, allText),
                c.Now,
                what => Fail(c, $"{what} in the summary of prior attempts stands in none of them")
            );
        }
        foreach (var action in c.Proposal.Actions)
        {
            JudgeAction(findings, c, action, all, allText, names);
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
            if (own && Sentences.Of(text).FirstOrDefault(s => IsToldAsTheirs(c, s, day, action.Payload)) is { } told)
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
                    .SelectMany(s => Promised(s, allowed, $"{allText}\n{TextOf(sources)}", c.Now))
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

        Report(
            findings,
            text,
            allowed,
            names.In(text, $"{allText}\n{TextOf(sources)}"),
            c.Now,
            what => Fail(c, $"{what} in `{action.Summary}` stands in no evidence that the packet cites", action.Id.Value)
        );
    }

    // "I will send it by Friday" names a day as much as a date does.
    private static IEnumerable<string> Promised(string sentence, AllowedFigures allowed, string known, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        foreach (Match m in NamedDay().Matches(sentence))
        {
            // A weekday of which the sources speak may be told again.
            var word = m.Groups["w"].Value;
            if (known.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var ahead = Enum.TryParse<DayOfWeek>(word, ignoreCase: true, out var weekday)
                ? (((int)weekday - (int)today.DayOfWeek + 6) % 7) + 1
                : 1;
            var isNext = m.Value.Contains("next", StringComparison.OrdinalIgnoreCase);
            if (
                !new[] { today.AddDays(ahead), today.AddDays(isNext ? ahead + 7 : ahead) }.Any(d =>
                    allowed.Has(new SpokenDate(0, 0, d.Year, d.Month, d.Day))
                )
            )
            {
                yield return m.Value.Trim();
            }
        }
    }

    // Who set the day: a sentence that has it and speaks of what the buyer said, wants or waits for gives it to the buyer. A comma ends
    // what is said of them ("where they stand, and you won't have to chase").
    private static bool IsToldAsTheirs(GateCase c, string sentence, DateOnly day, ActionPayload payload)
    {
        if (!SpokenDates.Find(sentence).Any(d => d.Day is not null && d.Is(day)))
        {
            return false;
        }
        if (Theirs().IsMatch(sentence) || (payload is ActionPayload.EmailDraft && Yours().IsMatch(sentence)))
        {
            return true;
        }

        return Says().IsMatch(sentence)
            && c.Dossier.File.Contacts.Where(k => k.Side == Side.Buyer)
                .Select(k => k.Name)
                .Append(c.Deal.Account)
                .Select(n => n.Split(' ')[0])
                .Any(n =>
                    n.Length > 2
                    && Regex.IsMatch(
                        sentence,
                        $@"\b{Regex.Escape(n)}\b[^\w,;]+(\w+[^\w,;]+){{0,5}}{SaysPattern}",
                        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
                        TimeSpan.FromSeconds(20)
                    )
                );
    }

    private static void Report(
        List<Finding> findings,
        string text,
        AllowedFigures allowed,
        IReadOnlyList<string> unknownNames,
        DateTimeOffset now,
        Func<string, Finding> fail
    )
    {
        var plain = Ids().Replace(ListNumber().Replace(text, " "), m => allowed.IsId(m.Value) ? new string(' ', m.Length) : m.Value);
        var figures = Figures.Of(plain);
        var missing = new List<string>();
        missing.AddRange(figures.Dates.Where(d => !allowed.Has(d)).Select(d => $"the date {Shown(plain, d)}"));
        missing.AddRange(figures.Dates.Select(d => WrongWeekday(plain, d, now)).OfType<string>());
        missing.AddRange(
            figures.Ordinals.Where(o => !allowed.HasOrdinal(o)).Select(o => string.Create(CultureInfo.InvariantCulture, $"the day {o}"))
        );
        missing.AddRange(figures.Numbers.Where(n => !IsTolerated(n) && !allowed.Has(n)).Select(n => $"the figure {n.Text}"));
        missing.AddRange(unknownNames.Select(n => $"the name {n}"));
        findings.AddRange(missing.Distinct(StringComparer.Ordinal).Select(fail));
    }

    // Of "9 and 14 March" the text has only the 14 by itself.
    private static string Shown(string text, SpokenDate date)
    {
        var written = text.Substring(date.Index, date.Length).Trim(' ', '.', ',');
        return written.Length > 2
            ? written
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{date.Day} {CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(date.Month)}"
            );
    }

    private static Finding Fail(GateCase c, string reason, params IReadOnlyList<string> about) =>
        c.EditedBy is null ? FiguresAreInTheSource.SendBack(reason, about) : FiguresAreInTheSource.Note(reason, about);

    /// <summary>What every statement may name: the record and what code computes from it.</summary>
    private static AllowedFigures Record(GateCase c)
    {
        var (file, limits) = (c.Dossier.File, c.Dossier.Playbook.Limits);
        var allowed = new AllowedFigures(c.Now);
        allowed.Id(c.Deal.Id.Value);
        foreach (var item in c.Dossier.Items)
        {
            allowed.Id(item.Name.Value);
        }
        foreach (var item in c.Dossier.Items.Where(i => IsRecord(i.Kind)))
        {
            allowed.Words($"{item.Title}\n{item.Text}", item.At);
            if (item.Kind == "deal")
            {
                allowed.Field(item.Text);
            }
            if (item.Kind is "stage" or "field" or "tracker" or "event")
            {
                allowed.Instant(item.At);
            }
        }

        if (StageAge.Of(file, c.Dossier.Playbook, c.Now) is { } age)
        {
            allowed.Days(age.Days);
            if (age.Expected is { } expected)
            {
                allowed.Number(expected).Days(expected);
            }
        }

        var prior = PriorOutreach.Of(file, c.Dossier.Team, c.Now);
        allowed.Number(prior.Count);
        allowed.Days(limits.TouchWindowDays).Days(limits.PauseDays);
        if (prior.Since is { } since)
        {
            allowed.Instant(since.At);
        }
        foreach (var attempt in prior.Items)
        {
            allowed.Instant(attempt.At);
        }
        foreach (var slip in CloseDateSlip.Of(file, limits.SlipDays, c.Now))
        {
            allowed.Days(slip.Days);
        }
        allowed.Days(Silence.Of(file, prior, limits, c.Now).Days);

        // What is late, when it was due and by how much are code's own, as a stage's age is.
        foreach (var clock in c.Packet.Clocks ?? [])
        {
            allowed
                .Instant(clock.Clock.At)
                .Instant(clock.Clock.Due)
                .Day(DateOnly.FromDateTime(clock.Clock.Due.DateTime))
                .Words(clock.Clock.Detail, clock.Clock.At);
            allowed.Words(
                $"{clock.Clock.Within} {TriggerClocks.Spoken(clock.Clock.LateMinutes, clock.Clock.DayMinutes)} {TriggerClocks.Spoken(clock.Clock.LeftMinutes, clock.Clock.DayMinutes)}",
                c.Now
            );
        }

        return allowed;
    }

    private static bool IsRecord(string kind) => kind is "deal" or "stage" or "field" or "contact" or "tracker" or "event";

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

    // One to twelve in words are as often idiom ("one more thing") as figure.
    private static bool IsTolerated(Figure figure) =>
        !char.IsAsciiDigit(figure.Text[0]) && figure.Values is [<= 12] && figure.Unit.Length == 0;

    private static string? WrongWeekday(string text, SpokenDate date, DateTimeOffset now)
    {
        if (
            date.Day is not { } day
            || WeekdayBefore().Match(text[..date.Index]) is not { Success: true } m
            || !Enum.TryParse<DayOfWeek>(m.Groups["w"].Value, ignoreCase: true, out var weekday)
        )
        {
            return null;
        }

        var years = date.Year is { } known ? [known] : new[] { now.Year - 1, now.Year, now.Year + 1 };
        var fits = years
            .Where(y => day <= DateTime.DaysInMonth(y, date.Month))
            .Select(y => new DateOnly(y, date.Month, day))
            .MinBy(d => Math.Abs(d.DayNumber - DateOnly.FromDateTime(now.UtcDateTime).DayNumber));
        return fits.DayOfWeek == weekday
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"the weekday {weekday} for {fits:yyyy-MM-dd} (a {fits.DayOfWeek})");
    }

    private const string SaysPattern =
        @"(asks?|asked|wants?|wanted|needs?|needed|expects?|expected|said|says|wrote|writes|named?|names|gave|set|sets|requires?|waits?|told|tells|has to|have to|must|plans?|decides?|meets?)\b";

    [GeneratedRegex(
        @"\b" + SaysPattern,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Says();

    [GeneratedRegex(
        @"\b(the buyer|the customer|the client|they|she|he)\b[^\w,;]+(\w+[^\w,;]+){0,5}"
            + SaysPattern
            + @"|\b(the buyer|the customer|the client|their)('s|’s)? (own )?(\w+ )?(date|deadline|day)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Theirs();

    // In a mail the buyer is "you".
    [GeneratedRegex(
        @"\b(you|your (team|side|colleagues?))\b[^\w,;]+(\w+[^\w,;]+){0,5}(asked|wanted|needed|expected|said|wrote|named|gave|set|required|mentioned|told)\b|\byour (own )?(\w+ )?(date|deadline|day)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Yours();

    // With its date beside it the date is judged.
    [GeneratedRegex(
        @"\b(by|until|till|before|on|this|next|coming)\s+(this |next |the coming )?(?<w>(mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow)\b(?!,?\s+(the\s+)?\d|\s+(January|February|March|April|May|June|July|August|September|October|November|December))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex NamedDay();

    // TR-2032, AAMkTW1013, mail:M2: letters and digits in one word.
    [GeneratedRegex(
        @"(?<![\w-])([a-z]+:)?(?=[\w./#@-]*[a-z])(?=[\w./#@-]*\d)[\w][\w./#@-]*\w",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Ids();

    [GeneratedRegex(@"(?m)^\s*\d{1,2}[.)](?=\s)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex ListNumber();

    [GeneratedRegex(
        @"\b(5|10|15|20|25|30|45|60|90)[\s-]?(min|mins|minutes?)\b|\b(half an|an|one) hour\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex MeetingLength();

    [GeneratedRegex(
        @"\b(?<w>(mon|tues|wednes|thurs|fri|satur|sun)day),?\s+(the\s+)?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex WeekdayBefore();
}
