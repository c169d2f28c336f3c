using System.Text.Json;
using AgentDesk.Core;
using Microsoft.Extensions.AI;
using Oai = OpenAI.Chat;

namespace AgentDesk.Adapters.Models;

/// <summary>Messages, tools and answers between Microsoft.Extensions.AI and the OpenAI package.</summary>
internal static class OpenAiMessages
{
    public static IEnumerable<Oai.ChatMessage> From(IEnumerable<ChatMessage> messages)
    {
        foreach (var m in messages)
        {
            if (m.Role == ChatRole.System)
            {
                yield return new Oai.SystemChatMessage(m.Text);
            }
            else if (m.Role == ChatRole.Assistant)
            {
                yield return Assistant(m);
            }
            else if (m.Role == ChatRole.Tool)
            {
                foreach (var r in m.Contents.OfType<FunctionResultContent>())
                {
                    yield return new Oai.ToolChatMessage(r.CallId, Text(r.Result));
                }
            }
            else
            {
                yield return new Oai.UserChatMessage(m.Text);
            }
        }
    }

    /// <summary>The options of a call, as far as the protocol has them.</summary>
    /// <param name="format">`json_schema`, `json_object` or `text`: what the server knows.</param>
    public static Oai.ChatCompletionOptions From(ChatOptions? options, string format)
    {
        var to = new Oai.ChatCompletionOptions();
        if (options is null)
        {
            return to;
        }

        to.MaxOutputTokenCount = options.MaxOutputTokens;
        to.Temperature = options.Temperature;
        to.TopP = options.TopP;
        to.ResponseFormat = options.ResponseFormat switch
        {
            ChatResponseFormatJson when format == "text" => null,
            ChatResponseFormatJson { Schema: { } schema } json when format == "json_schema" =>
                Oai.ChatResponseFormat.CreateJsonSchemaFormat(
                    json.SchemaName ?? "answer",
                    BinaryData.FromString(schema.GetRawText()),
                    json.SchemaDescription,
                    jsonSchemaIsStrict: true
                ),
            ChatResponseFormatJson => Oai.ChatResponseFormat.CreateJsonObjectFormat(),
            _ => null,
        };
        foreach (var tool in options.Tools?.OfType<AIFunctionDeclaration>() ?? [])
        {
            to.Tools.Add(Oai.ChatTool.CreateFunctionTool(tool.Name, tool.Description, BinaryData.FromString(tool.JsonSchema.GetRawText())));
        }

        if (to.Tools.Count > 0)
        {
            to.ToolChoice = options.ToolMode switch
            {
                NoneChatToolMode => Oai.ChatToolChoice.CreateNoneChoice(),
                RequiredChatToolMode { RequiredFunctionName: { } name } => Oai.ChatToolChoice.CreateFunctionChoice(name),
                RequiredChatToolMode => Oai.ChatToolChoice.CreateRequiredChoice(),
                _ => null,
            };
        }

        return to;
    }

    public static ChatResponse From(Oai.ChatCompletion completion)
    {
        var message = new ChatMessage { Role = ChatRole.Assistant, MessageId = completion.Id };
        foreach (var part in completion.Content.Where(p => p.Kind == Oai.ChatMessageContentPartKind.Text))
        {
            message.Contents.Add(new TextContent(part.Text));
        }
        foreach (var call in completion.ToolCalls)
        {
            message.Contents.Add(new FunctionCallContent(call.Id, call.FunctionName, Arguments(call.FunctionArguments)));
        }
        if (completion.Refusal is { Length: > 0 } refusal)
        {
            message.Contents.Add(new ErrorContent(refusal) { ErrorCode = OpenAiChatClient.Refusal });
        }
        return new ChatResponse(message)
        {
            ResponseId = completion.Id,
            ModelId = completion.Model,
            CreatedAt = completion.CreatedAt,
            FinishReason = completion.FinishReason switch
            {
                Oai.ChatFinishReason.Length => ChatFinishReason.Length,
                Oai.ChatFinishReason.ContentFilter => ChatFinishReason.ContentFilter,
                Oai.ChatFinishReason.ToolCalls or Oai.ChatFinishReason.FunctionCall => ChatFinishReason.ToolCalls,
                _ => ChatFinishReason.Stop,
            },
            Usage = completion.Usage is { } u
                ? new UsageDetails
                {
                    InputTokenCount = u.InputTokenCount,
                    OutputTokenCount = u.OutputTokenCount,
                    TotalTokenCount = u.TotalTokenCount,
                }
                : null,
        };
    }

    private static Oai.AssistantChatMessage Assistant(ChatMessage m)
    {
        Oai.ChatToolCall[] calls =
        [
            .. m
                .Contents.OfType<FunctionCallContent>()
                .Select(c =>
                    Oai.ChatToolCall.CreateFunctionToolCall(
                        c.CallId,
                        c.Name,
                        BinaryData.FromString(
                            JsonSerializer.Serialize(
                                c.Arguments ?? new Dictionary<string, object?>(StringComparer.Ordinal),
                                DeskJson.Options
                            )
                        )
                    )
                ),
        ];
        if (calls.Length == 0)
        {
            return new Oai.AssistantChatMessage(m.Text);
        }

        var to = new Oai.AssistantChatMessage(calls);
        if (m.Text.Length > 0)
        {
            to.Content.Add(Oai.ChatMessageContentPart.CreateTextPart(m.Text));
        }
        return to;
    }

    private static string Text(object? result) =>
        result switch
        {
            null => "",
            string s => s,
            JsonElement { ValueKind: JsonValueKind.String } e => e.GetString()!,
            _ => JsonSerializer.Serialize(result, DeskJson.Options),
        };

    private static Dictionary<string, object?> Arguments(BinaryData json) =>
        json.ToMemory().IsEmpty
            ? new(StringComparer.Ordinal)
            : JsonSerializer.Deserialize<Dictionary<string, object?>>(json, DeskJson.Options) ?? new(StringComparer.Ordinal);
}
