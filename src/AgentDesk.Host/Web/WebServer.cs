using System.CommandLine;
using System.Net.Sockets;
using AgentDesk.Engine;
using AgentDesk.Host.AlwaysOn;
using AgentDesk.Surfaces.Teams;
using AgentDesk.Surfaces.Teams.Identity;
using AgentDesk.Surfaces.Web;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace AgentDesk.Host.Web;

/// <summary>The web inbox and the work behind it, in one process.</summary>
internal static class WebServer
{
    /// <summary>The Teams surface's settings, or null when it is off.</summary>
    /// <exception cref="UnusableInputException">They cannot be used.</exception>
    public static TeamsOptions? Teams(WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection(TeamsOptions.Section).Get<TeamsOptions>() ?? new TeamsOptions();
        if (!options.IsOn)
        {
            return null;
        }

        return TeamsSurface.Problem(options, builder.Environment.IsProduction()) is { } problem
            ? throw new UnusableInputException($"the settings cannot be used: {problem}")
            : options;
    }

    /// <summary>
    /// Serves until it is told to stop, and scans by the schedule where one is given; <paramref name="ready"/> gets the address once it
    /// answers.
    /// </summary>
    /// <exception cref="UnusableInputException">An address is not loopback although nobody signs in, or the port is taken.</exception>
    public static async Task RunAsync(
        ParseResult parsed,
        IReadOnlyList<string> urls,
        bool switcher,
        ScheduleOptions? schedule,
        Action<string> ready,
        CancellationToken ct
    )
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        // Kestrel takes addresses from the settings, too; this version has no sign-in, so all of them stay on the machine itself.
        LoopbackGuard.EnsureLoopbackOnly(
            [.. urls, .. builder.Configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"] ?? "")],
            hasSignIn: false
        );
        var teams = Teams(builder);
        builder.WebHost.UseUrls(teams is null ? [.. urls] : [.. urls, teams.Url]).UseKestrelHttpsConfiguration();
        // One event, one line.
        builder
            .Logging.AddSimpleConsole(o => o.SingleLine = true)
            .SetMinimumLevel(LogLevel.Warning)
            .AddFilter("AgentDesk.Host.AlwaysOn", LogLevel.Information)
            .AddFilter("Quartz", LogLevel.Error)
            .AddFilter("AgentDesk.Surfaces.Teams", LogLevel.Information)
            // What stops the start is said in one line at the edge (CommandLine), not as a trace.
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o =>
                o.LogToStandardErrorThreshold = LogLevel.Trace
            );
        Composition.AddAgentDesk(builder.Services, builder.Configuration, parsed);
        builder.Services.AddWebInbox(o =>
            (o.PersonSwitcher, o.KeysFolder) = (switcher, Path.Combine(parsed.GetRequiredValue(GlobalOptions.Data).FullName, "keys"))
        );
        // Suites are in a repository: where the desk runs without one, nothing can be labelled, and the page is not there.
        if (Verbs.EvalOptions.PlacesIfAny() is { } places)
        {
            builder.Services.AddSingleton<Engine.Labelling.ILabelBench>(_ => new Evals.Labelling.LabelBench(places, TimeProvider.System));
        }
        builder.Services.AddSingleton<IEvalReports>(new EvalReports(Verbs.EvalOptions.Near()));
        builder.Services.AddHostedService<OutboxWorker>();
        if (schedule is not null)
        {
            builder.Services.AddSchedule(schedule);
        }
        if (teams is not null)
        {
            builder.Services.AddTeams(teams);
        }

        await using var app = builder.Build();
        if (teams is not null)
        {
            app.MapTeams(port => port == new Uri(teams.Url).Port);
        }
        app.MapWebInbox();
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException e) when (e.InnerException is SocketException or Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new UnusableInputException(
                $"{string.Join(" or ", teams is null ? urls : [.. urls, teams.Url])} is taken: end what listens there, or name another with --port N"
            );
        }

        ready(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await app.WaitForShutdownAsync(ct);
    }
}
