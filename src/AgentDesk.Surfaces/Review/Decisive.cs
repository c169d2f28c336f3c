using AgentDesk.Core.Evidence;

namespace AgentDesk.Surfaces.Review;

/// <summary>
/// The statements that carry a decision, where there is no room for all: what most stands for the diagnosis, and the strongest against it.
/// </summary>
internal static class Decisive
{
    /// <summary>
    /// At most <paramref name="most"/> statements, each of another source, with the quote that carries it. Facts in the buyer's words come
    /// first, then facts of a system, then inferences; where anything speaks against, one place is kept for it.
    /// </summary>
    public static IReadOnlyList<(Claim Claim, Citation Quote)> Of(
        IReadOnlyList<Claim> claims,
        Func<EvidenceName, bool> isBuyers,
        int most = 3
    )
    {
        var ranked = claims
            .Where(c => c.Citations.Count > 0)
            .Select((c, i) => (Claim: c, Quote: c.Citations.FirstOrDefault(q => isBuyers(q.Evidence)) ?? c.Citations[0], Order: i))
            .OrderBy(x => x.Claim.Standing == Standing.Fact ? 0 : 1)
            .ThenBy(x => isBuyers(x.Quote.Evidence) ? 0 : 1)
            .ThenBy(x => x.Claim.Section == "known" ? 0 : 1)
            .ThenBy(x => x.Order)
            .ToList();
        var against = ranked.Where(x => x.Claim.Section == "against").Take(1).ToList();
        return
        [
            .. ranked
                .Where(x => x.Claim.Section != "against")
                .DistinctBy(x => x.Quote)
                .DistinctBy(x => x.Quote.Evidence)
                .Take(most - against.Count)
                .Concat(against)
                .Select(x => (x.Claim, x.Quote)),
        ];
    }
}
