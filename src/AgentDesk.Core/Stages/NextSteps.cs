using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Stages;

/// <summary>
/// Whether the record holds a next step that is one (SP: a no-next-step exception): there, said, dated, to come, and not ours alone. What
/// the buyer has agreed to, an accepted meeting ahead or a day that the buyer named, is a next step even where the field words it as a
/// chaser.
/// </summary>
public static partial class NextSteps
{
    /// <summary>The exception with every reason that holds, or null.</summary>
    public static StageException? Missing(DealFile file, Playbook playbook, DateTimeOffset now)
    {
        var deal = file.Deal;
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var (reasons, citations) = (new List<string>(), new List<Citation>());
        if (Cites.Field(file, "next_step") is { } step)
        {
            citations.Add(step);
        }

        if (Placeholders.IsBlank(deal.NextStep))
        {
            reasons.Add("the record names no next step");
        }
        else if (Placeholders.Is(deal.NextStep))
        {
            reasons.Add($"the next step is a placeholder, `{deal.NextStep}`");
        }

        if (deal.NextStepDue is { } due)
        {
            if (due.AddDays(playbook.Limits.NextStepGraceDays) < today)
            {
                reasons.Add(string.Create(CultureInfo.InvariantCulture, $"it was due {due:yyyy-MM-dd}"));
                if (Cites.Field(file, "next_step_due") is { } cited)
                {
                    citations.Add(cited);
                }
            }
        }
        else
        {
            reasons.Add("it has no date");
        }

        if (deal.NextStep is { Length: > 0 } text && !reasons.Exists(r => r.StartsWith("the", StringComparison.Ordinal)))
        {
            if (Gone(file, text, now) is var (who, how))
            {
                Add($"it hangs on {who.Name}, who has left", how);
            }
            if (Declined(file, deal.NextStepDue, today) is { } meeting)
            {
                Add($"the buyer declined `{meeting.Subject}`", Cites.Of(file, new($"event:{meeting.Id}")));
            }
            if (Nudge().IsMatch(text) && !IsAgreed(file, now))
            {
                reasons.Add($"`{text}` is a chaser of ours that the buyer has not agreed to");
            }
        }

        if (reasons.Count == 0)
        {
            return null;
        }
        if (citations.Count == 0 && new StagePath(file, playbook, now).Current is { } current)
        {
            citations.Add(Cites.Stage(file, current));
        }
        return new(StageExceptions.NoNextStep, Sentence(deal, reasons), citations);

        void Add(string reason, Citation? citation)
        {
            reasons.Add(reason);
            if (citation is not null)
            {
                citations.Add(citation);
            }
        }
    }

    private static string Sentence(Deal deal, List<string> reasons)
    {
        var first = reasons[0].StartsWith("it ", StringComparison.Ordinal)
            ? $"the next step `{deal.NextStep}`{reasons[0][2..]}"
            : reasons[0];
        return string.Join("; ", reasons.Skip(1).Prepend(first));
    }

    /// <summary>
    /// Whether the buyer holds a day with us: a meeting to come that a buyer accepted or called, or a day to come that a buyer named.
    /// </summary>
    private static bool IsAgreed(DealFile file, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return file.Meetings.Any(m => !m.IsCancelled && m.Start > now && IsAccepted(m))
            || BuyerWords
                .Of(file, now)
                .Any(w =>
                    SpokenDates
                        .Find(w.Text)
                        .Select(d => d.After(w.At))
                        .OfType<DateOnly>()
                        .Concat(SpokenDates.BareDays(w.Text, w.At))
                        .Any(d => d >= today && d <= today.AddDays(60))
                );
    }

    private static bool IsAccepted(Meeting m) =>
        m.Attendees.Any(a => a.Side == Side.Buyer && a.Response.ToLowerInvariant() is "accepted" or "organizer");

    // The meeting of the due day, or the only one to come, with no buyer who comes and one who will not.
    private static Meeting? Declined(DealFile file, DateOnly? due, DateOnly today)
    {
        var ahead = file
            .Meetings.Where(m => DateOnly.FromDateTime(m.Start.UtcDateTime) >= today && m.Attendees.Any(a => a.Side == Side.Buyer))
            .ToList();
        if (ahead.Exists(m => !m.IsCancelled && IsAccepted(m)))
        {
            return null;
        }
        return ahead.Find(m =>
            (due is null || DateOnly.FromDateTime(m.Start.UtcDateTime) == due || ahead.Count == 1)
            && m.Attendees.Any(a => a.Side == Side.Buyer && a.Response.Equals("declined", StringComparison.OrdinalIgnoreCase))
        );
    }

    private static (Contact Who, Citation? How)? Gone(DealFile file, string text, DateTimeOffset now)
    {
        foreach (var c in file.Contacts.Where(c => c.Side == Side.Buyer))
        {
            var names = c
                .Name.Split([' ', '.', ','], StringSplitOptions.RemoveEmptyEntries)
                .Where(n => n.Length > 2 && char.IsUpper(n[0]))
                .ToList();
            if (
                !names.Exists(n =>
                    Regex.IsMatch(
                        text,
                        $@"(?<!\p{{L}}){Regex.Escape(n)}(?!\p{{L}})",
                        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
                        TimeSpan.FromSeconds(20)
                    )
                )
            )
            {
                continue;
            }
            if (c.Status == "left")
            {
                return (c, Cites.Contact(file, c));
            }
            if (Departures.Of(file, c.Email, now) is { } reply)
            {
                return (c, Cites.Of(file, new($"mail:{reply.Id}")));
            }
        }

        return null;
    }

    [GeneratedRegex(
        @"\b(follow(ing|ed)?[- ]?up|f/u|chas(e|er|ing)|nudg(e|ing)|check(ing)?[- ]?in|touch(ing)? base|ping|remind(er|ing)?|circl(e|ing) back|bump|poke|push|wait(ing)? (on|for|to (hear|see|get))|await(s|ing)?|hear(ing)? back)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Nudge();
}
