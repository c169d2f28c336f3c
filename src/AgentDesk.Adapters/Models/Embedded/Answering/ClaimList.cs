using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Adapters.Models.Embedded.Answering;

/// <summary>The claims of a draft, to which a proposal may add the one that it rests on.</summary>
internal sealed class ClaimList(DealReading reading, IReadOnlyList<AnalystClaim> written)
{
    private readonly List<AnalystClaim> _claims = [.. written];

    public IReadOnlyList<AnalystClaim> All => _claims;

    /// <summary>The place of the claim that quotes these words, written if there is none yet; null when they cannot be quoted.</summary>
    public int? Of(Statement said) => Of(said.Source, said.Sentence);

    public int? Of(EvidencePiece source, string? words)
    {
        var at = _claims.FindIndex(c => c.Citations.Any(q => q.Evidence.Value == source.Name && (words is null || q.Quote == words)));
        if (at >= 0)
        {
            return at;
        }
        if (ClaimWriter.Claim(reading, "context", "", source, words) is not { } claim)
        {
            return null;
        }

        _claims.Add(claim);
        return _claims.Count - 1;
    }

    /// <summary>The first fact that speaks for the diagnosis, or null.</summary>
    public (int Index, AnalystClaim Claim, EvidencePiece Source)? Leading(Func<EvidencePiece, bool>? of = null)
    {
        for (var i = 0; i < _claims.Count; i++)
        {
            if (
                _claims[i] is { Section: "known", Standing: Standing.Fact } claim
                && reading.Find(claim.Citations[0].Evidence.Value) is { } source
                && (of is null || of(source))
            )
            {
                return (i, claim, source);
            }
        }

        return null;
    }
}
