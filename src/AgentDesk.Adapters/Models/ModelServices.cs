using AgentDesk.Engine;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentDesk.Adapters.Models;

public static class ModelServices
{
    /// <summary>The key of the embedded analyst among the <see cref="IChatClient"/> services.</summary>
    public const string Analyst = "embedded-analyst";

    /// <summary>
    /// The drafter (<see cref="IDrafter"/>), the configured model (<see cref="IChatClient"/>), the prompts and, when a server is configured
    /// for it, the embedding (<see cref="IEmbeddingGenerator{TInput, TEmbedding}"/> of string and float). Bad settings stop the program as
    /// it starts.
    /// </summary>
    /// <param name="dataFolder">The folder of the embedded store: calls are kept under `model-calls` in it.</param>
    public static IServiceCollection AddModels(this IServiceCollection services, IConfiguration configuration, string dataFolder)
    {
        services
            .AddOptions<ModelOptions>()
            .Bind(configuration.GetSection(ModelOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services
            .AddOptions<EmbeddingOptions>()
            .Bind(configuration.GetSection(EmbeddingOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new PromptFolder());
        services.TryAddSingleton<IChatClient>(p => Configured(p, Options(p)));
        services.TryAddSingleton<IDrafter>(p =>
        {
            var analyst = p.GetRequiredKeyedService<IChatClient>(Analyst);
            var models = new DeskModels(p.GetRequiredService<IChatClient>(), analyst);
            return new Drafter(
                models,
                p.GetRequiredService<PromptFolder>(),
                Options(p),
                dataFolder,
                p.GetRequiredService<TimeProvider>(),
                p.GetRequiredService<ILogger<Drafter>>()
            );
        });
        if (configuration.GetSection(EmbeddingOptions.Section)[nameof(EmbeddingOptions.Provider)] == EmbeddingOptions.OpenAi)
        {
            services.TryAddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(p =>
            {
                var options = p.GetRequiredService<IOptions<EmbeddingOptions>>().Value;
                return ModelEndpoint.Embedding(options, null, TimeProvider.System, p.GetRequiredService<ILogger<ModelTransport>>());
            });
        }

        return services;
    }

    private static IChatClient Configured(IServiceProvider services, ModelOptions options)
    {
        if (options.IsOffline)
        {
            return services.GetRequiredKeyedService<IChatClient>(Analyst);
        }

        // The machine's own clock, whatever the desk's says: waits for a server do not stand still with `--as-of`.
        var client = ModelEndpoint.Chat(options, null, TimeProvider.System, services.GetRequiredService<ILogger<ModelTransport>>());
        return options switch
        {
            { ReplayFrom: { } folder } => new ReplayingChatClient(client, folder, options.RecordName),
            { RecordTo: { } folder } => new RecordingChatClient(client, folder, options.RecordName, options.Shown),
            _ => client,
        };
    }

    private static ModelOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<ModelOptions>>().Value;
}
