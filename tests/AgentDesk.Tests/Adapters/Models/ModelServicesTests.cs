using AgentDesk.Adapters.Models;
using AgentDesk.Engine;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace AgentDesk.Tests.Adapters.Models;

public sealed class ModelServicesTests
{
    [Theory]
    [InlineData("is none of `offline`", "Model:Provider=banana")]
    [InlineData("AgentDesk:Model:Name is missing", "Model:Provider=openai", "Model:ApiKey=k")]
    [InlineData("AgentDesk:Model:ApiKey is missing", "Model:Provider=openai", "Model:Name=m")]
    [InlineData(
        "Endpoint must be the resource's https address",
        "Model:Provider=azure-openai",
        "Model:Name=m",
        "Model:ApiKey=k",
        "Model:Endpoint=http://x.example"
    )]
    [InlineData("or UseEntra", "Model:Provider=azure-openai", "Model:Name=m", "Model:Endpoint=https://x.example")]
    [InlineData("set one", "Model:RecordTo=a", "Model:ReplayFrom=b", "Model:Provider=openai")]
    [InlineData("MaxRetries", "Model:MaxRetries=99")]
    [InlineData("is none of `embedded`", "Embedding:Provider=banana")]
    public void Settings_that_cannot_work_stop_the_start_and_say_why(string why, params string[] settings)
    {
        using var services = Services(settings);

        var e = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(why, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_settings_the_model_is_the_embedded_analyst_and_nothing_is_embedded_elsewhere()
    {
        using var services = Services();

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.Same(services.GetRequiredKeyedService<IChatClient>(ModelServices.Analyst), services.GetRequiredService<IChatClient>());
        Assert.IsType<Drafter>(services.GetRequiredService<IDrafter>());
        Assert.Null(services.GetService<IEmbeddingGenerator<string, Embedding<float>>>());
    }

    [Fact]
    public void A_server_of_ones_own_needs_no_key()
    {
        using var services = Services(
            "Model:Provider=openai",
            "Model:Name=m",
            "Model:BaseUrl=http://127.0.0.1:11434/v1",
            "Embedding:Provider=openai",
            "Embedding:Name=e",
            "Embedding:BaseUrl=http://127.0.0.1:11434/v1"
        );

        services.GetRequiredService<IStartupValidator>().Validate();

        Assert.Equal("m", services.GetRequiredService<IChatClient>().GetService<ChatClientMetadata>()!.DefaultModelId);
        Assert.Equal(
            "e",
            services
                .GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>()
                .GetService<EmbeddingGeneratorMetadata>()!
                .DefaultModelId
        );
    }

    private static ServiceProvider Services(params string[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Select(s => s.Split('=', 2)).Select(p => KeyValuePair.Create("AgentDesk:" + p[0], (string?)p[1]))
            )
            .Build();
        return new ServiceCollection()
            .AddKeyedSingleton<IChatClient>(ModelServices.Analyst, new ModelCase.Analyst())
            .AddModels(configuration, "unused")
            .BuildServiceProvider();
    }
}
