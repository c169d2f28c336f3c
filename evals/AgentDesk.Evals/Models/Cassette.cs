using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Adapters.Models;
using AgentDesk.Core;
using AgentDesk.Evals.Rows;
using Microsoft.Extensions.AI;

namespace AgentDesk.Evals.Models;

/// <summary>An answer, and whether a model was called for it.</summary>
internal sealed record Answered(ChatResponse Response, bool IsLive);

/// <summary>
/// Answers from recordings, from a model, or from both, as the run's mode says. A recording's key is the request's hash; a repeat after the
/// first has the repeat in it, so that repeats are calls of their own and replay as such.
/// </summary>
internal static class Cassette
{
    /// <exception cref="MissingRecordingException">The mode or the model allows no call, and there is no recording. INVARIANT: then no
    /// client is touched.</exception>
    public static async Task<Answered> AskAsync(
        EvalModel model,
        RunMode mode,
        string folder,
        int repeat,
        IReadOnlyList<ChatMessage> messages,
        ChatOptions options,
        CancellationToken ct
    )
    {
        if (model.IsEmbedded)
        {
            return new(await model.Client!.GetResponseAsync(messages, options, ct), false);
        }
        if (mode == RunMode.Live && model.Client is { } live)
        {
            return new(await live.GetResponseAsync(messages, options, ct), true);
        }

        var request = Request(messages, options, repeat);
        var key = DeskJson.Hash(request);
        var path = Recording.PathOf(folder, model.RecordName, key);
        if (File.Exists(path))
        {
            return new((await ReadAsync(path, ct)).Answer.ToResponse(model.Name), false);
        }
        if (mode == RunMode.Replay || model.Client is null)
        {
            throw new MissingRecordingException(path);
        }

        var response = await model.Client.GetResponseAsync(messages, options, ct);
        Directory.CreateDirectory(folder);
        var part = FormattableString.Invariant($"{path}.{Environment.ProcessId}.part");
        await File.WriteAllTextAsync(
            part,
            JsonSerializer.Serialize(new Recording(key, model.Name, request, RecordedAnswer.Of(response)), DeskJson.Indented) + "\n",
            ct
        );
        File.Move(part, path, overwrite: true);
        return new(response, true);
    }

    /// <summary>What a recording's key is taken of.</summary>
    public static JsonObject Request(IEnumerable<ChatMessage> messages, ChatOptions? options, int repeat)
    {
        var request = Recording.RequestOf(messages, options);
        if (repeat > 0)
        {
            request["repeat"] = repeat;
        }
        return request;
    }

    private static async Task<Recording> ReadAsync(string path, CancellationToken ct)
    {
        try
        {
            return JsonSerializer.Deserialize<Recording>(await File.ReadAllTextAsync(path, ct), DeskJson.Options)!;
        }
        catch (JsonException e)
        {
            throw new Engine.UnusableInputException($"`{path}` is no recording: {e.Message}");
        }
    }
}
