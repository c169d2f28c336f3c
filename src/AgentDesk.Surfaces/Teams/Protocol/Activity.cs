using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace AgentDesk.Surfaces.Teams.Protocol;

// Types and members are named as in the Bot Framework's activity schema, so that its documentation is theirs.

/// <summary>Kinds of activities that the bot answers; all others are taken note of and ignored.</summary>
public static class ActivityTypes
{
    public const string Message = "message";
    public const string Invoke = "invoke";
    public const string InstallationUpdate = "installationUpdate";
    public const string ConversationUpdate = "conversationUpdate";
}

/// <summary>
/// A person or a bot in a channel. <see cref="Id"/> is known to this bot only; <see cref="AadObjectId"/> is the person's Entra object id.
/// </summary>
public sealed record ChannelAccount
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? AadObjectId { get; init; }

    public string? Email { get; init; }

    public string? UserPrincipalName { get; init; }

    public string? UserRole { get; init; }

    public string? TenantId { get; init; }
}

public sealed record ConversationAccount
{
    public string? Id { get; init; }

    public string? Name { get; init; }

    public bool? IsGroup { get; init; }

    /// <summary>`personal`, `groupChat` or `channel`; absent in older clients' personal chats.</summary>
    public string? ConversationType { get; init; }

    public string? TenantId { get; init; }
}

public sealed record Attachment
{
    public const string AdaptiveCard = "application/vnd.microsoft.card.adaptive";

    public string? ContentType { get; init; }

    public JsonNode? Content { get; init; }

    public static Attachment Of(JsonObject card) => new() { ContentType = AdaptiveCard, Content = card };
}

/// <summary>What passes between a channel and a bot.</summary>
public sealed record Activity
{
    public string? Type { get; init; }

    public string? Id { get; init; }

    public string? ChannelId { get; init; }

    public string? ServiceUrl { get; init; }

    public ChannelAccount? From { get; init; }

    public ChannelAccount? Recipient { get; init; }

    public ConversationAccount? Conversation { get; init; }

    public string? ReplyToId { get; init; }

    /// <summary>The name of an invoke.</summary>
    public string? Name { get; init; }

    public JsonNode? Value { get; init; }

    /// <summary>`add` or `remove` (also `add-upgrade`, `remove-upgrade`) of an installation update.</summary>
    public string? Action { get; init; }

    public string? Text { get; init; }

    public string? TextFormat { get; init; }

    /// <summary>The line of the notification where the activity carries a card alone.</summary>
    public string? Summary { get; init; }

    public IReadOnlyList<Attachment>? Attachments { get; init; }

    public IReadOnlyList<ChannelAccount>? MembersAdded { get; init; }

    public IReadOnlyList<ChannelAccount>? MembersRemoved { get; init; }

    public JsonObject? ChannelData { get; init; }

    /// <summary>The tenant that the channel names, or null.</summary>
    [JsonIgnore]
    public string? TenantId =>
        ChannelData?["tenant"] is JsonObject tenant && tenant["id"] is JsonValue id && id.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Whether the conversation is of this person and the bot alone.</summary>
    [JsonIgnore]
    public bool IsPersonal =>
        Conversation is { } c
        && (c.ConversationType is { } type ? string.Equals(type, "personal", StringComparison.OrdinalIgnoreCase) : c.IsGroup != true);

    /// <summary>
    /// A message that carries one card: with no text beside it, because text and card become two messages of which neither can be updated.
    /// </summary>
    public static Activity Card(JsonObject card, string summary) =>
        new()
        {
            Type = ActivityTypes.Message,
            Summary = summary,
            Attachments = [Attachment.Of(card)],
        };
}

/// <summary>Where a conversation is found again: what a later, unprompted message needs.</summary>
public sealed record ConversationReference
{
    public string? ActivityId { get; init; }

    public ChannelAccount? User { get; init; }

    public ChannelAccount? Bot { get; init; }

    public ConversationAccount? Conversation { get; init; }

    public string? ChannelId { get; init; }

    public string? ServiceUrl { get; init; }

    public static ConversationReference Of(Activity activity) =>
        new()
        {
            ActivityId = activity.Id,
            User = activity.From,
            Bot = activity.Recipient,
            Conversation = activity.Conversation,
            ChannelId = activity.ChannelId,
            ServiceUrl = activity.ServiceUrl,
        };
}

public sealed record ResourceResponse
{
    public string? Id { get; init; }
}

public sealed record ConversationParameters
{
    public ChannelAccount? Bot { get; init; }

    public bool IsGroup { get; init; }

    public IReadOnlyList<ChannelAccount>? Members { get; init; }

    public string? TenantId { get; init; }

    public JsonObject? ChannelData { get; init; }
}

public sealed record ConversationResourceResponse
{
    public string? Id { get; init; }

    public string? ActivityId { get; init; }

    public string? ServiceUrl { get; init; }
}

/// <summary>How the protocol's JSON is read and written: camel case, absent rather than null, and not nested beyond reason.</summary>
public static class TeamsJson
{
    public static readonly JsonSerializerOptions Options = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.Strict,
            MaxDepth = 64,
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
