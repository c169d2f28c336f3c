using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Core.Policy.Gates;

/// <summary>
/// A fact needs a buyer-authored quote or a system's status. What a rep wrote, a CRM field (a rep filled it), a tracker's note and a
/// contact row make an inference. An auto-reply is no answer of the buyer's; it is the mail system's status of one mailbox, and so it
/// witnesses facts about its owner's presence (away, left, who stands in) and no others.
/// </summary>
public static partial class WitnessGate
{
    public static readonly Gate FactsNeedAWitness = new(
        "facts-need-a-witness",
        "a fact rests on the buyer's own words or on a system's status; a seller's word alone makes an inference",
        "SD",
        Unwitnessed
    );

    /// <summary>Whether the citation can witness the statement as a fact.</summary>
    public static bool IsWitness(Dossier dossier, Citation citation, string statement)
    {
        if (dossier.Find(citation.Evidence) is not { } item)
        {
            return false;
        }
        if (item.Side == Side.Unknown && item.Kind == "call")
        {
            return CuesOf(dossier, citation.Evidence).Any(q => q.Side == Side.Buyer && QuoteCheck.Stands(citation.Quote, q.OwnWords));
        }
        if (!QuoteCheck.Stands(citation.Quote, item.OwnWords))
        {
            return false;
        }

        return item.Side switch
        {
            Side.System => item.Kind != "tracker" || IsStatus(dossier, item, citation.Quote),
            Side.Buyer => !item.IsAutomatic || IsAboutPresence(statement, item),
            _ => false,
        };
    }

    private static IReadOnlyList<Finding> Unwitnessed(GateCase c) =>
        [
            .. c
                .Packet.Claims.Where(k =>
                    k.Standing == Standing.Fact && k.Citations.Count > 0 && !k.Citations.Any(q => IsWitness(c.Dossier, q, k.Text))
                )
                .Select(k =>
                    FactsNeedAWitness.SendBack(
                        $"`{k.Text}` is worded as a fact, but {Why(c.Dossier, k)}: find the buyer's own words or a system's status, or make it an inference",
                        k.Id
                    )
                ),
        ];

    // A tracker's status is the system's; its item and its note were typed by whoever keeps it, and that is our own side.
    private static bool IsStatus(Dossier dossier, EvidenceItem item, string quote)
    {
        if (dossier.File.Trackers.FirstOrDefault(t => $"tracker:{t.Id}" == item.Name.Value) is not { } row)
        {
            return false;
        }
        return quote.Contains(row.Status, StringComparison.Ordinal)
            && (QuoteCheck.Stands(quote, $"{row.Item} · {row.Status}") || !QuoteCheck.Stands(quote, row.Note));
    }

    private static string Why(Dossier dossier, Claim claim)
    {
        var items = claim.Citations.Select(q => dossier.Find(q.Evidence)).OfType<EvidenceItem>().ToList();
        if (items.Count == 0)
        {
            return "its source is not there";
        }
        if (items.TrueForAll(i => i.Kind == "tracker"))
        {
            return "a tracker's note is our own side's word: only its status is the system's";
        }
        if (items.Exists(i => i.IsAutomatic))
        {
            return "an auto-reply tells only whether its sender is there";
        }
        if (items.Exists(i => i.Side == Side.Buyer))
        {
            return "the quoted words are not the buyer's own (they quote or forward somebody)";
        }
        return items.TrueForAll(i => i.Side == Side.Seller)
            ? "only our own side says so"
            : "nobody known to be of the buyer's side says so";
    }

    // A range of cues has no one side when several people speak: the buyer's own cue in it counts.
    private static IEnumerable<EvidenceItem> CuesOf(Dossier dossier, EvidenceName range)
    {
        var hash = range.Value.LastIndexOf('#');
        if (Range().Match(range.Value[(hash + 1)..]) is not { Success: true } m)
        {
            yield break;
        }

        var last = int.Parse(m.Groups["last"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        for (var n = int.Parse(m.Groups["first"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture); n <= last; n++)
        {
            if (dossier.Find(new(string.Create(CultureInfo.InvariantCulture, $"{range.Value[..hash]}#{n}"))) is { } cue)
            {
                yield return cue;
            }
        }
    }

    private static bool IsAboutPresence(string statement, EvidenceItem reply)
    {
        if (Presence().IsMatch(statement))
        {
            return true;
        }

        var name = (reply.Author ?? "").Split([' ', '.', '@', ','], StringSplitOptions.RemoveEmptyEntries);
        return name.Any(part => part.Length > 2 && statement.Contains(part, StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex(@"^(?<first>\d{1,6})-(?<last>\d{1,6})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Range();

    [GeneratedRegex(
        @"\b(auto-?(matic )?repl(y|ies)|out[- ]of[- ](the[- ])?office|mailbox|on leave|absen(t|ce)|successor|has left|left the company)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Presence();
}
