using System.Globalization;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Engine.Documents;
using AgentDesk.Surfaces.Web.Components;
using AgentDesk.Surfaces.Web.Reading;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace AgentDesk.Surfaces.Web;

/// <summary>What each address answers. Reads through the desk, and leaves every rule to it.</summary>
internal sealed class Pages(
    IDesk desk,
    IDealBook book,
    People people,
    Glances glances,
    RunReader runs,
    IAntiforgery antiforgery,
    IOptions<WebInboxOptions> options
)
{
    public async Task<IResult> InboxAsync(HttpContext http, CancellationToken ct)
    {
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return SignIn();
        }

        var ask = Ask(http.Request.Query);
        var now = await desk.NowAsync(ct);
        var playbook = await book.PlaybookAsync(ct);
        var views = await desk.InboxAsync(new InboxQuery(), ct);
        var all = InboxList.Of(views, viewer.Actor, playbook.Waiting);
        var matching = all.Where(r => InboxModel.ViewOf(r) == ask.View && InboxList.Matches(r, ask, viewer.Names)).ToList();
        var rows = matching.Skip(ask.Skip).Take(options.Value.PageSize).ToList();
        var drawn = await glances.OfAsync([.. rows.Select(r => r.Header.Deal)], book, await book.TeamAsync(ct), playbook, now, ct);
        var known = await book.DealsAsync(ct);
        var seen = Visibility.Of(viewer.Actor, known, views.Select(v => v.Run));
        var deals = known.Where(d => seen.Contains(d.Id)).ToDictionary(d => d.Id);
        return new RazorComponentResult<InboxPage>(
            new { M = new InboxModel(viewer, now, ask, all, matching, rows, options.Value.PageSize, drawn, deals, runs.Token(http)) }
        );
    }

    public async Task<IResult> RunAsync(string id, HttpContext http, CancellationToken ct)
    {
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return SignIn();
        }
        if (await runs.VisibleAsync(id, viewer, ct) is not { } run)
        {
            return NotFound(id);
        }

        var model = await runs.ModelAsync(run, viewer, http, ct);
        var anew = http.Request.Query["anew"].ToString() is { Length: > 0 } action ? new ActionId(action) : (ActionId?)null;
        return new RazorComponentResult<RunPage>(new { M = model with { Notice = DoneNotice.Take(model, http), Anew = anew } });
    }

    public async Task<IResult> EvidenceAsync(string id, string name, HttpContext http, CancellationToken ct)
    {
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return SignIn();
        }
        if (await runs.VisibleAsync(id, viewer, ct) is not { } run)
        {
            return NotFound(id);
        }

        var model = await runs.ModelAsync(run, viewer, http, ct);
        return model.Dossier?.Find(new EvidenceName(name)) is null
            ? Message(
                "No such source",
                $"The deal of this run has no piece of evidence named “{name}”.",
                StatusCodes.Status404NotFound,
                model.Path
            )
            : new RazorComponentResult<EvidencePage>(new { M = model, Name = new EvidenceName(name) });
    }

    public async Task<IResult> BecomeAsync(HttpContext http, CancellationToken ct)
    {
        await antiforgery.ValidateRequestAsync(http);
        if (!options.Value.PersonSwitcher)
        {
            return SignIn();
        }

        var form = await http.Request.ReadFormAsync(ct);
#pragma warning disable S2092 // loopback is plain HTTP; over HTTPS the cookie is secure
        http.Response.Cookies.Append(
            People.Cookie,
            form["person"].ToString(),
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = http.Request.IsHttps,
                IsEssential = true,
                Path = "/",
            }
        );
#pragma warning restore S2092
        var back = form["back"].ToString();
        // Only a path of this desk: `//host` would be another's.
        return Results.LocalRedirect(
            back.StartsWith('/') && !back.StartsWith("//", StringComparison.Ordinal) && !back.StartsWith("/\\", StringComparison.Ordinal)
                ? back
                : "/"
        );
    }

    public async Task<IResult> ApiInboxAsync(string? state, string? owner, HttpContext http, CancellationToken ct)
    {
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return Results.Unauthorized();
        }

        var listed = (await desk.InboxAsync(new InboxQuery(state, owner), ct)).Where(r => RunReader.Sees(viewer, r));
        return Results.Json(new InboxDocument(await desk.NowAsync(ct), [.. listed.Select(RunDocuments.Of)]), DeskJson.Options);
    }

    public async Task<IResult> ApiRunAsync(string id, HttpContext http, CancellationToken ct)
    {
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return Results.Unauthorized();
        }

        return await runs.VisibleAsync(id, viewer, ct) is { } run
            ? Results.Json(RunDocuments.Of(run), DeskJson.Options)
            : Results.Json(new { error = $"no run `{id}` that you may see" }, DeskJson.Options, statusCode: StatusCodes.Status404NotFound);
    }

    public static IResult Message(string heading, string text, int status, string? back = null) =>
        new MessageResult(heading, text, status, back);

    private static InboxAsk Ask(IQueryCollection q)
    {
        string Of(string name) => q[name].ToString().Trim() is var v && v.Length > 200 ? v[..200] : v;
        return new InboxAsk(
            Of("view") is "snoozed" or "closed" ? Of("view") : "open",
            Of("q"),
            Of("category"),
            Of("standing"),
            Of("owner"),
            Of("needs"),
            int.TryParse(Of("skip"), CultureInfo.InvariantCulture, out var skip) && skip > 0 ? skip : 0
        );
    }

    internal static IResult SignIn() =>
        Message("Sign in first", "This desk shows deals to people it knows.", StatusCodes.Status401Unauthorized);

    internal static IResult NotFound(string id) =>
        Message("Nothing here", $"There is no run “{id}”, or it is not yours to see.", StatusCodes.Status404NotFound);
}
