using AgentDesk.Engine;

namespace AgentDesk.Host.Terminal;

/// <summary>What the book holds and an export does not, in one line.</summary>
internal static class KeptWords
{
    private const int Named = 5;

    /// <summary>Counts by kind, with the first names of each: "1 deal (K-9), 2 trackers (T-1, T-2)". What belongs to such a deal goes with it.</summary>
    public static string Of(IReadOnlyList<KeptPiece> kept)
    {
        var deals = kept.Where(k => IsDeal(k)).Select(k => k.Deal).ToHashSet(StringComparer.Ordinal);
        return string.Join(
            ", ",
            kept.Where(k => IsDeal(k) || !deals.Contains(k.Deal))
                .GroupBy(k => k.Name.Kind, StringComparer.Ordinal)
                .Select(g =>
                {
                    var count = g.Count();
                    var names = string.Join(", ", g.Take(Named).Select(k => k.Name.Value[(g.Key.Length + 1)..]));
                    return FormattableString.Invariant($"{count:N0} {Word(g.Key, count)} ({names}{(count > Named ? ", …" : "")})");
                })
        );
    }

    private static bool IsDeal(KeptPiece piece) => piece.Name.Kind == "deal";

    private static string Word(string kind, int count) =>
        (kind, count) switch
        {
            ("stage", 1) => "stage row",
            ("stage", _) => "stage rows",
            ("field", 1) => "field change",
            ("field", _) => "field changes",
            ("activity", not 1) => "activities",
            (_, 1) => kind,
            _ => kind + "s",
        };
}
