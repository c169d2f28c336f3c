using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Core.Deals;

namespace AgentDesk.Adapters.Models.Embedded.Weighing;

/// <summary>What we told the buyer that we would send, and nothing that we sent since looks like it.</summary>
internal static partial class Promises
{
    [GeneratedRegex(
        @"\b(?:i'll|i will|we'll|we will|i can|let me|going to|you(?:'ll| will) (?:have|get|receive)|from me:?|from us:?)\b[^.?!]{0,80}\b(?:by|on|this|next|before|end of|first thing|tomorrow|tonight|today|later|shortly|soon|mon|tues|wednes|thurs|fri)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex Promise();

    // A thing that one holds in the hand; a recap, an invitation or an offer is our own business.
    [GeneratedRegex(
        @"\b(?:statements?|reports?|certificates?|sheets?|calculations?|figures|drawings?|samples?|references?|letters?|summary|summaries|answers?|documents?|papers?|specs?|specifications?|samples?|case study|case studies|plans?|data ?sheets?|manuals?|results?|evidence|proofs?|lists?|names?|contacts?|models?|comparison|tables?|logs?|files?|templates?|policy|policies)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex Thing();

    [GeneratedRegex(
        @"\b(?:recap|minutes|invite|invitation|notes|proposal|offer|order form|call|calendar|quote)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex Ours();

    [GeneratedRegex(
        @"\b(?:attach\w*|enclos\w+|here(?:'s| is| are)|as (?:promised|requested|asked|agreed)|uploaded|link below|forwarded|sent you|sent over)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex Delivery();

    public static IEnumerable<(EvidencePiece Piece, string Sentence)> Broken(DealReading reading)
    {
        var mails = reading.Evidence.Where(e => e is { Kind: "mail", Side: Side.Seller } && e.At <= reading.Now).ToList();
        foreach (
            var e in reading
                .Evidence.Where(e =>
                    e.Side == Side.Seller && e.Kind is "mail" or "call" && e.Side == Side.Seller && e.At < reading.Now.AddDays(-7)
                )
                .OrderByDescending(e => e.At)
        )
        {
            foreach (
                var s in Sentences.Of(e).Where(s => Promise().IsMatch(s.Replace('’', '\'')) && Thing().IsMatch(s) && !Ours().IsMatch(s))
            )
            {
                // A later mail of ours that brings something, and names it by one of its own words, kept the word.
                var things = Thing().Matches(s).Select(m => m.Value.TrimEnd('s').ToLowerInvariant()).ToList();
                if (
                    !mails.Exists(m =>
                        m.At > e.At
                        && Delivery().IsMatch(m.Text)
                        && things.Exists(t => m.Text.Contains(t, StringComparison.OrdinalIgnoreCase))
                    )
                )
                {
                    yield return (e, s);
                }
            }
        }
    }
}
