using System.Text.Json.Nodes;
using AgentDesk.Core.Runs;

namespace AgentDesk.Surfaces.Teams.Cards;

/// <summary>The morning's card: what waits for one person, oldest first, and what the desk left alone.</summary>
internal sealed class DigestCard(Links links)
{
    /// <summary>Rows on the card; the others wait in the web inbox.</summary>
    public const int Most = 10;

    public JsonObject Render(DigestModel digest) => Room.Fit(room => Of(digest, room));

    private JsonObject Of(DigestModel digest, Room room)
    {
        var (rows, deals) = (digest.Rows, digest.Rows.Select(r => r.Header.Deal).Distinct().Count());
        var title = deals == 0 ? "Nothing waits for you" : $"{Words.Number(deals)} {(deals == 1 ? "deal waits" : "deals wait")} for you";
        var body = new List<JsonObject>
        {
            Draw.Heading(title, "Large"),
            Draw.Text(Words.Weekday(digest.Now) + (rows.Count > 1 ? ", oldest first" : ""), subtle: true, spacing: "None"),
        };
        var most = Math.Min(Most, Math.Max(2, room.Listed));
        body.AddRange(rows.Take(most).Select(r => Row(digest, r, room)));
        var more = new List<string>();
        if (rows.Count > most)
        {
            more.Add($"{Words.Count(rows.Count - most, "more card")} {(rows.Count - most == 1 ? "waits" : "wait")} for you");
        }
        if (digest.Elsewhere > 0)
        {
            more.Add($"{Words.Count(digest.Elsewhere, "run")} {(digest.Elsewhere == 1 ? "is" : "are")} with others");
        }
        var page = links.Inbox is { } url ? $" [Open the inbox]({url})" : "";
        if (more.Count + page.Length > 0)
        {
            body.Add(
                Draw.With(
                    Draw.Text($"{Words.Capital(Words.And(more))}{(more.Count > 0 ? "." : "")}{page}".Trim(), subtle: true),
                    ("separator", true)
                )
            );
        }
        body.AddRange(LeftAlone(digest, room));
        return Draw.Card(body, title);
    }

    private static JsonObject Row(DigestModel digest, InboxRow row, Room room)
    {
        var h = row.Header;
        var money = digest.Deals.GetValueOrDefault(h.Deal)?.Amount is { } amount ? $" · {CardText.Line(Words.Money(amount), 40)}" : "";
        var waited = (int)Math.Max(0, Math.Floor((digest.Now - row.Sight.At).TotalDays));
        var due = row.Due is { } at ? $" · {(at < digest.Now ? "overdue since" : "decide by")} {Words.Weekday(at)}" : "";
        var asked = row.Asked(digest.Viewer.Names);
        return Draw.Beside(
            [
                Draw.Text($"**{CardText.Line(h.Account, 80)}**, {CardText.Line(row.ShortName, 80)}{money}"),
                Draw.Text(CardText.Line(digest.Viewer.Names.In(row.Ask), Math.Min(room.Sentence, 240)), spacing: "None"),
                Draw.Text(
                    $"{(asked.Length > 0 ? CardText.Line(asked, 160) + " · " : "")}{(waited == 0 ? "since today" : $"for {Words.Days(waited)}")}{due}",
                    subtle: true,
                    size: "Small",
                    spacing: "None"
                ),
            ],
            Draw.Buttons(
                Draw.With(
                    Draw.Execute("Open", CardVerbs.Show, CardData.Of(h), room.Fallbacks),
                    ("tooltip", Words.Cut(CardText.Seen($"Open: {digest.Viewer.Names.In(row.Ask)}"), 100))
                )
            ),
            separator: true
        );
    }

    private IEnumerable<JsonObject> LeftAlone(DigestModel digest, Room room)
    {
        if (digest.LeftAlone.Count == 0)
        {
            yield break;
        }

        yield return Draw.Fold($"What the desk left alone, and why: {digest.LeftAlone.Count}", "alone");
        var items = digest
            .LeftAlone.Take(Math.Min(Most, room.Listed))
            .Select(r =>
                Draw.Text(
                    $"**{Links.To(links.Run($"/runs/{Uri.EscapeDataString(r.Header.Id.Value)}"), r.Header.Account)}**: {CardText.Line(r.Sight.View.Run is Run.Stopped s ? $"stopped. {Words.Prose(s.Reason)}" : r.Ask, Math.Min(room.Sentence, 240))}",
                    spacing: "Small"
                )
            )
            .ToList();
        if (digest.LeftAlone.Count > items.Count)
        {
            items.Add(Draw.Text($"and {digest.LeftAlone.Count - items.Count} more", subtle: true, spacing: "Small"));
        }
        yield return Draw.Box(items, id: "alone", hidden: true);
    }
}
