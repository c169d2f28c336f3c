using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Stages;

namespace AgentDesk.Surfaces.Review;

/// <summary>The stage review in sentences.</summary>
internal static class StageWords
{
    public static string Moved(StageReview r, Names names) =>
        r.LastMove is { } m
            ? $"{m.From} to {m.To} on {Words.Minute(m.At)}, by {(m.By is { } by ? names[by] : "nobody named")}{(m.Source is { Length: > 0 } how ? $", {how}" : "")}"
            : "It has not moved";

    /// <summary>What the review comes to; of one that is closed, what it came to.</summary>
    public static string Verb(StageReview r, bool isClosed = false) =>
        (r.Verb, isClosed) switch
        {
            ("advance", false) => "The desk would advance it",
            ("advance", true) => "The desk would have advanced it",
            ("correct", false) => "The desk would correct it",
            ("correct", true) => "The desk would have corrected it",
            ("send_back", false) => "The desk would send it back for evidence",
            ("send_back", true) => "The desk would have sent it back for evidence",
            ("review", false) => "The manager should look at it",
            ("review", true) => "The manager was to look at it",
            (_, false) => "Nothing is to be moved",
            (_, true) => "Nothing was to be moved",
        };

    /// <summary>The record's forecast beside what the stages carry.</summary>
    public static string Forecast(StageReview r) =>
        $"Forecast {Words.Plain(r.Forecast.Category ?? "none")}; {r.Current} carries {Words.Lower(Words.Plain(r.Forecast.OfCurrent ?? "none"))}"
        + (r.Proposed is { } p ? $", {p} would carry {Words.Lower(Words.Plain(r.Forecast.OfProposed ?? "none"))}" : "")
        + (r.Forecast.Amount is { } money ? $" ({Words.Money(money)})" : "")
        + "."
        + (r.Forecast.IsAhead ? " The deal is forecast ahead of its stage." : "");

    /// <summary>A field's value: an amount with its currency, a day in words, an id as words, and else as it stands in the record.</summary>
    public static string Value(FieldState field, Deal? deal) =>
        field switch
        {
            { Field: "amount" } when deal?.Amount is { } money => Words.Money(money),
            { Value: { } value }
                when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
                day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
            { Field: "stage" or "forecast_category", Value: { Length: > 0 } id } => Words.Plain(id),
            _ => Foreign.Isolated(field.Value),
        };

    /// <summary>How many criteria are met.</summary>
    public static string Criteria(StageReview r) =>
        $"{Words.Count(r.Criteria.Count(c => !c.IsGap), "criterion", "criteria")} of {r.Criteria.Count} with the buyer’s words or a system’s status";
}
