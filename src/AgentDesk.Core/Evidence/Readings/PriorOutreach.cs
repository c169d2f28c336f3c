using AgentDesk.Core.Deals;

namespace AgentDesk.Core.Evidence.Readings;

/// <summary>One touch of the seller's side.</summary>
/// <param name="Kind">`email`, `call` or `meeting`.</param>
/// <param name="Summary">One line: the subject, and of a call what the log says.</param>
/// <param name="NotRead">It went only to mailboxes that are known not to be read any more. It was made, and so it counts; but nobody can
/// have left it unanswered.</param>
public sealed record Attempt(
    EvidenceName Name,
    DateTimeOffset At,
    string Kind,
    string Summary,
    IReadOnlyList<string> To,
    bool NotRead = false
);

/// <summary>
/// What the seller's side did to reach the buyer since the buyer's last substantive word (SD: summarize prior attempts before another
/// touch). Counted by code: mails to the buyer's side, calls and voicemails, meetings that the buyer did not come to. Canceled entries,
/// internal notes, tasks and mails among ourselves are no attempts, and a log entry that records a mail again counts once with it.
/// </summary>
public sealed record PriorOutreach(IReadOnlyList<Attempt> Items, BuyerWord? Since)
{
    // The automatic reply that tells of it answers a mail of the same day.
    private static readonly TimeSpan ReplyDelay = TimeSpan.FromDays(1);

    // Two records of one touch: close in time, or of the same subject within half a day (a sync logs a mail hours later).
    private static readonly TimeSpan SameMoment = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SameDay = TimeSpan.FromHours(12);

    public int Count => Items.Count;

    public static PriorOutreach Of(DealFile file, Team team, DateTimeOffset now) => After(file, team, BuyerWords.Last(file, now), now);

    /// <summary>
    /// All seller touches of the deal in (<paramref name="from"/>, <paramref name="now"/>], answered or not: what a touch limit counts.
    /// </summary>
    public static IReadOnlyList<Attempt> Touches(DealFile file, Team team, DateTimeOffset from, DateTimeOffset now)
    {
        var touches = new List<Attempt>();
        var gone = new Dictionary<string, DateTimeOffset?>(StringComparer.OrdinalIgnoreCase);
        foreach (var m in file.Mails)
        {
            if (m.Side != Side.Seller || m.IsAutoReply || m.SentAt <= from || m.SentAt > now)
            {
                continue;
            }

            var to = m.To.Concat(m.Cc).Select(a => a.Address).Where(a => Sides.IsBuyer(file, team, a)).ToList();
            if (to.Count > 0)
            {
                touches.Add(
                    new(new($"mail:{m.Id}"), m.SentAt, "email", m.Subject, to, to.TrueForAll(a => LeftAt(a) <= m.SentAt + ReplyDelay))
                );
            }
        }

        foreach (var a in file.Activities)
        {
            if (
                a.OccurredAt <= from
                || a.OccurredAt > now
                || !IsOutreach(file, a)
                || touches.Exists(t => IsSame(t, a))
                || IsOfCall(file, a)
            )
            {
                continue;
            }
            touches.Add(new(new($"activity:{a.Id}"), a.OccurredAt, a.Kind, Line(a), []));
        }

        touches.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.Name.Value, b.Name.Value));
        return touches;

        DateTimeOffset? LeftAt(string address)
        {
            if (!gone.TryGetValue(address, out var since))
            {
                since = Departures.Since(file, address, now);
                gone.Add(address, since);
            }

            return since;
        }
    }

    private static PriorOutreach After(DealFile file, Team team, BuyerWord? since, DateTimeOffset now) =>
        new(Touches(file, team, since?.At ?? DateTimeOffset.MinValue, now), since);

    private static bool IsOutreach(DealFile file, Activity a) =>
        a is { Status: "done", Direction: "outbound", Kind: "call" or "email" or "meeting" }
        && !(a.AuthorEmail is { } author && Sides.Contact(file, author)?.Side == Side.Buyer);

    private static bool IsSame(Attempt touch, Activity a)
    {
        if (touch.Kind != a.Kind)
        {
            return false;
        }

        var apart = (touch.At - a.OccurredAt).Duration();
        return apart <= (touch.Name.Kind == "mail" ? SameMoment : TimeSpan.FromMinutes(2))
            || (
                apart <= SameDay
                && touch.Name.Kind == "mail"
                && LogWording.BareSubject(touch.Summary) is { Length: > 0 } subject
                && subject == LogWording.BareSubject(a.Subject)
            );
    }

    // The log entry of a call or meeting whose transcript we hold is that call.
    private static bool IsOfCall(DealFile file, Activity a) =>
        a.Kind is "call" or "meeting" && file.Calls.Any(c => (c.StartedAt - a.OccurredAt).Duration() <= TimeSpan.FromMinutes(30));

    private static string Line(Activity a) =>
        a.Kind == "email" || a.Body.Length == 0 ? a.Subject : $"{a.Subject}: {a.Body.ReplaceLineEndings(" ")}";
}
