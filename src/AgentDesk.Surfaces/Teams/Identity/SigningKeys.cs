using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace AgentDesk.Surfaces.Teams.Identity;

/// <summary>A key that the service signs with, and the channels that it may speak for.</summary>
public sealed record SigningKey(RsaSecurityKey Key, IReadOnlyList<string> Endorsements);

/// <summary>
/// The keys of the configured metadata and of nowhere else: what a token's header says about keys is not followed. Read again once a day,
/// and when a token names an unknown key, but then at most every five minutes, so that forged key names cost nothing. While the metadata
/// does not answer, the keys of the last reading hold.
/// </summary>
internal sealed partial class SigningKeys(HttpClient http, TeamsOptions options, TimeProvider clock, ILogger<SigningKeys> logger)
    : IDisposable
{
    public static readonly TimeSpan MostAge = TimeSpan.FromHours(24);
    public static readonly TimeSpan LeastPause = TimeSpan.FromMinutes(5);

    private const int MostBytes = 1024 * 1024;

    private readonly SemaphoreSlim _one = new(1, 1);
    private Dictionary<string, SigningKey> _keys = new(StringComparer.Ordinal);
    private DateTimeOffset? _read;
    private DateTimeOffset? _tried;

    /// <summary>The key of this id, or null.</summary>
    public async Task<SigningKey?> FindAsync(string kid, CancellationToken ct)
    {
        var stale = _read is not { } read || clock.GetUtcNow() - read >= MostAge;
        if ((stale || !_keys.ContainsKey(kid)) && MayTry())
        {
            await RefreshAsync(kid, stale, ct);
        }
        return _keys.GetValueOrDefault(kid);
    }

    public void Dispose() => _one.Dispose();

    private bool MayTry() => _tried is not { } tried || clock.GetUtcNow() - tried >= LeastPause;

    private async Task RefreshAsync(string kid, bool stale, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (!MayTry() || (!stale && _keys.ContainsKey(kid)))
            {
                return;
            } // another caller has just done it

            _tried = clock.GetUtcNow();
            using var metadata = JsonDocument.Parse(await GetAsync(options.Metadata, ct));
            var jwks = new Uri(metadata.RootElement.GetProperty("jwks_uri").GetString()!, UriKind.Absolute);
            if (jwks.Scheme != Uri.UriSchemeHttps && !jwks.IsLoopback)
            {
                throw new InvalidOperationException("the metadata names keys that are not behind https");
            }
            _keys = Read(await GetAsync(jwks, ct));
            _read = clock.GetUtcNow();
        }
        catch (Exception e)
            when (e
                    is HttpRequestException
                        or JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or UriFormatException
                        or ArgumentNullException
                || (e is OperationCanceledException && !ct.IsCancellationRequested)
            )
        {
            LogUnread(logger, options.Metadata, e.Message);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<byte[]> GetAsync(Uri address, CancellationToken ct)
    {
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(ct);
        cut.CancelAfter(TimeSpan.FromSeconds(5));
        using var response = await http.GetAsync(address, HttpCompletionOption.ResponseContentRead, cut.Token);
        response.EnsureSuccessStatusCode();
        var bytes = await response.Content.ReadAsByteArrayAsync(cut.Token);
        return bytes.Length <= MostBytes ? bytes : throw new InvalidOperationException("the answer is too long");
    }

    /// <summary>RSA keys for signatures of 2048 bits and more, by id; what cannot be used is left out.</summary>
    private static Dictionary<string, SigningKey> Read(byte[] json)
    {
        var keys = new Dictionary<string, SigningKey>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(json);
        foreach (var k in document.RootElement.GetProperty("keys").EnumerateArray())
        {
            string? Text(string name) => k.TryGetProperty(name, out var v) && v.ValueKind == JsonValueKind.String ? v.GetString() : null;
            if (
                Text("kty") != "RSA"
                || Text("use") is not (null or "sig")
                || Text("kid") is not { Length: > 0 } kid
                || Text("n") is not { } n
                || Text("e") is not { } e
            )
            {
                continue;
            }

            var parameters = new RSAParameters { Modulus = Base64UrlEncoder.DecodeBytes(n), Exponent = Base64UrlEncoder.DecodeBytes(e) };
            if (parameters.Modulus.Length * 8 < 2048)
            {
                continue;
            }

            keys[kid] = new SigningKey(
                new RsaSecurityKey(parameters) { KeyId = kid },
                k.TryGetProperty("endorsements", out var list) && list.ValueKind == JsonValueKind.Array
                    ? [.. list.EnumerateArray().Select(x => x.GetString()).OfType<string>()]
                    : []
            );
        }

        return keys;
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "the signing keys could not be read from {Metadata}: {Why}; those of the last reading hold"
    )]
    private static partial void LogUnread(ILogger logger, Uri metadata, string why);
}
