using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Policy.Wording;

namespace AgentDesk.Core.Evidence.Readings;

/// <summary>Somebody who is not there to be asked or written to, as the deal's evidence tells it.</summary>
/// <param name="Name">The piece that says so: an auto-reply, a colleague's words, the contact's row.</param>
/// <param name="Until">The last day that it names; null when the person has left, or names no day.</param>
public sealed record Absence(string Email, EvidenceName Name, DateOnly? Until, bool HasLeft)
{
    /// <summary>Whether the person is not back before a day.</summary>
    public bool Covers(DateOnly day) => HasLeft || Until is null || Until >= day;
}

/// <summary>
/// Who of either side is away or gone: by the contact's status, by their own automatic reply, or, of our own side, by what they or a
/// colleague say in the deal's mails, threads and log ("Morag is on leave until the 14th"). An absence that lies in the past or has not
/// begun is none, and neither is one of which the person wrote a mail since.
/// </summary>
public static partial class Absences
{
    /// <summary>An auto-reply that names no day is believed for so long.</summary>
    private const int UndatedDays = 14;

    /// <summary>No longer absence is read from a text: a parental leave of half a year.</summary>
    private const int LongestDays = 183;

    /// <summary>The absence of this address now, or null.</summary>
    public static Absence? Of(DealFile file, Team team, string address, DateTimeOffset now)
    {
        if (Sides.Contact(file, address) is { Status: "left" } row)
        {
            return new(address, new($"contact:{file.Deal.Id}#{row.Email}"), null, true);
        }
        if (Departures.Of(file, address, now) is { } farewell)
        {
            return new(address, new($"mail:{farewell.Id}"), null, true);
        }
        if (ByAutoReply(file, address, now) is { } away)
        {
            return away;
        }
        return Sides.IsSeller(team, address) ? ByWord(file, team, address, now) : null;
    }

    private static Absence? ByAutoReply(DealFile file, string address, DateTimeOffset now)
    {
        if (file.Mails.LastOrDefault(m => m.SentAt <= now && Sides.Same(m.From.Address, address)) is not { IsAutoReply: true } reply)
        {
            return null;
        }

        var days = Days(Clipped.Of($"{reply.Subject}\n{reply.OwnWords}"), reply.SentAt);
        var today = Today(now);
        if (days.Count == 0)
        {
            return reply.SentAt.AddDays(UndatedDays) >= now && Absent().IsMatch(Clipped.Of($"{reply.Subject}\n{reply.OwnWords}"))
                ? new(address, new($"mail:{reply.Id}"), null, false)
                : null;
        }
        return days.Max() > today ? new(address, new($"mail:{reply.Id}"), days.Max(), false) : null;
    }

    private static Absence? ByWord(DealFile file, Team team, string address, DateTimeOffset now)
    {
        var name = Sides.Colleague(team, address)?.Name ?? address.Split('@')[0].Replace('.', ' ');
        var first = name.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault() ?? "";
        var isTheirsAlone =
            first.Length > 2
            && !file.Contacts.Any(c => c.Side == Side.Buyer && c.Name.StartsWith(first, StringComparison.OrdinalIgnoreCase))
            && team.Colleagues.Count(c => c.Name?.StartsWith(first + " ", StringComparison.OrdinalIgnoreCase) == true) <= 1;
        var named = isTheirsAlone ? $"{Regex.Escape(name)}|{Regex.Escape(first)}" : Regex.Escape(name);
        Absence? latest = null;
        foreach (var (evidence, at, author, text) in Ours(file).Where(w => w.At <= now).OrderBy(w => w.At))
        {
            var isOwn = author is not null && Sides.Same(author, address);
            foreach (var sentence in Sentences.Of(Clipped.Of(text)))
            {
                bool Says(string subject, string what) => Regex.IsMatch(sentence, $@"\b({subject}){what}", Plain, TimeSpan.FromSeconds(20));
                if (!isOwn && Says(named, Gone))
                {
                    latest = new(address, evidence, null, true);
                }
                else if ((Says(named, Away) || (isOwn && Says("I", Away))) && Until(sentence, at, now) is { } until)
                {
                    latest = new(address, evidence, until, false);
                }
            }
        }

        return latest;
    }

    /// <summary>The last day of an absence that runs now, or null: one day names its end; of two the first must have come.</summary>
    private static DateOnly? Until(string sentence, DateTimeOffset said, DateTimeOffset now)
    {
        var days = Days(sentence, said);
        var today = Today(now);
        if (days.Count == 0 || days.Max() <= today)
        {
            return null;
        }
        var begins =
            days.Count > 1 ? days.Min()
            : Begins().IsMatch(sentence) && !Ends().IsMatch(sentence) ? days[0]
            : today;
        return begins > today ? null : days.Max();
    }

    private static List<DateOnly> Days(string text, DateTimeOffset said)
    {
        // A day that has passed when it is told would be found again a year on.
        var on = Today(said);
        List<DateOnly> dated =
        [
            .. SpokenDates.Find(text).Select(d => d.After(said)).OfType<DateOnly>().Where(d => d <= on.AddDays(LongestDays)),
            .. SpokenDates.BareDays(text, said),
        ];
        if (dated.Count > 0)
        {
            return dated;
        }

        return
        [
            .. BackOn()
                .Matches(text)
                .Where(m => m.Groups["w"].Success)
                .Select(m =>
                    on.AddDays((((int)Enum.Parse<DayOfWeek>(m.Groups["w"].Value, ignoreCase: true) - (int)on.DayOfWeek + 6) % 7) + 1)
                ),
        ];
    }

    private static IEnumerable<(EvidenceName Name, DateTimeOffset At, string? Author, string Text)> Ours(DealFile file) =>
        file
            .Mails.Where(m => m.Side == Side.Seller && !m.IsAutoReply)
            .Select(m => (new EvidenceName($"mail:{m.Id}"), m.SentAt, (string?)m.From.Address, m.OwnWords))
            .Concat(file.Thread.Select(t => (new EvidenceName($"thread:{t.Channel}#{t.Ts}"), t.At, t.AuthorEmail, t.Text)))
            .Concat(
                file.Activities.Where(a => a.Status != "canceled")
                    .Select(a => (new EvidenceName($"activity:{a.Id}"), a.OccurredAt, a.AuthorEmail, $"{a.Subject}. {a.Body}"))
            );

    private static DateOnly Today(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    private const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    // What follows the name of whom it says: "is on leave until", "will be back on", "returns on".
    private const string Away =
        @"((\s+|['’])(am|is|m|s|will be|ll be|shall be|will still be)\s+((still|now|currently|already|also|all|sadly|unfortunately)\s+)?(on (\w+ )?(leave|holidays?|vacation|sabbatical|secondment)|away|off (from|until|till)|out (of (the )?office|from|until|till)|back)|\s+(returns|is returning))\b";

    private const string Gone =
        @"(\s+has left (the|us|our|this)|\s+left (the (company|firm|business|team)|us)\b|\s+(is )?no longer (with us|with the (company|firm|team)|works? (here|for us))|['’]s last day was)\b";

    [GeneratedRegex(
        @"\b(out of (the )?office|on (\w+ )?(leave|holidays?|vacation)|away|absent|absence|abwesen\w*|absente?|fraværende|afwezig|ausente|assente)\b",
        Plain,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Absent();

    [GeneratedRegex(@"\b(from|as of|starting)\b", Plain, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Begins();

    [GeneratedRegex(@"\b(until|till|to|through|back|returns?|returning|return)\b", Plain, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Ends();

    [GeneratedRegex(
        @"\b(until|till|back|return|returns|returning)( in(to)? the office| at (work|my desk))?( on)?( next| the following)? (?<w>(mon|tues|wednes|thurs|fri|satur|sun)day)\b",
        Plain,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex BackOn();
}
