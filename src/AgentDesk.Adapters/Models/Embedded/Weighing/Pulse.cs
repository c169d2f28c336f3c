using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;

namespace AgentDesk.Adapters.Models.Embedded.Weighing;

/// <summary>Whether the deal moves: how long ago the buyer spoke, what we did since, and what is agreed to come.</summary>
/// <param name="DaysQuiet">Whole days since the buyer's last substantive word; null when there is none.</param>
/// <param name="Meeting">A meeting to come that the buyer is part of, or null.</param>
/// <param name="Step">The buyer's latest words that name a step with its day, or null.</param>
/// <param name="Wait">The buyer's words that announce a silence up to a day that has not passed, or null.</param>
/// <param name="LostEngagement">The triggers say that the buyer fell silent or that we follow up without an answer.</param>
/// <param name="Progress">How much of the buyer's last two turns reports or promises progress.</param>
/// <param name="Planned">The buyer keeps to a dated plan: two meetings to come that a buyer accepted or called, or one and two further days
/// that the buyer named.</param>
/// <param name="Unflagged">Somebody asked for the diagnosis, and none of the playbook's signs of a stall is there: no overstay, no slip, no
/// missed step, no silence.</param>
internal sealed record Pulse(
    int? DaysQuiet,
    int Attempts,
    MeetingRow? Meeting,
    Statement? Step,
    double Progress,
    bool LostEngagement,
    Statement? Wait = null,
    bool Unflagged = false,
    bool Planned = false
)
{
    /// <summary>Above 1: the deal moves by the buyer's own doing.</summary>
    /// <remarks>
    /// A silence that the buyer announced, with its end, is the plan itself: neither how long it lasts nor what we wrote into it tells
    /// anything.
    /// </remarks>
    public double Health => Wait is null && !Planned ? Moving : Math.Max(Moving, InPlan);

    /// <summary>What a silence within a dated plan is worth.</summary>
    private const double InPlan = 1.6;

    // Where no sign of a stall stands and the buyer names a step, the deal moves; without a step it is only a deal that nobody has looked
    // at yet. One mail of ours under a buyer's report of progress is the answer to it, no chase: the meeting shows that it was read so.
    private double Moving =>
        (
            Attempts switch
            {
                0 => 0.5,
                1 => Meeting is not null && Progress >= 0.3 ? 0.4 : 0.1,
                _ => -0.6,
            }
        )
        + (Unflagged && Attempts <= 1 && (Meeting is not null || Step is not null || Progress >= 0.4) ? 0.8 : 0)
        + Quiet
        + (Meeting is null ? 0 : 0.3)
        + (Step is null ? 0 : 0.3)
        + Math.Min(0.4, Progress)
        - (LostEngagement && !(Attempts <= 1 && (Step ?? (object?)Meeting) is not null) ? 0.3 : 0);

    // A silence up to a day that the buyer named, or up to a meeting that the buyer accepted, is part of the plan.
    private double Quiet =>
        DaysQuiet switch
        {
            null => -0.6,
            <= 7 => 0.3,
            <= 14 => 0.1,
            _ => Step is null && Meeting is null ? -0.6 : 0,
        };
}

internal static class Pulses
{
    /// <summary>A day further off than this explains no silence now.</summary>
    private const int Reasonable = 45;

    private static readonly Regex AnnouncesSilence = new(
        @"\b(?:won't|will not|shan't|not going to|wouldn't|don't) (?:\w+ ){0,3}hear (?:\w+ ){0,5}(?:until|till|before|from (?:me|us))\b|\bnothing\b[^.]{0,60}\b(?:until|till|before|between)\b|\b(?:be|go|goes|going|gone|stay|stays|staying|keep|fall) (?:\w+ ){0,2}(?:quiet|silent|dark)\b|\b(?:silence|quiet|no news)\b[^.]{0,50}\b(?:normal|usual|planned|agreed|part of|plan|procedure|until|till|by law|means nothing)\b|\bno (?:news|word|answer|reply|update|contact|communication|exchange)s? (?:\w+ ){0,4}(?:until|till|before|during)\b|\b(?:until|till|before|during|up to)\b[^.]{0,90}\bno (?:contact|communication|word|news|calls?|exchange)\b|\bstand-?still\b|\bhear (?:back )?from (?:me|us|him|her|them)\b[^.]{0,40}\b(?:on|after|by|once|when)\b|\b(?:not|n't|never|don't|nor) (?:\w+ ){0,2}expect(?:ing)? (?:\w+ ){0,6}(?:until|till|before)\b|\bexpect (?:nothing|no (?:news|answer|word|reply)|silence)\b|\b(?:get|hear|have) (?:\w+ )?silence\b|\bgo(?:es|ing|ne)? to (?:ground|earth)\b|\bradio silence\b|\b(?:need|have to|needn't|shouldn't|don't need to|needs to) do (?:nothing|anything)\b|\bnothing (?:for you to do|is needed from you|you need to do)\b|\bno (?:supplier |vendor )?action (?:is |needed|required|from you|until|before)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(20)
    );

    // Asked not to be rung is an announcement only where it says up to when.
    private static readonly Regex AsksForSilence = new(
        @"\b(?:don't|do not|nobody|no need to|needn't|not to) (?:\w+ ){0,3}(?:ring|rings|call|calls|chase|chases|write|worry|read (?:anything|too much)|ping|nudge|follow up|contact|phone)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex UpTo = new(
        @"\b(?:until|till|before|between)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(20)
    );

    // The last buyer's turns but two: what came after an announcement does not undo it, but a plan of long ago is no plan.
    private const int Recent = 3;

    public static Pulse Of(DealReading reading, IReadOnlyList<Statement> statements, CueModel model)
    {
        var progress = 0;
        while (model.About[progress] != "progress")
        {
            progress++;
        }
        var last = statements.Where(s => s.IsBuyers).Select(s => (DateTimeOffset?)s.Source.At).Max() ?? reading.Inputs.LastBuyerWord?.At;
        var recent = statements.Where(s => s is { IsBuyers: true, Turn: <= 1 }).ToList();
        var step = recent
            .Where(s => (s.About[progress] > 0.25 || s.Settled > 0.4) && NamesADayToCome(s, reading.Now))
            .OrderByDescending(s => s.Source.At)
            .ThenByDescending(s => s.About[progress])
            .FirstOrDefault();

        // Set by us and not answered is no plan: a buyer accepted it or called it.
        var ahead = reading
            .Inputs.Meetings.Where(m =>
                !m.Cancelled
                && m.Start > reading.Now
                && m.Start < reading.Now.AddDays(Reasonable)
                && m.Attendees.Any(a => a is { Side: Side.Buyer, Response: "accepted" or "organizer" or "tentativelyAccepted" })
            )
            .OrderBy(m => m.Start)
            .ToList();
        var meeting = ahead.FirstOrDefault();
        var wait =
            statements
                .Where(s => s is { IsBuyers: true, Turn: <= Recent } && s.Source.Kind is "mail" or "call" && s.IsBuyers)
                .Where(s => Announces(s.Sentence.Replace('’', '\'')))
                .OrderByDescending(s => s.Source.At)
                .FirstOrDefault(s =>
                    meeting is not null
                    || statements.Any(o =>
                        o.IsBuyers
                        && o.Turn <= s.Turn
                        && o.Turn >= s.Turn - 1
                        && NamesADayToCome(o, reading.Now)
                        && (o.Turn == s.Turn || o.About[progress] > 0.25)
                    )
                )
            ?? Agreed(reading, statements);
        return new Pulse(
            last is { } at ? (int)Math.Floor((reading.Now - at).TotalDays) : null,
            reading.Inputs.PriorAttempts?.Count ?? 0,
            meeting,
            step ?? (wait is { Turn: <= 1 } ? wait : null),
            recent.Sum(s => s.Weight * s.SettledOn(progress)),
            reading.Inputs.Triggers.Any(t => t.Kind is "buyer_quiet" or "repeated_follow_up"),
            wait,
            reading.Inputs.Triggers.Count > 0
                && !reading.Inputs.Triggers.Any(t =>
                    t.Kind is "stale" or "slipped_close_date" or "missed_next_step" or "buyer_quiet" or "repeated_follow_up"
                ),
            ahead.Select(m => m.Start.Date).Distinct().Count() >= 2
                || (
                    meeting is not null
                    && DaysToCome(recent, reading.Now).Count(d => d != DateOnly.FromDateTime(meeting.Start.UtcDateTime)) >= 2
                )
        );
    }

    private static IEnumerable<DateOnly> DaysToCome(IEnumerable<Statement> said, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return said.SelectMany(s => Days(s.Sentence, s.Source.At)).Where(d => d >= today && d <= today.AddDays(Reasonable)).Distinct();
    }

    // Our mail laid out the steps with their days, and the buyer's answer, the last word there is, says yes to them.
    private static Statement? Agreed(DealReading reading, IReadOnlyList<Statement> statements)
    {
        var yes = statements.FirstOrDefault(s => s is { IsBuyers: true, Turn: 0, Source.Kind: "mail" } && Assent.IsMatch(s.Sentence));
        if (
            yes is null
            || reading.Evidence.Where(e => e is { Kind: "mail", Side: Side.Seller } && e.At < yes.Source.At).MaxBy(e => e.At)
                is not { } plan
        )
        {
            return null;
        }
        var days = Sentences.Of(plan).Select(s => Days(s, plan.At)).Where(d => d.Count > 0).ToList();
        var today = DateOnly.FromDateTime(reading.Now.UtcDateTime);
        return days.Count >= 2 && days.Exists(d => d.Exists(x => x >= today && x <= today.AddDays(Reasonable))) ? yes : null;
    }

    private static readonly Regex Assent = new(
        @"^(?:yes|perfect|agreed|confirmed|correct|good|fine|great|exactly|ok(?:ay)?)\b|\b(?:dates?|plan|steps|timetable|calendar|schedule) (?:\w+ ){0,3}(?:works?|suits?|stands?|fine|good|right|agreed|confirmed|correct|holds?)\b|\b(?:that's|that is|this is) the plan\b|\bsuits? (?:me|us)\b|\bworks for (?:me|us)\b|\bas agreed\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(20)
    );

    // An absence announces a silence where it has an end: the works' holiday, a hearing, a week without a signal.
    private static readonly Regex Absence = new(
        @"\b(?:holidays?|vacation|annual leave|on leave|away|out of (?:the )?(?:office|reach|country)|off ?line|off the grid|without (?:a |any )?(?:net|network|internet|signal|phone|reception|mail)|unreachable|nobody (?:reads?|answers?|is (?:here|in))|can't be reached|closed|shut(?:down)?|travelling|traveling)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Ends = new(
        @"\b(?:until|till|to the|through|back (?:on|in|from)|between|up to|from\b[^.]{0,20}\bto)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(20)
    );

    private static bool Announces(string sentence) =>
        AnnouncesSilence.IsMatch(sentence)
        || (AsksForSilence.IsMatch(sentence) && UpTo.IsMatch(sentence))
        || (Absence.IsMatch(sentence) && Ends.IsMatch(sentence) && Digit.IsMatch(sentence));

    private static readonly Regex Digit = new(@"\d", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(20));

    private static bool NamesADayToCome(Statement s, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return Days(s.Sentence, s.Source.At).Concat(Weekdays(s)).Any(d => d >= today && d <= today.AddDays(Reasonable));
    }

    private static List<DateOnly> Days(string sentence, DateTimeOffset said) =>
        [.. SpokenDates.Find(sentence).Select(d => d.After(said)).OfType<DateOnly>(), .. SpokenDates.BareDays(sentence, said)];

    private static IEnumerable<DateOnly> Weekdays(Statement s)
    {
        var said = DateOnly.FromDateTime(s.Source.At.UtcDateTime);
        return Enum.GetValues<DayOfWeek>()
            .Where(d => s.Sentence.Contains(d.ToString(), StringComparison.OrdinalIgnoreCase))
            .Select(d => said.AddDays((((int)d - (int)said.DayOfWeek + 6) % 7) + 1));
    }
}
