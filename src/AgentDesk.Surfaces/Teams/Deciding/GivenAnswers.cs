using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core;
using AgentDesk.Engine.Delivery;
using AgentDesk.Surfaces.Teams.Protocol;

namespace AgentDesk.Surfaces.Teams.Deciding;

/// <summary>
/// One answer an invoke: a repeated one is given the identical answer and does nothing, also after a restart; the same id with another
/// content is refused.
/// </summary>
internal sealed class GivenAnswers(IDeliveryStore store, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, (string Asked, Lazy<Task<InvokeResponse>> Answer)> _underWay = new(
        StringComparer.Ordinal
    );

    public async Task<InvokeResponse> OnceAsync(
        Activity activity,
        Func<CancellationToken, Task<InvokeResponse>> answer,
        CancellationToken ct
    )
    {
        // An invoke without an id cannot be told from another: the desk's own check for a decision that was taken already has to do.
        if (activity.Id is not { Length: > 0 } id)
        {
            return await answer(ct);
        }

        var key = $"{activity.Conversation?.Id}|{id}";
        var asked = DeskJson.Hash(
            new JsonObject
            {
                ["name"] = activity.Name,
                ["from"] = activity.From?.AadObjectId,
                ["replyToId"] = activity.ReplyToId,
                ["value"] = activity.Value?.DeepClone(),
            }
        );

        // Who asks first works for all, and is not broken off because one of them hangs up.
        var entry = _underWay.GetOrAdd(key, k => (asked, new Lazy<Task<InvokeResponse>>(() => AnswerAsync(k, asked, answer))));
        try
        {
            return entry.Asked == asked ? await entry.Answer.Value.WaitAsync(ct) : Other;
        }
        finally
        {
            if (entry.Answer is { IsValueCreated: true, Value.IsCompleted: true })
            {
                _underWay.TryRemove(new KeyValuePair<string, (string, Lazy<Task<InvokeResponse>>)>(key, entry));
            }
        }
    }

    /// <summary>Whether a message is seen for the first time.</summary>
    public async Task<bool> IsNewAsync(Activity activity, CancellationToken ct)
    {
        if (activity.Id is not { Length: > 0 } id)
        {
            return true;
        }

        var key = $"{activity.Conversation?.Id}|{id}";
        if (await store.AnswerAsync(key, ct) is not null)
        {
            return false;
        }
        await store.KeepAnswerAsync(key, new GivenAnswer("message", ""), clock.GetUtcNow(), ct);
        return true;
    }

    private static InvokeResponse Other =>
        AdaptiveCardInvokeResponse.Error(400, "BadRequest", "an invoke with this id asked for something else before").ToInvokeResponse();

    private async Task<InvokeResponse> AnswerAsync(string key, string asked, Func<CancellationToken, Task<InvokeResponse>> answer)
    {
        if (await store.AnswerAsync(key, CancellationToken.None) is { } given)
        {
            return given.Asked == asked ? JsonSerializer.Deserialize<InvokeResponse>(given.Answer, TeamsJson.Options)! : Other;
        }

        var response = await answer(CancellationToken.None);
        await store.KeepAnswerAsync(
            key,
            new GivenAnswer(asked, JsonSerializer.Serialize(response, TeamsJson.Options)),
            clock.GetUtcNow(),
            CancellationToken.None
        );
        return response;
    }
}
