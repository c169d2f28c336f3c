using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Core.Deals;

namespace AgentDesk.Adapters.Models.Embedded.Weighing;

/// <summary>Whether the deal moves: how long ago the buyer spoke, what we did since, and what is agreed to come.</summary>
/// <param name="DaysQuiet">Whole days since the buyer's last substantive word; null when there is none.</param>
/// <param name="Meeting">A meeting to come that the buyer is part of, or null.</param>
/// <param name="Step">The buyer's latest words that name a step with its day, or null.</param>
/// <param name="Progress">How much of the buyer's last two turns reports or promises progress.</param>
internal sealed record Pulse(int? DaysQuiet, int Attempts, MeetingRow? Meeting, Statement? Step, double Progress)
{
    /// <summary>Above 1: the deal moves by the buyer's own doing.</summary>
    public double Health =>
        (Attempts switch { 0 => 0.5, 1 => 0.1, _ => -0.6 })
        + (DaysQuiet switch { null => -0.6, <= 7 => 0.3, <= 14 => 0.1, _ => -0.6 })
        + (Meeting is null ? 0 : 0.3)
        + (Step is null ? 0 : 0.3)
        + Math.Min(0.4, Progress);
}

internal static partial class Pulses
{
    [GeneratedRegex(@"\b(?:(?:on|by|until|for|this|next|before|coming|from)\s+(?:the\s+)?(?:\p{L}+,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?\b|(?:mon|tues|wednes|thurs|fri)day\b|(?:january|february|march|april|may|june|july|august|september|october|november|december)\b)|tomorrow|(?:mon|tues|wednes|thurs|fri)day\b|\d{1,2}(?:st|nd|rd|th)\b|\bnext week\b|\bthis week\b|(?:january|february|march|april|june|july|august|september|october|november|december)\s+\d{1,2}|\d{1,2}\s+(?:january|february|march|april|may|june|july|august|september|october|november|december))", RegexOptions.IgnoreCase)]
    private static partial Regex NamesADay();

    public static Pulse Of(DealReading reading, IReadOnlyList<Statement> statements, CueModel model)
    {
        var progress = 0;
        while (model.About[progress] != "progress") { progress++; }
        var last = statements.Where(s => s.IsBuyers).Select(s => (DateTimeOffset?)s.Source.At).Max() ?? reading.Inputs.LastBuyerWord?.At;
        var recent = statements.Where(s => s is { IsBuyers: true, Turn: <= 1 }).ToList();
        var step = recent.Where(s => s.Source.At > reading.Now.AddDays(-14) && NamesADay().IsMatch(s.Sentence) && (s.About[progress] > 0.25 || s.Settled > 0.5)).OrderByDescending(s => s.Source.At).ThenByDescending(s => s.About[progress]).FirstOrDefault();
        var meeting = reading.Inputs.Meetings.Where(m => !m.Cancelled && m.Start > reading.Now && m.Attendees.Any(a => a.Side == Side.Buyer && a.Response is not ("declined" or "none" or "notResponded" or null))).OrderBy(m => m.Start).FirstOrDefault();
        return new Pulse(
            last is { } at ? (int)Math.Floor((reading.Now - at).TotalDays) : null,
            reading.Inputs.PriorAttempts?.Count ?? 0,
            meeting,
            step,
            recent.Sum(s => s.Weight * s.SettledOn(progress)));
    }
}
