using AgentDesk.Core.Proposals;
using AgentDesk.Engine;
using AgentDesk.Engine.Delivery;
using AgentDesk.Surfaces.Teams.Protocol;
using Microsoft.Extensions.Logging;

namespace AgentDesk.Surfaces.Teams.Identity;

/// <summary>Who speaks, with the roles of this moment; or why nobody is recognised, for the person.</summary>
public sealed record Speaker(Actor? Actor, string? ObjectId, string? Unknown);

/// <summary>
/// Recognises people by their Entra object id, which the service vouches for, and by nothing that a card or a client says. The people file
/// names it, or the chat's roster gives the sign-in name for it.
/// </summary>
internal sealed partial class Speakers(
    IPeople people,
    Actors actors,
    EntraGroups groups,
    IDeliveryStore store,
    IConnector connector,
    TeamsOptions options,
    TimeProvider clock,
    ILogger<Speakers> logger
)
{
    // A sign-in name seldom changes; who was taken out of the tenant cannot write any more.
    private static readonly TimeSpan Known = TimeSpan.FromHours(12);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<Speaker> OfAsync(Activity activity, CancellationToken ct)
    {
        if (activity.From?.AadObjectId is not { Length: > 0 } objectId)
        {
            return new(null, null, "I cannot tell who you are: this chat gives no Entra object id.");
        }

        var directory = await people.ReadAsync(ct);
        var email = directory.FindByObject(objectId)?.Email ?? await FromRosterAsync(activity, objectId, ct);
        if (email is null)
        {
            return new(
                null,
                objectId,
                "I do not know you yet. An administrator can add you to the people file; until then there is nothing that I may show you."
            );
        }

        return await actors.FindAsync(email, await groups.RolesAsync(objectId, directory.Groups, ct), ct) is { } actor
            ? new(actor, objectId, null)
            : new(null, objectId, "You are in no record and no people file that I know, so there is nothing that I may show you.");
    }

    private async Task<string?> FromRosterAsync(Activity activity, string objectId, CancellationToken ct)
    {
        if (!options.TrustRoster || options.Anonymous || activity.From?.Id is not { Length: > 0 } id)
        {
            return null;
        }
        if (await store.KnownAsync(objectId, ct) is { } known && clock.GetUtcNow() - known.At < Known)
        {
            return known.Email;
        }

        using var cut = CancellationTokenSource.CreateLinkedTokenSource(ct);
        cut.CancelAfter(Patience);
        try
        {
            var member = await connector.MemberAsync(ConversationReference.Of(activity), id, cut.Token);
            if (NameOf(member, objectId) is not { } email)
            {
                return null;
            }
            await store.KnowAsync(objectId, email, clock.GetUtcNow(), ct);
            return email;
        }
        catch (Exception e) when (e is ConnectorException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            LogNoRoster(logger, e.Message);
            return null;
        }
    }

    // The sign-in name is a name that the tenant has verified; a mail address is whatever somebody entered. A guest's is another tenant's.
    private static string? NameOf(ChannelAccount? member, string objectId) =>
        member is { UserPrincipalName: { Length: > 0 } name }
        && string.Equals(member.AadObjectId, objectId, StringComparison.OrdinalIgnoreCase)
        && !name.Contains("#EXT#", StringComparison.OrdinalIgnoreCase)
        && member.UserRole is not "guest" and not "anonymous"
            ? name
            : null;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the chat's roster did not answer ({Why}): a person who is in no people file stays unknown"
    )]
    private static partial void LogNoRoster(ILogger logger, string why);
}
