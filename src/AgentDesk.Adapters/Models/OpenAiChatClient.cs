using Microsoft.Extensions.AI;
using Oai = OpenAI.Chat;

namespace AgentDesk.Adapters.Models;

/// <summary>
/// The OpenAI package's chat client as an <see cref="IChatClient"/>. (Microsoft.Extensions.AI.OpenAI does the same; where it can be had,
/// its `AsIChatClient()` takes this place.) A refusal comes back as <see cref="ErrorContent"/> with code <see cref="Refusal"/>.
/// </summary>
/// <exception cref="ModelFailedException">From every call: there was no readable answer.</exception>
internal sealed class OpenAiChatClient(Oai.ChatClient client, ChatClientMetadata metadata, string answerFormat) : IChatClient
{
    public const string Refusal = "Refusal";

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            var completion = await client.CompleteChatAsync(
                OpenAiMessages.From(messages),
                OpenAiMessages.From(options, answerFormat),
                cancellationToken
            );
            return OpenAiMessages.From(completion.Value);
        }
        catch (Exception e) when (e is not (ModelFailedException or OperationCanceledException or OutOfMemoryException))
        {
            // Transport failures have their own type by now: what is left is the package failing on what it read (no choices, broken JSON
            // or UTF-8).
            throw new ModelFailedException(ModelFailure.Unreadable, "its answer is not what the chat protocol says", e);
        }
    }

    /// <summary>The whole answer as one update: nobody watches a draft being typed.</summary>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    ) => Whole.StreamAsync(this, messages, options, cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        if (serviceKey is not null)
        {
            return null;
        }
        if (serviceType == typeof(ChatClientMetadata))
        {
            return metadata;
        }
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
        // The package's client holds nothing to dispose of; its connections live as long as the program.
    }
}
