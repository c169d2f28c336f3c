using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Stages;

namespace AgentDesk.Core.Chains;

/// <summary>What the chains have in common: who is on what, and which words to show.</summary>
internal static partial class Touching
{
    public static string Name(Mail m) => m.From.Name ?? m.From.Address;

    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static IEnumerable<string> People(Mail m) => m.To.Concat(m.Cc).Select(a => a.Address);

    public static bool IsOn(Mail m, string address) => People(m).Any(a => Sides.Same(a, address));

    /// <summary>A mail of ours that a person wrote and that goes to the buyer's side.</summary>
    public static bool IsToBuyer(DealFile file, Team team, Mail m) =>
        m.Side == Side.Seller && !m.IsAutoReply && People(m).Any(a => Sides.IsBuyer(file, team, a));

    /// <summary>Whether both sides are in a call: it was held, and not among ourselves.</summary>
    public static bool HasBuyer(Call call) =>
        call.Cues.Any(q => q.Side == Side.Buyer)
        || (call.Cues.All(q => q.Side == Side.Unknown) && call.Participants.Any(p => p.Side == Side.Buyer));

    public static IReadOnlyList<string> Buyers(Call call) =>
        [.. call.Participants.Where(p => p.Side == Side.Buyer).Select(p => p.Email).OfType<string>()];

    public static DateTimeOffset EndOf(Call call) =>
        call.EndedAt ?? (call.Cues.Count > 0 ? call.StartedAt + (call.Cues[^1].End ?? call.Cues[^1].Start) : call.StartedAt);

    /// <summary>The words of a text that tell most, as they stand there; the subject where it has none.</summary>
    public static Citation Quote(Mail m) =>
        new(
            new($"mail:{m.Id}"),
            OpenQuestions.Ask(m.OwnWords) is { Length: > 3 } ask
                ? BuyerActs.Cut(ask)
                : Telling(m.OwnWords) ?? BuyerActs.Substance(m.OwnWords) ?? First(m.OwnWords) ?? m.Subject
        );

    /// <summary>The sentence among the first that says most: with a figure, a day or a decision in it, else the longest.</summary>
    private static string? Telling(string text) =>
        Policy
            .Wording.Sentences.Of(Clipped.Of(text))
            .Take(8)
            .Where(s =>
                s.Split(' ').Length is >= 6 and <= 45 && BuyerActs.Substance(s) is not null && text.Contains(s, StringComparison.Ordinal)
            )
            .OrderByDescending(s => Weight().Count(s))
            .FirstOrDefault();

    /// <summary>
    /// The cue of the buyer's that says most on what was decided or comes next, the later of two; where they said nothing of length, the
    /// longest that can be quoted, theirs before ours; null where nothing can.
    /// </summary>
    public static Cue? Telling(Call call)
    {
        var theirs = call.Cues.Where(q => q.Side == Side.Buyer && q.Text.Split(' ').Length >= 6).ToList();
        return theirs.Count > 0
            ? theirs.OrderByDescending(q => Weight().Count(q.Text)).ThenByDescending(q => q.Number).First()
            : call
                .Cues.Where(q => !QuoteCheck.IsTooShort("call", q.Text))
                .OrderByDescending(q => q.Side == Side.Buyer)
                .ThenByDescending(q => q.Text.Length)
                .FirstOrDefault();
    }

    [GeneratedRegex(
        @"\d|\b(need|want|will|we'll|i'll|must|decid\w+|agree\w*|approv\w+|sign\w*|budget|before|until|by (the|mon|tues|wednes|thurs|fri|next|end)\w*|next (week|month|step)|send|deadline|waiting)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Weight();

    /// <summary>The first line that says something, or null.</summary>
    public static string? First(string text) =>
        text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.Count(char.IsLetter) > 3) is { } line
            ? BuyerActs.Cut(line)
            : null;

    /// <summary>
    /// A logged call, mail or meeting of ours that reached the buyer, after an instant; the log of a mail or call that is on file is not
    /// it.
    /// </summary>
    public static Activity? Logged(DealFile file, DateTimeOffset after, DateTimeOffset now, Func<Activity, bool> fits) =>
        file.Activities.FirstOrDefault(a =>
            a.OccurredAt > after
            && a.OccurredAt <= now
            && a is { Status: "done", Direction: not "inbound" and not "internal", Kind: "call" or "email" or "meeting" }
            && (a.Kind == "email" || IsHeld(a))
            && fits(a)
        );

    /// <summary>The log says that the two sides spoke.</summary>
    public static bool IsHeld(Activity a)
    {
        var text = $"{a.Subject}\n{Clipped.Of(a.Body)}";
        return a.Kind == "meeting" ? !LogWording.IsNoShow(text) : LogWording.IsReached(text);
    }
}
