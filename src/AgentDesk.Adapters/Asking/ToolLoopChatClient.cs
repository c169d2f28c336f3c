using System.Text.Json;
using AgentDesk.Adapters.Models;
using AgentDesk.Core;
using AgentDesk.Engine.Asking.Tools;
using Microsoft.Extensions.AI;

namespace AgentDesk.Adapters.Asking;

/// <summary>
/// Carries out the tools that a model calls and goes on until it answers. Bounded: after <paramref name="mostSteps"/> rounds the model must
/// answer with what it has. A tool that fails says why to the model, in one line. (Microsoft.Extensions.AI's function-invoking client does
/// the same; where it can be had, it takes this place.)
/// </summary>
/// <param name="mostCharacters">Longer results are cut, and say so.</param>
internal sealed class ToolLoopChatClient(IChatClient inner, int mostSteps, int mostCharacters) : DelegatingChatClient(inner)
{
    /// <summary>What the last answer took: the messages between the question and it, in order.</summary>
    public IReadOnlyList<ChatMessage> Between { get; private set; } = [];

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var talk = messages.ToList();
        var asked = talk.Count;
        var usage = new UsageDetails { InputTokenCount = 0, OutputTokenCount = 0 };
        for (var step = 0; ; step++)
        {
            var last = step >= mostSteps;
            var sent = last ? Closing(options) : options;
            var response = await base.GetResponseAsync(talk, sent, cancellationToken);
            usage.Add(response.Usage ?? new UsageDetails());
            var calls = response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().ToList();
            if (calls.Count == 0 || last)
            {
                Between = [.. talk.Skip(asked)];
                response.Usage = usage;
                return response;
            }

            talk.AddRange(response.Messages);
            var results = new ChatMessage { Role = ChatRole.Tool };
            foreach (var call in calls)
            {
                results.Contents.Add(new FunctionResultContent(call.CallId, await InvokeAsync(call, options, cancellationToken)));
            }
            talk.Add(results);
        }
    }

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => Whole.StreamAsync(this, messages, options, cancellationToken);

    private static ChatOptions? Closing(ChatOptions? options)
    {
        var closing = options?.Clone();
        if (closing is not null)
        {
            closing.ToolMode = ChatToolMode.None;
        }
        return closing;
    }

    private async Task<string> InvokeAsync(FunctionCallContent call, ChatOptions? options, CancellationToken ct)
    {
        if (call.Exception is not null)
        {
            return Error($"the arguments of `{call.Name}` are no JSON object");
        }
        if (options?.Tools?.OfType<AIFunction>().FirstOrDefault(t => t.Name == call.Name) is not { } tool)
        {
            return Error($"there is no tool `{call.Name}`: {string.Join(", ", options?.Tools?.Select(t => t.Name) ?? [])}");
        }

        try
        {
            var result = await tool.InvokeAsync(new AIFunctionArguments(call.Arguments, StringComparer.Ordinal), ct);
            var text = result is JsonElement { ValueKind: JsonValueKind.String } said
                ? said.GetString()!
                : result as string ?? JsonSerializer.Serialize(result, DeskJson.Options);
            return text.Length <= mostCharacters ? text : text[..mostCharacters] + "… (cut: ask for less)";
        }
        catch (Exception e)
            when (e is ToolRefusedException or ArgumentException or JsonException or InvalidOperationException or FormatException)
        {
            return Error(e.Message.ReplaceLineEndings(" "));
        }
    }

    private static string Error(string what) => JsonSerializer.Serialize(new { error = what }, DeskJson.Options);
}
