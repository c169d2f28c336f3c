using AgentDesk.Engine;
using AgentDesk.Surfaces.Web.Components;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace AgentDesk.Surfaces.Web;

/// <summary>A page that says one thing: that there is nothing here, or that nothing was done. It keeps the frame, with person and date.</summary>
/// <param name="back">Where to try again; the inbox when null.</param>
internal sealed class MessageResult(string heading, string text, int status, string? back) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (viewer, now) = await FrameAsync(httpContext);
        var tokens = httpContext.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(httpContext);
        var here = HttpMethods.IsGet(httpContext.Request.Method) ? $"{httpContext.Request.Path}{httpContext.Request.QueryString}" : "/";
        var page = new RazorComponentResult<MessagePage>(
            new
            {
                Heading = heading,
                Text = text,
                Back = back,
                Viewer = viewer,
                Now = now,
                Here = here,
                Token = (tokens.FormFieldName, tokens.RequestToken ?? ""),
            }
        )
        {
            StatusCode = status,
        };
        await page.ExecuteAsync(httpContext);
    }

    // What keeps the desk from reading the book is often what the page is about.
    private static async Task<(Viewer?, DateTimeOffset?)> FrameAsync(HttpContext http)
    {
        var services = http.RequestServices;
        try
        {
            return (
                await services
                    .GetRequiredService<People>()
                    .ViewerAsync(http, services.GetRequiredService<IDealBook>(), http.RequestAborted),
                await services.GetRequiredService<IDesk>().NowAsync(http.RequestAborted)
            );
        }
        catch (Exception e) when (e is NothingImportedException or SystemUnavailableException)
        {
            return (null, null);
        }
    }
}
