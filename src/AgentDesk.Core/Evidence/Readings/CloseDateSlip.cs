using System.Globalization;
using AgentDesk.Core.Deals;

namespace AgentDesk.Core.Evidence.Readings;

/// <summary>One move of the close date to a later day (SD: slips close date).</summary>
public sealed record CloseDateSlip(EvidenceName Name, DateOnly From, DateOnly To, DateTimeOffset At)
{
    public int Days => To.DayNumber - From.DayNumber;

    /// <summary>
    /// The slips of at least <paramref name="leastDays"/> up to <paramref name="now"/>, oldest first. A close date that moved nearer is
    /// none.
    /// </summary>
    public static IReadOnlyList<CloseDateSlip> Of(DealFile file, int leastDays, DateTimeOffset now) =>
        [
            .. file
                .FieldChanges.Where(f => f.ChangedAt <= now && f.Field.Equals("close_date", StringComparison.OrdinalIgnoreCase))
                .Select(f =>
                    Day(f.OldValue) is { } from && Day(f.NewValue) is { } to
                        ? new CloseDateSlip(
                            new(string.Create(CultureInfo.InvariantCulture, $"field:{file.Deal.Id}#{f.Row}")),
                            from,
                            to,
                            f.ChangedAt
                        )
                        : null
                )
                .OfType<CloseDateSlip>()
                .Where(s => s.Days >= leastDays)
                .OrderBy(s => s.At),
        ];

    private static DateOnly? Day(string text) =>
        DateOnly.TryParse(text.AsSpan(0, Math.Min(10, text.Length)), CultureInfo.InvariantCulture, out var day) ? day : null;
}
