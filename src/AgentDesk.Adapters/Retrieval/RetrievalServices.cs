using AgentDesk.Engine;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AgentDesk.Adapters.Retrieval;

/// <summary>Composition of the embedded index.</summary>
public static class RetrievalServices
{
    /// <summary>
    /// <see cref="IRetrieval"/> over `index.db` in the data folder. The embedding is the embedded one unless another is registered.
    /// </summary>
    public static IServiceCollection AddRetrieval(this IServiceCollection services, string dataFolder, RetrievalOptions? options = null)
    {
        services.AddSingleton<IRetrieval>(s => new EmbeddedRetrieval(
            dataFolder,
            s.GetRequiredService<IDealBook>(),
            s.GetService<IEmbeddingGenerator<string, Embedding<float>>>() ?? new HashedEmbedding(),
            options ?? new RetrievalOptions(),
            s.GetRequiredService<ILogger<EmbeddedRetrieval>>()
        ));
        return services;
    }
}
