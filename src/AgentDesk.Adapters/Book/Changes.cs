using AgentDesk.Adapters.Sources;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Adapters.Book;

/// <summary>What a difference between two readings means for a deal: the events that wake workflows.</summary>
internal static class Changes
{
    /// <summary>The events of a changed record.</summary>
    public static IEnumerable<DealEvent> OfDeal(Deal before, Deal after, DateTimeOffset now)
    {
        string[] columns =
        [
            .. after
                .Columns.Keys.Union(before.Columns.Keys, StringComparer.Ordinal)
                .Where(c =>
                    !string.Equals(before.Columns.GetValueOrDefault(c), after.Columns.GetValueOrDefault(c), StringComparison.Ordinal)
                )
                .Order(StringComparer.Ordinal),
        ];
        if (columns.Length == 0)
        {
            yield break;
        }

        yield return new DealEvent(
            after.Id,
            "deal.changed",
            now,
            $"changed: {string.Join(", ", columns)}",
            columns.Length == 1 ? Column(after, columns[0]) : null
        );
        if (before.CloseDate != after.CloseDate)
        {
            yield return new DealEvent(
                after.Id,
                "close_date.moved",
                now,
                $"{Day(before.CloseDate)} → {Day(after.CloseDate)}",
                Column(after, "close_date")
            );
        }

        if (before.Status == DealStatus.Open && after.Status != DealStatus.Open)
        {
            yield return new DealEvent(after.Id, "deal.closed", now, BookJson.Status(after.Status), Column(after, "status"));
        }
    }

    /// <summary>The event of a piece that is new, or reads otherwise than before; null where none is told of.</summary>
    /// <param name="before">Null when it is new.</param>
    public static DealEvent? OfPiece(Found.OfPiece piece, object? before, DateTimeOffset now)
    {
        if (piece.Deal is not { } deal)
        {
            return null;
        }
        return piece.Value switch
        {
            // The end of a stay is told by the stay that follows it.
            StageMove s => before is StageMove old && old.Stage == s.Stage && old.EnteredAt == s.EnteredAt
                ? null
                : new DealEvent(deal, "stage.moved", s.EnteredAt, s.Stage, $"stage:{deal}#{s.Row}"),
            Mail m when before is null => new DealEvent(
                deal,
                m.Side is Side.Seller ? "mail.sent" : "mail.received",
                m.SentAt,
                m.Subject,
                $"mail:{m.Id}"
            ),
            Call c => new DealEvent(
                deal,
                "call.held",
                c.StartedAt,
                c.Title,
                c.Cues.Count > 0 ? EvidenceText.CueName(c.Id, c.Cues[0].Number).Value : null
            ),
            Meeting m => new DealEvent(deal, "meeting.changed", now, m.IsCancelled ? $"canceled: {m.Subject}" : m.Subject, $"event:{m.Id}"),
            Activity a => new DealEvent(deal, "activity.logged", a.OccurredAt, a.Subject, $"activity:{a.Id}"),
            TrackerRow t => new DealEvent(deal, "tracker.changed", t.UpdatedAt, $"{t.Item}: {t.Status}", $"tracker:{t.Id}"),
            ThreadMessage t => new DealEvent(deal, "thread.posted", t.At, t.Channel, $"thread:{t.Channel}#{t.Ts}"),
            Signal s => new DealEvent(deal, "signal.seen", s.OccurredAt, s.Kind, $"signal:{s.Id}"),
            Contact c => new DealEvent(deal, "contact.changed", now, $"{c.Name}: {c.Status}", $"contact:{deal}#{c.Email}"),
            _ => null,
        };
    }

    private static string Column(Deal deal, string column) => $"deal:{deal.Id}#{column}";

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "none";
}
