using System.Globalization;
using AgentDesk.Core.Chains;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Surfaces.Review;

/// <summary>Ids and figures as a reader meets them: one place for every word that is not a person's own.</summary>
internal static class Words
{
    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM", CultureInfo.InvariantCulture);

    public static string Day(DateOnly day) => day.ToString("d MMMM", CultureInfo.InvariantCulture);

    public static string ShortDay(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM", CultureInfo.InvariantCulture);

    public static string Weekday(DateTimeOffset at) => at.UtcDateTime.ToString("ddd d MMM", CultureInfo.InvariantCulture);

    public static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM HH:mm", CultureInfo.InvariantCulture);

    public static string Whole(DateTimeOffset at) =>
        at.UtcDateTime.ToString("ddd d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " UTC";

    public static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    public static string Clock(TimeSpan at) =>
        at.TotalHours >= 1 ? at.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) : at.ToString(@"mm\:ss", CultureInfo.InvariantCulture);

    public static string Days(int n) => Count(n, "day");

    public static string Count(int n, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{n} {(n == 1 ? one : many ?? one + "s")}");

    /// <summary>An amount with its own currency's sign where it has a plain one; whole units have no decimals.</summary>
    public static string Money(Money money)
    {
        var figure = money.Amount.ToString(
            decimal.Truncate(money.Amount) == money.Amount ? "#,##0" : "#,##0.00",
            CultureInfo.InvariantCulture
        );
        return money.Currency switch
        {
            "USD" => "$" + figure,
            "GBP" => "£" + figure,
            "EUR" => "€" + figure,
            _ => $"{figure} {money.Currency}",
        };
    }

    /// <inheritdoc cref="DeskProse.Of"/>
    public static string Prose(string text) => DeskProse.Of(text);

    /// <summary>A size of customer.</summary>
    public static string Segment(string segment) =>
        segment.ToLowerInvariant() switch
        {
            "smb" => "small",
            "mm" => "mid-size",
            "ent" => "enterprise",
            var other => other,
        };

    /// <summary>What a clock asks for: "a recap to Yolanda Pierce and Tom Brandvold".</summary>
    public static string Owed(TriggerClock clock) =>
        ClockWords.Owed(
            clock.Who?.Split(", ") is { Length: > 1 } who && !who[^1].Contains(" and ", StringComparison.Ordinal)
                ? clock with
                {
                    Who = And(who),
                }
                : clock
        );

    /// <summary>Small numbers as words at the head of a sentence.</summary>
    public static string Number(int n) =>
        n is >= 0 and <= 12
            ? new[] { "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve" }[n]
            : n.ToString("#,##0", CultureInfo.InvariantCulture);

    public static string And(IReadOnlyList<string> parts) =>
        parts.Count switch
        {
            0 => "",
            1 => parts[0],
            _ => $"{string.Join(", ", parts.Take(parts.Count - 1))} and {parts[^1]}",
        };

    /// <summary>An id in snake or kebab case as words: `no_decision_process` is "No decision process".</summary>
    public static string Plain(string id) => Capital(id.Replace('_', ' ').Replace('-', ' '));

    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>
    /// One line of <paramref name="most"/> characters at the most; what is cut ends in an ellipsis, and no character is cut in two.
    /// </summary>
    public static string Cut(string text, int most)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= most)
        {
            return line;
        }
        var end = most - 1;
        return line[..(char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)].TrimEnd() + "…";
    }

    public static string Lower(string text) => text.Length < 2 || char.IsUpper(text[1]) ? text : char.ToLowerInvariant(text[0]) + text[1..];

    public static string Role(string role) =>
        role switch
        {
            Roles.DealOwner => "deal owner",
            Roles.RevOps => "RevOps",
            _ => role.Replace('_', ' '),
        };

    public static string Standing(BlockerStanding standing) => standing.ToString().ToLowerInvariant();

    public static string Trigger(Trigger trigger) =>
        trigger.Kind switch
        {
            "stale" => "stage outstayed",
            "slipped_close_date" => "close date slipped",
            "missed_next_step" => "next step missed",
            "buyer_quiet" => "buyer quiet",
            "repeated_follow_up" => "follow-ups without an answer",
            "stage_moved" => "stage moved",
            "over_age" => "stage outstayed",
            "weekly_review" => "found in the weekly review",
            "still_there" => "not mended as promised",
            "buyer_reply" => "buyer’s mail not answered",
            "call_ended" => "call without a recap",
            "stakeholder_named" => "somebody new not written to",
            "deal_quiet" => "quiet, no follow-up",
            var kind => Lower(Plain(kind)),
        };

    /// <summary>What a category would mean for this deal: always a guess that a person can overrule.</summary>
    public static string Hypothesis(Blocker blocker) =>
        blocker.Standing == BlockerStanding.Insufficient
            ? "What was read does not say why it stands still. Nothing goes out on a guess; what is missing stands below."
            : blocker.Category switch
            {
                "timing" => "It looks as if the buyer’s own calendar holds it, rather than any doubt about the work.",
                "authority" => "It looks as if the people we talk to cannot decide it, and the person who can has not been won.",
                "security" => "It looks as if an open security review holds it.",
                "legal" => "It looks as if open terms or a counsel’s queue hold it.",
                "procurement" => "It looks as if the buyer’s purchasing process holds it.",
                "budget" => "It looks as if the money is not there, or not yet released.",
                "weak_case" => "It looks as if the buyer cannot yet show why this is worth its price.",
                "fit_scope" => "It looks as if what is offered does not fit what they need.",
                "stakeholder" => "It looks as if somebody who carried it is gone, or somebody who matters is against it.",
                "competition" => "It looks as if another offer, or doing it themselves, is in the running.",
                "missing_asset" => "It looks as if they wait for something that we have not given them.",
                "no_decision_process" => "It looks as if nobody on their side knows how this gets decided.",
                "reorg_freeze" => "It looks as if a reorganisation or a freeze holds it.",
                Blockers.Unresponsive => "They do not answer, and nothing that was read explains why.",
                Blockers.None => "Nothing that was read says that it is stuck.",
                _ => "",
            };

    /// <summary>What each standing rests on.</summary>
    public static string StandingNote(BlockerStanding standing) =>
        standing switch
        {
            BlockerStanding.Confirmed =>
                "Confirmed means that a buyer’s words or a system’s status say so. It stays a hypothesis until you act on it.",
            BlockerStanding.Inferred =>
                "Inferred means that the desk concludes it from what is there; no buyer and no system says it outright.",
            _ => "Insufficient means that nobody can know from what was read.",
        };

    public static string Disposition(string disposition) =>
        disposition switch
        {
            Dispositions.None => "do nothing",
            _ => disposition.Replace('_', ' '),
        };

    public static string Outcome(string outcome) =>
        outcome switch
        {
            "acted" => "acted on",
            "declined" => "declined",
            "disposed" => "closed by a person",
            "nothing_to_do" => "nothing to do",
            "expired" => "expired undecided: neither yes nor no",
            "superseded" => "replaced by newer work",
            "overtaken" => "not needed any more",
            _ => outcome.Replace('_', ' '),
        };
}
