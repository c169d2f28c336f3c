using System.Globalization;
using AgentDesk.Core;
using AgentDesk.Core.Measures;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Engine.Documents;
using AgentDesk.Engine.Measuring;
using AgentDesk.Surfaces.Web.Components;
using AgentDesk.Surfaces.Web.Reading;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentDesk.Surfaces.Web;

/// <summary>The figures, over the runs and deals that the viewer may see, and the events behind each.</summary>
internal sealed class FigurePages(IDesk desk, IDealBook book, People people, FigureReader reader, IAntiforgery antiforgery)
{
    public async Task<IResult> FiguresAsync(HttpContext http, CancellationToken ct) =>
        await people.ViewerAsync(http, book, ct) is { } viewer
            ? new RazorComponentResult<FiguresPage>(new { M = await ModelAsync(viewer, http, ct) })
            : SignIn();

    public async Task<IResult> EventsAsync(string figure, string? part, HttpContext http, CancellationToken ct)
    {
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return SignIn();
        }

        var model = await ModelAsync(viewer, http, ct);
        if (model.Behind(figure, string.IsNullOrEmpty(part) ? null : part) is not var (title, events))
        {
            return Pages.Message(
                "No such figure",
                "The address names no figure that stands on the page.",
                StatusCodes.Status404NotFound,
                "/figures"
            );
        }

        var runs = (await desk.InboxAsync(new InboxQuery(), ct)).Where(r => Sees(viewer, r)).ToList();
        return new RazorComponentResult<FigureEventsPage>(new { M = FigureEventsModel.Of(model, title, events, runs) });
    }

    public async Task<IResult> ApiAsync(string? by, HttpContext http, CancellationToken ct) =>
        await people.ViewerAsync(http, book, ct) is not { } viewer ? Results.Unauthorized()
        : IsUnknown(by)
            ? Results.Json(
                new { error = $"`by` is none of {string.Join(", ", FigureGroups.All)}" },
                DeskJson.Options,
                statusCode: StatusCodes.Status400BadRequest
            )
        : Results.Json(FigureDocuments.Of(await ReportAsync(viewer, by, http, ct)), DeskJson.Options);

    public async Task<IResult> CsvAsync(string? by, HttpContext http, CancellationToken ct) =>
        await people.ViewerAsync(http, book, ct) is not { } viewer ? Results.Unauthorized()
        : IsUnknown(by)
            ? Results.Text($"`by` is none of {string.Join(", ", FigureGroups.All)}", statusCode: StatusCodes.Status400BadRequest)
        : Results.Text(FigureDocuments.Csv(await ReportAsync(viewer, by, http, ct)), "text/csv");

    public async Task<IResult> ApiPilotsAsync(HttpContext http, CancellationToken ct)
    {
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return Results.Unauthorized();
        }

        var input = await InputAsync(viewer, ct);
        return Results.Json(new PilotDocument(input.Now, Pilots.Of(input, Ask(http.Request.Query).Scope(input.Now))), DeskJson.Options);
    }

    private async Task<FiguresModel> ModelAsync(Viewer viewer, HttpContext http, CancellationToken ct)
    {
        var tokens = antiforgery.GetAndStoreTokens(http);
        var readiness = await desk.ReadinessAsync(ct);
        return new FiguresModel(
            viewer,
            Ask(http.Request.Query),
            await InputAsync(viewer, ct),
            readiness,
            (tokens.FormFieldName, tokens.RequestToken ?? "")
        );
    }

    private async Task<FigureReport> ReportAsync(Viewer viewer, string? by, HttpContext http, CancellationToken ct)
    {
        var input = await InputAsync(viewer, ct);
        return FigureReport.Of(input, Ask(http.Request.Query).Scope(input.Now), string.IsNullOrEmpty(by) ? null : by);
    }

    // Who may not open a run finds nothing of it in a sum either.
    private Task<FigureInput> InputAsync(Viewer viewer, CancellationToken ct)
    {
        var everything = viewer.Actor.Roles.Any(r => r is Roles.Admin or Roles.RevOps);
        return reader.ReadAsync(r => Sees(viewer, r), d => everything || viewer.Is(d.OwnerEmail) || viewer.Is(d.ManagerEmail), ct);
    }

    private static bool Sees(Viewer viewer, RunView run) => Authority.IsConcerned(viewer.Actor, run.Run.Header, Sight.Of(run).Actions);

    private static bool IsUnknown(string? by) => !string.IsNullOrEmpty(by) && !FigureGroups.All.Contains(by, StringComparer.Ordinal);

    private static FigureAsk Ask(IQueryCollection q)
    {
        string Of(string name) => q[name].ToString().Trim() is var v && v.Length > 200 ? v[..200] : v;
        return new FigureAsk(
            Of("rep").ToLowerInvariant(),
            Of("stage"),
            int.TryParse(Of("weeks"), NumberStyles.None, CultureInfo.InvariantCulture, out var weeks) && weeks is > 0 and <= 520
                ? weeks
                : 0,
            Of("team").ToLowerInvariant(),
            DateOnly.TryParseExact(Of("week"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 1900 and < 9000
                ? FigureGroups.Monday(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero))
                : null,
            FigureGroups.All.Contains(Of("by"), StringComparer.Ordinal) ? Of("by") : ""
        );
    }

    private static IResult SignIn() =>
        Pages.Message("Sign in first", "This desk shows deals to people it knows.", StatusCodes.Status401Unauthorized);
}
