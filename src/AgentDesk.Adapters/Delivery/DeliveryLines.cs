using AgentDesk.Core.Deals;
using AgentDesk.Engine.Delivery;

namespace AgentDesk.Adapters.Delivery;

/// <summary>A person met before, as stored.</summary>
internal sealed record KnownLine(string Email, long At);

/// <summary>A conversation, as stored.</summary>
internal sealed record ChatLine(
    string Conversation,
    string? ObjectId,
    string? Email,
    string Reference,
    string State,
    string? Problem,
    long Since
)
{
    public Chat ToChat() =>
        new(
            Conversation,
            ObjectId,
            Email,
            Reference,
            Enum.Parse<ChatState>(State),
            Problem,
            DateTimeOffset.FromUnixTimeMilliseconds(Since)
        );
}

/// <summary>A card and how its delivery stands, as stored.</summary>
internal sealed record CardLine(
    long Id,
    string Subject,
    string? Run,
    string Conversation,
    string? ActivityId,
    long Wanted,
    long Sent,
    string? Drawn,
    long Attempts,
    long? NotBefore,
    string? Problem,
    long GivenUp
)
{
    public CardRow ToCard() =>
        new(
            Id,
            Subject,
            Run is null ? null : RunId.From(Run),
            Conversation,
            ActivityId,
            (int)Wanted,
            (int)Sent,
            Drawn,
            (int)Attempts,
            NotBefore is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
            Problem,
            GivenUp != 0
        );
}
