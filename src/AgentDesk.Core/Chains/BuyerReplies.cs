using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Stages;

namespace AgentDesk.Core.Chains;

/// <summary>
/// A buyer writes; the next step is booked, or the mail answered in its thread (SW: same day). No auto-reply, no bare "thanks, got it",
/// nothing that the buyer's side writes among itself with us in copy, and no mail that leaves the next word to the buyer ("I'll come back
/// to you") is waiting for an answer. Several mails in one thread wait together, from the first one on.
/// </summary>
internal static partial class BuyerReplies
{
    // Further off than this, a meeting was not what the reply led to.
    private const int BookedWithinDays = 30;

    public static IEnumerable<Occurrence> Of(DealFile file, Team team, DateTimeOffset now)
    {
        var waiting = new Dictionary<(string Thread, string? Answer), Occurrence>();
        foreach (var m in file.Mails.Where(m => m.SentAt <= now && IsWaiting(file, team, m)))
        {
            var taken = Answer(file, team, m, now);
            var key = (m.ConversationId, taken?.Name.Value);
            // A later mail of the thread that the same answer takes up, or that waits with it.
            if (waiting.TryGetValue(key, out var first))
            {
                var isSame = first.To.Contains(m.From.Address, StringComparer.OrdinalIgnoreCase);
                waiting[key] = first with
                {
                    Answer = new($"mail:{m.Id}"),
                    Citations = [.. first.Citations, Touching.Quote(m)],
                    To = isSame ? first.To : [.. first.To, m.From.Address],
                    Detail = $"{first.Detail}, {(isSame ? "again" : $"and {Touching.Name(m)}")} on {Touching.Day(m.SentAt)}",
                };
            }
            else
            {
                waiting[key] = new Occurrence(
                    TriggerRule.BuyerReply,
                    m.SentAt,
                    $"{Touching.Name(m)} wrote on {Touching.Day(m.SentAt)}",
                    [Touching.Quote(m)],
                    Touching.Name(m),
                    [m.From.Address],
                    taken,
                    taken is null ? Settled(file, m, now) : null,
                    new($"mail:{m.Id}")
                );
            }
        }

        return waiting.Values;
    }

    private static bool IsWaiting(DealFile file, Team team, Mail m)
    {
        if (m.Side != Side.Buyer || m.IsAutoReply || BuyerActs.Substance(m.OwnWords) is null)
        {
            return false;
        }

        // Among themselves, with us in copy.
        if (
            m.To.Count > 0
            && !m.To.Any(a => Sides.IsSeller(team, a.Address))
            && m.Cc.Any(a => Sides.IsSeller(team, a.Address))
            && m.To.Any(a => Sides.IsBuyer(file, team, a.Address))
        )
        {
            return false;
        }
        return OpenQuestions.Ask(m.OwnWords) is not null || !(LeavesItToThem().IsMatch(Clipped.Of(m.OwnWords)) || IsThanks(m.OwnWords));
    }

    // Says no more than that something arrived or suits.
    private static bool IsThanks(string text) =>
        Clipped.Of(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length <= 25 && Thanks().IsMatch(text);

    private static ActionTaken? Answer(DealFile file, Team team, Mail m, DateTimeOffset now)
    {
        var found = new List<ActionTaken>();
        if (
            file.Mails.FirstOrDefault(r =>
                r.SentAt > m.SentAt
                && r.SentAt <= now
                && Touching.IsToBuyer(file, team, r)
                && (r.ConversationId == m.ConversationId || Touching.IsOn(r, m.From.Address))
            ) is
            { } reply
        )
        {
            found.Add(
                new(
                    new($"mail:{reply.Id}"),
                    reply.SentAt,
                    $"{Touching.Name(reply)} {(reply.ConversationId == m.ConversationId ? "answered in the thread" : $"wrote to {Touching.Name(m)}")}"
                )
            );
        }

        if (file.Calls.FirstOrDefault(c => c.StartedAt > m.SentAt && c.StartedAt <= now && Touching.HasBuyer(c)) is { } call)
        {
            found.Add(
                new(
                    EvidenceText.CueName(call.Id, call.Cues.Count > 0 ? call.Cues[0].Number : 1),
                    call.StartedAt,
                    $"they spoke: {call.Title}"
                )
            );
        }

        if (
            Touching.Logged(
                file,
                m.SentAt,
                now,
                a => a.Kind != "email" || LogWording.BareSubject(a.Subject) == LogWording.BareSubject(m.Subject)
            ) is
            { } logged
        )
        {
            found.Add(new(new($"activity:{logged.Id}"), logged.OccurredAt, $"logged: {logged.Subject}"));
        }

        if (found.Count > 0)
        {
            return found.MinBy(a => a.At);
        }
        return Booked(file, m) is { } meeting
            ? new(new($"event:{meeting.Id}"), null, $"`{meeting.Subject}` is booked for {Touching.Day(meeting.Start)}")
            : null;
    }

    // The calendar does not say when an event was made: it is the answer to a mail that asks for nothing but a time.
    private static Meeting? Booked(DealFile file, Mail m) =>
        OpenQuestions.Ask(m.OwnWords) is { } ask && !Scheduling().IsMatch(ask) ? null
        : !Scheduling().IsMatch(Clipped.Of(m.OwnWords)) ? null
        : file.Meetings.FirstOrDefault(e =>
            !e.IsCancelled
            && e.Start > m.SentAt
            && e.Start <= m.SentAt.AddDays(BookedWithinDays)
            && e.Attendees.Any(a =>
                Sides.Same(a.Address, m.From.Address) && !a.Response.Equals("declined", StringComparison.OrdinalIgnoreCase)
            )
        );

    private static string? Settled(DealFile file, Mail m, DateTimeOffset now) =>
        file.Mails.FirstOrDefault(l =>
            l.SentAt > m.SentAt
            && l.SentAt <= now
            && l.Side == Side.Buyer
            && !l.IsAutoReply
            && l.ConversationId == m.ConversationId
            && NoNeed().IsMatch(Clipped.Of(l.OwnWords))
        )
            is { } later
            ? $"{Touching.Name(later)} wrote on {Touching.Day(later.SentAt)} that it is settled"
            : null;

    private const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(
        @"\b((i|we|somebody|someone|he|she|they)('ll| will| shall) (be in touch|be back|come back|get back|circle back|revert|let you know|tell you|call you|write( to you)?( again)?\b|ring you|contact you|return to you)|(no|don't|do not) (need|have) to (reply|answer|respond)|no (reply|answer|response) (is )?(needed|required|necessary)|(please )?(do not|don't) (reply|chase)|leave (it|this|that) with (me|us)|you('ll| will) hear from (me|us))\b",
        Plain,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex LeavesItToThem();

    [GeneratedRegex(
        @"^\W*((hi|hello|hey|dear|morning|afternoon)\b[^\n]{0,30}\n\s*|[\p{L} ]{2,20},\s*)?\W*(thanks|thank you|many thanks|cheers|got it|received|noted|perfect|great|brilliant|lovely|excellent|understood|ok|okay|will do|fine|super|wonderful|agreed|sounds good|that works|works for (me|us))\b",
        Plain,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Thanks();

    [GeneratedRegex(
        @"\b(call|meet(ing)?|slot|time|calendar|invit(e|ation)|demo|session|walk ?through|visit|speak|talk|chat|minutes|o'clock|(mon|tues|wednes|thurs|fri)day|tomorrow|[0-9]{1,2}([:.][0-5][0-9])? ?(am|pm)|[0-9]{1,2}:[0-5][0-9])\b",
        Plain,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Scheduling();

    [GeneratedRegex(
        @"\b(never ?mind|ignore my (last|previous|earlier)|(that('s| is)|it('s| is)|all) (settled|sorted|resolved|answered|clear now)|no longer need|found (it|the answer)|got (it|the answer|what (i|we) needed))\b",
        Plain,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex NoNeed();
}
