using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine;
using AgentDesk.Engine.Delivery;
using AgentDesk.Surfaces.Teams;
using AgentDesk.Surfaces.Teams.Identity;
using AgentDesk.Surfaces.Teams.Protocol;
using AgentDesk.Tests.Engine.Fakes;
using AgentDesk.Tests.Surfaces.Teams.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgentDesk.Tests.Surfaces.Teams.Identity;

/// <summary>
/// A table of requests that must not be believed, and of a few that must, against the endpoint over HTTP with keys from a server of the
/// test's own.
/// </summary>
public sealed class RefusedRequestTests
{
    private const string Service = "https://smba.trafficmanager.net/emea/";

    /// <summary>A request before it is sent: every case spoils one thing of a good one.</summary>
    private sealed class Forged(KeyServer keys, DateTimeOffset now, TeamsOptions options)
    {
        public JsonObject Header { get; } =
            new()
            {
                ["alg"] = "RS256",
                ["typ"] = "JWT",
                ["kid"] = KeyServer.Good,
            };

        public JsonObject Claims { get; } =
            new()
            {
                ["iss"] = options.Issuer,
                ["aud"] = options.AppId,
                ["serviceurl"] = Service,
                ["nbf"] = now.AddMinutes(-5).ToUnixTimeSeconds(),
                ["exp"] = now.AddMinutes(55).ToUnixTimeSeconds(),
            };

        public JsonObject Body { get; } =
            new()
            {
                ["type"] = "message",
                ["id"] = "1",
                ["text"] = "help",
                ["channelId"] = "msteams",
                ["serviceUrl"] = Service,
                ["from"] = new JsonObject { ["id"] = "29:x", ["aadObjectId"] = TeamsRig.Owner.ObjectId },
                ["recipient"] = new JsonObject { ["id"] = "28:bot" },
                ["conversation"] = new JsonObject { ["id"] = "chat-01", ["conversationType"] = "personal" },
                ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = TeamsRig.Tenant } },
            };

        public KeyServer Keys => keys;

        public DateTimeOffset Now => now;

        public Func<byte[], byte[]> Sign { get; set; } = data => keys.Sign(KeyServer.Good, data);

        public Func<string, string?> Authorization { get; set; } = token => $"Bearer {token}";

        public Func<string, string> Raw { get; set; } = body => body;

        public string ContentType { get; set; } = "application/json";
    }

    private static readonly (string What, int Status, Action<Forged> Spoil)[] Table =
    [
        ("no Authorization header", 401, f => f.Authorization = _ => null),
        ("Basic instead of Bearer", 401, f => f.Authorization = _ => "Basic dXNlcjpwYXNz"),
        ("Bearer without a token", 401, f => f.Authorization = _ => "Bearer"),
        ("a word for a token", 403, f => f.Authorization = _ => "Bearer letmein"),
        ("two parts", 403, f => f.Authorization = t => "Bearer " + t[..t.LastIndexOf('.')]),
        ("four parts", 403, f => f.Authorization = t => $"Bearer {t}.AAAA"),
        (
            "an encrypted token (JWE)",
            403,
            f =>
                f.Authorization = _ =>
                    $"Bearer {KeyServer.Url("""{"alg":"RSA-OAEP","enc":"A256GCM","zip":"DEF"}"""u8.ToArray())}.AAAA.AAAA.AAAA.AAAA"
        ),
        ("a JWE of a signed token's parts", 403, f => f.Authorization = t => $"Bearer {t}.AAAA.AAAA"),
        ("a signed token that asks to be inflated", 403, f => f.Header["zip"] = "DEF"),
        ("characters that are no base64url", 403, f => f.Authorization = t => "Bearer " + t.Replace('.', '+') + ".a.b"),
        ("a token of 20 kB", 403, f => f.Claims["pad"] = new string('x', 20_000)),
        (
            "a header that is no JSON",
            403,
            f => f.Authorization = t => $"Bearer {KeyServer.Url("nonsense"u8.ToArray())}.{t.Split('.')[1]}.{t.Split('.')[2]}"
        ),
        (
            "alg none without a signature",
            403,
            f =>
            {
                f.Header["alg"] = "none";
                f.Sign = _ => [];
            }
        ),
        ("alg none with a signature", 403, f => f.Header["alg"] = "none"),
        ("alg None in another case", 403, f => f.Header["alg"] = "nOnE"),
        ("no alg", 403, f => f.Header.Remove("alg")),
        (
            "HS256 with the public key as the secret",
            403,
            f =>
            {
                f.Header["alg"] = "HS256";
                f.Sign = d => HMACSHA256.HashData(f.Keys.Keys[KeyServer.Good].ExportParameters(false).Modulus!, d);
            }
        ),
        (
            "RS384",
            403,
            f =>
            {
                f.Header["alg"] = "RS384";
                f.Sign = d => f.Keys.Sign(KeyServer.Good, d, HashAlgorithmName.SHA384);
            }
        ),
        (
            "PS256",
            403,
            f =>
            {
                f.Header["alg"] = "PS256";
                f.Sign = d => f.Keys.Sign(KeyServer.Good, d, padding: RSASignaturePadding.Pss);
            }
        ),
        ("no kid", 403, f => f.Header.Remove("kid")),
        ("an unknown kid", 403, f => f.Header["kid"] = "mine"),
        (
            "keys that the token itself names (jku)",
            403,
            f =>
            {
                f.Header["kid"] = "mine";
                f.Header["jku"] = "https://evil.test/keys";
            }
        ),
        (
            "a key that the token itself brings (jwk)",
            403,
            f =>
            {
                f.Header["kid"] = "mine";
                f.Header["jwk"] = new JsonObject
                {
                    ["kty"] = "RSA",
                    ["n"] = "AQAB",
                    ["e"] = "AQAB",
                };
            }
        ),
        ("an extension that must be understood (crit)", 403, f => f.Header["crit"] = new JsonArray("exp")),
        (
            "another key's signature under a known kid",
            403,
            f =>
                f.Sign = d =>
                {
                    using var other = RSA.Create(2048);
                    return other.SignData(d, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
                }
        ),
        (
            "a published key that is too weak",
            403,
            f =>
            {
                f.Header["kid"] = KeyServer.Weak;
                f.Sign = d => f.Keys.Sign(KeyServer.Weak, d);
            }
        ),
        ("a signature cut short", 403, f => f.Sign = d => f.Keys.Sign(KeyServer.Good, d)[..^1]),
        (
            "claims changed after signing",
            403,
            f =>
                f.Authorization = t =>
                    $"Bearer {t.Split('.')[0]}.{KeyServer.Url(Encoding.UTF8.GetBytes(f.Claims.ToJsonString().Replace("exp", "xxp", StringComparison.Ordinal)))}.{t.Split('.')[2]}"
        ),
        ("another issuer", 403, f => f.Claims["iss"] = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"),
        ("no issuer", 403, f => f.Claims.Remove("iss")),
        ("another bot's audience", 403, f => f.Claims["aud"] = "00000000-1111-2222-3333-444444444444"),
        ("no audience", 403, f => f.Claims.Remove("aud")),
        ("audiences of others", 403, f => f.Claims["aud"] = new JsonArray("a", "b")),
        ("expired six minutes ago", 403, f => f.Claims["exp"] = f.Now.AddMinutes(-6).ToUnixTimeSeconds()),
        ("valid in six minutes", 403, f => f.Claims["nbf"] = f.Now.AddMinutes(6).ToUnixTimeSeconds()),
        ("no expiry", 403, f => f.Claims.Remove("exp")),
        ("an expiry that is no number", 403, f => f.Claims["exp"] = "tomorrow"),
        ("no claim serviceurl", 403, f => f.Claims.Remove("serviceurl")),
        (
            "the claim as the documentation spells it, serviceUrl",
            403,
            f =>
            {
                f.Claims.Remove("serviceurl");
                f.Claims["serviceUrl"] = Service;
            }
        ),
        ("two service URLs in the claim", 403, f => f.Claims["serviceurl"] = new JsonArray(Service, "https://evil.test/")),
        ("a token for another service URL", 403, f => f.Claims["serviceurl"] = "https://smba.trafficmanager.net/amer/"),
        ("an activity without a service URL", 403, f => f.Body.Remove("serviceUrl")),
        (
            "a key endorsed for another channel",
            403,
            f =>
            {
                f.Header["kid"] = KeyServer.Elsewhere;
                f.Sign = d => f.Keys.Sign(KeyServer.Elsewhere, d);
            }
        ),
        (
            "a key without endorsements",
            403,
            f =>
            {
                f.Header["kid"] = KeyServer.Bare;
                f.Sign = d => f.Keys.Sign(KeyServer.Bare, d);
            }
        ),
        ("no channel", 403, f => f.Body.Remove("channelId")),
        ("another channel", 403, f => f.Body["channelId"] = "webchat"),
        ("no tenant", 403, f => f.Body.Remove("channelData")),
        (
            "another tenant",
            403,
            f => f.Body["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = "11111111-2222-3333-4444-555555555555" } }
        ),
        ("a tenant that is no text", 403, f => f.Body["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = 7 } }),
        ("a conversation of another tenant", 403, f => f.Body["conversation"]!["tenantId"] = "11111111-2222-3333-4444-555555555555"),
        (
            "a service URL without https, in token and activity alike",
            403,
            f =>
            {
                f.Claims["serviceurl"] = "http://smba.trafficmanager.net/";
                f.Body["serviceUrl"] = "http://smba.trafficmanager.net/";
            }
        ),
        (
            "a service URL of a stranger, in token and activity alike",
            403,
            f =>
            {
                f.Claims["serviceurl"] = "https://evil.test/";
                f.Body["serviceUrl"] = "https://evil.test/";
            }
        ),
        (
            "a service URL on this machine",
            403,
            f =>
            {
                f.Claims["serviceurl"] = "https://127.0.0.1/";
                f.Body["serviceUrl"] = "https://127.0.0.1/";
            }
        ),
        (
            "a service URL with a name in front",
            403,
            f =>
            {
                f.Claims["serviceurl"] = "https://smba.trafficmanager.net@evil.test/";
                f.Body["serviceUrl"] = "https://smba.trafficmanager.net@evil.test/";
            }
        ),
        (
            "a service URL on another port",
            403,
            f =>
            {
                f.Claims["serviceurl"] = "https://smba.trafficmanager.net:8443/";
                f.Body["serviceUrl"] = "https://smba.trafficmanager.net:8443/";
            }
        ),
        ("a body of 300 kB", 413, f => f.Body["text"] = new string('x', 300_000)),
        ("a body that is no JSON", 400, f => f.Raw = _ => "hello"),
        ("a body cut short", 400, f => f.Raw = b => b[..^5]),
        ("a list", 400, f => f.Raw = _ => "[]"),
        ("null", 400, f => f.Raw = _ => "null"),
        ("no type", 400, f => f.Body.Remove("type")),
        ("members of other kinds", 400, f => f.Body["from"] = "me"),
        (
            "a body nested a thousand deep",
            400,
            f => f.Raw = _ => $$"""{"type":"invoke","value":{{new string('[', 1000)}}{{new string(']', 1000)}}}"""
        ),
        ("a form", 415, f => f.ContentType = "application/x-www-form-urlencoded"),
        ("text", 415, f => f.ContentType = "text/plain"),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_forged_expired_or_malformed_request_is_refused_logged_and_quick()
    {
        await using var rig = await EndpointRig.StartAsync();
        await rig.SendAsync(_ => { });
        var refused = 0;

        foreach (var (what, status, spoil) in Table)
        {
            var watch = Stopwatch.StartNew();
            var (got, body) = await rig.SendAsync(spoil);

            Assert.True(got == status, $"{what}: {got}, expected {status}");
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{what}: took {watch.Elapsed}");
            if (status is 401 or 403)
            {
                Assert.Contains("\"message\":\"refused\"", body, StringComparison.Ordinal);
            }
            Assert.True(
                rig.Log.All.Count(l => l.StartsWith("a request to the bot was refused", StringComparison.Ordinal)) == ++refused,
                $"{what}: not in the log"
            );
        }

        Assert.True(Table.Length >= 30);
        Assert.Empty(rig.Channel.Messages);
        Assert.DoesNotContain(
            rig.Log.All,
            l => l.Contains("Bearer", StringComparison.Ordinal) || l.Contains("eyJ", StringComparison.Ordinal)
        );

        // Unknown keys made it read the keys again once at the most, however many there were.
        Assert.InRange(rig.Keys.Reads, 1, 2);
    }

    [Theory]
    [InlineData("as it is")]
    [InlineData("four minutes late")]
    [InlineData("four minutes early")]
    [InlineData("a slash less")]
    [InlineData("in capitals")]
    public async Task A_good_request_is_believed(string how)
    {
        await using var rig = await EndpointRig.StartAsync();

        var (status, _) = await rig.SendAsync(f =>
        {
            if (how == "four minutes late")
            {
                f.Claims["exp"] = f.Now.AddMinutes(-4).ToUnixTimeSeconds();
            }
            if (how == "four minutes early")
            {
                f.Claims["nbf"] = f.Now.AddMinutes(4).ToUnixTimeSeconds();
            }
            if (how == "a slash less")
            {
                f.Claims["serviceurl"] = Service.TrimEnd('/');
            }
            if (how == "in capitals")
            {
                f.Claims["serviceurl"] = Service.ToUpperInvariant();
            }
        });

        Assert.Equal(202, status);
        Assert.DoesNotContain(rig.Log.All, l => l.Contains("refused", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_that_the_service_began_to_use_is_found_without_a_restart()
    {
        await using var rig = await EndpointRig.StartAsync();
        await rig.SendAsync(_ => { });
        rig.Keys.Keys["new"] = RSA.Create(2048);
        void Fresh(Forged f)
        {
            f.Body["id"] = "2";
            f.Header["kid"] = "new";
            f.Sign = d => rig.Keys.Sign("new", d);
        }

        var (early, _) = await rig.SendAsync(Fresh);
        rig.Time.Advance(TimeSpan.FromMinutes(6));
        var (late, _) = await rig.SendAsync(Fresh);

        // KeyServer endorses every key but two for msteams.
        Assert.Equal((403, 202), (early, late));
    }

    private sealed class EndpointRig : IAsyncDisposable
    {
        private readonly TeamsRig _rig = new(Rig.Field);
        private readonly HttpClient _http = new();
        private WebApplication? _app;

        public KeyServer Keys { get; } = new();

        public Lines Log { get; } = new();

        public ManualTime Time => _rig.Rig.Time;

        public FakeChannel Channel => _rig.Channel;

        public static async Task<EndpointRig> StartAsync()
        {
            var rig = new EndpointRig();
            await rig.Keys.StartAsync();
            rig._rig.Options.Metadata = new Uri(rig.Keys.Address, "metadata");
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Information).AddProvider(rig.Log);
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder
                .Services.AddSingleton<TimeProvider>(rig.Time)
                .AddSingleton<IDealBook>(rig._rig.Rig.Book)
                .AddSingleton(rig._rig.Rig.Ledger)
                .AddSingleton(rig._rig.Desk)
                .AddSingleton(rig._rig.Store);
            builder.Services.AddSingleton<IPeople>(rig._rig).AddSingleton<Actors>();
            builder.Services.AddTeams(rig._rig.Options);
            // Nothing is delivered and nothing answered here: what is looked at is the door.
            foreach (
                var hosted in builder
                    .Services.Where(d =>
                        d.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService) && d.ImplementationFactory is not null
                    )
                    .ToList()
            )
            {
                builder.Services.Remove(hosted);
            }
            builder.Services.AddSingleton<IConnector>(rig.Channel);
            rig._app = builder.Build();
            rig._app.MapTeams(_ => true);
            await rig._app.StartAsync();
            return rig;
        }

        public async Task<(int Status, string Body)> SendAsync(Action<Forged> spoil)
        {
            var forged = new Forged(Keys, Time.GetUtcNow(), _rig.Options);
            spoil(forged);
            var token = KeyServer.Token(forged.Header, forged.Claims, forged.Sign);
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_app!.Urls.First() + TeamsSurface.Path));
            if (forged.Authorization(token) is { } authorization)
            {
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
            }
            request.Content = new StringContent(forged.Raw(forged.Body.ToJsonString()), Encoding.UTF8);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(forged.ContentType);
            try
            {
                using var response = await _http.SendAsync(request, Ct);
                return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Ct));
            }
            catch (HttpRequestException e) when (e.InnerException is IOException)
            {
                return (413, ""); // refused while the body was still being sent
            }
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            if (_app is not null)
            {
                await _app.DisposeAsync();
            }
            await Keys.DisposeAsync();
            _rig.Dispose();
        }
    }
}
