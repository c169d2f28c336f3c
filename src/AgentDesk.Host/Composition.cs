using System.CommandLine;
using AgentDesk.Adapters.Asking;
using AgentDesk.Adapters.Book;
using AgentDesk.Adapters.Delivery;
using AgentDesk.Adapters.Ledger;
using AgentDesk.Adapters.Models;
using AgentDesk.Adapters.Models.Embedded;
using AgentDesk.Adapters.People;
using AgentDesk.Adapters.Records;
using AgentDesk.Adapters.Retrieval;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Engine.AlwaysOn;
using AgentDesk.Workflows;
using Microsoft.Extensions.AI;

namespace AgentDesk.Host;

/// <summary>What the program is made of: one AddX() a module, chosen by configuration.</summary>
internal static class Composition
{
    /// <summary>The desk for one command. Settings come from appsettings.json, then the environment, then options.</summary>
    public static ServiceProvider Build(ParseResult parsed)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .Build();
        var services = new ServiceCollection();
        services.AddLogging(logging =>
            logging
                .AddSimpleConsole(o => o.SingleLine = true)
                .AddFilter(null, parsed.GetValue(GlobalOptions.Verbose) ? LogLevel.Debug : LogLevel.Critical)
                .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o =>
                    o.LogToStandardErrorThreshold = LogLevel.Trace
                )
        );
        AddAgentDesk(services, configuration, parsed);
        return services.BuildServiceProvider();
    }

    public static void AddAgentDesk(IServiceCollection services, IConfiguration configuration, ParseResult parsed)
    {
        var data = parsed.GetRequiredValue(GlobalOptions.Data).FullName;
        services.AddSingleton(configuration);
        var replay = GlobalOptions.AsOfInstant(parsed) is { } asOf ? new ReplayClock(asOf) : null;
        services.AddSingleton<TimeProvider>((TimeProvider?)replay ?? TimeProvider.System);
        services.AddSingleton<IReadOnlyList<Workflow>>(Catalog.All);
        services.AddDealBook(new BookOptions { Folder = data });
        if (replay is not null)
        {
            services.AddSingleton(replay);
            services.AddBookAsOf(replay);
        }

        services.AddRetrieval(data);
        services.AddKeyedSingleton<IChatClient, EmbeddedAnalyst>(ModelServices.Analyst);
        services.AddModels(configuration, data);
        services.AddSqliteLedger(data);
        services.AddJournal(data);
        services.AddPeople(data, configuration["AgentDesk:People"]);
        services.AddSqliteDelivery(data);
        // A replay works one deal at a time, in order: the same replay gives the same ledger.
        services.AddSingleton(replay is null ? new DeskOptions() : new DeskOptions(IsReplay: true, Parallel: 1));
        services.AddSingleton<IDesk, DeskService>();
        services.AddAsk(configuration, data);
    }
}
