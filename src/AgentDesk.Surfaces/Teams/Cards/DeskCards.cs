using System.Text.Json.Nodes;
using AgentDesk.Core.Runs;

namespace AgentDesk.Surfaces.Teams.Cards;

/// <summary>The desk's cards, drawn from the same review as the run's page, in the same words.</summary>
public sealed class DeskCards : ICards
{
    private readonly CardOptions _options;
    private readonly Links _links;
    private readonly RunCards _runs;

    public DeskCards(CardOptions options) =>
        (_options, _links, _runs) = (options, new Links(options.WebInbox), new RunCards(options, new Links(options.WebInbox)));

    public JsonObject Approval(RunModel run, bool shared) => _runs.Approval(run, shared);

    public JsonObject Outcome(RunModel run) => _runs.Outcome(run);

    public JsonObject Digest(DigestModel digest) => new DigestCard(_links).Render(digest);

    public JsonObject Answer(AnswerModel answer) => new AnswerCard(_links).Render(answer);

    public JsonObject Welcome(string name) => PlainText.Welcome(name, _links.Inbox);

    public JsonObject Message(string title, string text) => PlainText.Message(title, text);

    public JsonObject EditForm(RunModel run, ActionState state)
    {
        var (fields, refused, _) = run.Editable(state);
        var title = CardText.Line(run.Title(state.Action), 160);
        var body = new List<JsonObject> { Draw.Heading($"{CardText.Line(run.Header.Account, 80)}: {title}") };
        if (run.Notice is { } notice)
        {
            body.Add(
                Draw.Box(
                    [Draw.Text($"**{CardText.Line(notice.Title, 200)}** {CardText.Line(notice.Text, 400)}")],
                    notice.IsRefusal ? "attention" : "good"
                )
            );
        }
        if (refused)
        {
            body.Add(Draw.Text("This is your edit that was refused; nothing of it stands."));
        }
        body.AddRange(fields.Select(f => Draw.Input(CardData.Input(state, f.Name), f)));
        body.Add(Draw.Text("Nothing is written by it. If it passes the gates, it waits as yours.", subtle: true, size: "Small"));
        var data = CardData.Of(run.Header, state);
        data[CardData.Verb] = CardVerbs.Edit;
        body.Add(
            Draw.Buttons(
                new JsonObject
                {
                    ["type"] = "Action.Submit",
                    ["title"] = "Put this edit through the gates",
                    ["data"] = data,
                }
            )
        );
        var card = Draw.Card(body, $"Edit: {CardText.Seen(run.Title(state.Action))}");

        // A form that does not hold the whole text would cut it off when it is sent back.
        return Room.Bytes(card) <= Room.Most
            ? card
            : Message(
                "Too long for a window",
                _options.WebInbox is null ? "It can be edited on the command line." : "It can be edited on its page in the web inbox."
            );
    }

    public string Summary(RunModel run) =>
        CardText.Seen(
            Words.Cut($"{run.Header.DealName}: {RunCards.Title(run, false)}{(run.Sight.Packet is null ? "" : $". {run.Headline}")}", 200)
        );
}
