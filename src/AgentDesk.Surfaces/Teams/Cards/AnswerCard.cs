using System.Globalization;
using System.Text.Json.Nodes;
using AgentDesk.Core.Evidence;
using AgentDesk.Engine.Asking;

namespace AgentDesk.Surfaces.Teams.Cards;

/// <summary>
/// The answer to a question: sentences with their standing, the quotes one tap away, and what the evidence does not show. Where two deals
/// fit, it asks back.
/// </summary>
internal sealed class AnswerCard(Links links)
{
    /// <summary>Citations on one card: Teams refuses more under an answer.</summary>
    public const int MostCitations = 10;

    private const int MostButtons = 6;

    public JsonObject Render(AnswerModel answer) => Room.Fit(room => Of(answer, room));

    private JsonObject Of(AnswerModel model, Room room)
    {
        var a = model.Answer;
        var body = new List<JsonObject> { Draw.Heading(CardText.Line(model.Question, Math.Min(room.Sentence, 300))) };
        if (a.Choices.Count > 0)
        {
            body.AddRange(AskBack(model, room));
        }

        body.AddRange(Sentences(model, room));
        foreach (var f in a.Figures.Take(room.Listed))
        {
            body.Add(
                Draw.Text(
                    $"{CardText.Line(f.Name, room.Sentence)}: **{(f.Value is { } value ? CardText.Line(value, 60) : "no events yet")}**{(f.N > 0 ? $" (of {Words.Count(f.N, "event")})" : "")}",
                    spacing: "Small"
                )
            );
        }
        if (a.Missing.Count > 0)
        {
            body.Add(Draw.Text("**The evidence does not show:**"));
            body.AddRange(
                a.Missing.Take(room.Listed)
                    .Select(m =>
                        Draw.Text(
                            $"{CardText.Line(Words.Capital(m.Text), room.Sentence)}. *Could say:* {CardText.Line(m.WhoCouldSupply, room.Sentence)}",
                            spacing: "Small"
                        )
                    )
            );
        }

        body.AddRange(a.Remarks.Take(room.Listed).Select(r => Draw.Text(CardText.Line(r, room.Sentence), subtle: true, spacing: "Small")));
        if (a.Sentences.Count > 0 || a.Missing.Count > 0)
        {
            body.Add(
                Draw.With(
                    Draw.Text(
                        CardText.Line(
                            $"Answered by {HistoryLines.Model(a.Model)}{(a.FellBackBecause is { } why ? $", because {why}" : "")}{(a.Read > 0 ? $", from {Words.Count(a.Read, "piece")} of evidence" : "")}. Asking changes nothing.",
                            room.Sentence
                        ),
                        subtle: true,
                        size: "Small"
                    ),
                    ("separator", true)
                )
            );
        }

        IEnumerable<JsonObject> buttons =
            a.Choices.Count > 0
                ? []
                : model
                    .FollowUps.Where(q => Words.Cut(q.Title, 60).Trim().Length > 0)
                    .Take(3)
                    .Select(q => SayIt(Words.Cut(q.Title, 60), Words.Cut(q.Question, 300)));

        // One under the other: a question is read before it is put.
        body.AddRange(buttons.Select((b, i) => Draw.With(Draw.Buttons(b), ("spacing", i == 0 ? null : "Small"))));
        return Draw.Card(body, CardText.Seen(Words.Cut(Spoken(a), 400)));
    }

    private IEnumerable<JsonObject> Sentences(AnswerModel model, Room room)
    {
        var (number, left) = (0, MostCitations);
        foreach (var (s, i) in model.Answer.Sentences.Take(Math.Max(6, room.Listed)).Select((s, i) => (s, i)))
        {
            var cited = s.Citations.Take(left).ToList();
            left -= cited.Count;
            var marks = string.Concat(cited.Select(_ => string.Create(CultureInfo.InvariantCulture, $" \\[{++number}\\]")));
            yield return Draw.Text(
                $"{(s.Standing == Standing.Inference ? "**Inferred:** " : "")}{CardText.Line(model.Viewer.Names.In(s.Text), room.Sentence)}{marks}",
                spacing: i == 0 ? null : "Small"
            );
            if (cited.Count < s.Citations.Count)
            {
                yield return Draw.Text(
                    $"{Words.Count(s.Citations.Count - cited.Count, "more source")} than a card may cite",
                    subtle: true,
                    size: "Small",
                    spacing: "None"
                );
            }
            if (cited.Count == 0)
            {
                continue;
            }

            var first = number - cited.Count + 1;
            yield return Draw.Fold(
                cited.Count == 1 ? $"The words behind it ({first})" : $"The words behind it ({first} to {number})",
                $"said-{i}",
                "None"
            );
            yield return Draw.Box(
                cited.Select(
                    (c, k) =>
                        Draw.Text(
                            $"\\[{first + k}\\] “*{CardText.Line(c.Quote, room.Sentence)}*” {Links.To(links.Evidence(c.Deal, c.Evidence, CitedWords.Beginning(c.Quote, room.Sentence)), Sources.Cite(model.Dossiers.GetValueOrDefault(c.Deal), c.Evidence, NamesOf(model, c)))}",
                            spacing: "Small"
                        )
                ),
                "emphasis",
                $"said-{i}",
                hidden: true,
                spacing: "Small"
            );
        }
    }

    private static Names NamesOf(AnswerModel model, AnswerCitation c) =>
        model.Dossiers.GetValueOrDefault(c.Deal) is { } d ? model.Viewer.Names.With(Names.PeopleOf(d.File)) : model.Viewer.Names;

    /// <summary>Each deal that may be meant as a button that says it: the question is put again with the deal's id.</summary>
    private static IEnumerable<JsonObject> AskBack(AnswerModel model, Room room)
    {
        var choices = model.Answer.Choices;
        yield return Draw.Text($"Which deal do you mean? {Words.Number(choices.Count)} fit.");
        foreach (var c in choices.Take(MostButtons))
        {
            yield return Draw.Text(
                $"**{CardText.Line(c.Account, 80)}**, {CardText.Line(c.Name, 120)} ({CardText.Line(c.Deal.Value, 60)}), in {CardText.Line(Words.Lower(Words.Plain(c.Stage)), 60)}",
                spacing: "Small"
            );
        }
        if (choices.Count > MostButtons)
        {
            yield return Draw.Text(
                $"and {Words.Count(choices.Count - MostButtons, "more deal")}: name the one that you mean.",
                subtle: true,
                spacing: "Small"
            );
        }
        foreach (var c in choices.Take(MostButtons))
        {
            yield return Draw.With(
                Draw.Buttons(
                    SayIt(Words.Cut($"{c.Account}, {c.Deal}", 80), $"{Words.Cut(model.Question, Math.Min(room.Sentence, 300))} ({c.Deal})")
                ),
                ("spacing", "Small")
            );
        }
    }

    // The words of a person, put into the chat for them: no data of the desk's.
    private static JsonObject SayIt(string title, string words) =>
        new()
        {
            ["type"] = "Action.Submit",
            ["title"] = title,
            ["data"] = new JsonObject
            {
                ["msteams"] = new JsonObject { ["type"] = "imBack", ["value"] = words },
            },
        };

    private static string Spoken(CitedAnswer a) =>
        (a.Choices, a.Sentences, a.Missing) switch
        {
            ({ Count: > 0 } choices, _, _) =>
                $"Which deal do you mean: {Words.And([.. choices.Take(MostButtons).Select(c => c.Account)])}?",
            (_, { Count: > 0 } said, _) => string.Join(' ', said.Select(s => s.Text)),
            (_, _, { Count: > 0 } missing) => $"The evidence does not show: {missing[0].Text}",
            _ => a.Remarks is [var first, ..] ? first : "The answer",
        };
}
