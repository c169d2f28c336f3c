using AgentDesk.Core.Deals;

namespace AgentDesk.Engine.Delivery;

/// <summary>Whether the desk may write into a conversation unprompted.</summary>
public enum ChatState
{
    Open,

    /// <summary>The person blocked the bot.</summary>
    Blocked,

    /// <summary>The app was taken out.</summary>
    Removed,
}

/// <summary>A conversation that the desk was let into.</summary>
/// <param name="Conversation">The channel's id of it.</param>
/// <param name="ObjectId">The person's Entra object id; null where several people talk.</param>
/// <param name="Reference">What the channel needs to be written to again, as JSON.</param>
/// <param name="Problem">Why it is not open; null when it is.</param>
public sealed record Chat(
    string Conversation,
    string? ObjectId,
    string? Email,
    string Reference,
    ChatState State,
    string? Problem,
    DateTimeOffset Since
);

/// <summary>That a card shall stand in a conversation.</summary>
/// <param name="Subject">What it is about, once a conversation: `run:r-…`, `digest:2026-06-01`, `reminder:r-…:17`.</param>
/// <param name="Version">The version of the run that it shows at least.</param>
/// <param name="NotBefore">When it may be posted; at once when null.</param>
public sealed record CardWant(string Subject, RunId? Run, string Conversation, int Version, DateTimeOffset? NotBefore = null);

/// <summary>A card that stands, or is to stand, in a conversation.</summary>
/// <param name="ActivityId">The channel's id of the message; null until it was posted and that was noted.</param>
/// <param name="Wanted">The version that it shall show; it is due while <paramref name="Sent"/> is less.</param>
/// <param name="Drawn">The hash of the card as it was last sent.</param>
/// <param name="Attempts">Tries since the last success.</param>
/// <param name="IsGivenUp">The channel will not take it as it is, or the message is gone; it is not tried again until it changes.</param>
public sealed record CardRow(
    long Id,
    string Subject,
    RunId? Run,
    string Conversation,
    string? ActivityId,
    int Wanted,
    int Sent,
    string? Drawn,
    int Attempts,
    DateTimeOffset? NotBefore,
    string? Problem,
    bool IsGivenUp
);

/// <summary>The answer that was given to an invoke.</summary>
/// <param name="Asked">The hash of what was asked.</param>
public sealed record GivenAnswer(string Asked, string Answer);

/// <summary>
/// Where conversations and delivered cards are kept, so that both survive a restart. What is to be sent is entered in one transaction with
/// how far the ledger was read: a killed process may send a card twice, and never not at all.
/// </summary>
public interface IDeliveryStore
{
    /// <summary>Enters a conversation or brings it up to date. What was held back for it becomes due when it is open.</summary>
    /// <returns>Whether it is open now and was not before: of several that save it at the same time, one is told so.</returns>
    Task<bool> SaveChatAsync(Chat chat, CancellationToken ct);

    Task<IReadOnlyList<Chat>> ChatsAsync(CancellationToken ct);

    /// <summary>How far the ledger was read; null before the first time.</summary>
    Task<long?> CursorAsync(CancellationToken ct);

    /// <summary>
    /// Enters what is wanted, marks every card of the touched runs as due for their new version, and sets the cursor, in one transaction. A
    /// card that is wanted already is not entered twice.
    /// </summary>
    Task WantAsync(IReadOnlyList<CardWant> wants, IReadOnlyList<(RunId Run, int Version)> touched, long? cursor, CancellationToken ct);

    /// <summary>Cards that are due in open conversations, oldest first.</summary>
    Task<IReadOnlyList<CardRow>> DueAsync(DateTimeOffset now, int most, CancellationToken ct);

    Task<IReadOnlyList<CardRow>> CardsOfAsync(RunId run, CancellationToken ct);

    /// <summary>The card that is this message, or null.</summary>
    Task<CardRow?> FindAsync(string conversation, string activityId, CancellationToken ct);

    /// <summary>Whether a card of this subject was ever entered for the conversation.</summary>
    Task<bool> IsWantedAsync(string subject, string conversation, CancellationToken ct);

    Task SentAsync(long id, string activityId, int version, string drawn, CancellationToken ct);

    /// <param name="again">When to try again; null gives up until the card changes.</param>
    Task FailedAsync(long id, string problem, DateTimeOffset? again, CancellationToken ct);

    /// <summary>
    /// Notes a message that shows a run although the store does not know it: one that was sent by a process that died before it could note
    /// it.
    /// </summary>
    Task LearnAsync(RunId run, string conversation, string activityId, CancellationToken ct);

    /// <summary>Cards that have not reached their conversation and met a trouble, oldest first; with the conversation.</summary>
    Task<IReadOnlyList<(CardRow Card, Chat Chat)>> UndeliveredAsync(CancellationToken ct);

    /// <summary>The answer to an invoke that was answered before.</summary>
    Task<GivenAnswer?> AnswerAsync(string key, CancellationToken ct);

    /// <summary>Keeps an answer for a day at least.</summary>
    Task KeepAnswerAsync(string key, GivenAnswer answer, DateTimeOffset at, CancellationToken ct);

    /// <summary>The address that the channel gave for an object id, and when; null where it never did.</summary>
    Task<(string Email, DateTimeOffset At)?> KnownAsync(string objectId, CancellationToken ct);

    Task KnowAsync(string objectId, string email, DateTimeOffset at, CancellationToken ct);
}
