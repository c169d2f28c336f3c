using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core;
using Microsoft.Extensions.AI;

namespace AgentDesk.Adapters.Models;

/// <summary>
/// One recorded model call. Its key is the SHA-256 of the canonical request: messages, schema and tools, and not the model, so that
/// recordings of two models can lie side by side.
/// </summary>
/// <param name="Model">As documents show it, such as `openai:by-hand`.</param>
internal sealed record Recording(string Key, string Model, JsonObject Request, RecordedAnswer Answer)
{
    public static JsonObject RequestOf(IEnumerable<ChatMessage> messages, ChatOptions? options) =>
        new()
        {
            ["messages"] = new JsonArray([.. messages.Select(Message)]),
            ["schema"] = options?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema }
                ? JsonNode.Parse(schema.GetRawText())
                : null,
            ["tools"] = new JsonArray([
                .. (options?.Tools ?? [])
                    .OfType<AIFunctionDeclaration>()
                    .Select(t => (JsonNode)new JsonObject { ["name"] = t.Name, ["schema"] = JsonNode.Parse(t.JsonSchema.GetRawText()) }),
            ]),
        };

    public static string PathOf(string folder, string name, string key) => Path.Combine(folder, $"{name}-{key}.json");

    private static JsonNode Message(ChatMessage message) =>
        new JsonObject
        {
            ["role"] = message.Role.Value,
            ["text"] = message.Text,
            ["calls"] = new JsonArray([
                .. message
                    .Contents.OfType<FunctionCallContent>()
                    .Select(c =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["id"] = c.CallId,
                                ["name"] = c.Name,
                                ["arguments"] = JsonSerializer.SerializeToNode(c.Arguments, DeskJson.Options),
                            }
                    ),
            ]),
            ["results"] = new JsonArray([
                .. message
                    .Contents.OfType<FunctionResultContent>()
                    .Select(r =>
                        (JsonNode)
                            new JsonObject { ["id"] = r.CallId, ["result"] = JsonSerializer.SerializeToNode(r.Result, DeskJson.Options) }
                    ),
            ]),
        };
}

internal sealed record RecordedToolCall(string Id, string Name, JsonObject Arguments);

/// <summary>What came back, without what differs from call to call (ids, instants).</summary>
internal sealed record RecordedAnswer(
    string Text,
    string? Refusal,
    IReadOnlyList<RecordedToolCall> ToolCalls,
    string? Finish,
    long InputTokens,
    long OutputTokens
)
{
    public static RecordedAnswer Of(ChatResponse response)
    {
        var contents = response.Messages.SelectMany(m => m.Contents).ToList();
        return new RecordedAnswer(
            response.Text,
            contents.OfType<ErrorContent>().FirstOrDefault(e => e.ErrorCode == OpenAiChatClient.Refusal)?.Message,
            [
                .. contents
                    .OfType<FunctionCallContent>()
                    .Select(c => new RecordedToolCall(
                        c.CallId,
                        c.Name,
                        JsonSerializer.SerializeToNode(c.Arguments, DeskJson.Options) as JsonObject ?? []
                    )),
            ],
            response.FinishReason?.Value,
            response.Usage?.InputTokenCount ?? 0,
            response.Usage?.OutputTokenCount ?? 0
        );
    }

    public ChatResponse ToResponse(string model)
    {
        var message = new ChatMessage { Role = ChatRole.Assistant };
        if (Text.Length > 0)
        {
            message.Contents.Add(new TextContent(Text));
        }
        foreach (var call in ToolCalls)
        {
            message.Contents.Add(
                new FunctionCallContent(call.Id, call.Name, call.Arguments.Deserialize<Dictionary<string, object?>>(DeskJson.Options))
            );
        }
        if (Refusal is not null)
        {
            message.Contents.Add(new ErrorContent(Refusal) { ErrorCode = OpenAiChatClient.Refusal });
        }
        return new ChatResponse(message)
        {
            ModelId = model,
            FinishReason = Finish is { } finish ? new ChatFinishReason(finish) : null,
            Usage = new UsageDetails
            {
                InputTokenCount = InputTokens,
                OutputTokenCount = OutputTokens,
                TotalTokenCount = InputTokens + OutputTokens,
            },
        };
    }
}
