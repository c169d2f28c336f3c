using System.Globalization;
using System.Text.Json;
using AgentDesk.Core.Deals;

namespace AgentDesk.Adapters.Sources;

/// <summary>A Slack channel export: threads/*.json with channels.json and users.json.</summary>
internal sealed class SlackThreads(Roster roster, Colleagues colleagues, Uniques uniques)
{
    // What Slack notes of itself; nobody said it.
    private static readonly HashSet<string> Notices = new(StringComparer.Ordinal)
    {
        "channel_join",
        "channel_leave",
        "channel_topic",
        "channel_purpose",
        "channel_name",
        "channel_archive",
        "channel_unarchive",
        "channel_convert_to_private",
        "channel_canvas_updated",
        "group_join",
        "group_leave",
        "group_topic",
        "group_purpose",
        "group_name",
        "bot_add",
        "bot_remove",
        "pinned_item",
        "unpinned_item",
        "reminder_add",
        "tombstone",
        "huddle_thread",
    };

    private readonly Dictionary<string, string> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string? Name, string? Email)> _users = new(StringComparer.Ordinal);

    public IEnumerable<Found> Users(string path, string name) =>
        Rows.OfCollection(
            path,
            name,
            roster,
            DealRows.LostIsListed,
            (user, _) =>
            {
                var id = Ids.Checked(user.Text("id"), "id");
                var profile = user.Member("profile");
                var real = profile?.Text("real_name") is { Length: > 0 } given ? given : user.Text("real_name") ?? user.Text("name");
                var email = profile?.Text("email") is { Length: > 0 } address ? address.Trim() : null;
                _users[id] = (real, email);
                if (email is not null && roster.IsSeller(email))
                {
                    colleagues.Named(email, real);
                }
                return null;
            }
        );

    /// <summary>What to tell of an export that has threads, and no list of who writes in them.</summary>
    public static IEnumerable<Found> WithoutUsers(string threads) =>
        Directory.Exists(threads)
        && ExportFiles.TryEntries(threads) is { Length: > 0 } entries
        && !entries.Any(e => Path.GetFileName(e) == "users.json")
            ? [new Found.OfNote("there is no `threads/users.json`: who wrote in the threads is known by Slack's ids only")]
            : [];

    public IEnumerable<Found> Channels(string path, string name) =>
        Rows.OfCollection(
            path,
            name,
            roster,
            DealRows.LostIsListed,
            (channel, _) =>
            {
                var title = Ids.Checked(channel.Text("name"), "name");
                _topics[title] = $"{channel.Member("topic")?.Text("value")} {channel.Member("purpose")?.Text("value")}";
                return null;
            }
        );

    public IEnumerable<Found> Messages(string path, string name)
    {
        var channel = Path.GetFileNameWithoutExtension(path);
        var topic = _topics.GetValueOrDefault(channel, "");
        var deal = Rows.Deal(topic, roster);
        if (deal is null && Rows.DealNamed(topic) is { } unknown)
        {
            return [Rows.Rejected(name, 0, $"its channel's topic names deal `{Instants.Short(unknown)}`, which is not in deals.csv")];
        }

        return Rows.OfCollection(path, name, roster, DealRows.LostIsListed, (message, line) => Message(message, line, channel, deal));
    }

    private Found.OfPiece? Message(JsonElement m, int line, string channel, DealId? deal)
    {
        if (m.Text("type") is { } type && type != "message")
        {
            return null;
        }
        if (m.Text("subtype") is { } subtype && Notices.Contains(subtype))
        {
            return null;
        }

        var ts = Ids.Checked(m.Text("ts"), "ts");
        if (!decimal.TryParse(ts, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds > 253402300799m)
        {
            throw new UnreadableException($"ts `{Instants.Short(ts)}` is no Slack time");
        }

        var user = m.Text("user") ?? m.Text("bot_id") ?? "";
        var known = _users.TryGetValue(user, out var person);
        var at = DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        uniques.Take(Kinds.Thread, $"{channel}#{ts}");
        return new Found.OfPiece(
            deal,
            Kinds.Thread,
            $"{channel}#{ts}",
            line,
            new ThreadMessage(
                channel,
                ts,
                m.Text("thread_ts"),
                user,
                known ? person.Name : m.Text("username") ?? m.Member("user_profile")?.Text("real_name"),
                known ? person.Email : null,
                at,
                m.Text("text") ?? ""
            )
        );
    }
}
