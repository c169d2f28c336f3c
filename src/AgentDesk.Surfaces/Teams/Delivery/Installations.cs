using System.Text.Json;
using AgentDesk.Engine.Delivery;
using AgentDesk.Surfaces.Teams.Identity;
using AgentDesk.Surfaces.Teams.Protocol;

namespace AgentDesk.Surfaces.Teams.Delivery;

/// <summary>
/// Keeps where people can be written to: entered when the app is installed or somebody writes, closed when it is taken out.
/// </summary>
internal sealed class Installations(IDeliveryStore store, Speakers speakers, Postman postman, TimeProvider clock)
{
    /// <returns>Whether the app is new to this person.</returns>
    public async Task<bool> UpdatedAsync(Activity activity, CancellationToken ct)
    {
        if (activity.Action?.StartsWith("remove", StringComparison.OrdinalIgnoreCase) != true)
        {
            return await AddedAsync(activity, ct);
        }

        await CloseAsync(activity, ct);
        return false;
    }

    /// <summary>Some clients tell of an installation by the members of the conversation alone, and others by both, in any order.</summary>
    /// <returns>Whether the app is new to this person.</returns>
    public async Task<bool> MembersAsync(Activity activity, CancellationToken ct)
    {
        bool Bot(IReadOnlyList<ChannelAccount>? members) => activity.Recipient?.Id is { } bot && members?.Any(m => m.Id == bot) == true;
        if (Bot(activity.MembersRemoved))
        {
            await CloseAsync(activity, ct);
        }
        return Bot(activity.MembersAdded) && await AddedAsync(activity, ct);
    }

    // What waits already is told at once: the first thing that a person sees is their own list.
    private async Task<bool> AddedAsync(Activity activity, CancellationToken ct)
    {
        if (!await OpenAsync(activity, ct) || !activity.IsPersonal)
        {
            return false;
        }

        await postman.PostDigestAsync(
            $"installed:{activity.Id ?? clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(System.Globalization.CultureInfo.InvariantCulture)}",
            activity.Conversation!.Id!,
            ct
        );
        return true;
    }

    /// <summary>Enters the conversation; a person who writes can be written to, also when the installation was missed.</summary>
    /// <returns>Whether it is new, or open again: true for one of several activities that say so at the same time.</returns>
    public async Task<bool> OpenAsync(Activity activity, CancellationToken ct)
    {
        if (activity.Conversation?.Id is not { Length: > 0 } conversation || activity.Recipient is null || activity.ServiceUrl is null)
        {
            return false;
        }

        var before = (await store.ChatsAsync(ct)).FirstOrDefault(c => c.Conversation == conversation);
        var reference = ConversationReference.Of(activity) with { ActivityId = null, User = activity.IsPersonal ? activity.From : null };
        var kept = JsonSerializer.Serialize(reference, TeamsJson.Options);
        if (before is { State: ChatState.Open, Email: not null } && before.Reference == kept)
        {
            return false;
        }

        var who = activity.IsPersonal ? await speakers.OfAsync(activity, ct) : null;
        return await store.SaveChatAsync(
            new Chat(conversation, who?.ObjectId?.ToLowerInvariant(), who?.Actor?.Email, kept, ChatState.Open, null, clock.GetUtcNow()),
            ct
        );
    }

    private async Task CloseAsync(Activity activity, CancellationToken ct)
    {
        if ((await store.ChatsAsync(ct)).FirstOrDefault(c => c.Conversation == activity.Conversation?.Id) is { } chat)
        {
            await store.SaveChatAsync(
                chat with
                {
                    State = ChatState.Removed,
                    Problem = "the app was taken out",
                    Since = clock.GetUtcNow(),
                },
                ct
            );
        }
    }
}
