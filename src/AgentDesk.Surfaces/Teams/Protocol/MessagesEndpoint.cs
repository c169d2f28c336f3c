using System.Net;
using System.Text.Json;
using AgentDesk.Engine;
using AgentDesk.Surfaces.Teams.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgentDesk.Surfaces.Teams.Protocol;

/// <summary>
/// `POST /api/messages`: believes nothing before it is checked, reads no more than a message can hold, and says in the log why a request
/// was refused. The HTTP edge of the Teams surface: faults end here.
/// </summary>
internal sealed partial class MessagesEndpoint(
    TeamsOptions options,
    InboundTokens tokens,
    ServiceUrls urls,
    Bot bot,
    ILogger<MessagesEndpoint> logger
)
{
    /// <summary>A message has 100 kB at the most; a card's inputs come on top.</summary>
    public const int MostBytes = 256 * 1024;

    public async Task<IResult> HandleAsync(HttpContext http, CancellationToken ct)
    {
        BelievedToken? token = null;
        if (options.Anonymous)
        {
            if (
                http.Connection.RemoteIpAddress is { } remote
                && !IPAddress.IsLoopback(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote)
            )
            {
                return Refuse(http, 403, "Forbidden", "nobody is authenticated here, and the caller is not this machine");
            }
        }
        else
        {
            (token, var refusal) = await tokens.CheckAsync(http.Request.Headers.Authorization, ct);
            if (refusal is not null)
            {
                return Refuse(http, refusal.Status, refusal.Status == 401 ? "Unauthorized" : "Forbidden", refusal.Why);
            }
        }

        if (!http.Request.HasJsonContentType())
        {
            return Refuse(http, 415, "UnsupportedMediaType", "the body is not application/json");
        }
        if (await ReadAsync(http, ct) is not { } body)
        {
            return Refuse(http, 413, "MessageSizeTooBig", $"the body has more than {MostBytes / 1024} kB");
        }
        if (Parse(body, out var wrong) is not { } activity)
        {
            return Refuse(http, 400, "BadSyntax", wrong);
        }
        if (token is not null && tokens.Check(token, activity) is { } disbelief)
        {
            return Refuse(http, disbelief.Status, "Forbidden", disbelief.Why);
        }
        if (urls.Check(activity.ServiceUrl, out var why) is null)
        {
            return Refuse(http, 403, "Forbidden", why);
        }

        try
        {
            var answer = await bot.HandleAsync(activity, ct);
            return answer.Body is null
                ? Results.StatusCode(answer.Status)
                : Results.Json(answer.Body, TeamsJson.Options, statusCode: answer.Status);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return Failed(activity, e);
        }
    }

    /// <summary>An invoke is answered in its own form, so that the person reads a line and not "something went wrong".</summary>
    private IResult Failed(Activity activity, Exception e)
    {
        var isKnown = e is NothingImportedException or UnusableInputException or SystemUnavailableException or ConnectorException;
        LogFailed(logger, activity.Type ?? "", activity.Name ?? "", isKnown ? null : e, e.Message);
        if (activity.Type != ActivityTypes.Invoke)
        {
            return Results.StatusCode(500);
        }

        var line = isKnown ? $"Nothing was done: {e.Message}." : "Nothing was done: the desk broke off. Try again, or open the web inbox.";
        var answer =
            activity.Name == InvokeNames.AdaptiveCardAction
                ? AdaptiveCardInvokeResponse.Error(500, "InternalError", line).ToInvokeResponse()
                : TaskModuleResponse.Message(line);
        return Results.Json(answer.Body, TeamsJson.Options, statusCode: answer.Status);
    }

    private static async Task<byte[]?> ReadAsync(HttpContext http, CancellationToken ct)
    {
        if (http.Request.ContentLength > MostBytes)
        {
            return null;
        }

        var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (whole.Length + read > MostBytes)
            {
                return null;
            }
            await whole.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        return whole.ToArray();
    }

    private static Activity? Parse(byte[] body, out string wrong)
    {
        try
        {
            var activity = JsonSerializer.Deserialize<Activity>(body, TeamsJson.Options);
            wrong = activity is { Type.Length: > 0 } ? "" : "the body is no activity: it has no `type`";
            return wrong.Length == 0 ? activity : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException)
        {
            wrong = "the body is no activity that can be read";
            return null;
        }
    }

    private IResult Refuse(HttpContext http, int status, string code, string why)
    {
        LogRefused(logger, status, http.Connection.RemoteIpAddress?.ToString() ?? "?", why);

        // A stranger is told the status and no more; whoever is believed is told what to mend.
        return Results.Json(
            new { error = new { code, message = status is 401 or 403 ? "refused" : why } },
            TeamsJson.Options,
            statusCode: status
        );
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "a request to the bot was refused with {Status}, from {Remote}: {Why}")]
    private static partial void LogRefused(ILogger logger, int status, string remote, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Type} {Name} could not be handled: {Why}")]
    private static partial void LogFailed(ILogger logger, string type, string name, Exception? e, string why);
}
