using System.ComponentModel.DataAnnotations;
using AgentDesk.Engine;
using AgentDesk.Engine.Asking;
using AgentDesk.Surfaces.Teams.Cards;
using AgentDesk.Surfaces.Teams.Deciding;
using AgentDesk.Surfaces.Teams.Delivery;
using AgentDesk.Surfaces.Teams.Identity;
using AgentDesk.Surfaces.Teams.Protocol;
using AgentDesk.Surfaces.Teams.Talking;
using AgentDesk.Surfaces.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace AgentDesk.Surfaces.Teams;

/// <summary>The Teams surface: the bot's endpoint, its deliveries, and everything that they are made of.</summary>
public static class TeamsSurface
{
    public const string Path = "/api/messages";

    /// <summary>What keeps the settings from being used, in one line, or null.</summary>
    /// <param name="isProduction">Whether the host runs as Production, which it does unless it is told otherwise.</param>
    public static string? Problem(TeamsOptions options, bool isProduction)
    {
        var wrong = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new(options), wrong, validateAllProperties: true))
        {
            return string.Join("; ", wrong.Select(w => w.ErrorMessage));
        }
        if (!options.Anonymous)
        {
            return null;
        }
        if (isProduction)
        {
            return "AgentDesk:Teams:Anonymous is refused in Production: set ASPNETCORE_ENVIRONMENT=Development on a machine of your own, or configure AppId";
        }

        try
        {
            LoopbackGuard.EnsureLoopbackOnly([options.Url], hasSignIn: false);
        }
        catch (UnusableInputException e)
        {
            return $"AgentDesk:Teams:Anonymous: {e.Message}";
        }
        return null;
    }

    public static IServiceCollection AddTeams(this IServiceCollection services, TeamsOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        // Who comes unauthenticated is the Playground, and it opens no dialogs.
        services.TryAddSingleton<ICards>(new DeskCards(new CardOptions(options.WebInbox, options.Dialogs && !options.Anonymous)));
        services.AddSingleton(new ServiceUrls(options.AllowedHosts, loopbackOnly: options.Anonymous));
        services.AddSingleton<Throttle>();
        services.AddSingleton<IOutboundTokens>(_ => options.Anonymous ? new NoTokens() : new EntraTokens(options));
        services.AddSingleton<IConnector>(p => new Connector(
            new HttpClient(p.GetRequiredService<ServiceUrls>().Handler()) { Timeout = TimeSpan.FromSeconds(15) },
            p.GetRequiredService<ServiceUrls>(),
            p.GetRequiredService<IOutboundTokens>(),
            p.GetRequiredService<Throttle>(),
            p.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton(p => new SigningKeys(
            NoRedirects(),
            options,
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<SigningKeys>>()
        ));
        services.AddSingleton(p => new EntraGroups(
            NoRedirects(),
            options,
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<EntraGroups>>()
        ));
        services.AddSingleton<InboundTokens>();
        services.AddSingleton<Speakers>();
        services.AddSingleton<CardDrawing>();
        services.AddSingleton<StandIns>();
        services.AddSingleton<Wanting>();
        services.AddSingleton<Postman>();
        services.AddSingleton<Installations>();
        services.AddSingleton<GivenAnswers>();
        services.AddSingleton<CardActions>();
        services.AddSingleton<Dialogs>();
        services.AddSingleton(p => new Questions(
            p.GetRequiredService<IDesk>(),
            p.GetRequiredService<CardDrawing>(),
            p.GetRequiredService<ICards>(),
            p.GetRequiredService<IConnector>(),
            p.GetRequiredService<Postman>(),
            p.GetRequiredService<TimeProvider>(),
            p.GetService<IAsk>()
        ));
        services.AddSingleton<Talk>();
        services.AddSingleton<TalkWork>();
        services.AddSingleton<Bot>();
        services.AddSingleton<MessagesEndpoint>();
        services.AddHostedService(p => p.GetRequiredService<Postman>());
        services.AddHostedService(p => p.GetRequiredService<TalkWork>());
        return services;
    }

    /// <summary>
    /// The endpoint answers on the bot's own port and the web inbox on the others: what is let in from outside reaches the one address that
    /// checks every request. To be called before the web inbox is mapped.
    /// </summary>
    /// <param name="isBotPort">Whether a port is that of the bot's address.</param>
    public static void MapTeams(this WebApplication app, Func<int, bool> isBotPort)
    {
        app.Use(
            (http, next) =>
            {
                if (!isBotPort(http.Connection.LocalPort) || http.Request.Path == Path)
                {
                    return next(http);
                }
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }
        );
        app.MapPost(
            Path,
            (HttpContext http, MessagesEndpoint endpoint, CancellationToken ct) =>
                isBotPort(http.Connection.LocalPort) ? endpoint.HandleAsync(http, ct) : Task.FromResult(Results.NotFound())
        );
    }

    private static HttpClient NoRedirects() =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            }
        )
        {
            Timeout = TimeSpan.FromSeconds(10),
        };
}
