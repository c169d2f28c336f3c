using System.Text.Json.Nodes;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Surfaces.Teams.Cards;

/// <summary>Cards without ornament: everything that must be on them.</summary>
internal sealed class PlainCards(CardOptions options) : ICards
{
    public JsonObject Approval(RunModel run, bool shared)
    {
        var card = Head(run);
        var body = card["body"]!.AsArray();
        var actions = run.Sight.Open.Where(a => a.Status != ActionStatus.Snoozed && (shared || run.May(a))).ToList();
        foreach (var a in run.Sight.Actions.Where(a => a.DecidedBy is not null && !a.IsOpen)) { body.Add(Settled(run, a)); }
        foreach (var a in actions)
        {
            body.Add(Text(a.Action.Summary, "Medium"));
            foreach (var f in PayloadForm.Fields(a.Action.Payload))
            {
                body.Add(new JsonObject { ["type"] = "Input.Text", ["id"] = CardData.Input(a, f.Name), ["label"] = f.Label, ["value"] = f.Value, ["isMultiline"] = f.Kind == FieldKind.Text });
            }

            body.Add(new JsonObject { ["type"] = "Input.Text", ["id"] = CardData.Input(a, CardData.Reason), ["label"] = "Reason, to reject or suppress" });
            body.Add(new JsonObject { ["type"] = "Input.Date", ["id"] = CardData.Input(a, CardData.Until), ["label"] = "Put aside until" });
            body.Add(new JsonObject { ["type"] = "Input.Text", ["id"] = CardData.Input(a, CardData.To), ["label"] = "Hand over to" });
            body.Add(new JsonObject
            {
                ["type"] = "ActionSet",
                ["actions"] = new JsonArray(
                    Execute(Effects.Button(a.Action.Payload, run.Header.Deal, run.Names), CardVerbs.Approve, run, a), Execute("Check my edit", CardVerbs.Edit, run, a),
                    Execute("Reject", CardVerbs.Reject, run, a), Execute("Do not touch", CardVerbs.Suppress, run, a), Execute("Put aside", CardVerbs.Snooze, run, a), Execute("Hand over", CardVerbs.Reassign, run, a)),
            });
        }

        return card;
    }

    public JsonObject Outcome(RunModel run)
    {
        var card = Head(run);
        var body = card["body"]!.AsArray();
        foreach (var a in run.Sight.Actions) { body.Add(Settled(run, a)); }

        return card;
    }

    public JsonObject Digest(DigestModel digest)
    {
        var card = Message($"{Words.Number(digest.Rows.Count)} {(digest.Rows.Count == 1 ? "deal waits" : "deals wait")} for you", digest.Elsewhere > 0 ? $"{Words.Count(digest.Elsewhere, "more run")} with others." : "");
        foreach (var row in digest.Rows.Take(20))
        {
            card["body"]!.AsArray().Add(Text($"{row.Header.DealName}: {row.Because}"));
            card["body"]!.AsArray().Add(new JsonObject { ["type"] = "ActionSet", ["actions"] = new JsonArray(new JsonObject { ["type"] = "Action.Execute", ["title"] = $"Open {row.Header.Account}", ["verb"] = CardVerbs.Show, ["data"] = CardData.Of(row.Header) }) });
        }

        return card;
    }

    public JsonObject EditForm(RunModel run, ActionState state)
    {
        var card = Head(run);
        foreach (var f in PayloadForm.Fields(run.Editable(state).Payload))
        {
            card["body"]!.AsArray().Add(new JsonObject { ["type"] = "Input.Text", ["id"] = CardData.Input(state, f.Name), ["label"] = f.Label, ["value"] = f.Value, ["isMultiline"] = f.Kind == FieldKind.Text });
        }

        var data = CardData.Of(run.Header, state);
        data[CardData.Verb] = CardVerbs.Edit;
        card["actions"] = new JsonArray(new JsonObject { ["type"] = "Action.Submit", ["title"] = "Check my edit", ["data"] = data });
        return card;
    }

    public JsonObject Message(string title, string text) => new()
    {
        ["type"] = "AdaptiveCard", ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json", ["version"] = "1.5",
        ["body"] = text.Length > 0 ? new JsonArray(Text(title, "Large"), Text(text)) : new JsonArray(Text(title, "Large")),
    };

    public JsonObject Answer(AnswerModel answer)
    {
        var card = Message(answer.Question, "");
        foreach (var s in answer.Answer.Sentences)
        {
            card["body"]!.AsArray().Add(Text($"{s.Text}{(s.Standing == Core.Evidence.Standing.Inference ? " (inferred)" : "")} {string.Join(' ', s.Citations.Select(c => $"“{c.Quote}”"))}"));
        }

        foreach (var line in answer.Answer.Choices.Select(c => $"Do you mean {c.Name} ({c.Deal})?").Concat(answer.Answer.Missing.Select(m => $"Not in the evidence: {m.Text}")).Concat(answer.Answer.Remarks)) { card["body"]!.AsArray().Add(Text(line)); }
        return card;
    }

    public string Summary(RunModel run) => $"{run.Header.DealName}: {run.Sight.Packet?.Headline ?? Words.Trigger(run.Header.Cause.First)}";

    private JsonObject Head(RunModel run)
    {
        var card = Message(run.Header.DealName, run.Sight.Packet?.Headline ?? "");
        var body = card["body"]!.AsArray();
        if (run.Notice is { } notice) { body.Insert(0, Text($"{notice.Title} {notice.Text}")); }
        if (options.WebInbox is { } web) { body.Add(Text($"[The whole review]({new Uri(web, run.Path)})")); }
        return card;
    }

    private static JsonObject Settled(RunModel run, ActionState a) =>
        Text($"{Effects.Done(a.Action.Payload, run.Header.Deal, run.Names)}: {Decide.Word(a.Status)}{(a.DecidedBy is { } by ? $" by {run.Names[by]}" : "")}, {Words.Minute(a.Since)}{(a.Detail is { } d ? $" ({d})" : "")}");

    private static JsonObject Execute(string title, string verb, RunModel run, ActionState state) =>
        new() { ["type"] = "Action.Execute", ["title"] = title, ["verb"] = verb, ["data"] = CardData.Of(run.Header, state) };

    private static JsonObject Text(string text, string size = "Default") => new() { ["type"] = "TextBlock", ["text"] = text, ["wrap"] = true, ["size"] = size };
}
