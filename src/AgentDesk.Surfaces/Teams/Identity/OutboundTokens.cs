using Azure.Core;
using Azure.Identity;

namespace AgentDesk.Surfaces.Teams.Identity;

/// <summary>The bot's own token.</summary>
public interface IOutboundTokens
{
    /// <summary>A token for the connector, or null where nobody asks for one (the Playground).</summary>
    Task<string?> TokenAsync(CancellationToken ct);
}

/// <summary>Tokens from Entra, by client secret or managed identity. Azure.Identity keeps them until shortly before they end.</summary>
internal sealed class EntraTokens(TeamsOptions options) : IOutboundTokens
{
    private static readonly string[] Scopes = ["https://api.botframework.com/.default"];

    private readonly TokenCredential _credential = Credential(options);

    public static TokenCredential Credential(TeamsOptions options) =>
        options.ClientSecret is { Length: > 0 } secret
            ? new ClientSecretCredential(options.TenantId, options.AppId, secret)
            : new ManagedIdentityCredential(
                options.ManagedIdentity is { Length: > 0 } id
                    ? ManagedIdentityId.FromUserAssignedClientId(id)
                    : ManagedIdentityId.SystemAssigned
            );

    public async Task<string?> TokenAsync(CancellationToken ct)
    {
        try
        {
            return (await _credential.GetTokenAsync(new TokenRequestContext(Scopes), ct)).Token;
        }
        catch (AuthenticationFailedException e)
        {
            throw new Protocol.ConnectorException(401, "Token", $"Entra gave no token for the bot: {FirstLine(e.Message)}", inner: e);
        }
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}

/// <summary>No token: for the Playground.</summary>
internal sealed class NoTokens : IOutboundTokens
{
    public Task<string?> TokenAsync(CancellationToken ct) => Task.FromResult<string?>(null);
}
