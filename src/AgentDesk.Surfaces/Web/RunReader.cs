using AgentDesk.Core.Deals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace AgentDesk.Surfaces.Web;

/// <summary>Reads a run for one person: whether they may see it, and everything that its pages show.</summary>
internal sealed class RunReader(IDesk desk, IDealBook book, IAntiforgery antiforgery)
{
    public async Task<RunModel> ModelAsync(RunView run, Viewer viewer, HttpContext http, CancellationToken ct) =>
        new(
            Sight.Of(run),
            viewer,
            await desk.DossierAsync(run.Run.Header.Deal, ct),
            await book.PlaybookAsync(ct),
            await desk.NowAsync(ct),
            null,
            Token(http)
        );

    /// <summary>The run, or null where there is none that the viewer may see.</summary>
    public async Task<RunView?> VisibleAsync(string id, Viewer viewer, CancellationToken ct) =>
        await desk.ShowAsync(new RunId(id), ct) is { } run && Sees(viewer, run) ? run : null;

    public static bool Sees(Viewer viewer, RunView run) => Authority.IsConcerned(viewer.Actor, run.Run.Header, Sight.Of(run).Actions);

    public (string Field, string Value) Token(HttpContext http)
    {
        var tokens = antiforgery.GetAndStoreTokens(http);
        return (tokens.FormFieldName, tokens.RequestToken ?? "");
    }
}
