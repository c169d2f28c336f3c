namespace AgentDesk.Core.Measures;

/// <summary>An input with its measurement events, by kind: what every figure is counted from.</summary>
public sealed class Measured
{
    private readonly ILookup<string, MeasurementEvent> _events;

    public Measured(FigureInput input)
    {
        Input = input;
        _events = input
            .Stories.SelectMany(s => RunMeasures.Of(s, input.Find(s.Deal), input.Now))
            .Concat(input.Deals.SelectMany(d => BookMeasures.Of(d, input.Now)).Where(m => input.Scope.Holds(m.At)))
            .ToLookup(m => m.Kind, StringComparer.Ordinal);
    }

    public FigureInput Input { get; }

    public IReadOnlyList<MeasurementEvent> this[string kind] => [.. _events[kind]];

    /// <summary>Those of the kinds that have no event.</summary>
    public IReadOnlyList<string> Without(params string[] kinds) => [.. kinds.Where(k => !_events.Contains(k))];

    /// <summary>The names behind events, each once: the ledger's in order, then the book's.</summary>
    public static IReadOnlyList<string> Behind(IEnumerable<MeasurementEvent> events) => Names(events.Select(e => e.Behind));

    public static IReadOnlyList<string> Names(IEnumerable<string> names) =>
        [
            .. names
                .Distinct(StringComparer.Ordinal)
                .OrderBy(n => Seq(n) is null)
                .ThenBy(n => Seq(n) ?? 0)
                .ThenBy(n => n, StringComparer.Ordinal),
        ];

    /// <summary>The place of a ledger event, or null for a piece of evidence.</summary>
    public static long? Seq(string name) =>
        name.StartsWith("ledger:", StringComparison.Ordinal)
        && long.TryParse(name.AsSpan(7), System.Globalization.CultureInfo.InvariantCulture, out var seq)
            ? seq
            : null;
}
