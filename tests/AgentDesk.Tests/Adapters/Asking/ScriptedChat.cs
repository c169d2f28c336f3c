using Microsoft.Extensions.AI;

namespace AgentDesk.Tests.Adapters.Asking;

/// <summary>A model whose turns are written in advance; it keeps what it was asked.</summary>
internal sealed class ScriptedChat(params Func<IReadOnlyList<ChatMessage>, ChatMessage>[] turns) : IChatClient
{
    private int _next;

    public List<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Asked { get; } = [];

    public static Func<IReadOnlyList<ChatMessage>, ChatMessage> Says(string text) => _ => new ChatMessage(ChatRole.Assistant, text);

    public static Func<IReadOnlyList<ChatMessage>, ChatMessage> Calls(string tool, params (string Name, object? Value)[] arguments) =>
        seen => new ChatMessage(
            ChatRole.Assistant,
            [new FunctionCallContent($"c{seen.Count}", tool, arguments.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal))]
        );

    public static string LastResult(IReadOnlyList<ChatMessage> messages) =>
        messages.SelectMany(m => m.Contents).OfType<FunctionResultContent>().Last().Result!.ToString()!;

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        ChatMessage[] seen = [.. messages];
        Asked.Add((seen, options));
        return Task.FromResult(new ChatResponse(turns[Math.Min(_next++, turns.Length - 1)](seen)) { FinishReason = ChatFinishReason.Stop });
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
}
