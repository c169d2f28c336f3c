using Microsoft.Extensions.AI;
using OpenAI.Embeddings;
using Options = OpenAI.Embeddings.EmbeddingGenerationOptions;

namespace AgentDesk.Adapters.Models;

/// <summary>Embeddings of any OpenAI-compatible server, in batches.</summary>
/// <exception cref="ModelFailedException">From every call: there was no readable answer.</exception>
internal sealed class OpenAiEmbeddings(EmbeddingClient client, EmbeddingGeneratorMetadata metadata, int batchSize)
    : IEmbeddingGenerator<string, Embedding<float>>
{
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        Microsoft.Extensions.AI.EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var into = new GeneratedEmbeddings<Embedding<float>>();
        long tokens = 0;
        foreach (var batch in values.Chunk(batchSize))
        {
            try
            {
                var answer = (
                    await client.GenerateEmbeddingsAsync(
                        batch,
                        new Options { Dimensions = options?.Dimensions ?? metadata.DefaultModelDimensions },
                        cancellationToken
                    )
                ).Value;
                if (answer.Count != batch.Length)
                {
                    throw new FormatException($"{batch.Length} texts were sent, {answer.Count} vectors came back");
                }
                into.AddRange(answer.OrderBy(e => e.Index).Select(e => new Embedding<float>(e.ToFloats()) { ModelId = answer.Model }));
                tokens += answer.Usage?.InputTokenCount ?? 0;
            }
            catch (Exception e) when (e is not (ModelFailedException or OperationCanceledException or OutOfMemoryException))
            {
                throw new ModelFailedException(ModelFailure.Unreadable, "its answer is not what the embeddings protocol says", e);
            }
        }

        into.Usage = new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens };
        return into;
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        if (serviceKey is not null)
        {
            return null;
        }
        if (serviceType == typeof(EmbeddingGeneratorMetadata))
        {
            return metadata;
        }
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
        // See OpenAiChatClient.
    }
}
