using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Engine.Documents;
using AgentDesk.Surfaces.Web.Components;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentDesk.Surfaces.Web;

/// <summary>A deal's page: what happens next and why, and a source of it in place.</summary>
internal sealed class DealPages(IDesk desk, IDealBook book, People people, IAntiforgery antiforgery)
{
    public async Task<IResult> DealAsync(string id, HttpContext http, CancellationToken ct) =>
        await people.ViewerAsync(http, book, ct) is not { } viewer ? SignIn()
        : await ModelAsync(id, viewer, http, ct) is { } model ? new RazorComponentResult<DealPage>(new { M = model })
        : NotFound(id);

    /// <param name="quotes">The words that the link points at.</param>
    public async Task<IResult> EvidenceAsync(string id, string name, IReadOnlyList<string> quotes, HttpContext http, CancellationToken ct)
    {
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return SignIn();
        }
        if (await ModelAsync(id, viewer, http, ct) is not { } model)
        {
            return NotFound(id);
        }

        return model.Dossier.Find(new EvidenceName(name)) is null
            ? Pages.Message(
                "No such source",
                $"The deal has no piece of evidence named “{name}”.",
                StatusCodes.Status404NotFound,
                model.Path
            )
            : new RazorComponentResult<DealEvidencePage>(
                new
                {
                    M = model,
                    Name = new EvidenceName(name),
                    Asked = quotes,
                }
            );
    }

    public async Task<IResult> ApiAsync(string id, HttpContext http, CancellationToken ct)
    {
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return Results.Unauthorized();
        }

        return await ModelAsync(id, viewer, http, ct) is { } model
            ? Results.Json(OutlookDocument.Of(model.Outlook), DeskJson.Options)
            : Results.Json(new { error = $"no deal `{id}` that you may see" }, DeskJson.Options, statusCode: StatusCodes.Status404NotFound);
    }

    private async Task<DealModel?> ModelAsync(string id, Viewer viewer, HttpContext http, CancellationToken ct)
    {
        if (
            await desk.DossierAsync(new DealId(id), ct) is not { } dossier
            || await desk.OutlookAsync(dossier.Deal.Id, ct) is not { } outlook
        )
        {
            return null;
        }
        if (!Visibility.MaySee(viewer.Actor, dossier.Deal, outlook.Runs))
        {
            return null;
        }

        var tokens = antiforgery.GetAndStoreTokens(http);
        return new DealModel(
            viewer,
            dossier,
            outlook with
            {
                Runs = [.. outlook.Runs.Where(r => Visibility.MaySee(viewer.Actor, r))],
            },
            (tokens.FormFieldName, tokens.RequestToken ?? "")
        );
    }

    private static IResult SignIn() =>
        Pages.Message("Sign in first", "This desk shows deals to people it knows.", StatusCodes.Status401Unauthorized);

    private static IResult NotFound(string id) =>
        Pages.Message("Nothing here", $"There is no deal “{id}”, or it is not yours to see.", StatusCodes.Status404NotFound);
}
