using AgentDesk.Core.Policy.Wording;

namespace AgentDesk.Evals.Graders;

/// <summary>
/// Numbers, dates and ordinals of a statement that do not stand in its source. It is a gate, not a judge: it says next to nothing of a
/// statement without figures, and nearly never accuses a right one. Small numbers in words are let pass, as in the desk's own gate.
/// </summary>
internal static class NumberCheck
{
    private static readonly DateTimeOffset Any = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<string> Absent(string statement, string source)
    {
        var allowed = new AllowedFigures(Any).Words(source, Any);
        var said = Figures.Of(statement);
        return
        [
            .. said.Numbers.Where(n => !(IsSmallWord(n) || allowed.Has(n))).Select(n => n.Text.Trim()),
            .. said.Dates.Where(d => !allowed.Has(d)).Select(d => statement.Substring(d.Index, d.Length).Trim()),
            .. said.Ordinals.Where(o => !allowed.HasOrdinal(o)).Select(o => FormattableString.Invariant($"day {o}")),
        ];
    }

    private static bool IsSmallWord(Figure figure) =>
        !char.IsAsciiDigit(figure.Text.TrimStart('$', '€', '£', ' ')[0]) && figure.Values is [<= 12] && figure.Unit.Length == 0;
}
