using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Core.Evidence.Readings;

public enum PlanKind
{
    Meeting,
    BuyerDate,
    CounselQueue,
}

/// <summary>Something to come that explains a buyer's silence.</summary>
/// <param name="Until">The day on which it comes, or on which the queue ends.</param>
public sealed record PlannedStep(PlanKind Kind, DateOnly Until, EvidenceName Name, string What);

/// <summary>
/// The plan that both sides hold: a silence inside it is not ghosting (SD; facts/blockers-and-stages.md: counsel's queues of 4 to 8 weeks,
/// silence during legal).
/// </summary>
public static partial class PlannedSteps
{
    /// <summary>A meeting or a date further off than this explains no silence now.</summary>
    public const int ReasonableDays = 30;

    public static IReadOnlyList<PlannedStep> Of(DealFile file, Limits limits, DateTimeOffset now) =>
        [.. Meetings(file, now), .. BuyerDates(BuyerWords.Last(file, now), now), .. Queues(file, limits, now)];

    // Set by us and not answered is no plan: a buyer accepted it or called it.
    private static IEnumerable<PlannedStep> Meetings(DealFile file, DateTimeOffset now) =>
        from m in file.Meetings
        where
            !m.IsCancelled
            && m.Start > now
            && m.Start <= now.AddDays(ReasonableDays)
            && m.Attendees.Any(a => a.Side == Side.Buyer && a.Response.ToLowerInvariant() is "accepted" or "organizer")
        select new PlannedStep(PlanKind.Meeting, DateOnly.FromDateTime(m.Start.UtcDateTime), new($"event:{m.Id}"), m.Subject);

    private static IEnumerable<PlannedStep> BuyerDates(BuyerWord? last, DateTimeOffset now)
    {
        if (last is not { Text.Length: > 0 })
        {
            return [];
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var text = Clipped.Of(last.Text);
        return SpokenDates
            .Find(text)
            .Select(d => d.After(last.At))
            .OfType<DateOnly>()
            .Concat(SpokenDates.BareDays(text, last.At))
            .Where(d => d > today && d <= today.AddDays(ReasonableDays))
            .Distinct()
            .Order()
            .Select(d => new PlannedStep(
                PlanKind.BuyerDate,
                d,
                last.Name,
                string.Create(CultureInfo.InvariantCulture, $"{last.Who} named {d:yyyy-MM-dd}")
            ));
    }

    private static IEnumerable<PlannedStep> Queues(DealFile file, Limits limits, DateTimeOffset now)
    {
        var longest = TimeSpan.FromDays(limits.CounselQueueDays);
        foreach (var t in file.Trackers)
        {
            if (t.Kind != "legal" || t.Status != "waiting_on_buyer" || t.UpdatedAt > now)
            {
                continue;
            }

            var until = t.UpdatedAt + (Announced(t.Note) ?? longest);
            if (until >= now)
            {
                yield return Queue(until, new($"tracker:{t.Id}"), t.Item);
            }
        }

        foreach (var m in file.Mails)
        {
            if (m.Side != Side.Buyer || m.IsAutoReply || m.SentAt > now || m.SentAt + longest < now)
            {
                continue;
            }
            if (
                Paper().IsMatch($"{m.Subject}\n{Clipped.Of(m.OwnWords)}")
                && Announced(m.OwnWords) is { } length
                && m.SentAt + length >= now
            )
            {
                yield return Queue(m.SentAt + length, new($"mail:{m.Id}"), m.Subject);
            }
        }
    }

    private static PlannedStep Queue(DateTimeOffset until, EvidenceName name, string what) =>
        new(PlanKind.CounselQueue, DateOnly.FromDateTime(until.UtcDateTime), name, what);

    /// <summary>The longest length in weeks that a text announces for a turn: "six to seven weeks", "allow 4-6 weeks".</summary>
    private static TimeSpan? Announced(string text)
    {
        var weeks = 0;
        foreach (var groups in Weeks().Matches(Clipped.Of(text)).Select(m => m.Groups))
        {
            weeks = Math.Max(weeks, Number(groups["b"].Success ? groups["b"].Value : groups["a"].Value));
        }

        return weeks > 0 ? TimeSpan.FromDays(7 * weeks) : null;
    }

    private static int Number(string word) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : Array.IndexOf(Words, word.ToLowerInvariant());

    private static readonly string[] Words =
    [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ];

    private const string N = @"\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve";

    [GeneratedRegex(
        @"\b(?<a>" + N + @")(\s*(-|–|to|or)\s*(?<b>" + N + @"))?[\s-]+weeks?\b(?!\s+ago)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Weeks();

    [GeneratedRegex(
        @"\b(counsel|legal|lawyers?|solicitors?|attorneys?|contracts? (team|desk|office)|mark-?up|redlines?|msa|agreement|dpa|terms|clauses?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Paper();
}
