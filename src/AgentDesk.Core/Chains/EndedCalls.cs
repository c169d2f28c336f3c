using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy.Wording;

namespace AgentDesk.Core.Chains;

/// <summary>
/// A call or meeting with the buyer ends; a recap goes to who was in it (SW: before the conversation cools, same day). A mail to them is a
/// recap when it speaks of the conversation, or when most of what it says was said there. A later call of the same people overtakes it.
/// </summary>
internal static partial class EndedCalls
{
    // A mail that long after is about something else, unless it says so.
    private const int SameTalkDays = 3;
    private const double SaidThere = 0.45;
    private const int LeastWords = 12;

    public static IEnumerable<Occurrence> Of(DealFile file, Team team, DateTimeOffset now) =>
        Calls(file, team, now).Concat(Logged(file, team, now));

    private static IEnumerable<Occurrence> Calls(DealFile file, Team team, DateTimeOffset now)
    {
        foreach (var call in file.Calls.Where(Touching.HasBuyer))
        {
            var ended = Touching.EndOf(call);
            if (ended > now)
            {
                continue;
            }

            var to = Touching.Buyers(call);
            var text = string.Join('\n', call.Cues.Select(q => q.Text));
            var taken = Recap(file, team, ended, now, to, text);
            var next = file.Calls.FirstOrDefault(c =>
                c.StartedAt > call.StartedAt
                && c.StartedAt <= now
                && Touching.HasBuyer(c)
                && Touching.Buyers(c).Intersect(to, StringComparer.OrdinalIgnoreCase).Any()
            );
            var cue = Touching.Telling(call);
            if (cue is null)
            {
                continue;
            }

            yield return new Occurrence(
                TriggerRule.CallEnded,
                ended,
                $"`{call.Title}` with {Names(call)} ended on {Touching.Day(ended)}",
                [new(EvidenceText.CueName(call.Id, cue.Number), Stages.BuyerActs.Cut(cue.Text))],
                Names(call),
                to,
                taken,
                next is null ? null : $"they spoke again on {Touching.Day(next.StartedAt)}"
            );
        }
    }

    // A conversation that was only logged: who was in it is not known, and so any mail to the buyer's side that speaks of it counts.
    private static IEnumerable<Occurrence> Logged(DealFile file, Team team, DateTimeOffset now)
    {
        foreach (
            var a in file.Activities.Where(a =>
                a.OccurredAt <= now && a is { Status: "done", Kind: "call" or "meeting", Direction: not "internal" } && IsConversation(a)
            )
        )
        {
            if (
                a.Subject.Trim().Length < 3
                || file.Calls.Any(c =>
                    IsLogOf(c, a)
                    || (c.StartedAt - a.OccurredAt).Duration() <= TimeSpan.FromMinutes(30)
                    || (a.OccurredAt > c.StartedAt && a.OccurredAt <= Touching.EndOf(c).AddMinutes(30))
                )
            )
            {
                continue;
            }

            var taken = Recap(file, team, a.OccurredAt, now, [], $"{a.Subject}\n{Clipped.Of(a.Body)}");
            var next =
                file.Calls.FirstOrDefault(c => c.StartedAt > a.OccurredAt && c.StartedAt <= now && Touching.HasBuyer(c))?.StartedAt
                ?? file.Activities.FirstOrDefault(n =>
                    n.OccurredAt > a.OccurredAt
                    && n.OccurredAt <= now
                    && n is { Status: "done", Kind: "call" or "meeting" }
                    && IsConversation(n)
                )?.OccurredAt;
            yield return new Occurrence(
                TriggerRule.CallEnded,
                a.OccurredAt,
                $"`{a.Subject}` took place on {Touching.Day(a.OccurredAt)}, by the log",
                [new(new($"activity:{a.Id}"), a.Subject.Trim())],
                null,
                [],
                taken,
                next is { } at ? $"they spoke again on {Touching.Day(at)}" : null
            );
        }
    }

    // The log of a call whose transcript is on file may stand at another hour of its day, under the same name.
    private static bool IsLogOf(Call call, Activity a) =>
        call.StartedAt.UtcDateTime.Date == a.OccurredAt.UtcDateTime.Date
        && (
            call.Title.Contains(a.Subject.Trim(), StringComparison.OrdinalIgnoreCase)
            || WordSets.Share(WordSets.Telling(a.Subject), call.Title) >= 0.5
        );

    // A rep's log of a meeting counts where it says that it was held: the clock is on our own side's work, not on the buyer's progress.
    private static bool IsConversation(Activity a) =>
        a.Kind == "meeting" ? Touching.IsHeld(a) && !Planned().IsMatch(a.Subject) : Touching.IsHeld(a);

    private static ActionTaken? Recap(
        DealFile file,
        Team team,
        DateTimeOffset ended,
        DateTimeOffset now,
        IReadOnlyList<string> to,
        string said
    )
    {
        var mail = file.Mails.FirstOrDefault(m =>
            m.SentAt > ended
            && m.SentAt <= now
            && Touching.IsToBuyer(file, team, m)
            && (to.Count == 0 || to.Any(a => Touching.IsOn(m, a)))
            && IsRecap(m, ended, said)
        );
        if (mail is not null)
        {
            return new(new($"mail:{mail.Id}"), mail.SentAt, $"{Touching.Name(mail)} wrote to them about it");
        }

        return
            Touching.Logged(
                file,
                ended,
                now,
                a =>
                    a.Kind == "email"
                    && Speaks().IsMatch($"{a.Subject}\n{Clipped.Of(a.Body)}")
                    && (a.OccurredAt - ended).TotalDays <= SameTalkDays
            )
                is { } logged
            ? new(new($"activity:{logged.Id}"), logged.OccurredAt, $"logged: {logged.Subject}")
            : null;
    }

    private static bool IsRecap(Mail m, DateTimeOffset ended, string said)
    {
        var days = (m.SentAt - ended).TotalDays;
        var own = $"{m.Subject}\n{Clipped.Of(m.OwnWords)}";
        if (days <= 10 && Speaks().IsMatch(own))
        {
            return true;
        }

        var words = WordSets.Telling(own);
        return days <= SameTalkDays && words.Count >= LeastWords && WordSets.Share(words, said) >= SaidThere;
    }

    private static string Names(Call call) =>
        call.Participants.Where(p => p.Side == Side.Buyer).Select(p => p.Name).ToList() is { Count: > 0 } names
            ? string.Join(", ", names.Take(3)) + (names.Count > 3 ? " and others" : "")
            : "the buyer";

    [GeneratedRegex(
        @"\b(recap|re-cap|summar(y|i[sz](e|ed|ing))|minutes of|(my |our )?notes (from|of|on) (the|our|today|yesterday)|as (we |i )?(discussed|agreed|promised|mentioned)|(thanks|thank you|cheers|grateful)[^.!?\n]{0,50}\b(call|chat|time|today|yesterday|conversation|meeting|session|demo|walk|speaking|talking|joining|showing|last (mon|tues|wednes|thurs|fri)day)|(our|the|today's|yesterday's|this (morning|afternoon)'s|(mon|tues|wednes|thurs|fri)day's) (call|chat|conversation|meeting|session|demo|walk-?through|talk)|(good|great|nice|lovely) (to (speak|talk|meet|see|catch)|(call|chat|talk|meeting)|speaking|talking|meeting|seeing)|next steps|we (agreed|talked|spoke|discussed|went through|covered)|(you|we) said (on|in|when|that)|on (the|our) call|when we (spoke|met)|from (today|yesterday|this morning|this afternoon))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Speaks();

    [GeneratedRegex(
        @"\b(invit(e|ation)|reminder|to be (confirmed|scheduled)|tbc|proposed|schedul(e|ing)|request(ed)?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Planned();
}
