using System.Text.Json;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;

namespace AgentDesk.Adapters.Sources;

/// <summary>Call transcripts: calls/*.vtt, each with the JSON beside it that says whose call it was.</summary>
internal static class Transcripts
{
    public static IEnumerable<Found> Read(string path, string name, Roster roster, Colleagues colleagues)
    {
        var found = new List<Found>();
        var sidecar = Path.ChangeExtension(path, ".json");
        var sidecarName = Path.ChangeExtension(name, ".json");
        if (!File.Exists(sidecar))
        {
            return [Rows.Rejected(name, 0, $"the call's `{Path.GetFileName(sidecarName)}` is missing beside it: export both")];
        }

        var reading = sidecarName;
        DealId? deal = null;
        try
        {
            var about = JsonFile.Object(sidecar);
            deal = DealOf(about, roster);
            var call = Describe(about, Path.GetFileNameWithoutExtension(path), deal.Value, roster, colleagues);
            found.AddRange(Renamed(about, call, sidecarName));
            reading = name;
            found.Add(Transcribe(path, name, call, deal.Value, roster, found));
        }
        catch (UnreadableException e)
        {
            found.Add(Rows.Rejected(reading, e.Line, e.Message));
            // Two files are one call: the transcript is lost with its sidecar.
            if (reading != name)
            {
                found.Add(Rows.Rejected(name, 0, $"left out, because its `{Path.GetFileName(sidecarName)}` cannot be read"));
            }
            if (deal is { } of)
            {
                found.Add(new Found.OfDamage(of, new Damage(reading, e.Line, e.Message)));
            }
        }

        return found;
    }

    /// <summary>A call of which only the description was exported: that it was held is known, what was said is not.</summary>
    public static IEnumerable<Found> Untranscribed(string path, string name, Roster roster, Colleagues colleagues)
    {
        try
        {
            var about = JsonFile.Object(path);
            var deal = DealOf(about, roster);
            var call = Describe(about, Path.GetFileNameWithoutExtension(path), deal, roster, colleagues);
            return
            [
                .. Renamed(about, call, name),
                Rows.Rejected(
                    name,
                    0,
                    $"its transcript `{call.Id}.vtt` is missing beside it: that the call was held is kept, what was said is not known"
                ),
                new Found.OfPiece(deal, Kinds.Call, call.Id, 0, call),
            ];
        }
        catch (UnreadableException e)
        {
            return [Rows.Rejected(name, e.Line, e.Message)];
        }
    }

    private static IEnumerable<Found> Renamed(JsonElement about, Call call, string name) =>
        about.Text("call_id") is { Length: > 0 } said && said.Trim() != call.Id
            ? [Rows.Rejected(name, 0, $"call_id `{Instants.Short(said)}` is not the file's stem: the call is kept as `{call.Id}`")]
            : [];

    private static DealId DealOf(JsonElement about, Roster roster)
    {
        var id = Ids.Checked(about.Text("deal_id"), "deal_id");
        return roster.DealIds.Contains(id) ? new DealId(id) : throw new UnreadableException($"deal `{id}` is not in deals.csv");
    }

    private static Call Describe(JsonElement about, string stem, DealId deal, Roster roster, Colleagues colleagues)
    {
        var started = Instants.Instant(about.Text("started_at"), "started_at");
        DateTimeOffset? ended = about.Text("ended_at") is { Length: > 0 } text ? Instants.Instant(text, "ended_at") : null;
        var participants = new List<Participant>();
        foreach (var p in about.Each("participants"))
        {
            var email = p.Text("email") is { Length: > 0 } address ? address.Trim() : null;
            var name = p.Text("name") is { Length: > 0 } given ? given.Trim() : email;
            if (name is null)
            {
                continue;
            }
            var side = SideOf(p.Text("side"), deal, name, email, roster);
            participants.Add(new Participant(name, email, side));
            if (side is Side.Seller && email is not null)
            {
                colleagues.Named(email, name);
            }
        }

        // The call's id is the file's stem: what the sidecar says of it cannot rename it.
        return new Call(Ids.Checked(stem, "file name"), about.Text("title") ?? stem, started, ended, participants, []);
    }

    // As in mail, an address of our own domains is ours whatever the sidecar says.
    private static Side SideOf(string? said, DealId deal, string name, string? email, Roster roster)
    {
        if (email is not null && roster.IsSeller(email))
        {
            return Side.Seller;
        }
        if (Enum.TryParse<Side>(said, ignoreCase: true, out var side) && side is Side.Buyer or Side.Seller or Side.Partner)
        {
            return side;
        }
        var known = email is null ? Side.Unknown : roster.SideOf(deal, email);
        return known is Side.Unknown ? roster.SideOfNamed(deal, name) : known;
    }

    private static Found.OfPiece Transcribe(string path, string name, Call call, DealId deal, Roster roster, List<Found> found)
    {
        var people = new Dictionary<string, Participant>(StringComparer.Ordinal);
        foreach (var p in call.Participants)
        {
            people.TryAdd(Roster.Name(p.Name), p);
        }
        var cues = WebVtt.Read(
            SourceText.Read(path),
            n => people.ContainsKey(Roster.Name(n)) || roster.Named(deal, n) is not null,
            out var broken
        );
        foreach (var (line, reason, raw) in broken)
        {
            found.Add(Rows.Rejected(name, line, reason, raw));
            found.Add(new Found.OfDamage(deal, new Damage(name, line, reason)));
        }

        Cue Of(VttCue cue)
        {
            if (cue.Speaker is null)
            {
                return new Cue(cue.Number, cue.Start, null, Side.Unknown, cue.Text, cue.End);
            }
            if (people.TryGetValue(Roster.Name(cue.Speaker), out var person))
            {
                return new Cue(cue.Number, cue.Start, person.Name, person.Side, cue.Text, cue.End);
            }
            return new Cue(cue.Number, cue.Start, cue.Speaker, roster.SideOfNamed(deal, cue.Speaker), cue.Text, cue.End);
        }

        return new Found.OfPiece(deal, Kinds.Call, call.Id, 0, call with { Cues = [.. cues.Select(Of)] });
    }
}
