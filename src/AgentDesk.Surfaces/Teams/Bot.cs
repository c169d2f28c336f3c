using AgentDesk.Surfaces.Teams.Deciding;
using AgentDesk.Surfaces.Teams.Delivery;
using AgentDesk.Surfaces.Teams.Protocol;
using AgentDesk.Surfaces.Teams.Talking;

namespace AgentDesk.Surfaces.Teams;

/// <summary>What becomes of a believed activity.</summary>
internal sealed class Bot(Installations installations, CardActions actions, Dialogs dialogs, GivenAnswers answers, TalkWork talk)
{
    /// <summary>The answer to the request that brought it: an invoke's own, else a plain receipt.</summary>
    public async Task<InvokeResponse> HandleAsync(Activity activity, CancellationToken ct)
    {
        switch (activity.Type)
        {
            case ActivityTypes.Invoke:
                return await answers.OnceAsync(activity, stop => InvokeAsync(activity, stop), ct);
            case ActivityTypes.InstallationUpdate:
                if (await installations.UpdatedAsync(activity, ct))
                {
                    talk.TryAdd(activity with { Text = "help" });
                }
                return new InvokeResponse(200, null);
            case ActivityTypes.ConversationUpdate:
                if (await installations.MembersAsync(activity, ct))
                {
                    talk.TryAdd(activity with { Text = "help" });
                }
                return new InvokeResponse(200, null);
            case ActivityTypes.Message when activity.Conversation?.Id is { Length: > 0 }:
                if (!await answers.IsNewAsync(activity, ct))
                {
                    return new InvokeResponse(200, null);
                }
                await installations.OpenAsync(activity, ct);
                return new InvokeResponse(talk.TryAdd(activity) ? 202 : 429, null);
            default:
                return new InvokeResponse(200, null);
        }
    }

    private async Task<InvokeResponse> InvokeAsync(Activity activity, CancellationToken ct) =>
        activity.Name switch
        {
            InvokeNames.AdaptiveCardAction => (await actions.InvokeAsync(activity, ct)).ToInvokeResponse(),
            InvokeNames.TaskFetch => await dialogs.FetchAsync(activity, ct),
            InvokeNames.TaskSubmit => await dialogs.SubmitAsync(activity, ct),
            _ => InvokeResponse.NotImplemented,
        };
}
