using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.Identity;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;

namespace AgentDesk.Adapters.Models;

#pragma warning disable OPENAI001 // The constructors that take an authentication policy are marked experimental; they are Azure's documented way in.

/// <summary>
/// Makes the clients of OpenAI-compatible servers from options. The OpenAI package's own retries and time-outs are off:
/// <see cref="ModelTransport"/> is in charge.
/// </summary>
internal static class ModelEndpoint
{
    /// <summary>The chat client of a provider.</summary>
    /// <param name="inner">What stands in for the network; null for the network.</param>
    public static IChatClient Chat(ModelOptions options, HttpMessageHandler? inner, TimeProvider time, ILogger logger)
    {
        var isAzure = options.Provider == ModelOptions.AzureOpenAi;
        var address = isAzure ? Azure(options.Endpoint!) : options.BaseUrl;
        var limits = new TransportLimits(options.Timeout, options.MaxRetries, options.RetryDelay, options.MaxAnswerBytes);
        var client = Options(address, limits, inner, time, logger);
        var name = options.Name ?? options.RecordName;
        var chat =
            isAzure && options.UseEntra
                ? new ChatClient(name, new BearerTokenPolicy(new DefaultAzureCredential(), options.EntraScope), client)
                : new ChatClient(name, Key(options.ApiKey), client);
        return new OpenAiChatClient(chat, new ChatClientMetadata(options.Provider, address, name), options.AnswerFormat);
    }

    /// <summary>The embedding client of a server.</summary>
    /// <param name="inner">What stands in for the network; null for the network.</param>
    public static IEmbeddingGenerator<string, Embedding<float>> Embedding(
        EmbeddingOptions options,
        HttpMessageHandler? inner,
        TimeProvider time,
        ILogger logger
    )
    {
        var limits = new TransportLimits(options.Timeout, options.MaxRetries, options.RetryDelay, options.MaxAnswerBytes);
        return new OpenAiEmbeddings(
            new EmbeddingClient(options.Name, Key(options.ApiKey), Options(options.BaseUrl, limits, inner, time, logger)),
            new EmbeddingGeneratorMetadata(EmbeddingOptions.OpenAi, options.BaseUrl, options.Name, options.Dimensions),
            options.BatchSize
        );
    }

    /// <summary>The v1 endpoint of an Azure OpenAI resource, whichever of its addresses was given.</summary>
    public static Uri Azure(Uri endpoint) => new(endpoint, "/openai/v1/");

    private static OpenAIClientOptions Options(
        Uri? baseUrl,
        TransportLimits limits,
        HttpMessageHandler? inner,
        TimeProvider time,
        ILogger logger
    )
    {
        // No redirects: a key goes to the host that was named and to no other. Nothing compressed: the size cap counts what is read.
        inner ??= new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = System.Net.DecompressionMethods.None,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
        var http = new HttpClient(new ModelTransport(inner, limits, time, logger)) { Timeout = Timeout.InfiniteTimeSpan };
        var options = new OpenAIClientOptions
        {
            Transport = new HttpClientPipelineTransport(http),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
        };
        if (baseUrl is not null)
        {
            options.Endpoint = baseUrl;
        }
        return options;
    }

    // Servers on one's own machine ask for no key, but the client will not be made without one.
    private static ApiKeyCredential Key(string? key) => new(string.IsNullOrWhiteSpace(key) ? "none" : key);
}
