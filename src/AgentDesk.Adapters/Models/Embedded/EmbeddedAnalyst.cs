using System.Text.Json;
using AgentDesk.Adapters.Models.Embedded.Answering;
using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Latency;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Stages;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace AgentDesk.Adapters.Models.Embedded;

/// <summary>
/// The model that needs no server and no key: it reads the INPUTS and EVIDENCE blocks of the last user message and answers with the draft
/// that the prompt asks for: a stalled-deal diagnosis, a stage review, or what is next on a late trigger. It weighs sentences with a small
/// linear model and the deal's structure (who, when, open or answered, trackers). Deterministic: the same prompt gets the same bytes.
/// </summary>
public sealed class EmbeddedAnalyst : IChatClient
{
    /// <summary>
    /// The answer's additional property that says how sure a diagnosis is of its first blocker, 0 to 1, as a double: for evals. The draft
    /// does not hold it.
    /// </summary>
    public const string Confidence = "confidence";

    /// <summary>Answers the last user message that holds the blocks.</summary>
    /// <exception cref="ArgumentException">The message has no INPUTS and EVIDENCE blocks.</exception>
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var prompt =
            messages.LastOrDefault(m => m.Role == ChatRole.User && m.Text.Contains("BEGIN INPUTS", StringComparison.Ordinal))?.Text ?? "";
        var (json, confidence) = Read(prompt);
        return Task.FromResult(
            new ChatResponse(new ChatMessage(ChatRole.Assistant, json))
            {
                ModelId = "offline",
                FinishReason = ChatFinishReason.Stop,
                AdditionalProperties = confidence is { } sure ? new() { [Confidence] = sure } : null,
            }
        );
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType?.IsInstanceOfType(this) == true ? this : null;

    public void Dispose()
    {
        // Nothing is held.
    }

    /// <summary>The draft's JSON for a rendered prompt.</summary>
    internal static string Answer(string prompt) => Read(prompt).Json;

    private static (string Json, double? Confidence) Read(string prompt)
    {
        var reading =
            BlockReader.Read(prompt)
            ?? throw new ArgumentException(
                "the prompt holds no `BEGIN INPUTS` and `BEGIN EVIDENCE` blocks: see prompts/README.md",
                nameof(prompt)
            );
        if (StageInputs.Read(prompt) is { } stages)
        {
            return (JsonSerializer.Serialize(StageDraftWriter.Write(reading, stages), DeskJson.Options), null);
        }
        if (LatencyInputs.Read(prompt) is { } latency)
        {
            return (JsonSerializer.Serialize(LatencyDraftWriter.Write(reading, latency), DeskJson.Options), null);
        }
        var diagnosis = Diagnose.Of(reading, CueModel.Default);
        var draft = DraftWriter.Write(reading, diagnosis);
        if (LastResort.IsDue(reading, draft))
        {
            draft = LastResort.Of(reading, diagnosis, draft);
        }
        return (JsonSerializer.Serialize(draft, DeskJson.Options), Sureness.Of(diagnosis, Weights.Default));
    }
}

public static class EmbeddedAnalystServices
{
    /// <summary>The embedded analyst, under the key that the drafter asks for.</summary>
    public static IServiceCollection AddEmbeddedAnalyst(this IServiceCollection services) =>
        services.AddKeyedSingleton<IChatClient, EmbeddedAnalyst>(ModelServices.Analyst);
}
