using AgentDesk.Adapters.Models.Embedded.Answering;
using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Latency;

/// <summary>
/// Turns running clocks into a draft: what is late, what is next, and the mail that each chain asks for where the evidence carries one.
/// </summary>
internal static class LatencyDraftWriter
{
    public static LatencyDraft Write(DealReading reading, LatencyInputs inputs)
    {
        var claims = new ClaimList(reading, []);
        var people = new DealPeople(reading);
        var d = Diagnose.Of(reading, CueModel.Default);
        var points = OpenPoints.Of(reading, d);
        var answers = new List<(ClockRow Clock, Answered Answer)>();
        var written = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var clock in inputs.Clocks)
        {
            var answer = Answer(reading, people, claims, d, points, clock);

            // One mail a person: what is late to them twice is made good in one.
            if (answer.Message is { } m && m.To.Any(written.Contains))
            {
                answer = new Answered($"The mail to {people.NameOf(m.To[0])} that is drafted beside it can say this too.");
            }
            written.UnionWith(answer.Message?.To ?? []);
            answers.Add((clock, answer));
        }

        // What a gate sent back and code cannot mend is left out; a task stands in for it.
        for (var i = 0; i < answers.Count; i++)
        {
            var place = FormattableString.Invariant($"messages[{answers.Take(i).Count(a => a.Answer.Message is not null)}]");
            if (answers[i].Answer.Message is not null && reading.Inputs.Feedback.Any(f => f.Contains(place, StringComparison.Ordinal)))
            {
                answers[i] = (
                    answers[i].Clock,
                    new Answered(
                        "No draft of this one holds what the desk asks of it: it is for its owner to write.",
                        Task: ByHand(answers[i].Clock)
                    )
                );
            }
        }

        var tasks = answers
            .Where(a => a.Answer.Task is not null)
            .Select(a => new LatencyTask(a.Clock.Index, reading.Inputs.Deal.Owner, a.Answer.Task!, inputs.WorkingDays.Today))
            .ToList();
        var messages = answers.Select(a => a.Answer.Message).OfType<LatencyMessage>().ToList();
        var idle =
            messages.Count + tasks.Count > 0
                ? null
                : answers.Select(a => a.Answer.Idle).OfType<string>().FirstOrDefault() ?? "nothing is open any more";
        return new LatencyDraft(
            Headline(reading, inputs),
            [.. answers.Select(a => new LatencyNext(a.Clock.Index, a.Answer.Next))],
            claims.All,
            AttemptsComposer.Compose(reading),
            [.. answers.Select(a => a.Answer.Missing).OfType<MissingEvidence>()],
            messages,
            tasks,
            idle
        );
    }

    private static Answered Answer(DealReading reading, DealPeople people, ClaimList claims, Diagnosis d, OpenPoints points, ClockRow clock)
    {
        var answer = clock.Trigger switch
        {
            TriggerRule.BuyerReply => Replies.Of(reading, people, claims, points, clock),
            TriggerRule.CallEnded => Recaps.Of(reading, people, claims, clock),
            TriggerRule.StakeholderNamed => Outreaches.Of(reading, people, clock),
            _ => FollowUp(reading, people, claims, d, points, clock),
        };
        return answer with { Message = answer.Message is { } m ? m with { Trigger = clock.Index } : null };
    }

    // A follow-up is the diagnosis' own: it is written about what holds the deal, with what is new on it.
    private static Answered FollowUp(
        DealReading reading,
        DealPeople people,
        ClaimList claims,
        Diagnosis d,
        OpenPoints points,
        ClockRow clock
    )
    {
        if (d.Category == Blockers.None)
        {
            return new Answered(
                "Nothing in the evidence says what the deal waits for: ask the buyer that, in your own words.",
                Task: ByHand(clock)
            );
        }

        var touch = CustomerTouch.Write(
            reading,
            d,
            people,
            points,
            claims,
            d.Category is "timing" or "reorg_freeze" ? "pause" : "unblock",
            null
        );
        if (touch.Message is { } m && (m.SomethingNew is not null || m.InReplyTo is not null))
        {
            return new Answered(
                $"A follow-up to {people.NameOf(m.To[0])} is drafted.",
                new LatencyMessage(clock.Index, m.To, m.Cc, m.Subject, m.Body, m.InReplyTo, m.SomethingNew)
            );
        }

        var why = touch.WhyNot ?? "nothing new was found that may be told";
        return points is { Quiet: not null, WeOwe: false }
            ? new Answered($"Nothing now: {why}.", Idle: why)
            : new Answered(
                $"No follow-up is drafted: {why}.",
                Task: $"Find something that the buyer has not had, or decide to leave the deal alone for a while. No follow-up was drafted: {why}."
            );
    }

    /// <summary>The reminder where no mail is drafted.</summary>
    public static string ByHand(ClockRow clock) =>
        clock.Trigger switch
        {
            TriggerRule.BuyerReply => $"Answer {clock.Who} in the thread, or book there what they ask for.",
            TriggerRule.CallEnded => $"Send {clock.Who ?? "those who were in it"} a recap with the next steps.",
            TriggerRule.StakeholderNamed when clock.To.Count == 0 =>
                $"Ask for an introduction to {clock.Who}, and add them to the deal's contacts.",
            TriggerRule.StakeholderNamed => $"Write to {clock.Who} in person.",
            _ => "Ask the buyer what the deal waits for, with something that they have not had.",
        };

    private static string Headline(DealReading reading, LatencyInputs inputs)
    {
        var account = reading.Inputs.Deal.Account;
        if (inputs.Clocks is not { Count: > 0 } all)
        {
            return $"{account}: what it waited for has happened";
        }
        return $"{account}: {Wording.Join([.. all.Take(2).Select(c => $"{c.OwedInWords} {c.Standing}")])}{(all.Count > 2 ? ", among others" : "")}";
    }
}
