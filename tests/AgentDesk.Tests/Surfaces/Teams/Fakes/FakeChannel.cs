using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AgentDesk.Surfaces.Teams.Protocol;

namespace AgentDesk.Tests.Surfaces.Teams.Fakes;

/// <summary>A channel in memory: what was posted where, and what stands there now.</summary>
internal sealed class FakeChannel : IConnector
{
    private int _last;

    /// <summary>Message id to conversation, card as it stands, and how often it was updated.</summary>
    public ConcurrentDictionary<string, (string Conversation, JsonObject Card, string? Summary, int Updates)> Messages { get; } =
        new(StringComparer.Ordinal);

    /// <summary>Asked before every call; what it gives is thrown.</summary>
    public Func<string, ConnectorException?> Trouble { get; set; } = _ => null;

    /// <summary>Called after a message was taken and before the caller hears of it: a process may die here.</summary>
    public Action Taken { get; set; } = () => { };

    public Func<string, ChannelAccount?> Roster { get; set; } = _ => null;

    public IReadOnlyList<(string Id, JsonObject Card)> In(string conversation) =>
        [
            .. Messages
                .Where(m => m.Value.Conversation == conversation)
                .OrderBy(m => int.Parse(m.Key[1..], System.Globalization.CultureInfo.InvariantCulture))
                .Select(m => (m.Key, m.Value.Card)),
        ];

    public Task<ResourceResponse> SendAsync(ConversationReference to, Activity activity, CancellationToken ct)
    {
        if (Trouble(to.Conversation!.Id!) is { } trouble)
        {
            throw trouble;
        }
        var id = $"m{Interlocked.Increment(ref _last)}";
        Messages[id] = (to.Conversation.Id!, CardOf(activity), activity.Summary, 0);
        Taken();
        return Task.FromResult(new ResourceResponse { Id = id });
    }

    public Task<ResourceResponse> ReplyAsync(ConversationReference to, Activity activity, CancellationToken ct) =>
        SendAsync(to, activity, ct);

    public Task UpdateAsync(ConversationReference to, string activityId, Activity activity, CancellationToken ct)
    {
        if (Trouble(to.Conversation!.Id!) is { } trouble)
        {
            throw trouble;
        }
        if (!Messages.TryGetValue(activityId, out var was))
        {
            throw new ConnectorException(404, "MessageNotFound", "the channel answered 404");
        }
        Messages[activityId] = (was.Conversation, CardOf(activity), activity.Summary, was.Updates + 1);
        return Task.CompletedTask;
    }

    public Task<ConversationResourceResponse> CreateConversationAsync(
        string serviceUrl,
        ConversationParameters parameters,
        CancellationToken ct
    ) => throw new NotSupportedException();

    public Task<ChannelAccount?> MemberAsync(ConversationReference of, string memberId, CancellationToken ct) =>
        Task.FromResult(Roster(memberId));

    private static JsonObject CardOf(Activity activity) => (JsonObject)activity.Attachments!.Single().Content!.DeepClone();
}
