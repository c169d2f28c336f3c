using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Evals.Rows;

namespace AgentDesk.Evals.Tasks;

/// <summary>The evidence that a proposal cites, cut to the words around its quotes.</summary>
internal static class Cited
{
    private const int Around = 240;

    public static IReadOnlyList<CitedPiece> Of(Proposal proposal, Dossier dossier)
    {
        var quotes = proposal
            .Packet.Claims.SelectMany(c => c.Citations)
            .Concat(proposal.Packet.Exceptions.SelectMany(x => x.Citations))
            .ToLookup(c => c.Evidence.Value, c => c.Quote, StringComparer.Ordinal);
        return
        [
            .. quotes
                .OrderBy(q => q.Key, StringComparer.Ordinal)
                .Select(q => (q, Item: dossier.Find(new EvidenceName(q.Key))))
                .Where(p => p.Item is not null)
                .Select(p => new CitedPiece(
                    p.q.Key,
                    p.Item!.Side.ToString().ToLowerInvariant(),
                    p.Item.Author,
                    p.Item.Kind is "deal" or "asset" ? null : p.Item.At,
                    p.Item.Title,
                    Cut(p.Item.Text, [.. p.q])
                )),
        ];
    }

    private static string Cut(string text, IReadOnlyList<string> quotes)
    {
        var places = quotes.Select(q => (At: text.IndexOf(q, StringComparison.Ordinal), q.Length)).Where(p => p.At >= 0).ToList();
        if (text.Length <= 4 * Around || places.Count == 0)
        {
            return text.Length <= 8 * Around ? text : text[..(8 * Around)] + "…";
        }

        var from = Math.Max(0, places.Min(p => p.At) - Around);
        var to = Math.Min(text.Length, places.Max(p => p.At + p.Length) + Around);
        return $"{(from > 0 ? "…" : "")}{text[from..to]}{(to < text.Length ? "…" : "")}";
    }
}
