using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using Microsoft.Extensions.AI;

namespace AgentDesk.Adapters.Models;

/// <summary>A preparation as a model is asked for it: what the drafter sends is, byte for byte, what an eval sends.</summary>
internal static class DraftPrompt
{
    /// <summary>The messages, with what was wrong with an earlier draft.</summary>
    public static IReadOnlyList<ChatMessage> Render(PromptFile prompt, PrepareRequest request, EvidenceBlock block)
    {
        var inputs = (JsonObject)request.Inputs.DeepClone();
        inputs["feedback"] = new JsonArray([
            .. request.Feedback.Select(f => (JsonNode)JsonValue.Create(f.Feedback ?? $"{f.Reason} ({f.Gate})")),
        ]);
        if (request.Previous is { ValueKind: JsonValueKind.Object } previous)
        {
            inputs["previous_draft"] = JsonObject.Create(previous);
        }
        return prompt.Render(
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["inputs"] = EvidenceBlock.Inputs(inputs), ["evidence"] = block.Text }
        );
    }

    /// <summary>The evidence that fits beside the rest of the prompt.</summary>
    public static EvidenceBlock EvidenceFor(PrepareRequest request, PromptFile prompt, ModelOptions options)
    {
        if (options.MaxInputTokens == int.MaxValue)
        {
            return EvidenceBlock.Write(request.Dossier, int.MaxValue);
        }

        var bare =
            Render(prompt, request, new EvidenceBlock("", [], [])).Sum(m => TokenCount.Of(m.Text))
            + SchemaTokens(OptionsFor(request.Task, prompt, options));
        return EvidenceBlock.Write(request.Dossier, Math.Max(0, options.MaxInputTokens - bare));
    }

    public static ChatOptions OptionsFor(PrepareTask task, PromptFile prompt, ModelOptions options) =>
        new()
        {
            MaxOutputTokens = Math.Min(Math.Min(task.MaxOutputTokens, prompt.MaxTokens ?? int.MaxValue), options.MaxOutputTokens),
            Temperature = prompt.Temperature,
            ResponseFormat = prompt.Schema is { } schema ? ChatResponseFormat.ForJsonSchema(schema, task.Prompt) : ChatResponseFormat.Json,
        };

    public static int SchemaTokens(ChatOptions chat) =>
        chat.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } ? TokenCount.Of(schema.GetRawText()) : 0;
}
