using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Polly;
using Polly.Retry;

namespace AgentDesk.Surfaces.Teams.Protocol;

/// <summary>The channel's answer to a call that did not succeed.</summary>
/// <param name="status">The HTTP status; 0 when there was no answer.</param>
/// <param name="code">The error's own code, such as `MessageWritesBlocked`; empty where it gave none.</param>
public sealed class ConnectorException(int status, string code, string message, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    public int Status => status;

    public string Code => code;

    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>
    /// The person blocked the bot, or the app is not (any more) where it wrote to: trying again does not help until they come back.
    /// </summary>
    public bool IsShut =>
        status == 403
        || (status == 404 && code is "ConversationNotFound" or "BotNotInConversationRoster")
        || (status == 400 && code is "BotNotInConversationRoster");

    /// <summary>The message that was to be updated is not there any more (deleted in the chat).</summary>
    public bool IsGone => status == 404 && !IsShut;

    /// <summary>What was sent cannot be taken as it is.</summary>
    public bool IsRefused => status is 400 or 413 or 422 && !IsShut;
}

/// <summary>The bot's way into conversations: the Bot Framework's connector REST API.</summary>
public interface IConnector
{
    /// <exception cref="ConnectorException">The channel did not take it.</exception>
    Task<ResourceResponse> SendAsync(ConversationReference to, Activity activity, CancellationToken ct);

    /// <summary>As <see cref="SendAsync"/>, below the activity that <paramref name="to"/> names.</summary>
    Task<ResourceResponse> ReplyAsync(ConversationReference to, Activity activity, CancellationToken ct);

    /// <summary>Puts another card in the place of one that was sent.</summary>
    Task UpdateAsync(ConversationReference to, string activityId, Activity activity, CancellationToken ct);

    Task<ConversationResourceResponse> CreateConversationAsync(string serviceUrl, ConversationParameters parameters, CancellationToken ct);

    /// <summary>A member of the conversation as the channel knows them, or null where there is none.</summary>
    Task<ChannelAccount?> MemberAsync(ConversationReference of, string memberId, CancellationToken ct);
}

/// <summary>
/// The connector over HTTP: within the limits, patient with what passes by itself, and with the bot's token for checked addresses only.
/// </summary>
internal sealed class Connector(HttpClient http, ServiceUrls urls, Identity.IOutboundTokens tokens, Throttle throttle, TimeProvider clock)
    : IConnector
{
    private static readonly HashSet<HttpStatusCode> Passing =
    [
        HttpStatusCode.PreconditionFailed,
        HttpStatusCode.TooManyRequests,
        HttpStatusCode.BadGateway,
        HttpStatusCode.ServiceUnavailable,
        HttpStatusCode.GatewayTimeout,
    ];

    // Who is told to wait longer gives way to others: the delivery takes it up again.
    private static readonly TimeSpan MostPatience = TimeSpan.FromSeconds(30);

    private readonly ResiliencePipeline<HttpResponseMessage> _patience = new ResiliencePipelineBuilder<HttpResponseMessage>
    {
        TimeProvider = clock,
    }
        .AddRetry(
            new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = 4,
                Delay = TimeSpan.FromSeconds(1),
                MaxDelay = MostPatience,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = a =>
                    ValueTask.FromResult(
                        a.Outcome.Exception is HttpRequestException
                            || (
                                a.Outcome.Result is { } r
                                && Passing.Contains(r.StatusCode)
                                && !(After(r.Headers.RetryAfter, clock) > MostPatience)
                            )
                    ),
                DelayGenerator = a => ValueTask.FromResult(a.Outcome.Result is { } r ? After(r.Headers.RetryAfter, clock) : null),
            }
        )
        .Build();

    public async Task<ResourceResponse> SendAsync(ConversationReference to, Activity activity, CancellationToken ct) =>
        await CallAsync<ResourceResponse>(
            HttpMethod.Post,
            to.ServiceUrl,
            $"v3/conversations/{Id(to)}/activities",
            Addressed(to, activity),
            to.Conversation!.Id!,
            false,
            ct
        );

    public async Task<ResourceResponse> ReplyAsync(ConversationReference to, Activity activity, CancellationToken ct) =>
        to.ActivityId is not { Length: > 0 } above
            ? await SendAsync(to, activity, ct)
            : await CallAsync<ResourceResponse>(
                HttpMethod.Post,
                to.ServiceUrl,
                $"v3/conversations/{Id(to)}/activities/{Uri.EscapeDataString(above)}",
                Addressed(to, activity) with
                {
                    ReplyToId = above,
                },
                to.Conversation!.Id!,
                false,
                ct
            );

    public async Task UpdateAsync(ConversationReference to, string activityId, Activity activity, CancellationToken ct) =>
        await CallAsync<ResourceResponse>(
            HttpMethod.Put,
            to.ServiceUrl,
            $"v3/conversations/{Id(to)}/activities/{Uri.EscapeDataString(activityId)}",
            Addressed(to, activity) with
            {
                Id = activityId,
            },
            to.Conversation!.Id!,
            false,
            ct
        );

    public async Task<ConversationResourceResponse> CreateConversationAsync(
        string serviceUrl,
        ConversationParameters parameters,
        CancellationToken ct
    ) =>
        await CallAsync<ConversationResourceResponse>(
            HttpMethod.Post,
            serviceUrl,
            "v3/conversations",
            parameters,
            parameters.Members is [{ Id: { } member }, ..] ? member : "",
            false,
            ct
        );

    public async Task<ChannelAccount?> MemberAsync(ConversationReference of, string memberId, CancellationToken ct)
    {
        try
        {
            return await CallAsync<ChannelAccount>(
                HttpMethod.Get,
                of.ServiceUrl,
                $"v3/conversations/{Id(of)}/members/{Uri.EscapeDataString(memberId)}",
                null,
                of.Conversation!.Id!,
                true,
                ct
            );
        }
        catch (ConnectorException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private static string Id(ConversationReference to) =>
        Uri.EscapeDataString(to.Conversation?.Id ?? throw new ConnectorException(0, "", "the conversation has no id"));

    private static Activity Addressed(ConversationReference to, Activity activity) =>
        activity with
        {
            From = to.Bot,
            Recipient = to.User,
            Conversation = to.Conversation,
            ChannelId = to.ChannelId,
            ServiceUrl = to.ServiceUrl,
        };

    private async Task<T> CallAsync<T>(
        HttpMethod method,
        string? serviceUrl,
        string path,
        object? body,
        string conversation,
        bool members,
        CancellationToken ct
    )
        where T : class, new()
    {
        // INVARIANT: no token leaves before the address is checked, at every call: an address that was kept may be allowed no more.
        var url = urls.Check(serviceUrl, out var why) ?? throw new ConnectorException(0, "ServiceUrl", why);
        var address = new Uri($"{url.AbsoluteUri.TrimEnd('/')}/{path}");
        try
        {
            using var response = await _patience.ExecuteAsync(
                async token =>
                {
                    await throttle.WaitAsync(conversation, members, token);
                    using var request = new HttpRequestMessage(method, address);
                    if (body is not null)
                    {
                        request.Content = JsonContent.Create(body, body.GetType(), options: TeamsJson.Options);
                    }
                    if (await tokens.TokenAsync(token) is { } bearer)
                    {
                        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
                    }
                    return await http.SendAsync(request, token);
                },
                ct
            );
            var text = await response.Content.ReadAsStringAsync(ct);
            return response.IsSuccessStatusCode ? Read<T>(text) : throw Fault(response, text);
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            throw new ConnectorException(0, "", $"the channel did not answer: {e.Message}", inner: e);
        }
    }

    private static T Read<T>(string text)
        where T : class, new()
    {
        try
        {
            return text.Length == 0 ? new T() : JsonSerializer.Deserialize<T>(text, TeamsJson.Options) ?? new T();
        }
        catch (JsonException)
        {
            return new T();
        } // it was taken; what it said beside that is lost
    }

    private ConnectorException Fault(HttpResponseMessage response, string text)
    {
        var (code, message) = ("", "");
        try
        {
            if (JsonNode.Parse(text) is JsonObject root && root["error"] is JsonObject error)
            {
                (code, message) = (error["code"]?.ToString() ?? "", error["message"]?.ToString() ?? "");
            }
        }
        catch (JsonException)
        { /* no JSON: the status says it all */
        }

        var status = (int)response.StatusCode;
        return new ConnectorException(
            status,
            code,
            string.Create(
                CultureInfo.InvariantCulture,
                $"the channel answered {status}{(code.Length > 0 ? $" {code}" : "")}{(message.Length > 0 ? $": {message}" : "")}"
            ),
            After(response.Headers.RetryAfter, clock)
        );
    }

    private static TimeSpan? After(RetryConditionHeaderValue? header, TimeProvider clock) =>
        header switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero,
            _ => null,
        };
}
