namespace AgentDesk.Core.Runs;

/// <summary>Why a deal needs a decision now.</summary>
/// <param name="Kind">The trigger's id: for stalled deals `stale`, `slipped_close_date`, `missed_next_step`, `buyer_quiet`,
/// `repeated_follow_up`.</param>
/// <param name="Detail">One sentence with the figures: "45 days in propose, 21 expected".</param>
/// <param name="At">When it became true.</param>
/// <param name="Anchor">What it hangs on, such as the stage's entry instant. The same kind and anchor are the same cause.</param>
public sealed record Trigger(string Kind, string Detail, DateTimeOffset At, string Anchor);

/// <summary>All triggers that hold for a deal at once: one piece of work. The first is the one shown.</summary>
public sealed record Cause(IReadOnlyList<Trigger> Triggers)
{
    public Trigger First => Triggers[0];

    /// <summary>The cause as a key: the same key never makes a second run.</summary>
    public string Key => string.Join(';', Triggers.Select(t => $"{t.Kind}@{t.Anchor}").Order(StringComparer.Ordinal));

    /// <summary>
    /// The reasons as they are now, of the kinds that this cause has; what the desk itself added to it (the end of a pause, a word that was
    /// not kept) stays.
    /// </summary>
    /// <param name="now">What wakes the workflow now; null when nothing does.</param>
    public IReadOnlyList<Trigger> AsOf(Cause? now) =>
        [
            .. Triggers.Where(t => t.Kind is Pauses.Over or Runs.Promises.StillThere),
            .. (now?.Triggers ?? []).Where(n => Triggers.Any(t => t.Kind == n.Kind)),
        ];

    /// <summary>Whether who has seen this cause has seen every reason of the other.</summary>
    public bool Covers(Cause other) => other.Triggers.All(t => Triggers.Any(o => o.Kind == t.Kind && o.Anchor == t.Anchor));

    /// <summary>Whether it is the other cause, or that and only such as has passed by since.</summary>
    /// <param name="passing">Kinds of triggers that pass by themselves (<see cref="Workflow.PassesBy"/>).</param>
    public bool IsStill(Cause other, IReadOnlyList<string> passing) =>
        Covers(other)
        && Triggers.All(t =>
            other.Triggers.Any(o => o.Kind == t.Kind && o.Anchor == t.Anchor) || passing.Contains(t.Kind, StringComparer.Ordinal)
        );
}
