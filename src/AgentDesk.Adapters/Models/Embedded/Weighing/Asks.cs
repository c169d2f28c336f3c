using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Core.Deals;

namespace AgentDesk.Adapters.Models.Embedded.Weighing;

/// <summary>Something that the buyer asked us for.</summary>
/// <param name="Delivered">What answered it, or null while we owe it.</param>
internal sealed record Ask(Statement Statement, EvidencePiece? Delivered);

/// <summary>Finds what the buyer asked for, and whether anything later delivers it.</summary>
internal static class Asks
{
    private static readonly Regex AskFor = new(
        @"\b(?:can|could|would|will) (?:you|someone|somebody|anyone|\p{Lu}\p{Ll}+) (?:please |kindly |also |maybe |just |at least )?(?:send|share|forward|provide|give|show|get|let (?:me|us) have|resend|mail|email|point|put)\b|\bplease (?:also )?(?:send|share|provide|forward|resend|let (?:me|us) have)\b|(?:^|[,;] ?|and |just |then )send (?:me|us|it|that|them|over)\b|\bwhat (?:would|could|will) (?:really )?help\b|\b(?:would|'d) (?:still |really |also )?(?:like|love|need|want) (?:to (?:see|have|get|receive|speak|talk|read|hear)|a|an|the|your|some)\b|\b(?:still )?wait(?:ing)? (?:for|on) (?:the|your|a|an|that|those|these|you)\b|\b(?:haven't|have not|hasn't|has not|never|didn't) (?:yet |actually )?(?:seen|received?|had|got|get|arrived?|come|landed|turned up|reached)\b|\byou (?:promised|owe|said you(?:'d| would| will)|were going to|wanted to send)\b|\b(?:lacks?|misses|missing) (?:only )?(?:the|your|a|one)\b|\bany (?:news|update|sign|progress) (?:on|of|with|about) (?:the|that|your|my)\b|\bwhere(?:'s| is| are) (?:the|that|my|our|your)\b|\b(?:we|i) asked (?:you )?(?:for|about)\b|\bi need (?:the|a|an|your|to see)\b|\bonce (?:i|we) have\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(20)
    );

    // A time for a meeting, an invitation or an answer by telephone is no asset.
    private static readonly Regex Meeting = new(
        @"\b(?:times?|slots?|invite|invitation|calendar|dial[- ]?in|call me|ring me|half an hour|minutes)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(20)
    );

    private static readonly Regex Delivery = new(
        @"\b(?:attach\w*|enclos\w+|here(?:'s| is| are)|link|below|as (?:promised|requested|asked|agreed)|sent|sending|share[ds]?|shared|uploaded|put (?:it|them) in|delivered|forwarded|find)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(20)
    );

    public static IReadOnlyList<Ask> Of(DealReading reading, IReadOnlyList<Statement> statements) =>
        [
            .. statements
                .Where(s =>
                    s.IsBuyers
                    && s.Source.Kind is "mail" or "call"
                    && s.IsBuyers
                    && AskFor.IsMatch(s.Sentence.Replace('’', '\''))
                    && !Meeting.IsMatch(s.Sentence)
                )
                .Select(s => new Ask(s, DeliveryOf(reading, s))),
        ];

    private static EvidencePiece? DeliveryOf(DealReading reading, Statement ask)
    {
        var wanted = Content(ask.Sentence);
        return reading
            .Evidence.Where(e => e.At > ask.Source.At && e.At <= reading.Now && !e.Automatic)
            .OrderBy(e => e.At)
            .FirstOrDefault(e =>
                e switch
                {
                    { Side: Side.Seller, Kind: "mail" } => Delivery.IsMatch(e.Text)
                        && (
                            wanted.Count == 0
                            || Content(e.Text).Intersect(wanted, StringComparer.Ordinal).Count()
                                >= Math.Min(2, Math.Max(1, wanted.Count / 3))
                        ),
                    { Kind: "tracker" } => reading.Inputs.Trackers.Any(t => t.Name == e.Name && t.IsDone)
                        && Content(e.Text).Intersect(wanted, StringComparer.Ordinal).Count() >= 2,
                    _ => false,
                }
            );
    }

    /// <summary>The words that carry the content: long enough, and no words of grammar.</summary>
    private static HashSet<string> Content(string text) =>
        Words.Of(text).Where(w => w.Length >= 4 && !Empty.Contains(w)).ToHashSet(StringComparer.Ordinal);

    private static readonly HashSet<string> Empty = new(
        "that this with from have will would could should what when where which them they then than there their your about into just like need want help send please some more very much also only still been were does know think good thank thanks look come make take give here over same well time week next back said"
            .Split(' ')
            .Select(Words.Stem),
        StringComparer.Ordinal
    );
}
