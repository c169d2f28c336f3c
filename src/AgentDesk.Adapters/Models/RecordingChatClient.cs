using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core;
using Microsoft.Extensions.AI;

namespace AgentDesk.Adapters.Models;

/// <summary>Passes every call on and keeps it in a folder, one JSON file a call.</summary>
internal sealed class RecordingChatClient(IChatClient inner, string folder, string name, string model) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ChatMessage[] sent = [.. messages];
        var response = await base.GetResponseAsync(sent, options, cancellationToken);
        var request = Recording.RequestOf(sent, options);
        var key = DeskJson.Hash(request);
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(
            Recording.PathOf(folder, name, key),
            JsonSerializer.Serialize(new Recording(key, model, request, RecordedAnswer.Of(response)), DeskJson.Indented) + "\n",
            cancellationToken
        );
        return response;
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => Whole.StreamAsync(this, messages, options, cancellationToken);
}

/// <summary>
/// Answers every call from a folder. INVARIANT: the inner client is never asked, so that a replay can neither go live nor differ from the
/// one before.
/// </summary>
/// <exception cref="MissingRecordingException">From every call: it was not recorded.</exception>
internal sealed class ReplayingChatClient(IChatClient inner, string folder, string name) : DelegatingChatClient(inner)
{
    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var key = DeskJson.Hash(Recording.RequestOf(messages, options));
        var path = Recording.PathOf(folder, name, key);
        if (!File.Exists(path))
        {
            throw new MissingRecordingException(path);
        }

        var recording = JsonNode.Parse(await File.ReadAllTextAsync(path, cancellationToken)).Deserialize<Recording>(DeskJson.Options)!;
        return recording.Answer.ToResponse(recording.Model);
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => Whole.StreamAsync(this, messages, options, cancellationToken);
}

/// <summary>A call is not among the recordings: prompt, evidence or schema changed since they were made.</summary>
public sealed class MissingRecordingException(string path)
    : Exception(
        $"there is no recording `{path}`: the prompt, its schema or the evidence changed since; record it anew with AgentDesk:Model:RecordTo"
    )
{
    /// <summary>The file that is not there.</summary>
    public string Path { get; } = path;
}

internal static class Whole
{
    /// <summary>A whole answer as a stream.</summary>
    public static async IAsyncEnumerable<ChatResponseUpdate> StreamAsync(
        IChatClient client,
        IEnumerable<ChatMessage> messages,
        ChatOptions? options,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var response = await client.GetResponseAsync(messages, options, ct);
        foreach (var update in response.ToChatResponseUpdates())
        {
            yield return update;
        }
    }
}
