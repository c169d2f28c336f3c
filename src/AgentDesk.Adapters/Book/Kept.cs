using AgentDesk.Adapters.Sources;
using AgentDesk.Core.Evidence;
using AgentDesk.Engine;

namespace AgentDesk.Adapters.Book;

/// <summary>
/// What the book holds from earlier exports and the one that is read does not: it is kept, for an export may be of a part, and told of, for
/// a row may have been deleted where it came from.
/// </summary>
internal sealed class Kept(BookWriter writer)
{
    private readonly HashSet<UInt128> _seen = [];

    public void Saw(string deal) => _seen.Add(Uniques.Digest("deal", deal));

    public void Saw(string deal, string kind, string key) => _seen.Add(Digest(deal, kind, key));

    /// <summary>Deals first, then pieces by deal, kind and key.</summary>
    public IReadOnlyList<KeptPiece> All() =>
        [
            .. writer.Deals().Where(d => !_seen.Contains(Uniques.Digest("deal", d))).Select(d => new KeptPiece(d, new($"deal:{d}"))),
            .. writer
                .Pieces()
                .Where(p => !_seen.Contains(Digest(p.Deal, p.Kind, p.Key)))
                .Select(p => new KeptPiece(p.Deal, NameOf(p.Deal, p.Kind, p.Key))),
        ];

    private static UInt128 Digest(string deal, string kind, string key) => Uniques.Digest(kind, Kinds.IsGlobal(kind) ? "" : deal, key);

    private static EvidenceName NameOf(string deal, string kind, string key) =>
        new(
            kind switch
            {
                Kinds.Stage or Kinds.Field => $"{kind}:{deal}#{key.TrimStart('0')}",
                Kinds.Contact => $"{kind}:{deal}#{key.Trim()}",
                _ => $"{kind}:{key}",
            }
        );
}
