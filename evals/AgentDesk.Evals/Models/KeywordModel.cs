using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core;
using AgentDesk.Evals.Analyst;
using Microsoft.Extensions.AI;

namespace AgentDesk.Evals.Models;

/// <summary>
/// The keyword baseline as a model: it reads the buyers' mails and calls of the prompt's evidence block and answers with the category whose
/// words stand there most often. It claims nothing else: no fact, no next step.
/// </summary>
internal sealed class KeywordModel : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var words = new List<string>();
        var count = 0;
        foreach (var line in Lines(messages.LastOrDefault(m => m.Role == ChatRole.User)?.Text ?? ""))
        {
            if (
                line["kind"]?.GetValue<string>() is "mail" or "call"
                && line["side"]?.GetValue<string>() == "buyer"
                && line["automatic"] is null
                && line["text"] is { } text
            )
            {
                words.Add(text.GetValue<string>());
            }
            if (line["prior_attempts"]?["count"] is { } attempts)
            {
                count = attempts.GetValue<int>();
            }
        }

        var category = KeywordBaseline.Name(string.Join('\n', words));
        var draft = new JsonObject
        {
            ["headline"] = $"Most of the buyer's words point to {category.Replace('_', ' ')}",
            ["blocker"] = new JsonObject
            {
                ["category"] = category,
                ["standing"] = "inferred",
                ["secondary"] = new JsonArray(),
                ["disposition"] = "unblock",
            },
            ["claims"] = new JsonArray(),
            ["prior_attempts"] = new JsonObject { ["count"] = count, ["summary"] = "" },
            ["missing_evidence"] = new JsonArray(),
        };
        return Task.FromResult(
            new ChatResponse(new ChatMessage(ChatRole.Assistant, draft.ToJsonString(DeskJson.Options)))
            {
                FinishReason = ChatFinishReason.Stop,
            }
        );
    }

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => throw new NotSupportedException();

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
        // Nothing is held.
    }

    private static IEnumerable<JsonObject> Lines(string prompt)
    {
        foreach (var line in prompt.Split('\n'))
        {
            if (line.Length == 0 || line[0] != '{')
            {
                continue;
            }
            JsonNode? node = null;
            try
            {
                node = JsonNode.Parse(line);
            }
            catch (JsonException)
            {
                // A line of the template may begin with a brace: it is no evidence.
            }

            if (node is JsonObject o)
            {
                yield return o;
            }
        }
    }
}
