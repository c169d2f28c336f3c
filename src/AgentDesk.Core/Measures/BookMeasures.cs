using System.Globalization;
using AgentDesk.Core.Deals;

namespace AgentDesk.Core.Measures;

/// <summary>The measurement events that the book tells by itself: a row counts on its own day.</summary>
public static class BookMeasures
{
    private static readonly string[] LossColumns = ["closed_lost_reason", "lost_reason", "loss_reason"];

    /// <summary>Folds one deal, up to <paramref name="now"/>.</summary>
    public static IEnumerable<MeasurementEvent> Of(DealFacts deal, DateTimeOffset now) => Rows(deal, now).Where(m => m.At <= now);

    /// <summary>Why a lost deal was lost, as its record says it; null where it does not.</summary>
    public static string? LossReason(Deal deal) =>
        LossColumns.Select(c => deal.Columns.GetValueOrDefault(c)).FirstOrDefault(v => !string.IsNullOrWhiteSpace(v));

    private static IEnumerable<MeasurementEvent> Rows(DealFacts deal, DateTimeOffset now)
    {
        var id = deal.Deal.Id;
        foreach (var s in deal.Stages)
        {
            yield return new(MeasurementKinds.StageEntered, s.EnteredAt, id, null, deal.NameOf(s), s.Stage);
            if (s.ExitedAt is { } left && left >= s.EnteredAt)
            {
                yield return new(MeasurementKinds.StageLeft, left, id, null, deal.NameOf(s), s.Stage, left - s.EnteredAt);
            }
        }

        foreach (
            var c in deal.Changes.Where(c =>
                c.Field.Equals("close_date", StringComparison.OrdinalIgnoreCase) && Day(c.NewValue) > Day(c.OldValue)
            )
        )
        {
            yield return new(MeasurementKinds.SlippedCloseDate, c.ChangedAt, id, null, deal.NameOf(c), $"{c.OldValue} → {c.NewValue}");
        }

        foreach (var m in deal.Mails.Where(m => m.Side == Side.Buyer && !m.IsAutoReply))
        {
            yield return new(MeasurementKinds.BuyerReplied, m.At, id, null, $"mail:{m.Id}");
        }
        foreach (var c in deal.Calls)
        {
            if (c.EndedAt is { } ended)
            {
                yield return new(MeasurementKinds.CallEnded, ended, id, null, $"call:{c.Id}");
            }
            if (c.All > TimeSpan.Zero)
            {
                yield return new(MeasurementKinds.CallSpeech, c.At, id, null, $"call:{c.Id}", Length: c.All);
            }
        }

        if (deal.Deal.Status == DealStatus.Lost)
        {
            yield return new(MeasurementKinds.ClosedLost, ClosedAt(deal) ?? now, id, null, $"deal:{id}#status", LossReason(deal.Deal));
        }
    }

    private static DateTimeOffset? ClosedAt(DealFacts deal) =>
        deal.Changes.LastOrDefault(c => c.Field.Equals("status", StringComparison.OrdinalIgnoreCase))?.ChangedAt ?? deal.Current?.EnteredAt;

    private static DateOnly? Day(string text) =>
        DateOnly.TryParse(text.AsSpan(0, Math.Min(10, text.Length)), CultureInfo.InvariantCulture, out var day) ? day : null;
}
