using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;
using AgentDesk.Engine.Delivery;
using AgentDesk.Surfaces.Teams.Protocol;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Activity = AgentDesk.Surfaces.Teams.Protocol.Activity;

namespace AgentDesk.Surfaces.Teams.Delivery;

/// <summary>
/// Brings every card to where it is wanted and keeps it true: enters what the ledger's new events ask for, then sends and updates what is
/// due, conversations beside each other and one conversation in order. What fails is tried again, later each time; what cannot be delivered
/// is kept, and reported.
/// </summary>
internal sealed partial class Postman(
    Wanting wanting,
    CardDrawing drawing,
    IConnector connector,
    IDeliveryStore store,
    TimeProvider clock,
    ILogger<Postman> logger
) : BackgroundService
{
    private const int Batch = 200;
    private const int Beside = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MorningEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);

    private readonly SemaphoreSlim _kicked = new(0);
    private DateTimeOffset _morning;

    /// <summary>Something has happened that cards should show: the next round begins at once.</summary>
    public void Kick()
    {
        if (_kicked.CurrentCount == 0)
        {
            _kicked.Release();
        }
    }

    /// <summary>Posts a run's card into a conversation, once a subject.</summary>
    public async Task PostAsync(string subject, RunView run, string conversation, CancellationToken ct)
    {
        await store.WantAsync([new CardWant(subject, run.Run.Header.Id, conversation, run.Version)], [], null, ct);
        Kick();
    }

    /// <summary>Posts the list of what waits for the person of this conversation, once a subject.</summary>
    public async Task PostDigestAsync(string subject, string conversation, CancellationToken ct)
    {
        await store.WantAsync([new CardWant($"digest:{subject}", null, conversation, 1)], [], null, ct);
        Kick();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (NothingImportedException)
            { /* The first export is still to come. */
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogRoundFailed(logger, e.Message.ReplaceLineEndings(" "));
            }

            await _kicked.WaitAsync(Pause, stoppingToken);
        }
    }

    /// <summary>One round: look, enter, send.</summary>
    internal async Task RoundAsync(CancellationToken ct)
    {
        await wanting.CatchUpAsync(ct);
        if (clock.GetUtcNow() - _morning >= MorningEvery)
        {
            _morning = clock.GetUtcNow();
            await wanting.MorningAsync(async (email, stop) => await drawing.DigestAsync(email, stop) is { Rows.Count: > 0 }, ct);
        }

        var due = await store.DueAsync(clock.GetUtcNow(), Batch, ct);
        if (due.Count == 0)
        {
            return;
        }

        var chats = (await wanting.ChatsAsync(ct)).ToDictionary(c => c.Conversation, StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            due.GroupBy(c => c.Conversation, StringComparer.Ordinal),
            new ParallelOptions { MaxDegreeOfParallelism = Beside, CancellationToken = ct },
            async (cards, stop) =>
            {
                foreach (var card in cards)
                {
                    if (!await DeliverAsync(card, chats[cards.Key], stop))
                    {
                        break;
                    }
                }
            }
        );
    }

    /// <returns>False when the conversation takes nothing now.</returns>
    private async Task<bool> DeliverAsync(CardRow card, Chat chat, CancellationToken ct)
    {
        try
        {
            var drawn = card.Run is { } run ? await drawing.OfRunAsync(run, chat, ct) : await drawing.OfDigestAsync(chat.Email ?? "", ct);
            if (drawn is null)
            {
                await store.FailedAsync(card.Id, "the ledger does not hold its run", null, ct);
                return true;
            }

            await SendAsync(card, chat, drawn, ct);
            return true;
        }
        catch (ConnectorException e)
        {
            await FailedAsync(card, chat, e, ct);
            return !e.IsShut && e.Status is not (0 or 429);
        }
    }

    private async Task SendAsync(CardRow card, Chat chat, DrawnCard drawn, CancellationToken ct)
    {
        var to = JsonSerializer.Deserialize<ConversationReference>(chat.Reference, TeamsJson.Options)!;
        var activity = Activity.Card((JsonObject)drawn.Card.DeepClone(), drawn.Summary);
        var id = card.ActivityId;
        if (id is null)
        {
            id = (await connector.SendAsync(to, activity, ct)).Id;
        }
        else if (card.Drawn != drawn.Hash)
        {
            await connector.UpdateAsync(to, id, activity, ct);
        }

        // Some channels split a message and give no id; then it stands as it was sent. Version 1 at least, so that a card without a run is
        // done.
        await store.SentAsync(card.Id, id ?? "", Math.Max(drawn.Version, card.Wanted), drawn.Hash, CancellationToken.None);
    }

    private async Task FailedAsync(CardRow card, Chat chat, ConnectorException e, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (e.IsShut)
        {
            var state = e.Code == "MessageWritesBlocked" ? ChatState.Blocked : ChatState.Removed;
            LogShut(logger, chat.Email ?? chat.Conversation, e.Message);
            await store.SaveChatAsync(chat with { State = state, Problem = e.Message, Since = now }, ct);
            await store.FailedAsync(card.Id, e.Message, now, ct);
        }
        else if (e.IsGone || e.IsRefused)
        {
            LogRefused(logger, card.Subject, chat.Email ?? chat.Conversation, e.Message);
            await store.FailedAsync(card.Id, e.Message, null, ct);
        }
        else
        {
            var wait = e.RetryAfter ?? TimeSpan.FromSeconds(5 * Math.Pow(2, Math.Min(card.Attempts, 12)));
            LogLater(logger, card.Subject, chat.Email ?? chat.Conversation, card.Attempts + 1, e.Message);
            await store.FailedAsync(card.Id, e.Message, now + (wait < LongestWait ? wait : LongestWait), ct);
        }
    }

    public override void Dispose()
    {
        _kicked.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "a round of deliveries broke off: {Why}; it is tried again")]
    private static partial void LogRoundFailed(ILogger logger, string why);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "{Who} cannot be written to: {Why}; what is due to them is kept, and waits in the web inbox meanwhile"
    )]
    private static partial void LogShut(ILogger logger, string who, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Subject} was not taken by {Who}: {Why}; it is tried again when it changes")]
    private static partial void LogRefused(ILogger logger, string subject, string who, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Subject} did not reach {Who} (try {Attempt}): {Why}; it is tried again")]
    private static partial void LogLater(ILogger logger, string subject, string who, int attempt, string why);
}
