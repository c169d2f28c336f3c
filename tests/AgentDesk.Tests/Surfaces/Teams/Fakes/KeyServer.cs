using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentDesk.Tests.Surfaces.Teams.Fakes;

/// <summary>
/// The service's metadata and keys, on loopback: one endorsed key, one for another channel, one without endorsements, one too weak.
/// </summary>
internal sealed class KeyServer : IAsyncDisposable
{
    public const string Good = "good",
        Elsewhere = "elsewhere",
        Bare = "bare",
        Weak = "weak";

    private readonly WebApplication _app;
    private int _reads;

    public KeyServer()
    {
        Keys = new Dictionary<string, RSA>(StringComparer.Ordinal)
        {
            [Good] = RSA.Create(2048),
            [Elsewhere] = RSA.Create(2048),
            [Bare] = RSA.Create(2048),
            [Weak] = RSA.Create(1024),
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/metadata", () => Results.Json(new { jwks_uri = $"{Address}keys" }));
        _app.MapGet(
            "/keys",
            () =>
            {
                Interlocked.Increment(ref _reads);
                return Results.Text(
                    new JsonObject { ["keys"] = new JsonArray([.. Keys.Select(k => (JsonNode)Published(k.Key, k.Value))]) }.ToJsonString(),
                    "application/json"
                );
            }
        );
    }

    public Dictionary<string, RSA> Keys { get; }

    public int Reads => _reads;

    public Uri Address => new(_app.Urls.First() + "/");

    public Task StartAsync() => _app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        foreach (var key in Keys.Values)
        {
            key.Dispose();
        }
    }

    /// <summary>A signed token: header and claims as given.</summary>
    public static string Token(JsonObject header, JsonObject claims, Func<byte[], byte[]> sign)
    {
        var text = $"{Url(Encoding.UTF8.GetBytes(header.ToJsonString()))}.{Url(Encoding.UTF8.GetBytes(claims.ToJsonString()))}";
        return $"{text}.{Url(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    public byte[] Sign(string kid, byte[] data, HashAlgorithmName? hash = null, RSASignaturePadding? padding = null) =>
        Keys[kid].SignData(data, hash ?? HashAlgorithmName.SHA256, padding ?? RSASignaturePadding.Pkcs1);

    public static string Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static JsonObject Published(string kid, RSA key)
    {
        var p = key.ExportParameters(false);
        var jwk = new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = kid,
            ["n"] = Url(p.Modulus!),
            ["e"] = Url(p.Exponent!),
        };
        if (kid != Bare)
        {
            jwk["endorsements"] = new JsonArray(kid == Elsewhere ? "webchat" : "msteams");
        }
        return jwk;
    }
}
