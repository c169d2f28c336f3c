using AgentDesk.Core.Playbooks;
using AgentDesk.Engine;
using Microsoft.AspNetCore.Http;

namespace AgentDesk.Surfaces.Web;

/// <summary>Where the page of evals comes from; a desk without runs at hand has none.</summary>
public interface IEvalReports
{
    /// <summary>
    /// The newest runs as one page that asks nothing of anywhere (`agentdesk eval report`); null where there are no runs.
    /// </summary>
    /// <exception cref="UnusableInputException">Runs or suites cannot be read.</exception>
    string? Latest();
}

/// <summary>`/evals`: the newest runs, for whoever looks after the models.</summary>
internal sealed class EvalPages(IDealBook book, People people)
{
    // The page is one file with its own styles and script; it may ask for nothing, not even of this server.
    private const string ContentPolicy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static bool Sees(Viewer viewer) =>
        viewer.Actor.Roles.Contains(Roles.MlLead, StringComparer.Ordinal)
        || viewer.Actor.Roles.Contains(Roles.Admin, StringComparer.Ordinal);

    public async Task<IResult> LatestAsync(HttpContext http, IEvalReports? reports, CancellationToken ct)
    {
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return Pages.Message("Sign in first", "This desk shows deals to people it knows.", StatusCodes.Status401Unauthorized);
        }
        if (!Sees(viewer))
        {
            return Pages.Message(
                "Not yours to see",
                "Evals quote the evidence of every labelled deal: they are for the ML lead and the admin.",
                StatusCodes.Status403Forbidden,
                "/"
            );
        }

        string? page;
        try
        {
            page = reports?.Latest();
        }
        catch (UnusableInputException e)
        {
            return Pages.Message("The runs cannot be shown", e.Message, StatusCodes.Status500InternalServerError, "/");
        }
        if (page is null)
        {
            return Pages.Message(
                "No runs yet",
                "On the command line, “agentdesk eval run” makes one, in the repository that this desk is served from; then it is shown here.",
                StatusCodes.Status200OK,
                "/"
            );
        }
#pragma warning disable S7039 // Inline only: the page may load nothing at all, and what it quotes is escaped.
        http.Response.Headers.ContentSecurityPolicy = ContentPolicy;
#pragma warning restore S7039
        return Results.Content(page, "text/html; charset=utf-8");
    }
}
