using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Logging;

namespace AgentDesk.Surfaces.Teams.Identity;

/// <summary>
/// Roles by Entra group: the people file's `groups` names the groups, Microsoft Graph (`checkMemberGroups`) says who is in which. An answer
/// holds for a minute; while Graph does not answer, nobody holds a role by a group.
/// </summary>
internal sealed partial class EntraGroups(
    HttpClient http,
    TeamsOptions options,
    TimeProvider clock,
    ILogger<EntraGroups> logger,
    Func<CancellationToken, Task<string>>? token = null
)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly string[] Scopes = ["https://graph.microsoft.com/.default"];

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, string Asked, IReadOnlyList<string> Groups)> _kept = new(
        StringComparer.OrdinalIgnoreCase
    );
    private TokenCredential? _credential;

    public async Task<IReadOnlyList<string>> RolesAsync(
        string objectId,
        IReadOnlyDictionary<string, IReadOnlyList<string>> groups,
        CancellationToken ct
    )
    {
        if (groups.Count == 0 || options.Anonymous || !Guid.TryParse(objectId, out _))
        {
            return [];
        }

        var asked = string.Join(',', groups.Keys.Order(StringComparer.OrdinalIgnoreCase));
        if (!_kept.TryGetValue(objectId, out var kept) || kept.Asked != asked || clock.GetUtcNow() - kept.At > Fresh)
        {
            if (await AskAsync(objectId, groups.Keys, ct) is not { } answer)
            {
                return [];
            }
            _kept[objectId] = kept = (clock.GetUtcNow(), asked, answer);
        }

        return [.. kept.Groups.SelectMany(g => groups.TryGetValue(g, out var roles) ? roles : []).Distinct(StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<string>?> AskAsync(string objectId, IEnumerable<string> groups, CancellationToken ct)
    {
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(ct);
        cut.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Post,
                new Uri($"https://graph.microsoft.com/v1.0/directoryObjects/{objectId}/checkMemberGroups")
            );
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await (token ?? TokenAsync)(cut.Token));
            request.Content = JsonContent.Create(new JsonObject { ["groupIds"] = new JsonArray([.. groups.Select(g => (JsonNode)g)]) });
            using var response = await http.SendAsync(request, cut.Token);
            response.EnsureSuccessStatusCode();
            var body = await response.Content.ReadFromJsonAsync<JsonObject>(cut.Token);
            return [.. body?["value"]?.AsArray().Select(v => v?.GetValue<string>()).OfType<string>() ?? []];
        }
        catch (Exception e)
            when (e is HttpRequestException or AuthenticationFailedException or System.Text.Json.JsonException or InvalidOperationException
                || (e is OperationCanceledException && !ct.IsCancellationRequested)
            )
        {
            LogUnread(logger, e.Message.Split('\n', 2)[0]);
            return null;
        }
    }

    private async Task<string> TokenAsync(CancellationToken ct)
    {
        _credential ??= EntraTokens.Credential(options);
        return (await _credential.GetTokenAsync(new TokenRequestContext(Scopes), ct)).Token;
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "Entra groups could not be read ({Why}): nobody holds a role by a group until they can"
    )]
    private static partial void LogUnread(ILogger logger, string why);
}
