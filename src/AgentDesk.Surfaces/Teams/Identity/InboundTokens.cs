using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using System.Text.Json;
using AgentDesk.Surfaces.Teams.Protocol;
using Microsoft.IdentityModel.Tokens;

namespace AgentDesk.Surfaces.Teams.Identity;

/// <summary>Why a request is not believed: the HTTP status, and a line for the log. The caller is told the status alone.</summary>
public sealed record Disbelief(int Status, string Why);

/// <summary>A token that was found good, with what is still to be compared with the activity.</summary>
public sealed record BelievedToken(string ServiceUrl, IReadOnlyList<string> Endorsements);

/// <summary>
/// Checks that a request comes from the Teams service: a signed token of the right issuer for this bot and this time, by a key that is
/// endorsed for the channel, made for the very service URL that the activity names, and from a tenant that is let in. Whatever is missing
/// is refused. (Bot Framework authentication, connector to bot, steps 1 to 7.)
/// </summary>
internal sealed class InboundTokens(SigningKeys keys, TeamsOptions options, TimeProvider clock)
{
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    private const int MostCharacters = 16 * 1024;
    private const string Algorithm = SecurityAlgorithms.RsaSha256;

    /// <summary>What the header alone says; the body need not be read for it.</summary>
    public async Task<(BelievedToken? Token, Disbelief? Refusal)> CheckAsync(string? authorization, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(authorization))
        {
            return (null, new(401, "no Authorization header"));
        }
        if (!authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return (null, new(401, "the Authorization header is no bearer token"));
        }

        var token = authorization["Bearer ".Length..].Trim();
        if (token.Length > MostCharacters)
        {
            return No("the token is too long");
        }

        // INVARIANT: counted before anything parses it. An encrypted token is inflated by the library when it is opened, and a small one
        // can become a very large one.
        var parts = token.Split('.');
        if (parts.Length == 5)
        {
            return No("the token is encrypted (JWE)");
        }
        if (parts.Length != 3 || parts.Any(p => p.Length == 0 || !p.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
        {
            return No("the token is no signed JWT");
        }
        if (Header(parts[0], out var kid) is { } wrong)
        {
            return No(wrong);
        }
        if (await keys.FindAsync(kid, ct) is not { } key)
        {
            return No($"the key `{Clean(kid)}` is none of the service's");
        }

        return Validate(token, key);
    }

    /// <summary>What only the activity shows; null when it is believed.</summary>
    public Disbelief? Check(BelievedToken token, Activity activity)
    {
        if (activity.ChannelId is not { Length: > 0 } channel || !options.AllowedChannels.Contains(channel, StringComparer.Ordinal))
        {
            return new(403, $"channel `{Clean(activity.ChannelId)}` is not listened to");
        }
        if (!token.Endorsements.Contains(channel, StringComparer.Ordinal))
        {
            return new(403, $"the key is not endorsed for channel `{channel}`");
        }
        if (!IsSame(token.ServiceUrl, activity.ServiceUrl))
        {
            return new(403, $"the token was made for another service URL than `{Clean(activity.ServiceUrl)}`");
        }

        if (activity.TenantId is not { Length: > 0 } tenant || !options.AllowedTenants.Contains(tenant, StringComparer.OrdinalIgnoreCase))
        {
            return new(403, $"tenant `{Clean(activity.TenantId)}` is not let in");
        }
        return new[] { activity.Conversation?.TenantId, activity.From?.TenantId }.Any(t =>
            t is { Length: > 0 } other && !string.Equals(other, tenant, StringComparison.OrdinalIgnoreCase)
        )
            ? new(403, "the activity names two tenants")
            : null;
    }

    private (BelievedToken?, Disbelief?) Validate(string token, SigningKey key)
    {
        try
        {
            var handler = new JwtSecurityTokenHandler { MapInboundClaims = false, MaximumTokenSizeInBytes = 2 * MostCharacters };
            var principal = handler.ValidateToken(
                token,
                new TokenValidationParameters
                {
                    ValidIssuer = options.Issuer,
                    ValidAudience = options.AppId,
                    IssuerSigningKey = key.Key,
                    ValidAlgorithms = [Algorithm],
                    RequireSignedTokens = true,
                    RequireExpirationTime = true,
                    LifetimeValidator = (notBefore, expires, _, _) => InTime(notBefore, expires),
                },
                out _
            );
            var service = principal.Claims.Where(c => c.Type == "serviceurl").Select(c => c.Value).ToList(); // FindAll would take any case of the name
            return service is [{ Length: > 0 } one]
                ? (new BelievedToken(one, key.Endorsements), null)
                : No("the token has no claim `serviceurl`");
        }
        catch (SecurityTokenException e)
        {
            return No(Reason(e));
        }
        catch (Exception e)
            when (e is ArgumentException or FormatException or JsonException or InvalidOperationException or OverflowException
                || e.GetType().Namespace == "Newtonsoft.Json"
            )
        {
            return No("the token cannot be read");
        }
    }

    private bool InTime(DateTime? notBefore, DateTime? expires)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return expires is { } until && now < until + Skew && (notBefore is not { } from || from - Skew <= now);
    }

    private static string? Header(string part, out string kid)
    {
        kid = "";
        try
        {
            using var header = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(part));
            if (header.RootElement.ValueKind != JsonValueKind.Object)
            {
                return "the token's header is no object";
            }
            string? Text(string name) =>
                header.RootElement.TryGetProperty(name, out var v) && v.ValueKind == JsonValueKind.String ? v.GetString() : null;
            if (Text("alg") is not { } alg || alg != Algorithm)
            {
                return $"the token's algorithm is not {Algorithm}";
            }
            if (
                header.RootElement.TryGetProperty("crit", out _)
                || header.RootElement.TryGetProperty("enc", out _)
                || header.RootElement.TryGetProperty("zip", out _)
            )
            {
                return "the token's header asks for what is not done here";
            }
            if (Text("kid") is not { Length: > 0 and <= 200 } id)
            {
                return "the token names no key";
            }
            kid = id;
            return null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            return "the token's header cannot be read";
        }
    }

    private static string Reason(SecurityTokenException e) =>
        e switch
        {
            SecurityTokenInvalidIssuerException => "the token is of another issuer",
            SecurityTokenInvalidAudienceException => "the token is for another audience",
            SecurityTokenInvalidLifetimeException
            or SecurityTokenExpiredException
            or SecurityTokenNotYetValidException
            or SecurityTokenNoExpirationException => "the token is not valid now",
            SecurityTokenInvalidSignatureException => "the token's signature does not fit",
            _ => "the token does not hold",
        };

    // As the service compares them: case aside, one slash at the end aside.
    private static bool IsSame(string claim, string? url) =>
        url is { Length: > 0 } && string.Equals(Bare(claim), Bare(url), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string url) => url.EndsWith('/') ? url[..^1] : url;

    // A stranger's words in the log: short, and without anything that could pass for a line of its own.
    private static string Clean(string? text) => text is null ? "" : string.Concat(text.Where(c => !char.IsControl(c)).Take(80));

    private static (BelievedToken?, Disbelief?) No(string why) => (null, new(403, why));
}
