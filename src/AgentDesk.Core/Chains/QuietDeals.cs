using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Stages;

namespace AgentDesk.Core.Chains;

/// <summary>
/// A deal is quiet for the playbook's days; a follow-up goes out that carries something new, no bump (SW). The days run from the last word
/// of the buyer, or from the last mail of ours since that told them something; a plan that both sides hold, or a counsel's queue, is no
/// silence.
/// </summary>
internal static partial class QuietDeals
{
    private const int Enough = 10;
    private const int EnoughWithAFigure = 5;

    private sealed record Step(DateTimeOffset At, EvidenceName Name, bool IsBuyer, string Who, string? Quote);

    public static IEnumerable<Occurrence> Of(DealFile file, Team team, Limits limits, DateTimeOffset now)
    {
        var steps = Steps(file, team, now);
        if (steps.Count == 0)
        {
            yield break;
        }

        for (var i = 0; i < steps.Count; i++)
        {
            var from = steps[i];
            var next = i + 1 < steps.Count ? steps[i + 1] : null;
            if (Quiet(file, limits, from.At, next?.At ?? now) is not { } at || (next is not null && next.At <= at) || at > now)
            {
                continue;
            }

            var taken = next is { IsBuyer: false }
                ? new ActionTaken(next.Name, next.At, $"{next.Who} wrote again, with something new")
                : null;
            var bumps = PriorOutreach.Touches(file, team, at, next?.At.AddTicks(-1) ?? now).Count;
            var detail = string.Create(
                CultureInfo.InvariantCulture,
                $"{(from.IsBuyer ? $"the last word is {from.Who}'s of {Touching.Day(from.At)}" : $"the last that the buyer was told is {from.Who}'s mail of {Touching.Day(from.At)}")}, {limits.QuietDays} days before {Touching.Day(at)}{(bumps > 0 && taken is null ? $"; {bumps} {(bumps == 1 ? "touch" : "touches")} since brought nothing new" : "")}"
            );
            yield return new Occurrence(
                TriggerRule.DealQuiet,
                at,
                detail,
                [new(from.Name, from.Quote!)],
                null,
                [],
                taken,
                next is { IsBuyer: true } ? $"{next.Who} spoke on {Touching.Day(next.At)}" : null
            );
        }
    }

    /// <summary>
    /// Whether a mail of ours tells its readers something that they had not had from us or said themselves: enough that earlier mails do
    /// not say, reminders left out.
    /// </summary>
    public static bool TellsSomething(DealFile file, Mail mail)
    {
        var rest = string.Join(' ', Sentences.Of(Clipped.Of(mail.OwnWords)).Where(s => !Bump().IsMatch(s)));
        var known = string.Join(
            '\n',
            file.Mails.Where(m => m.SentAt < mail.SentAt && m.Id != mail.Id)
                .TakeLast(40)
                .Select(m => $"{m.Subject}\n{Clipped.Of(m.OwnWords)}")
        );
        var before = WordSets.Telling(known);
        var fresh = WordSets.Telling(rest).Count(w => !before.Contains(w));
        var figure = Figure().Matches(rest).Any(f => !known.Contains(f.Value, StringComparison.Ordinal)) || Enclosed().IsMatch(rest);
        return fresh >= Enough || (figure && fresh >= EnoughWithAFigure);
    }

    // Words of the buyer, and mails of ours that told something; before any word of theirs, our first touch.
    private static List<Step> Steps(DealFile file, Team team, DateTimeOffset now)
    {
        var steps = BuyerWords
            .Of(file, now)
            .Select(w => new Step(w.At, w.Name, true, w.Who, QuoteOf(file, w)))
            .Where(s => s.Quote is not null)
            .ToList();
        foreach (var m in file.Mails.Where(m => m.SentAt <= now && Touching.IsToBuyer(file, team, m)))
        {
            if (TellsSomething(file, m))
            {
                steps.Add(new(m.SentAt, new($"mail:{m.Id}"), false, Touching.Name(m), Touching.Quote(m).Quote));
            }
        }

        return [.. steps.OrderBy(s => s.At).ThenBy(s => s.Name.Value, StringComparer.Ordinal)];
    }

    /// <summary>
    /// The instant at which the silence after <paramref name="from"/> is one, plans waited for; null when that is after
    /// <paramref name="until"/>.
    /// </summary>
    private static DateTimeOffset? Quiet(DealFile file, Limits limits, DateTimeOffset from, DateTimeOffset until)
    {
        var at = from.AddDays(limits.QuietDays);
        while (at <= until)
        {
            if (
                PlannedSteps.Of(file, limits, at) is not { Count: > 0 } plan
                || OpenQuestions.Of(file, at).Any(q => q.At.AddDays(limits.QuietDays) <= at)
            )
            {
                return at;
            }
            at = new DateTimeOffset(plan.Max(p => p.Until).AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        }

        return null;
    }

    private static string? QuoteOf(DealFile file, BuyerWord w) =>
        w.Name.Kind switch
        {
            "mail" => file.Mails.FirstOrDefault(m => $"mail:{m.Id}" == w.Name.Value) is { } m ? Touching.Quote(m).Quote : null,
            "activity" => file.Activities.FirstOrDefault(a => $"activity:{a.Id}" == w.Name.Value)?.Subject is { Length: > 0 } subject
                ? subject
                : null,
            // The reading names the first cue: its own words are quoted.
            _ => file
                .Calls.SelectMany(c => c.Cues.Select(q => (Name: EvidenceText.CueName(c.Id, q.Number), q.Text)))
                .FirstOrDefault(q => q.Name == w.Name)
                .Text
                is { Length: > 0 } text
                ? BuyerActs.Cut(text)
                : null,
        };

    [GeneratedRegex(
        @"\b((just |only )?(checking|check|check-?ing) in|touch(ing)? base|circl(e|ing) back|follow(ing)?[- ]?up|any (news|update|updates|thoughts|feedback|joy|word|movement)|(did|have|has) (you|it|anyone) (get|got|had|have|find) (a )?(chance|time|moment)|bump(ing)?|nudg(e|ing)|float(ing)? (this|it)|wanted to see (if|whether|where|how)|come back to my (message|mail)|have not received a reply|haven't heard|heard back|last (note|nudge|try)|still (keen|interested)|voice ?mail|hope (you|all|the|your)|i trust)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Bump();

    [GeneratedRegex(@"\d[\d.,:%]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Figure();

    [GeneratedRegex(
        @"\b(attached|attaching|enclosed|here (is|are)|here's|link)\b|https?://",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Enclosed();
}
