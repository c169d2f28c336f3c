using System.ComponentModel.DataAnnotations;
using AgentDesk.Surfaces.Teams.Protocol;

namespace AgentDesk.Surfaces.Teams.Identity;

/// <summary>
/// The Teams surface: section `AgentDesk:Teams`. Off while neither <see cref="AppId"/> nor <see cref="Anonymous"/> is set.
/// </summary>
public sealed class TeamsOptions : IValidatableObject
{
    public const string Section = "AgentDesk:Teams";

    /// <summary>The application (client) id of the bot's registration in Entra.</summary>
    public string? AppId { get; set; }

    /// <summary>The Entra tenant that the bot is registered in.</summary>
    public string? TenantId { get; set; }

    /// <summary>The registration's client secret; without it the machine's managed identity is used.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>The client id of a user-assigned managed identity; null takes the machine's own.</summary>
    public string? ManagedIdentity { get; set; }

    /// <summary>Tenants whose people may talk to the bot; <see cref="TenantId"/> alone when empty.</summary>
    public IList<string> Tenants { get; } = [];

    /// <summary>Hosts that the bot may write to; the Teams service's own when empty.</summary>
    public IList<string> ServiceHosts { get; } = [];

    /// <summary>Where the keys are told that the service signs with.</summary>
    public Uri Metadata { get; set; } = new("https://login.botframework.com/v1/.well-known/openidconfiguration");

    public string Issuer { get; set; } = "https://api.botframework.com";

    /// <summary>The channels that are listened to.</summary>
    public IList<string> Channels { get; } = [];

    /// <summary>The address on which `POST /api/messages` is answered, and nothing else: the web inbox is never behind it.</summary>
    public string Url { get; set; } = "http://127.0.0.1:3978";

    /// <summary>Where people reach the web inbox, for links on cards; null draws none.</summary>
    public Uri? WebInbox { get; set; }

    /// <summary>Whether edits and reasons are asked for in dialogs too; turn it off where clients have none.</summary>
    public bool Dialogs { get; set; } = true;

    /// <summary>
    /// Whether a person who is in no people file is recognised by the sign-in name that Teams gives for the Entra object id. Guests never
    /// are.
    /// </summary>
    public bool TrustRoster { get; set; } = true;

    /// <summary>New cards for one person that are posted one by one; more at once are told in one digest.</summary>
    [Range(1, 20)]
    public int CardsAtOnce { get; set; } = 3;

    /// <summary>Whether new cards wait for the person's working hours. Updates of cards that are there never wait.</summary>
    public bool WorkingHours { get; set; } = true;

    /// <summary>No authentication at all, for the Agents Playground on this machine: loopback only, and refused in Production.</summary>
    public bool Anonymous { get; set; }

    /// <summary>Who publishes the app, as Teams shows it.</summary>
    public string Developer { get; set; } = "AgentDesk";

    /// <summary>An https address of yours that Teams shows as the app's; <see cref="WebInbox"/> where that is https.</summary>
    public Uri? Website { get; set; }

    /// <summary>Your privacy statement; <see cref="Website"/> unless named.</summary>
    public Uri? Privacy { get; set; }

    /// <summary>Your terms of use; <see cref="Website"/> unless named.</summary>
    public Uri? Terms { get; set; }

    public bool IsOn => Anonymous || AppId is { Length: > 0 };

    public IReadOnlyList<string> AllowedTenants =>
        Tenants.Count > 0 ? [.. Tenants]
        : TenantId is { Length: > 0 } own ? [own]
        : [];

    public IReadOnlyList<string> AllowedChannels => Channels.Count > 0 ? [.. Channels] : ["msteams"];

    public IReadOnlyList<string> AllowedHosts => ServiceHosts.Count > 0 ? [.. ServiceHosts] : ServiceUrls.Default;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Anonymous && AppId is { Length: > 0 })
        {
            yield return new("AgentDesk:Teams:Anonymous is for the Playground alone: take AppId out, or Anonymous", [nameof(Anonymous)]);
        }
        if (AppId is { Length: > 0 } && !Guid.TryParse(AppId, out _))
        {
            yield return new($"AgentDesk:Teams:AppId `{AppId}` is no application id", [nameof(AppId)]);
        }
        if (AppId is { Length: > 0 } && !Guid.TryParse(TenantId, out _))
        {
            yield return new(
                "AgentDesk:Teams:TenantId is missing: the id of the Entra tenant that the bot is registered in",
                [nameof(TenantId)]
            );
        }
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            yield return new($"AgentDesk:Teams:Url `{Url}` is no address to listen on: such as http://127.0.0.1:3978", [nameof(Url)]);
        }
        if (Metadata.Scheme != Uri.UriSchemeHttps && !Metadata.IsLoopback)
        {
            yield return new("AgentDesk:Teams:Metadata must be https", [nameof(Metadata)]);
        }
    }
}
