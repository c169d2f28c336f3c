using System.CommandLine;
using AgentDesk.Adapters.Book;
using AgentDesk.Adapters.Ledger;
using AgentDesk.Adapters.Models;
using AgentDesk.Adapters.Models.Embedded;
using AgentDesk.Adapters.Records;
using AgentDesk.Adapters.Retrieval;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
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
        services.AddLogging(logging => logging.AddSimpleConsole(o => o.SingleLine = true).AddFilter(null, parsed.GetValue(GlobalOptions.Verbose) ? LogLevel.Debug : LogLevel.Critical)
            .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace));
        AddAgentDesk(services, configuration, parsed);
        return services.BuildServiceProvider();
    }

    public static void AddAgentDesk(IServiceCollection services, IConfiguration configuration, ParseResult parsed)
    {
        var data = parsed.GetRequiredValue(GlobalOptions.Data).FullName;
        services.AddSingleton(configuration);
        services.AddSingleton<TimeProvider>(GlobalOptions.AsOfInstant(parsed) is { } asOf ? new FixedClock(asOf) : TimeProvider.System);
        services.AddSingleton<IReadOnlyList<Workflow>>(Catalog.All);
        services.AddDealBook(new BookOptions { Folder = data });
        services.AddRetrieval(data);
        services.AddKeyedSingleton<IChatClient, EmbeddedAnalyst>(ModelServices.Analyst);
        services.AddModels(configuration, data);
        services.AddSqliteLedger(data);
        services.AddJournal(data);
        services.AddSingleton(new DeskOptions(GlobalOptions.AsOfInstant(parsed)));
        services.AddSingleton<IDesk, DeskService>();
    }
}

/// <summary>A clock that stands at `--as-of`; timers and elapsed time go on as usual.</summary>
internal sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now.ToUniversalTime();

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;
}
