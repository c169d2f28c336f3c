using System.Collections.Concurrent;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine;
using AgentDesk.Engine.Asking;
using AgentDesk.Surfaces.Teams.Cards;
using AgentDesk.Surfaces.Teams.Delivery;
using AgentDesk.Surfaces.Teams.Protocol;

namespace AgentDesk.Surfaces.Teams.Talking;

/// <summary>
/// Questions in chat: the desk's cited answer as a card, and the cards of proposals that belong to it. A question's follow-up is understood
/// from what was asked before it.
/// </summary>
internal sealed class Questions(
    IDesk desk,
    CardDrawing drawing,
    ICards cards,
    IConnector connector,
    Postman postman,
    TimeProvider clock,
    IAsk? ask = null
)
{
    private const int TurnsKept = 6;

    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    // What was asked in a chat is forgotten with the process: it serves the next question and is no record.
    private readonly ConcurrentDictionary<(string Conversation, string Person), IReadOnlyList<AskTurn>> _turns = new();

    public async Task AnswerAsync(Activity activity, Actor actor, string question, CancellationToken ct)
    {
        if (ask is null)
        {
            await SayAsync(
                activity,
                cards.Message("I cannot answer questions here", "Write inbox for what waits for you, or show and a deal's name."),
                "I cannot answer questions here",
                ct
            );
            return;
        }

        CitedAnswer answer;
        var key = (activity.Conversation!.Id!, actor.Email ?? "");
        var now = clock.GetUtcNow();
        var earlier = _turns.TryGetValue(key, out var kept) ? kept.Where(t => now - t.At < Remembered).ToList() : [];
        try
        {
            answer = await ask.AnswerAsync(new AskRequest(question, actor, Earlier: earlier), ct);
        }
        catch (UnusableInputException e)
        {
            await SayAsync(activity, cards.Message("That question cannot be answered", e.Message), "That question cannot be answered", ct);
            return;
        }

        _turns[key] = [.. earlier.Append(new AskTurn(question, answer, now)).TakeLast(TurnsKept)];
        await SayAsync(activity, cards.Answer(await drawing.AnswerAsync(question, answer, actor, ct)), "The answer", ct);
        foreach (var run in answer.Proposals.Take(2))
        {
            if (await desk.ShowAsync(run, ct) is { } view && Core.Runs.Visibility.MaySee(actor, view.Run))
            {
                await postman.PostAsync($"asked:{run}:{activity.Id}", view, activity.Conversation.Id!, ct);
            }
        }
    }

    private Task<ResourceResponse> SayAsync(
        Activity activity,
        System.Text.Json.Nodes.JsonObject card,
        string summary,
        CancellationToken ct
    ) => connector.ReplyAsync(ConversationReference.Of(activity), Activity.Card(card, summary), ct);
}
