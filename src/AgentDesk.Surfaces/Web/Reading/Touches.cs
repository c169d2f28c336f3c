using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Surfaces.Web.Reading;

/// <summary>One contact between the sides.</summary>
/// <param name="Witnessed">A buyer's own words, a transcript or the calendar show it; false where only our log or a trace does.</param>
/// <param name="Evidence">The piece that tells of it.</param>
public sealed record Touch(DateTimeOffset At, bool FromBuyer, bool Witnessed, string Kind, string Who, string What, string Evidence);

/// <summary>A deal's contacts in order of time, as its pages draw them. Pure.</summary>
public sealed record Touches(IReadOnlyList<Touch> All, IReadOnlyList<Touch> Traces, IReadOnlyList<Meeting> ToCome)
{
    /// <summary>The last time that the buyer wrote or met; auto-replies and our own log entries do not count.</summary>
    public Touch? LastOfBuyer => All.LastOrDefault(t => t.FromBuyer && t.Witnessed);

    /// <summary>What we tried since then.</summary>
    public IReadOnlyList<Touch> Unanswered => [.. All.Where(t => !t.FromBuyer && (LastOfBuyer is not { } last || t.At > last.At))];

    /// <summary>Whole days of silence, or null when the buyer was never heard.</summary>
    public int? SilentDays(DateTimeOffset now) => LastOfBuyer is { } last ? Math.Max(0, (now.UtcDateTime.Date - last.At.UtcDateTime.Date).Days) : null;

    public static Touches Of(DealFile file, DateTimeOffset now)
    {
        var all = new List<Touch>();
        foreach (var m in file.Mails.Where(m => m.SentAt <= now && !m.IsAutoReply && m.Side is Side.Buyer or Side.Seller))
        {
            all.Add(new Touch(m.SentAt, m.Side == Side.Buyer, true, "mail", m.From.Name ?? m.From.Address, m.Subject, $"mail:{m.Id}"));
        }

        foreach (var c in file.Calls.Where(c => c.StartedAt <= now)) { AddCall(all, c); }

        var told = all.Select(t => (t.At.UtcDateTime.Date, t.FromBuyer, t.Kind)).ToHashSet();
        foreach (var m in file.Meetings.Where(m => m.Start <= now && !m.IsCancelled && Came(m) && !told.Contains((m.Start.UtcDateTime.Date, true, "call"))))
        {
            all.Add(new Touch(m.Start, true, true, "meeting", Words.And([.. Buyers(m).Take(2).Select(a => a.Name ?? a.Address)]), m.Subject, $"event:{m.Id}"));
            told.Add((m.Start.UtcDateTime.Date, true, "call"));
        }

        foreach (var a in file.Activities.Where(a => a.OccurredAt <= now && a.Status == "done" && a.Kind is "call" or "meeting" or "email" && a.Direction is "inbound" or "outbound"))
        {
            AddLogged(all, told, a);
        }

        return new Touches(
            [.. all.OrderBy(t => t.At)],
            [.. file.Signals.Where(s => s.OccurredAt <= now && s.Kind is "visit" or "usage" or "support").Select(s => new Touch(s.OccurredAt, true, false, "trace", s.Source ?? s.Kind, s.Text, $"signal:{s.Id}"))],
            [.. file.Meetings.Where(m => m.Start > now && !m.IsCancelled).OrderBy(m => m.Start)]);
    }

    public static IEnumerable<Attendee> Buyers(Meeting m) => m.Attendees.Where(a => a.Side == Side.Buyer);

    public static bool Came(Meeting m) => Buyers(m).Any(a => a.Response is "accepted" or "tentativelyAccepted" or "organizer");

    private static void AddCall(List<Touch> all, Call c)
    {
        var name = EvidenceText.CueName(c.Id, 1).Value;
        var buyers = c.Cues.Where(q => q.Side == Side.Buyer).Select(q => q.Speaker).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (buyers.Count > 0) { all.Add(new Touch(c.StartedAt, true, true, "call", Words.And([.. buyers.Take(3)]), c.Title, name)); }
        if (c.Cues.FirstOrDefault(q => q.Side == Side.Seller) is { } seller) { all.Add(new Touch(c.StartedAt, false, true, "call", seller.Speaker ?? "us", c.Title, name)); }
    }

    // A log entry for a mail or call that is there itself tells nothing new.
    private static void AddLogged(List<Touch> all, HashSet<(DateTime Day, bool FromBuyer, string Kind)> told, Activity a)
    {
        var kind = a.Kind == "email" ? "mail" : a.Kind;
        var day = a.OccurredAt.UtcDateTime.Date;
        var ours = a.Direction == "outbound";
        if (told.Contains((day, !ours, kind)) || told.Contains((day, !ours, "call"))) { return; }

        if (ours) { all.Add(new Touch(a.OccurredAt, false, false, kind, a.AuthorEmail ?? "us", a.Subject, $"activity:{a.Id}")); }
        if (!ours || a.Kind == "meeting") { all.Add(new Touch(a.OccurredAt, true, false, kind, "by our log", a.Subject, $"activity:{a.Id}")); }
    }
}

/// <summary>Something that lies with us: a tracker that waits on the seller, or a task of ours that is over its day.</summary>
public sealed record Owed(DateTimeOffset Since, DateTimeOffset? Due, string What, string Evidence)
{
    public int Days(DateTimeOffset now) => Math.Max(0, (now.UtcDateTime.Date - Since.UtcDateTime.Date).Days);

    public static IReadOnlyList<Owed> Of(DealFile file, DateTimeOffset now) =>
    [
        .. file.Trackers.Where(t => t.Status == "waiting_on_seller").Select(t => new Owed(t.UpdatedAt, null, t.Item, $"tracker:{t.Id}"))
            .Concat(file.Activities.Where(a => a.Kind == "task" && a.Status == "open" && a.DueAt < now && a.OccurredAt <= now).Select(a => new Owed(a.OccurredAt, a.DueAt, a.Subject, $"activity:{a.Id}")))
            .OrderBy(o => o.Since),
    ];
}
