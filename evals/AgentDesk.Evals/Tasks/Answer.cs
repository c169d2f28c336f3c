using System.Text.Json;
using AgentDesk.Adapters.Models;
using AgentDesk.Evals.Running;
using Microsoft.Extensions.AI;

namespace AgentDesk.Evals.Tasks;

/// <summary>A JSON answer that fits its type, asked for as the desk asks: once more with what is wrong, and no third time.</summary>
internal static class Answer
{
    /// <returns>The answer, or why there is none that fits.</returns>
    public static async Task<(JsonElement? Json, string? Problem)> AskAsync(
        Asking asking,
        PromptFile prompt,
        PromptFolder prompts,
        Type type,
        IReadOnlyList<ChatMessage> messages,
        ChatOptions options,
        CancellationToken ct
    )
    {
        var first = await asking.AskAsync(messages, options, ct);
        if (IsRefusal(first))
        {
            return (null, "the model refused to answer");
        }
        var reading = DraftReader.Read(first.Text, type, prompt.Schema);
        if (reading.Draft is { } draft)
        {
            return (draft, null);
        }

        var problem =
            first.FinishReason == ChatFinishReason.Length
                ? FormattableString.Invariant($"{reading.Problem}; it may be at most {options.MaxOutputTokens} tokens long")
                : reading.Problem!;
        IReadOnlyList<ChatMessage> again =
        [
            .. messages,
            new(ChatRole.Assistant, first.Text),
            .. prompts.Get("repair").Render(new Dictionary<string, object?>(StringComparer.Ordinal) { ["error"] = problem }),
        ];
        var second = await asking.AskAsync(again, options, ct);
        if (IsRefusal(second))
        {
            return (null, "the model refused to answer");
        }
        reading = DraftReader.Read(second.Text, type, prompt.Schema);
        return reading.Draft is { } mended ? (mended, null) : (null, $"no answer that fits, asked twice: {reading.Problem}");
    }

    private static bool IsRefusal(ChatResponse response) =>
        response.FinishReason == ChatFinishReason.ContentFilter
        || response.Messages.Any(m => m.Contents.OfType<ErrorContent>().Any(c => c.ErrorCode == OpenAiChatClient.Refusal));
}
