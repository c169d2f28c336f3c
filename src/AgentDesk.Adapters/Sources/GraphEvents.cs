using System.Text.Json;
using AgentDesk.Core.Deals;

namespace AgentDesk.Adapters.Sources;

/// <summary>A Microsoft Graph event collection: calendar.json.</summary>
internal static class GraphEvents
{
    public static IEnumerable<Found> Read(string path, string name, Roster roster, Uniques uniques)
    {
        var notes = new List<Found>();
        foreach (
            var found in Rows.OfCollection(
                path,
                name,
                roster,
                DealRows.LostIsListed,
                (element, line) => Event(element, line, name, roster, uniques, notes)
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

    private static Found.OfPiece Event(JsonElement e, int line, string file, Roster roster, Uniques uniques, List<Found> notes)
    {
        var id = Ids.Checked(e.Text("id"), "id");
        var (start, startZone) = Time(e, "start");
        var (end, _) = e.Member("end") is null ? (null, null) : Time(e, "end");
        var people = e.Each("attendees")
            .Select(a => (Mail: a.Member("emailAddress"), Response: a.Member("status")?.Text("response") ?? "none"))
            .Where(a => a.Mail?.Text("address") is { Length: > 0 })
            .Select(a => (Name: a.Mail!.Value.Text("name"), Address: a.Mail.Value.Text("address")!.Trim(), a.Response))
            .ToList();
        var organizer = e.Member("organizer")?.Member("emailAddress")?.Text("address")?.Trim();
        var deal = Rows.DealOf(e, roster, people.Select(p => p.Address).Concat(organizer is null ? [] : [organizer]));
        uniques.Take(Kinds.Event, id);
        if (startZone is not null)
        {
            notes.Add(
                Rows.Rejected(
                    file,
                    line,
                    $"{(startZone.Length == 0 ? "start has neither offset nor time zone" : $"time zone `{Instants.Short(startZone)}` is not known")}: `{Instants.Short(id)}` is kept with its time taken as UTC"
                )
            );
        }

        Attendee[] attendees =
        [
            .. people.Select(p => new Attendee(
                string.IsNullOrWhiteSpace(p.Name) ? null : p.Name,
                p.Address,
                p.Response,
                roster.SideOrBuyer(deal, p.Address)
            )),
        ];
        return new Found.OfPiece(
            deal,
            Kinds.Event,
            id,
            line,
            new Meeting(
                id,
                e.Text("subject") ?? "",
                start!.Value,
                end,
                attendees,
                e.Member("isCancelled") is { ValueKind: JsonValueKind.True }
            )
        );
    }

    private static (DateTimeOffset? At, string? UnknownZone) Time(JsonElement e, string member)
    {
        var time = e.Member(member) ?? throw new UnreadableException($"{member} is missing");
        var zone = time.Text("timeZone");
        var at = Instants.Zoned(time.Text("dateTime"), zone, $"{member}.dateTime", out var known);
        return (at, known ? null : zone?.Trim() ?? "");
    }
}
