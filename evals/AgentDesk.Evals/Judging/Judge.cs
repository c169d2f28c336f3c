using System.Text.Json;
using AgentDesk.Adapters.Models;
using AgentDesk.Evals.Running;
using AgentDesk.Evals.Tasks;
using Microsoft.Extensions.AI;

namespace AgentDesk.Evals.Judging;

/// <summary>
/// A model that says whether a source supports a statement. What it says counts only as far as it was measured against people
/// (<see cref="Calibration"/>).
/// </summary>
internal static class Judge
{
    public const string Prompt = "claim-judge";
    public const string Supported = "supported";
    public const string Unsupported = "unsupported";

    /// <returns>The verdict, or why there is none that can be read.</returns>
    public static Task<(JsonElement? Verdict, string? Problem)> AskAsync(
        Asking asking,
        PromptFile prompt,
        PromptFolder prompts,
        string source,
        string claim,
        CancellationToken ct
    )
    {
        // The source is one JSON string a line: no text of it can close the block or speak as the prompt.
        var values = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["source"] = JsonSerializer.Serialize(source, Core.DeskJson.Options),
            ["claim"] = JsonSerializer.Serialize(claim, Core.DeskJson.Options),
        };
        var options = new ChatOptions
        {
            MaxOutputTokens = prompt.MaxTokens ?? 300,
            Temperature = prompt.Temperature ?? 0,
            ResponseFormat = prompt.Schema is { } schema ? ChatResponseFormat.ForJsonSchema(schema, Prompt) : ChatResponseFormat.Json,
        };
        return Answer.AskAsync(asking, prompt, prompts, typeof(JsonElement), prompt.Render(values), options, ct);
    }
}
