using AgentDesk.Adapters.Models;
using AgentDesk.Engine;
using AgentDesk.Engine.Asking;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AgentDesk.Adapters.Asking;

public static class AskServices
{
    /// <summary>
    /// <see cref="IAsk"/> with the configured model, and <see cref="IAskHistory"/> in the data folder. Needs the desk, the book, retrieval
    /// and the models.
    /// </summary>
    /// <param name="dataFolder">Conversations are kept under `asks` in it, the calls of a model under `model-calls`.</param>
    public static IServiceCollection AddAsk(this IServiceCollection services, IConfiguration configuration, string dataFolder)
    {
        services.AddOptions<AskOptions>().Bind(configuration.GetSection(AskOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IAskHistory>(new AskHistory(dataFolder));
        services.AddSingleton<IAsk>(p =>
        {
            var model = p.GetRequiredService<IOptions<ModelOptions>>().Value;
            var asker = model.IsOffline
                ? null
                : new ModelAsker(
                    p.GetRequiredService<IChatClient>(),
                    p.GetRequiredService<PromptFolder>(),
                    model,
                    p.GetRequiredService<IOptions<AskOptions>>().Value,
                    dataFolder,
                    p.GetRequiredService<TimeProvider>()
                );
            return new AskService(
                p.GetRequiredService<IDesk>(),
                p.GetRequiredService<IDealBook>(),
                p.GetRequiredService<IRetrieval>(),
                asker,
                p.GetRequiredService<ILogger<AskService>>(),
                p.GetService<DeskOptions>()?.IsReplay == true
            );
        });
        return services;
    }
}
