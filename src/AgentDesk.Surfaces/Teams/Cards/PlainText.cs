using System.Text.Json.Nodes;

namespace AgentDesk.Surfaces.Teams.Cards;

/// <summary>Cards of words alone: a line of the desk's, a greeting, the help.</summary>
internal static class PlainText
{
    /// <summary>A title and lines; a line that begins with `- ` stands as an entry of a list. Nothing in them is Markdown.</summary>
    public static JsonObject Message(string title, string text) =>
        Room.Fit(room =>
        {
            var body = new List<JsonObject> { Draw.Heading(CardText.Line(title, Math.Min(room.Sentence, 300)), "Large") };
            foreach (
                var line in CardText
                    .Seen(text)
                    .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Take(room.Listed)
            )
            {
                var entry = line.StartsWith("- ", StringComparison.Ordinal);
                body.Add(
                    Draw.Text((entry ? "• " : "") + CardText.Line(entry ? line[2..] : line, room.Sentence), spacing: entry ? "Small" : null)
                );
            }

            return Draw.Card(body, Words.Cut($"{CardText.Seen(title)}. {CardText.Seen(text)}", 300));
        });

    public static JsonObject Welcome(string name, string? inbox)
    {
        var body = new List<JsonObject>
        {
            Draw.Heading(name.Length > 0 ? $"Hello {CardText.Line(name, 60)}. I am AgentDesk" : "I am AgentDesk", "Large"),
            Draw.Text(
                "I read the evidence of your deals: the record, mail, calls, threads. Where one stands still or moved on hope, I prepare the diagnosis, the draft and the change, each sentence with its source, and bring it to you."
            ),
            Draw.Text(
                "**You decide.** Nothing is sent, written or asked of anybody until a person presses its button, and then exactly what stood on the card. Text that reads as an order to me, wherever it stands, is not followed."
            ),
            Draw.Text("**What you can write to me**"),
            Draw.Text("**inbox**: what waits for you, oldest first", spacing: "Small"),
            Draw.Text("**show** and a name: the card of that deal", spacing: "Small"),
            Draw.Text(
                "**a question**: “why is Acme stuck?”, “what has their security team asked that we have not answered?”, “which of my deals slipped twice, and why?”",
                spacing: "Small"
            ),
            Draw.Text("**help**: this card", spacing: "Small"),
            Draw.Text(
                "A card that you leave alone expires undecided: that is neither yes nor no. You can put it aside until a day, hand it over, or reject it with a reason.",
                subtle: true
            ),
        };
        var buttons = new List<JsonObject>
        {
            new()
            {
                ["type"] = "Action.Submit",
                ["title"] = "What waits for me",
                ["data"] = new JsonObject
                {
                    ["msteams"] = new JsonObject { ["type"] = "imBack", ["value"] = "inbox" },
                },
            },
        };
        if (inbox is not null)
        {
            buttons.Add(Draw.Open("Open the web inbox", inbox));
        }
        body.Add(Draw.Buttons(buttons));
        return Draw.Card(
            body,
            "I am AgentDesk. I bring you the decisions on deals that wait for you; nothing is sent or written until you press its button."
        );
    }
}
