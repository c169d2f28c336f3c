using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;

namespace AgentDesk.Surfaces.Review;

/// <summary>One contact between the sides.</summary>
/// <param name="Witnessed">A mail or a transcript shows it; false where only our log, the calendar or a trace does.</param>
/// <param name="Evidence">The piece that tells of it.</param>
public sealed record Touch(DateTimeOffset At, bool FromBuyer, bool Witnessed, string Kind, string Who, string What, string Evidence);

/// <summary>
/// A deal's contacts in order of time, as its pages draw them. What counts as a word of the buyer's and as an attempt of ours is the desk's
/// own reading (<see cref="BuyerWords"/>, <see cref="PriorOutreach"/>), so that a page and its diagnosis never tell two numbers.
/// </summary>
/// <param name="Unanswered">What we tried since the buyer's last word.</param>
public sealed record Touches(
    IReadOnlyList<Touch> All,
    IReadOnlyList<Touch> Unanswered,
    IReadOnlyList<Touch> Traces,
    IReadOnlyList<Meeting> ToCome
)
{
    public Touch? LastOfBuyer => All.LastOrDefault(t => t.FromBuyer && t.Kind != "meeting, by the calendar");

    /// <summary>Whole days of silence, or null when the buyer was never heard.</summary>
    public int? SilentDays(DateTimeOffset now) => LastOfBuyer is { } last ? Math.Max(0, (int)Math.Floor((now - last.At).TotalDays)) : null;

    public static Touches Of(DealFile file, Team team, DateTimeOffset now)
    {
        var activities = file.Activities.ToDictionary(a => $"activity:{a.Id}", StringComparer.Ordinal);
        var mails = file.Mails.ToDictionary(m => $"mail:{m.Id}", StringComparer.Ordinal);
        Touch Ours(Attempt t) =>
            new(
                t.At,
                false,
                t.Name.Kind == "mail",
                t.Kind == "email" ? "mail" : t.Kind,
                AuthorOf(t.Name.Value, mails, activities),
                $"{TitleOf(t.Name.Value, mails, activities) ?? t.Summary}{(t.NotRead ? " (to a mailbox that is not read)" : "")}",
                t.Name.Value
            );

        var all = BuyerWords
            .Of(file, now)
            .Select(w => new Touch(
                w.At,
                true,
                w.Name.Kind is "mail" or "call",
                KindOf(w.Name, activities),
                w.Who,
                TitleOf(w.Name.Value, mails, activities) ?? CallOf(file, w.Name)?.Title ?? "",
                w.Name.Value
            ))
            .Concat(PriorOutreach.Touches(file, team, DateTimeOffset.MinValue, now).Select(Ours))
            .Concat(file.Calls.Where(c => c.StartedAt <= now).SelectMany(OurHalf))
            .ToList();
        var heard = all.Where(t => t.FromBuyer).Select(t => t.At.UtcDateTime.Date).ToHashSet();
        all.AddRange(
            file.Meetings.Where(m => m.Start <= now && !m.IsCancelled && Came(m) && !heard.Contains(m.Start.UtcDateTime.Date))
                .Select(m => new Touch(
                    m.Start,
                    true,
                    false,
                    "meeting, by the calendar",
                    Words.And([.. Buyers(m).Take(2).Select(a => a.Name ?? a.Address)]),
                    m.Subject,
                    $"event:{m.Id}"
                ))
        );

        return new Touches(
            [.. all.OrderBy(t => t.At)],
            [.. PriorOutreach.Of(file, team, now).Items.Select(Ours)],
            [
                .. file
                    .Signals.Where(s => s.OccurredAt <= now && s.Kind is "visit" or "usage" or "support")
                    .Select(s => new Touch(s.OccurredAt, true, false, "trace", s.Source ?? s.Kind, s.Text, $"signal:{s.Id}")),
            ],
            [.. file.Meetings.Where(m => m.Start > now && !m.IsCancelled).OrderBy(m => m.Start)]
        );
    }

    public static IEnumerable<Attendee> Buyers(Meeting m) => m.Attendees.Where(a => a.Side == Side.Buyer);

    public static bool Came(Meeting m) => Buyers(m).Any(a => a.Response is "accepted" or "tentativelyAccepted" or "organizer");

    private static IEnumerable<Touch> OurHalf(Call c) =>
        c.Cues.FirstOrDefault(q => q.Side == Side.Seller) is { } seller
            ?
            [
                new Touch(
                    c.StartedAt,
                    false,
                    true,
                    "call",
                    seller.Speaker ?? "us",
                    c.Title,
                    EvidenceText.CueName(c.Id, seller.Number).Value
                ),
            ]
            : [];

    private static string KindOf(EvidenceName name, Dictionary<string, Activity> activities) =>
        (activities.GetValueOrDefault(name.Value)?.Kind, name.Kind) switch
        {
            ("call" or "meeting", _) => activities[name.Value].Kind,
            (_, "call") => "call",
            _ => "mail",
        };

    private static string? TitleOf(string name, Dictionary<string, Mail> mails, Dictionary<string, Activity> activities) =>
        mails.TryGetValue(name, out var mail) ? mail.Subject : activities.GetValueOrDefault(name)?.Subject;

    private static string AuthorOf(string name, Dictionary<string, Mail> mails, Dictionary<string, Activity> activities) =>
        mails.TryGetValue(name, out var mail)
            ? mail.From.Name ?? mail.From.Address
            : activities.GetValueOrDefault(name)?.AuthorEmail ?? "us";

    private static Call? CallOf(DealFile file, EvidenceName name) =>
        file.Calls.FirstOrDefault(c => name.Value.StartsWith($"call:{c.Id}#", StringComparison.Ordinal));
}

/// <summary>
/// Something that lies with us: a question of the buyer's, a tracker that waits on the seller, or a task of ours that is over its day.
/// </summary>
public sealed record Owed(DateTimeOffset Since, string What, string Evidence)
{
    public int Days(DateTimeOffset now) => Math.Max(0, (int)Math.Floor((now - Since).TotalDays));

    public static IReadOnlyList<Owed> Of(DealFile file, DateTimeOffset now) =>
        [
            .. OpenQuestions
                .Of(file, now)
                .Select(q => new Owed(q.At, q.Sentence, q.Name.Value))
                .Concat(
                    file.Trackers.Where(t => t.Status == "waiting_on_seller").Select(t => new Owed(t.UpdatedAt, t.Item, $"tracker:{t.Id}"))
                )
                .Concat(
                    file.Activities.Where(a => a.Kind == "task" && a.Status == "open" && a.DueAt < now && a.OccurredAt <= now)
                        .Select(a => new Owed(a.OccurredAt, a.Subject, $"activity:{a.Id}"))
                )
                .OrderBy(o => o.Since),
        ];
}
