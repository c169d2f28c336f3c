using AgentDesk.Core.Policy;

namespace AgentDesk.Surfaces.Review;

/// <summary>How the work was judged, in a line.</summary>
internal static class GateWords
{
    public static string Of(Outcome o) => o.ToString().ToLowerInvariant();

    public static string Summary(IReadOnlyList<Finding> findings) =>
        $"{Words.Count(findings.Select(f => f.Gate).Distinct(StringComparer.Ordinal).Count(), "gate")} ran: "
        + string.Join(
            ", ",
            Enum.GetValues<Outcome>()
                .Select(o => (o, n: findings.Where(f => f.Outcome == o).Select(f => f.Gate).Distinct(StringComparer.Ordinal).Count()))
                .Where(x => x.n > 0)
                .Select(x => $"{x.n} {Of(x.o)}")
        );
}
