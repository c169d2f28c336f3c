using AgentDesk.Core.Deals;

namespace AgentDesk.Adapters.Sources;

/// <summary>The tables of what was done and what is being reviewed: activities.csv and trackers.csv.</summary>
internal static class WorkTables
{
    public static IEnumerable<Found> Activities(CsvFile file, Roster roster, Uniques uniques) =>
        DealRows.Read(
            file,
            roster,
            ["activity_id", "deal_id", "kind", "status", "occurred_at"],
            DealRows.LostIsDamage,
            (row, deal) =>
            {
                var id = row.Id("activity_id");
                var at = Instants.Instant(row["occurred_at"], "occurred_at");
                DateTimeOffset? due = row.Optional("due_at") is { } text ? Instants.InstantOrDay(text, "due_at") : null;
                var kind = Enumerations.Needed(row, "kind", Enumerations.ActivityKinds);

                // A note or a task has no direction where its system knows none: it is among ourselves.
                var direction =
                    Enumerations.Word(row, "direction", Enumerations.Directions)
                    ?? (kind is "note" or "task" ? "internal" : throw new UnreadableException("direction is missing"));
                var status = Enumerations.Needed(row, "status", Enumerations.ActivityStatuses);
                uniques.Take(Kinds.Activity, id);
                return new Found.OfPiece(
                    deal,
                    Kinds.Activity,
                    id,
                    row.Line,
                    new Activity(id, kind, direction, status, row["subject"], row["body"], row.Optional("author_email"), at, due)
                );
            }
        );

    public static IEnumerable<Found> Trackers(CsvFile file, Roster roster, Uniques uniques) =>
        DealRows.Read(
            file,
            roster,
            ["tracker_id", "deal_id", "kind", "status", "updated_at"],
            DealRows.LostIsDamage,
            (row, deal) =>
            {
                var id = row.Id("tracker_id");
                var at = Instants.Instant(row["updated_at"], "updated_at");
                var kind = Enumerations.Needed(row, "kind", Enumerations.TrackerKinds);
                var status = Enumerations.Needed(row, "status", Enumerations.TrackerStatuses);
                uniques.Take(Kinds.Tracker, id);
                return new Found.OfPiece(
                    deal,
                    Kinds.Tracker,
                    id,
                    row.Line,
                    new TrackerRow(id, kind, row["item"], status, row.Optional("owner_email"), at, row["note"])
                );
            }
        );
}
