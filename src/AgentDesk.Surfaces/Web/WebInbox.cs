using System.Xml.Linq;
using AgentDesk.Engine;
using AgentDesk.Surfaces.Web.Reading;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AgentDesk.Surfaces.Web;

/// <summary>
/// The web inbox: the list, a run's page, a source in place, and the same documents under /api as the command line prints. It reads and
/// decides through <see cref="IDesk"/> and <see cref="IDealBook"/> only.
/// </summary>
public static class WebInbox
{
    private const string ContentPolicy =
        "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    public static IServiceCollection AddWebInbox(this IServiceCollection services, Action<WebInboxOptions>? configure = null)
    {
        var options = new WebInboxOptions();
        configure?.Invoke(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(Options.Create(options));
        services.TryAddSingleton<IPeople, NoPeople>();
        services.TryAddSingleton<Actors>();
        services.AddSingleton<People>();
        services.AddSingleton<Glances>();
        services.AddSingleton<Engine.Measuring.FigureReader>();
        services.AddScoped<RunReader>();
        services.AddScoped<Pages>();
        services.AddScoped<DecidePages>();
        services.AddScoped<FigurePages>();
        services.AddScoped<EvalPages>();
        services.AddScoped<DealPages>();
        services.AddScoped<DeliveryPages>();
        services.AddScoped<AskPages>();
        services.AddScoped<LabelPages>();
        services.AddRazorComponents();
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "desk-form";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.SuppressXFrameOptionsHeader = true;
        });
        // The keys protect form tokens of this desk and nothing else: they stay in its folder, or in memory, and never go to the user's
        // profile.
        services.AddDataProtection().SetApplicationName("AgentDesk");
        services.Configure<KeyManagementOptions>(o =>
        {
            o.XmlEncryptor = new NullXmlEncryptor();
            o.XmlRepository = options.KeysFolder is { } folder
                ? new FileSystemXmlRepository(new DirectoryInfo(folder), NullLoggerFactory.Instance)
                : new KeysInMemory();
        });

        return services;
    }

    public static IEndpointRouteBuilder MapWebInbox(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("").AddEndpointFilter(GuardAsync);
        group.MapGet("/", (HttpContext http, Pages pages, CancellationToken ct) => pages.InboxAsync(http, ct));
        group.MapGet("/runs/{id}", (string id, HttpContext http, Pages pages, CancellationToken ct) => pages.RunAsync(id, http, ct));
        group.MapGet(
            "/runs/{id}/evidence",
            (string id, string? name, HttpContext http, Pages pages, CancellationToken ct) => pages.EvidenceAsync(id, name ?? "", http, ct)
        );
        group.MapPost(
            "/runs/{id}/decide",
            (string id, HttpContext http, DecidePages pages, CancellationToken ct) => pages.DecideAsync(id, http, ct)
        );
        // A refusal stands at the address that was posted to: opened anew, it is the run.
        group.MapGet("/runs/{id}/decide", (string id) => Results.Redirect($"/runs/{Uri.EscapeDataString(id)}"));
        group.MapGet("/deals/{id}", (string id, HttpContext http, DealPages pages, CancellationToken ct) => pages.DealAsync(id, http, ct));
        group.MapGet(
            "/deals/{id}/evidence",
            (string id, string? name, string[]? quote, HttpContext http, DealPages pages, CancellationToken ct) =>
                pages.EvidenceAsync(id, name ?? "", quote ?? [], http, ct)
        );
        group.MapGet(
            "/api/deals/{id}",
            (string id, HttpContext http, DealPages pages, CancellationToken ct) => pages.ApiAsync(id, http, ct)
        );
        group.MapGet("/figures", (HttpContext http, FigurePages pages, CancellationToken ct) => pages.FiguresAsync(http, ct));
        group.MapGet(
            "/figures/events",
            (string? figure, string? part, HttpContext http, FigurePages pages, CancellationToken ct) =>
                pages.EventsAsync(figure ?? "", part, http, ct)
        );
        group.MapGet(
            "/api/figures",
            (string? by, HttpContext http, FigurePages pages, CancellationToken ct) => pages.ApiAsync(by, http, ct)
        );
        group.MapGet(
            "/api/figures.csv",
            (string? by, HttpContext http, FigurePages pages, CancellationToken ct) => pages.CsvAsync(by, http, ct)
        );
        group.MapGet(
            "/evals",
            (HttpContext http, EvalPages pages, CancellationToken ct) =>
                pages.LatestAsync(http, http.RequestServices.GetService<IEvalReports>(), ct)
        );
        group.MapGet("/api/pilots", (HttpContext http, FigurePages pages, CancellationToken ct) => pages.ApiPilotsAsync(http, ct));
        group.MapGet(
            "/deliveries",
            (HttpContext http, DeliveryPages pages, CancellationToken ct) =>
                pages.DeliveriesAsync(http, http.RequestServices.GetService<Engine.Delivery.IDeliveryStore>(), ct)
        );
        group.MapGet("/ask", (string? c, HttpContext http, AskPages pages, CancellationToken ct) => pages.PageAsync(c, http, ct));
        group.MapPost("/ask", (HttpContext http, AskPages pages, CancellationToken ct) => pages.AskAsync(http, ct));
        group.MapGet(
            "/api/ask",
            (string? q, string? deal, HttpContext http, AskPages pages, CancellationToken ct) => pages.ApiAsync(q, deal, http, ct)
        );
        group.MapGet(
            "/evals/label",
            (string? suite, string? after, HttpContext http, LabelPages pages, CancellationToken ct) =>
                pages.ShowAsync(suite, after, http, http.RequestServices.GetService<Engine.Labelling.ILabelBench>(), ct)
        );
        group.MapPost(
            "/evals/label",
            (HttpContext http, LabelPages pages, CancellationToken ct) =>
                pages.TakeAsync(http, http.RequestServices.GetService<Engine.Labelling.ILabelBench>(), ct)
        );
        group.MapPost("/person", (HttpContext http, Pages pages, CancellationToken ct) => pages.BecomeAsync(http, ct));
        group.MapGet("/desk/{name}", (string name, HttpContext http) => AssetOf(name, http));
        group.MapGet("/favicon.ico", (HttpContext http) => AssetOf("desk.svg", http));
        group.MapGet(
            "/api/inbox",
            (string? state, string? owner, HttpContext http, Pages pages, CancellationToken ct) =>
                pages.ApiInboxAsync(state, owner, http, ct)
        );
        group.MapGet("/api/runs/{id}", (string id, HttpContext http, Pages pages, CancellationToken ct) => pages.ApiRunAsync(id, http, ct));
        group.MapGet(
            "/{**rest}",
            () =>
                Pages.Message(
                    "There is no such page",
                    "The address leads nowhere: what waits is in the inbox.",
                    StatusCodes.Status404NotFound
                )
        );
        return endpoints;
    }

    private static IResult AssetOf(string name, HttpContext http)
    {
        if (PageFiles.Find(name) is not { } file)
        {
            return Results.NotFound();
        }
        http.Response.Headers.CacheControl = http.Request.Query.ContainsKey("v")
            ? "public, max-age=31536000, immutable"
            : "public, max-age=3600";
        return Results.Bytes(file.Bytes, file.Type);
    }

    /// <summary>
    /// Headers of every answer, and the refusal of whoever is not at this machine while nobody signs in. The HTTP edge: faults end here in
    /// one line.
    /// </summary>
    private static async ValueTask<object?> GuardAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (
            http.RequestServices.GetRequiredService<IOptions<WebInboxOptions>>().Value.PersonSwitcher
            && LoopbackGuard.Refusal(http) is { } refusal
        )
        {
            return Results.Text(refusal, statusCode: StatusCodes.Status403Forbidden);
        }

        if (SameSite.IsForeign(http.Request))
        {
            return Pages.Message(
                "Nothing was done",
                "Another site asked for this, not a page of this desk. Open the page here and decide there.",
                StatusCodes.Status403Forbidden
            );
        }

        try
        {
            return await next(context);
        }
        catch (NothingImportedException e)
        {
            return Pages.Message("Nothing is imported here yet", $"{Words.Capital(e.Message)}.", StatusCodes.Status404NotFound);
        }
        catch (SystemUnavailableException e)
        {
            return Pages.Message(
                "A system did not answer",
                $"{Words.Capital(e.Message)}. What was decided is in the ledger; what was to be written will be looked up before it is tried again.",
                StatusCodes.Status503ServiceUnavailable
            );
        }
        catch (AntiforgeryValidationException e) when (e.InnerException is IOException or InvalidDataException)
        {
            return Pages.Message(
                "Nothing was done",
                "What was sent cannot be read: it holds a character that is no text, or is too long. Go back: it still stands in the form.",
                StatusCodes.Status400BadRequest
            );
        }
        catch (AntiforgeryValidationException)
        {
            return Pages.Message(
                "Nothing was done",
                "The page was opened too long ago, or not by you. Open it again and decide there.",
                StatusCodes.Status400BadRequest,
                http.Request.Path.Value?.Replace("/decide", "", StringComparison.Ordinal)
            );
        }
    }
}

/// <summary>Form keys that end with the process.</summary>
internal sealed class KeysInMemory : IXmlRepository
{
    private readonly List<XElement> _keys = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_keys)
        {
            return [.. _keys.Select(k => new XElement(k))];
        }
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_keys)
        {
            _keys.Add(new XElement(element));
        }
    }
}
