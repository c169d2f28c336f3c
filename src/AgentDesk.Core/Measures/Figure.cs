namespace AgentDesk.Core.Measures;

/// <summary>
/// One figure, with what it is counted from. A figure whose inputs are missing has no value, and says which are missing: null is never 0.
/// </summary>
/// <param name="Value">Shares in per cent with one decimal, minutes with one decimal, days with two; durations are medians.</param>
/// <param name="Unit">`%`, `min`, `days`, or what is counted: `deals`, `edits`.</param>
/// <param name="N">What it is taken of: decided proposals, open deals, finished stays.</param>
/// <param name="Target">As its source states it; null where none is set.</param>
/// <param name="Events">The ledger events (`ledger:42`) and pieces of evidence behind it, in order.</param>
public sealed record Figure(string Id, string Name, decimal? Value, string Unit, int N, string? Target, IReadOnlyList<string> Events)
{
    /// <summary>Whether the target is met; null without a value or a target.</summary>
    public bool? Met { get; init; }

    /// <summary>The numerator of a share.</summary>
    public int? Count { get; init; }

    /// <summary>For a duration: four of five took no longer (nearest rank).</summary>
    public decimal? P80 { get; init; }

    /// <summary>For a duration: one of <see cref="Clocks"/>; null for what is no duration.</summary>
    public string? Clock { get; init; }

    /// <summary>For a duration in business time: its median in elapsed time, of the same unit.</summary>
    public decimal? Elapsed { get; init; }

    /// <summary>The measurement events without which there is no value.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>The figure taken apart: by category, by stage, by trigger.</summary>
    public IReadOnlyList<FigurePart> Parts { get; init; } = [];
}

/// <summary>The clock that a duration is counted by: the one that its limit runs in.</summary>
public static class Clocks
{
    /// <summary>
    /// Working time of the deal's owner, in the owner's time zone and without holidays: what the playbook's limits on people are.
    /// </summary>
    public const string Business = "business";

    /// <summary>All time: what machines take, and the days of a stage, which the playbook counts by the calendar.</summary>
    public const string Elapsed = "elapsed";
}

/// <summary>One part of a figure: its own value of the same unit, or a plain count.</summary>
public sealed record FigurePart(string Key, decimal? Value, int N, IReadOnlyList<string> Events)
{
    public int? Count { get; init; }

    public decimal? P80 { get; init; }

    /// <summary>For a duration in business time: its median in elapsed time.</summary>
    public decimal? Elapsed { get; init; }
}

/// <summary>What a figure should be: the text of its source, and its bounds as numbers.</summary>
public sealed record Target(string Text, decimal? AtLeast = null, decimal? AtMost = null, bool Strict = false)
{
    public bool? IsMet(decimal? value) =>
        value is not { } v
            ? null
            : (AtLeast is not { } least || (Strict ? v > least : v >= least))
                && (AtMost is not { } most || (Strict ? v < most : v <= most));
}

/// <summary>
/// The arithmetic of figures, in exact decimals: every value is rounded once, half away from zero, and written without trailing zeros.
/// </summary>
public static class Numbers
{
    public static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Per cent with one decimal; null of nothing.</summary>
    public static decimal? Share(int part, int of) => of == 0 ? null : Round(100m * part / of, 1);

    /// <summary>Per cent of a length with one decimal; null of no length.</summary>
    public static decimal? Share(TimeSpan part, TimeSpan of) => of == TimeSpan.Zero ? null : Round(100m * part.Ticks / of.Ticks, 1);

    /// <summary>The middle one, or half-way between the middle two; null of none.</summary>
    public static decimal? Median(IEnumerable<TimeSpan> lengths, TimeSpan unit, int digits)
    {
        var sorted = lengths.Select(l => l.Ticks).Order().ToList();
        if (sorted.Count == 0)
        {
            return null;
        }

        var middle =
            sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + (decimal)sorted[sorted.Count / 2]) / 2;
        return Round(middle / unit.Ticks, digits);
    }

    /// <summary>The 80th percentile by nearest rank; null of none.</summary>
    public static decimal? P80(IEnumerable<TimeSpan> lengths, TimeSpan unit, int digits)
    {
        var sorted = lengths.Select(l => l.Ticks).Order().ToList();
        return sorted.Count == 0 ? null : Round((decimal)sorted[(((4 * sorted.Count) + 4) / 5) - 1] / unit.Ticks, digits);
    }

    /// <summary>
    /// The figure of durations in minutes, by the clock that is asked for: median, p80, and the median by the other clock.
    /// </summary>
    public static (decimal? Median, decimal? P80, decimal? Elapsed) Minutes(IReadOnlyList<TimeSpent> spent, string clock)
    {
        var own = spent.Select(s => clock == Clocks.Business ? s.Working : s.Elapsed).ToList();
        return (
            Median(own, Minute, 1),
            P80(own, Minute, 1),
            clock == Clocks.Business ? Median(spent.Select(s => s.Elapsed), Minute, 1) : null
        );
    }

    /// <summary>A length in a unit.</summary>
    public static decimal In(TimeSpan length, TimeSpan unit, int digits) => Round((decimal)length.Ticks / unit.Ticks, digits);

    // The division by a long one takes trailing zeros away: 75.0 and 75 are the same figure.
    private static decimal Round(decimal value, int digits) =>
        decimal.Round(value, digits, MidpointRounding.AwayFromZero) / 1.0000000000000000000000000000m;
}
