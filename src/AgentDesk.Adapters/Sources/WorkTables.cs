using AgentDesk.Core.Deals;

namespace AgentDesk.Adapters.Sources;

/// <summary>The tables of what was done and what is being reviewed: activities.csv and trackers.csv.</summary>
internal static class WorkTables
{
    public static IEnumerable<Found> Activities(CsvFile file, Roster roster, Uniques uniques) =>
        DealRows.Read(file, roster, ["activity_id", "deal_id", "occurred_at"], DealRows.LostIsDamage, (row, deal) =>
        {
            var id = row.Id("activity_id");
            var at = Instants.Instant(row["occurred_at"], "occurred_at");
            DateTimeOffset? due = row.Optional("due_at") is { } text ? Due(text) : null;
            uniques.Take(Kinds.Activity, id);
            return new Found.OfPiece(deal, Kinds.Activity, id, row.Line,
                new Activity(id, Word(row["kind"]), Word(row["direction"]), Word(row["status"]), row["subject"], row["body"], row.Optional("author_email"), at, due));
        });

    public static IEnumerable<Found> Trackers(CsvFile file, Roster roster, Uniques uniques) =>
        DealRows.Read(file, roster, ["tracker_id", "deal_id", "status", "updated_at"], DealRows.LostIsDamage, (row, deal) =>
        {
            var id = row.Id("tracker_id");
            var at = Instants.Instant(row["updated_at"], "updated_at");
            var status = RecordTables.Needed(row, "status");
            uniques.Take(Kinds.Tracker, id);
            return new Found.OfPiece(deal, Kinds.Tracker, id, row.Line, new TrackerRow(id, Word(row["kind"]), row["item"], status, row.Optional("owner_email"), at, row["note"]));
        });

    // A task may be due on a day as well as at an instant.
    private static DateTimeOffset Due(string text) => Instants.Instant(text, "due_at");

    private static string Word(string text) => text.Trim().ToLowerInvariant();
}
