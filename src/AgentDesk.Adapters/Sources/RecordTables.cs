using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;

namespace AgentDesk.Adapters.Sources;

/// <summary>The tables of a deal's record: deals.csv, stage_history.csv, field_history.csv, contacts.csv.</summary>
internal static class RecordTables
{
    public static IEnumerable<Found> Deals(CsvFile file, Roster roster)
    {
        foreach (var row in file.Rows("deal_id", "stage"))
        {
            foreach (var found in DealRow.Read(file, row, roster))
            {
                yield return found;
            }
        }
    }

    /// <summary>Stage rows; then, for every deal without a readable one, the damage.</summary>
    public static IEnumerable<Found> Stages(CsvFile file, Roster roster)
    {
        var count = new Dictionary<string, int>(StringComparer.Ordinal);
        var whole = new HashSet<string>(StringComparer.Ordinal);
        var open = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var notes = new List<Found>();
        foreach (
            var found in DealRows.Read(
                file,
                roster,
                ["deal_id", "stage", "entered_at"],
                DealRows.LostIsDamage,
                (row, deal) =>
                {
                    var number = Next(count, deal);
                    var stage = Needed(row, "stage");
                    var entered = Instants.Instant(row["entered_at"], "entered_at");
                    DateTimeOffset? exited = row.Optional("exited_at") is { } text ? Instants.Instant(text, "exited_at") : null;
                    whole.Add(deal.Value);
                    if (exited is null)
                    {
                        open.TryAdd(deal.Value, []);
                        open[deal.Value].Add(row.Line);
                    }
                    else if (exited < entered)
                    {
                        var when = $"exited_at `{row["exited_at"].Trim()}` is before entered_at `{row["entered_at"].Trim()}`";
                        notes.Add(Rows.Rejected(file.Name, row.Line, $"{when}: the row is kept as it stands", row.Raw));
                    }
                    return new Found.OfPiece(
                        deal,
                        Kinds.Stage,
                        Number(number),
                        number,
                        new StageMove(
                            number,
                            stage,
                            entered,
                            row["entered_at"].Trim(),
                            exited,
                            row.Optional("changed_by"),
                            Kept(file, row, "source", Enumerations.StageSources, notes)
                        )
                    );
                },
                onBroken: deal => Next(count, deal)
            )
        )
        {
            yield return found;
            foreach (var note in notes)
            {
                yield return note;
            }
            notes.Clear();
        }

        foreach (var (deal, lines) in open.Where(o => o.Value.Count > 1).OrderBy(o => o.Key, StringComparer.Ordinal))
        {
            yield return Rows.Rejected(
                file.Name,
                lines[^1],
                $"deal `{deal}` is in {lines.Count} stages at once: lines {string.Join(", ", lines)} have no exited_at, and all are kept"
            );
        }

        foreach (var deal in roster.DealIds.Where(d => !whole.Contains(d)).Order(StringComparer.Ordinal))
        {
            var reason = $"no stage row of deal `{deal}` can be read: export its history again";
            yield return new Found.OfReject(new Reject(file.Name, 0, reason));
            yield return new Found.OfDamage(new DealId(deal), new Damage(file.Name, 0, reason));
        }
    }

    public static IEnumerable<Found> FieldChanges(CsvFile file, Roster roster)
    {
        var count = new Dictionary<string, int>(StringComparer.Ordinal);
        return DealRows.Read(
            file,
            roster,
            ["deal_id", "field", "changed_at"],
            DealRows.LostIsDamage,
            (row, deal) =>
            {
                var number = Next(count, deal);
                var change = new FieldChange(
                    number,
                    Needed(row, "field"),
                    row["old_value"],
                    row["new_value"],
                    Instants.Instant(row["changed_at"], "changed_at"),
                    row.Optional("changed_by")
                );
                return new Found.OfPiece(deal, Kinds.Field, Number(number), number, change);
            },
            onBroken: deal => Next(count, deal)
        );
    }

    public static IEnumerable<Found> Contacts(CsvFile file, Roster roster)
    {
        var notes = new List<Found>();
        foreach (
            var found in DealRows.Read(
                file,
                roster,
                ["deal_id", "email"],
                DealRows.LostIsListed,
                (row, deal) =>
                {
                    var email = row["email"].Trim();
                    if (email.Length > 0)
                    {
                        Ids.Checked(email, "email");
                    }
                    var name = row["name"].Trim();
                    if (email.Length == 0 && name.Length == 0)
                    {
                        throw new UnreadableException("name and email are missing");
                    }

                    var side =
                        Enumerations.Word(row, "side", Enumerations.Sides) is { } given ? Enum.Parse<Side>(given, ignoreCase: true)
                        : roster.IsSeller(email) ? Side.Seller
                        : Side.Unknown;
                    var (role, status) = (
                        Kept(file, row, "role", Enumerations.ContactRoles, notes),
                        Kept(file, row, "status", Enumerations.ContactStatuses, notes)
                    );
                    var contact = new Contact(name, email, row.Optional("title"), side, role ?? "unknown", status ?? "unknown");
                    var key = Roster.Key(contact);
                    if (!roster.Add(deal, contact))
                    {
                        throw new UnreadableException(
                            $"contact `{Instants.Short(key.Trim())}` of deal `{deal}` stands here twice: the first one is kept"
                        );
                    }
                    return new Found.OfPiece(deal, Kinds.Contact, key, row.Line, contact);
                }
            )
        )
        {
            yield return found;
            foreach (var note in notes)
            {
                yield return note;
            }
            notes.Clear();
        }
    }

    // A word that only describes costs the row nothing but itself.
    private static string? Kept(CsvFile file, CsvRow row, string column, IReadOnlyList<string> list, List<Found> notes)
    {
        if (row.Optional(column) is not { } text)
        {
            return null;
        }
        if (Enumerations.Find(text, list) is { } word)
        {
            return word;
        }
        notes.Add(Rows.Rejected(file.Name, row.Line, $"{Enumerations.Problem(text, column, list)}: the row is kept without it", row.Raw));
        return null;
    }

    public static string Needed(CsvRow row, string column) => row.Optional(column) ?? throw new UnreadableException($"{column} is missing");

    private static string Number(int number) => number.ToString("D6", CultureInfo.InvariantCulture);

    private static int Next(Dictionary<string, int> count, DealId deal) => count[deal.Value] = count.GetValueOrDefault(deal.Value) + 1;
}
