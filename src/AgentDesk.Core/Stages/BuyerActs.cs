using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;

namespace AgentDesk.Core.Stages;

/// <summary>Something that the buyer did, in the buyer's own words or presence.</summary>
/// <param name="Kind">One of the playbook's buyer-progress acts: `substantive_reply`, `meeting_attended`, …</param>
/// <param name="Quote">Words of the source that show it.</param>
public sealed record BuyerAct(string Kind, EvidenceName Name, DateTimeOffset At, string Who, string Quote);

/// <summary>
/// What counts as a buyer's progress (facts/blockers-and-stages.md): a substantive reply, a meeting attended, a stakeholder brought in, a
/// document, number or date given, a redline, a signature. Nothing that our side wrote counts, whatever it says of the buyer: not a sent
/// mail, a demo given, a task closed, a note, a field, a logged call; and no auto-reply and no "got it, thanks".
/// </summary>
public static partial class BuyerActs
{
    /// <summary>All up to <paramref name="now"/>, oldest first.</summary>
    public static IReadOnlyList<BuyerAct> Of(DealFile file, DateTimeOffset now)
    {
        var acts = new List<BuyerAct>();
        foreach (var m in file.Mails.Where(m => m.Side == Side.Buyer && !m.IsAutoReply && m.SentAt <= now))
        {
            if (Substance(m.OwnWords) is { } words)
            {
                acts.Add(new(KindOf(m.OwnWords), new($"mail:{m.Id}"), m.SentAt, m.From.Name ?? m.From.Address, words));
            }
        }

        foreach (var call in file.Calls.Where(c => c.StartedAt <= now))
        {
            var heard = call.Cues.Where(q => q.Side == Side.Buyer && q.Text.Length > 0).ToList();
            if (heard.Count == 0)
            {
                continue;
            }

            // The longest of what they said shows best that they were there.
            var cue = heard.MaxBy(q => q.Text.Length)!;
            acts.Add(
                new(
                    "meeting_attended",
                    EvidenceText.CueName(call.Id, cue.Number),
                    call.StartedAt + heard[^1].Start,
                    cue.Speaker ?? "the buyer",
                    Cut(cue.Text)
                )
            );
        }

        acts.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.Name.Value, b.Name.Value));
        return acts;
    }

    public static BuyerAct? Last(DealFile file, DateTimeOffset now) => Of(file, now) is [.., var last] ? last : null;

    /// <summary>The first sentence that says more than that something came in and will be looked at, or null.</summary>
    public static string? Substance(string text)
    {
        foreach (var sentence in Sentence().Matches(Clipped.Of(text)).Select(m => m.Value.Trim()))
        {
            var words = sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
            if (words >= 4 && !Holding().IsMatch(sentence) && !Greeting().IsMatch(sentence))
            {
                return Cut(sentence);
            }
        }

        return null;
    }

    internal static string Cut(string text)
    {
        const int longest = 300;
        if (text.Length <= longest)
        {
            return text;
        }
        var at = text.LastIndexOf(' ', longest);
        return text[..(at > 0 ? at : longest)];
    }

    private static string KindOf(string text) =>
        Signed().IsMatch(text) ? "signature"
        : Redline().IsMatch(text) ? "redline"
        : "substantive_reply";

    [GeneratedRegex(@"[^.!?\n]+[.!?]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Sentence();

    [GeneratedRegex(
        @"^\W*((ok|okay|got it|noted|thanks?|thank you|many thanks|received|cheers|great|perfect|all noted)\b[^.]{0,60}$|.{0,40}\b(circle|get|come|be) back\b.{0,40}$|.{0,40}\b(will|'ll|shall|to) (have a )?(look|read|review|discuss|think|take a look|check)\b.{0,60}$|.{0,60}\b(will|'ll) (be )?(in touch|let you know|revert)\b|sent from my|on .{0,40} wrote)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Holding();

    [GeneratedRegex(
        @"^\W*(hi|hello|hey|dear|good (morning|afternoon|evening)|kind regards|best regards|regards|best|sincerely)\b.{0,40}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Greeting();

    [GeneratedRegex(
        @"\b(signed (copy|order|contract|agreement)|i('ve| have) signed|(purchase order|po) (number|is attached|attached|has been (issued|raised)))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Signed();

    [GeneratedRegex(
        @"\b(red-?lines?|mark-?up|tracked changes|my comments on|comments (on|to) (your|the) (msa|agreement|draft|contract))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Redline();
}
