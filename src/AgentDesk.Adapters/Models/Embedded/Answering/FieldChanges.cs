using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Answering;

/// <summary>
/// Where the record says what the buyer's words deny: the next step that is past or that the buyer has replaced, the close date that the
/// buyer's own calendar rules out, the commitment or the money that nobody at the buyer's stands behind. Each change rests on the claim
/// that shows it; where the words do not carry a change there is none.
/// </summary>
internal static partial class FieldChanges
{
    private static readonly char[] Separators = [',', ';'];

    [GeneratedRegex(
        @"\b(?:paper|sign|contract|order|start|begin|close|buy)\w*\b[^.]*\bnew (?:calendar |fiscal |financial |business )?year\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex NextYear();

    [GeneratedRegex(
        @"\b(?:follow|nudge|chase|contact|call|ring|push|ping|check|escalate|remind\w*|waiting|wait for|signature|po)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex Chases();

    [GeneratedRegex(@"^\s*(?:y|yes|true|confirmed|approved|ok)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 20_000)]
    private static partial Regex SaysYes();

    [GeneratedRegex(
        @"\b(?:done|closed|agreed|clean|signed|cleared|complete|no redlines|approved|finished)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex SaysDone();

    [GeneratedRegex(
        @"\b(?:legal|msa|contract|agreement|dpa|terms|clause)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex Legal();

    [GeneratedRegex(@"\b(?:security|infosec|it review|privacy)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 20_000)]
    private static partial Regex Security();

    [GeneratedRegex(@"\b(?:procurement|purchasing|vendor|supplier)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 20_000)]
    private static partial Regex Procurement();

    public static IReadOnlyList<AnalystField> Of(
        DealReading reading,
        Diagnosis d,
        ClaimList claims,
        OpenPoints points,
        DealPeople people,
        NamedDate? named,
        string disposition,
        AnalystEscalation? escalation,
        ContactRow? successor
    )
    {
        if (d.Standing != BlockerStanding.Confirmed || d.Category == Blockers.None)
        {
            return [];
        }

        List<AnalystField> fields = [.. Step(reading, d, claims, points, people, named, disposition, escalation, successor)];
        if (disposition == "pause" && named is not null)
        {
            fields.AddRange(Close(reading, d, claims, named));
        }
        fields.AddRange(Commit(reading, d, claims, disposition));
        fields.AddRange(Money(reading, d, claims));
        fields.AddRange(Paper(reading, d, claims));
        return fields;
    }

    private static IEnumerable<AnalystField> Step(
        DealReading reading,
        Diagnosis d,
        ClaimList claims,
        OpenPoints points,
        DealPeople people,
        NamedDate? named,
        string disposition,
        AnalystEscalation? escalation,
        ContactRow? successor
    )
    {
        var deal = reading.Inputs.Deal;
        var today = DateOnly.FromDateTime(reading.Now.UtcDateTime);
        if (disposition == "pause" && named is { IsExact: true })
        {
            if (claims.Of(named.Said) is not { } why)
            {
                yield break;
            }

            yield return new AnalystField(
                "next_step",
                $"Rest until {Wording.LongDay(named.Day)}, the day that {named.Said.Source.Author} named",
                why
            );
            if (deal.NextStepDue != named.Day)
            {
                yield return new AnalystField("next_step_due", NamedDates.Iso(named.Day), why);
            }
            yield break;
        }

        if (disposition == "pause")
        {
            yield break;
        }
        if (points.Quiet is { } quiet && !points.WeOwe)
        {
            if (d.Pulse.Meeting is not null || !Chases().IsMatch(deal.NextStep ?? "") || claims.Of(quiet) is not { } asked)
            {
                yield break;
            }

            yield return new AnalystField(
                "next_step",
                $"No chasers: {quiet.Source.Author} asked on {Day(quiet.Source)} to be left to it",
                asked
            );
            yield break;
        }

        if (
            deal.NextStepDue is not { } due
            || due >= today
            || Next(reading, d, claims, points, people, escalation, successor) is not { } next
        )
        {
            yield break;
        }

        yield return new AnalystField("next_step", next.Text, next.Why);
        yield return new AnalystField(
            "next_step_due",
            NamedDates.Iso(WorkingDays.After(reading.Now, escalation is null ? 2 : 3)),
            next.Why
        );
    }

    private static (string Text, int Why)? Next(
        DealReading reading,
        Diagnosis d,
        ClaimList claims,
        OpenPoints points,
        DealPeople people,
        AnalystEscalation? escalation,
        ContactRow? successor
    )
    {
        if (points.Step is { } step && claims.Of(step) is { } proposed && QuoteCut.Fit(step.Sentence, 24) is { } words)
        {
            return ($"Agree the days for what {step.Source.Author} proposed: \"{words}\"", proposed);
        }
        if (
            successor is not null
            && people.Gone is { } gone
            && claims.Leading(p => string.Equals(p.Author, gone.Name, StringComparison.OrdinalIgnoreCase)) is { } left
        )
        {
            return ($"First word with {successor.Name}, now that {gone.Name} has left", left.Index);
        }

        var owed = points.Owed.FirstOrDefault();
        var why = owed is not null && OpenPoints.Bearing(reading, d, owed) > 0.1 ? claims.Of(owed) : claims.Leading()?.Index;
        if (!points.WeOwe || why is null)
        {
            return null;
        }

        var who = owed?.Source.Author ?? reading.Inputs.Deal.Account;
        var what = points.Paper?.Item ?? "what is open";
        return (
            escalation is null ? $"Our answer to {who} on {what}" : $"{people.NameOf(escalation.To)} to answer {who} on {what}",
            why.Value
        );
    }

    // The buyer's calendar rules the date out; a record wants a day, and the last of the month that they named is the earliest that claims
    // nothing more than they said.
    private static IEnumerable<AnalystField> Close(DealReading reading, Diagnosis d, ClaimList claims, NamedDate named)
    {
        var end = new DateOnly(named.Month.Year, named.Month.Month, DateTime.DaysInMonth(named.Month.Year, named.Month.Month));
        if (
            reading.Inputs.Deal.CloseDate is not { } close
            || close >= named.Day
            || d.Statements.Any(s => s.IsBuyers && s.Turn <= 4 && NextYear().IsMatch(s.Sentence))
        )
        {
            yield break;
        }
        if (claims.Of(named.Said) is { } why)
        {
            yield return new AnalystField("close_date", NamedDates.Iso(end), why);
        }
    }

    // What the buyer puts off, or nobody there can decide, is no commitment of this period.
    private static IEnumerable<AnalystField> Commit(DealReading reading, Diagnosis d, ClaimList claims, string disposition)
    {
        if (reading.Inputs.Deal.ForecastCategory != Forecast.Commit || !(disposition == "pause" || d.Category == "no_decision_process"))
        {
            yield break;
        }
        if (claims.Leading(p => p.Side == Side.Buyer) is { } lead)
        {
            yield return new AnalystField("forecast_category", Forecast.Pipeline, lead.Index);
        }
    }

    private static IEnumerable<AnalystField> Money(DealReading reading, Diagnosis d, ClaimList claims)
    {
        if (d.Category != "budget" || claims.Leading(p => p.Side == Side.Buyer) is not { } lead)
        {
            yield break;
        }

        foreach (
            var (field, _) in reading.Inputs.Deal.Fields.Where(f =>
                f.Key.Contains("budget", StringComparison.OrdinalIgnoreCase) && f.Value is not null && SaysYes().IsMatch(f.Value)
            )
        )
        {
            yield return new AnalystField(field, $"No, by {lead.Source.Author}'s word of {Day(lead.Source)}", lead.Index);
        }
    }

    private static IEnumerable<AnalystField> Paper(DealReading reading, Diagnosis d, ClaimList claims)
    {
        var topic = d.Category switch
        {
            "legal" => Legal(),
            "security" => Security(),
            "procurement" => Procurement(),
            _ => null,
        };
        if (topic is null || claims.Leading(p => p.Side == Side.Buyer) is not { } lead)
        {
            yield break;
        }

        foreach (
            var (field, value) in reading.Inputs.Deal.Fields.Where(f =>
                f.Value is not null
                && (
                    f.Key.Contains("paper", StringComparison.OrdinalIgnoreCase)
                    || f.Key.Contains(d.Category, StringComparison.OrdinalIgnoreCase)
                )
            )
        )
        {
            var parts = value!.Split(Separators).Select(p => p.Trim()).ToList();
            var denied = parts.FindIndex(p => topic.IsMatch(p) && SaysDone().IsMatch(p));
            if (denied < 0)
            {
                continue;
            }

            parts[denied] = $"{d.Category} open again by {lead.Source.Author}'s word of {Day(lead.Source)}";
            yield return new AnalystField(field, Wording.Capital(string.Join(", ", parts)), lead.Index);
        }
    }

    private static string Day(EvidencePiece piece) => Wording.LongDay(DateOnly.FromDateTime(piece.At.UtcDateTime));
}
