using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Asking.Topics;

/// <summary>What a question over many deals asks of each: all that are set must hold.</summary>
/// <param name="LeastSlips">The close date moved to a later day this often at the least.</param>
/// <param name="QuietDays">Nothing heard from the buyer for so many days.</param>
/// <param name="Tracker">A tracker of this kind is open.</param>
internal sealed partial record Criteria(
    bool Mine,
    int LeastSlips,
    bool Overdue,
    bool NoNextStep,
    bool OverAge,
    int? QuietDays,
    bool Stuck,
    string? Category,
    string? Forecast,
    string? Stage,
    (DateOnly From, DateOnly To)? Closing,
    string? Tracker,
    bool Unanswered
)
{
    public bool IsEmpty =>
        LeastSlips == 0
        && !Overdue
        && !NoNextStep
        && !OverAge
        && QuietDays is null
        && !Stuck
        && Category is null
        && Forecast is null
        && Stage is null
        && Closing is null
        && Tracker is null
        && !Unanswered;

    public static Criteria Of(Question q, Playbook playbook, DateTimeOffset now)
    {
        var p = q.Plain;
        var category = Categories
            .FirstOrDefault(c => Regex.IsMatch(p, c.Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(20)))
            .Category;
        var stuck = StuckWords().IsMatch(p);
        var tracker = category is "security" or "legal" or "procurement" && !stuck ? category : null;
        return new Criteria(
            Mine: MineWords().IsMatch(p),
            LeastSlips: SlipWords().IsMatch(p) ? Times(p) : 0,
            Overdue: OverdueWords().IsMatch(p),
            NoNextStep: NoStepWords().IsMatch(p),
            OverAge: AgeWords().IsMatch(p),
            QuietDays: QuietWords().IsMatch(p) ? Length(p) ?? playbook.Limits.QuietDays : null,
            Stuck: stuck,
            Category: stuck ? category : null,
            Forecast: ForecastOf(p),
            Stage: playbook
                .Stages.FirstOrDefault(s =>
                    Regex.IsMatch(
                        p,
                        $@"\bin (the )?{Regex.Escape(s.Name)}\b",
                        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
                        TimeSpan.FromSeconds(20)
                    )
                )
                ?.Name,
            Closing: ClosingOf(p, now),
            Tracker: tracker,
            Unanswered: UnansweredWords().IsMatch(p)
        );
    }

    // "slipped", "slipped twice", "more than once", "three times", "at least 2 times".
    private static int Times(string p)
    {
        if (
            p.Contains("more than once", StringComparison.Ordinal)
            || p.Contains("twice", StringComparison.Ordinal)
            || p.Contains("repeatedly", StringComparison.Ordinal)
            || p.Contains("again and again", StringComparison.Ordinal)
        )
        {
            return p.Contains("more than twice", StringComparison.Ordinal) ? 3 : 2;
        }
        if (TimesWord().Match(p) is not { Success: true } m)
        {
            return 1;
        }

        var n = int.TryParse(m.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var digits)
            ? digits
            : Array.IndexOf(NumberWords, m.Groups["n"].Value) + 1;
        return Math.Max(1, m.Groups["more"].Success ? n + 1 : n);
    }

    private static int? Length(string p)
    {
        if (LengthWord().Match(p) is not { Success: true } m)
        {
            return null;
        }
        var n = int.TryParse(m.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var digits)
            ? digits
            : Math.Max(1, Array.IndexOf(NumberWords, m.Groups["n"].Value) + 1);
        return n
            * (
                m.Groups["unit"].Value[0] switch
                {
                    'w' => 7,
                    'm' => 30,
                    _ => 1,
                }
            );
    }

    private static string? ForecastOf(string p) =>
        ForecastWord().Match(p) is { Success: true } m ? m.Value.TrimEnd('s').Replace(' ', '_') : null;

    private static (DateOnly, DateOnly)? ClosingOf(string p, DateTimeOffset now)
    {
        if (ClosingWord().Match(p) is not { Success: true } m)
        {
            return null;
        }
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        var (next, unit) = (m.Groups["which"].Value == "next", m.Groups["unit"].Value);
        switch (unit)
        {
            case "week":
                var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7) + (next ? 7 : 0));
                return (monday, monday.AddDays(6));
            case "month":
                var first = new DateOnly(day.Year, day.Month, 1).AddMonths(next ? 1 : 0);
                return (first, first.AddMonths(1).AddDays(-1));
            default:
                var quarter = new DateOnly(day.Year, (((day.Month - 1) / 3) * 3) + 1, 1).AddMonths(next ? 3 : 0);
                return (quarter, quarter.AddMonths(3).AddDays(-1));
        }
    }

    private static readonly string[] NumberWords = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

    private static readonly (string Pattern, string Category)[] Categories =
    [
        (@"\b(security|infosec|privacy)\b", "security"),
        (@"\b(legal|contract|terms|lawyers?|counsel)\b", "legal"),
        (@"\b(procurement|purchasing|supplier|po|purchase order)\b", "procurement"),
        (@"\b(budget|money|price|funding)\b", "budget"),
        (@"\b(competit\w+|rivals?|incumbent)\b", "competition"),
        (@"\b(timing|season|later)\b", "timing"),
        (@"\b(authority|signatory|decision[- ]?maker)\b", "authority"),
        (@"\b(reorg\w*|merger|freeze)\b", "reorg_freeze"),
        (@"\b(unresponsive|ghost\w*)\b", Blockers.Unresponsive),
        (@"\b(roi|business case)\b", "weak_case"),
    ];

    [GeneratedRegex(@"\b(my|mine|our|i have|of mine)\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 20_000)]
    private static partial Regex MineWords();

    [GeneratedRegex(
        @"\b(slip(s|ped|ping)?|push(ed)? (out|back)|close dates? .{0,20}(move|change|push)\w*|(move|change|push)\w* (the|their|its) close dates?)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex SlipWords();

    [GeneratedRegex(
        @"(?<more>more than )?\b(?<n>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten) times\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex TimesWord();

    [GeneratedRegex(
        @"\b(?<n>\d{1,3}|a|one|two|three|four|five|six|seven|eight|nine|ten) (?<unit>day|week|month)s?\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex LengthWord();

    [GeneratedRegex(
        @"\b(overdue|missed (the |a |their )?next step|late next step|past due)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex OverdueWords();

    [GeneratedRegex(
        @"\b(no|without( a)?|lack(s|ing)? a|missing a) next steps?\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex NoStepWords();

    [GeneratedRegex(
        @"\b(too long|over age|overage|outstay\w*|longer than|past (the|their) (age|limit)|aging|ageing|stale)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex AgeWords();

    [GeneratedRegex(
        @"\b(quiet|silent|dark|ghost\w*|not (heard|replied|answered|responded)|haven't heard|no (reply|answer|response|word|contact))\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex QuietWords();

    [GeneratedRegex(
        @"\b(stuck|stall\w*|block\w*|at risk|in trouble|not moving|held up)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex StuckWords();

    [GeneratedRegex(
        @"\b(commits?|best case|pipeline(?= category)|omitted)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex ForecastWord();

    [GeneratedRegex(
        @"\b(clos(e|es|ing)|due|land(s|ing)?|sign(s|ing)?)\b.{0,20}\b(?<which>this|next) (?<unit>week|month|quarter)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex ClosingWord();

    [GeneratedRegex(
        @"\b(unanswered|not answered|haven't answered|we owe|open questions?|waiting (for|on) us)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex UnansweredWords();
}
