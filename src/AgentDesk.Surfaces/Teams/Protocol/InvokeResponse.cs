using System.Text.Json.Nodes;

namespace AgentDesk.Surfaces.Teams.Protocol;

/// <summary>Names of the invokes that the bot answers.</summary>
public static class InvokeNames
{
    public const string AdaptiveCardAction = "adaptiveCard/action";
    public const string TaskFetch = "task/fetch";
    public const string TaskSubmit = "task/submit";
}

/// <summary>The answer to an invoke: an HTTP status and a body.</summary>
public sealed record InvokeResponse(int Status, JsonNode? Body)
{
    /// <summary>An invoke that this bot has no answer to.</summary>
    public static readonly InvokeResponse NotImplemented = new(501, null);
}

/// <summary>
/// The body of the answer to `adaptiveCard/action`. The HTTP status is 200 whatever <see cref="StatusCode"/> says, and the content types
/// are the ones that Teams takes: the documentation also prints `application/vnd.microsoft.adaptive.card`, which Teams rejects.
/// </summary>
public sealed record AdaptiveCardInvokeResponse(int StatusCode, string Type, JsonNode? Value)
{
    public const string CardType = "application/vnd.microsoft.card.adaptive";
    public const string MessageType = "application/vnd.microsoft.activity.message";
    public const string ErrorType = "application/vnd.microsoft.error";

    /// <summary>The card that takes the place of the one that was pressed.</summary>
    public static AdaptiveCardInvokeResponse Card(JsonObject card) => new(200, CardType, card);

    /// <summary>A line that is shown to the person; the card stays as it is, with what was typed into it.</summary>
    public static AdaptiveCardInvokeResponse Message(string text) => new(200, MessageType, text);

    /// <param name="code">One word, such as `BadRequest`.</param>
    public static AdaptiveCardInvokeResponse Error(int status, string code, string message) =>
        new(status, ErrorType, new JsonObject { ["code"] = code, ["message"] = message });

    public InvokeResponse ToInvokeResponse() =>
        new(
            200,
            new JsonObject
            {
                ["statusCode"] = StatusCode,
                ["type"] = Type,
                ["value"] = Value,
            }
        );
}

/// <summary>The body of the answer to `task/fetch` and `task/submit`.</summary>
public static class TaskModuleResponse
{
    /// <summary>Opens the dialog, or goes on in it, with this card.</summary>
    public static InvokeResponse Continue(string title, JsonObject card) =>
        new(
            200,
            new JsonObject
            {
                ["task"] = new JsonObject
                {
                    ["type"] = "continue",
                    ["value"] = new JsonObject
                    {
                        ["title"] = title,
                        ["height"] = "large",
                        ["width"] = "medium",
                        ["card"] = new JsonObject { ["contentType"] = Attachment.AdaptiveCard, ["content"] = card },
                    },
                },
            }
        );

    /// <summary>Closes the dialog with a line.</summary>
    public static InvokeResponse Message(string text) =>
        new(
            200,
            new JsonObject
            {
                ["task"] = new JsonObject { ["type"] = "message", ["value"] = text },
            }
        );
}
