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
        var all = InboxList.Of(await desk.InboxAsync(new InboxQuery(), ct), viewer.Actor, playbook.Waiting);
        var matching = all.Where(r => InboxModel.ViewOf(r) == ask.View && InboxList.Matches(r, ask, viewer.Names)).ToList();
        var rows = matching.Skip(ask.Skip).Take(options.Value.PageSize).ToList();
        var seen = await glances.OfAsync([.. rows.Select(r => r.Header.Deal)], book, await book.TeamAsync(ct), playbook, now, ct);
        var deals = (await book.DealsAsync(ct)).ToDictionary(d => d.Id);
        return new RazorComponentResult<InboxPage>(
            new { M = new InboxModel(viewer, now, ask, all, matching, rows, seen, deals, Token(http)) }
        );
    }

    public async Task<IResult> RunAsync(string id, HttpContext http, CancellationToken ct)
    {
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return SignIn();
        }
        if (await VisibleAsync(id, viewer, ct) is not { } run)
        {
            return NotFound(id);
        }

        var model = await ModelAsync(run, viewer, null, http, ct);
        return new RazorComponentResult<RunPage>(
            new { M = model with { Notice = DoneNotice(model, http.Request.Query["did"], http.Request.Query["on"]) } }
        );
    }

    public async Task<IResult> EvidenceAsync(string id, string name, HttpContext http, CancellationToken ct)
    {
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return SignIn();
        }
        if (await VisibleAsync(id, viewer, ct) is not { } run)
        {
            return NotFound(id);
        }

        var model = await ModelAsync(run, viewer, null, http, ct);
        return model.Dossier?.Find(new EvidenceName(name)) is null
            ? Message(
                "No such source",
                $"The deal of this run has no piece of evidence named `{name}`.",
                StatusCodes.Status404NotFound,
                model.Path
            )
            : new RazorComponentResult<EvidencePage>(new { M = model, Name = new EvidenceName(name) });
    }

    public async Task<IResult> DecideAsync(string id, HttpContext http, CancellationToken ct)
    {
        await antiforgery.ValidateRequestAsync(http);
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return SignIn();
        }
        if (await VisibleAsync(id, viewer, ct) is not { } run)
        {
            return NotFound(id);
        }

        var form = await http.Request.ReadFormAsync(ct);
        var kind = form["decision"].ToString();
        if (kind == "leave")
        {
            return await LeaveAsync(run, viewer, form, http, ct);
        }

        var action = form["action"].ToString() is { Length: > 0 } a ? new ActionId(a) : (ActionId?)null;
        if (Decisions.Read(form, run, action, out var problem) is not { } decision)
        {
            return await RefusedAsync(run, viewer, new Notice(true, "Nothing was done.", problem), http, ct);
        }

        var answer = await desk.DecideAsync(run.Run.Header.Id, action, decision, viewer.Actor, options.Value.ExecuteInRequest, ct);
        if (answer.Refusal is null)
        {
            return Results.Redirect(
                $"/runs/{Uri.EscapeDataString(id)}?did={Uri.EscapeDataString(kind)}{(action is { } on ? $"&on={Uri.EscapeDataString(on.Value)}#{Uri.EscapeDataString(on.Value)}" : "")}"
            );
        }

        var fresh = answer.Run ?? await desk.ShowAsync(run.Run.Header.Id, ct) ?? run;
        var difference =
            answer.Refusal == RefusalKind.Stale && action is { } stale
                ? Decisions.Moved(fresh, stale, form["payload_hash"].ToString())
                : null;
        var title = answer.Refusal switch
        {
            RefusalKind.Stale => "Nothing was done: it is not what you saw.",
            RefusalKind.Invalid when kind == "edit" => "The edit was refused, and nothing was done.",
            _ => "Nothing was done.",
        };
        return await RefusedAsync(fresh, viewer, new Notice(true, title, $"{Words.Capital(answer.Message)}.", difference), http, ct);
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

        var runs = (await desk.InboxAsync(new InboxQuery(state, owner), ct)).Where(r => Sees(viewer, r));
        return Results.Json(new InboxDocument(await desk.NowAsync(ct), [.. runs.Select(RunDocuments.Of)]), DeskJson.Options);
    }

    public async Task<IResult> ApiRunAsync(string id, HttpContext http, CancellationToken ct)
    {
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return Results.Unauthorized();
        }

        return await VisibleAsync(id, viewer, ct) is { } run
            ? Results.Json(RunDocuments.Of(run), DeskJson.Options)
            : Results.Json(new { error = $"no run `{id}` that you may see" }, DeskJson.Options, statusCode: StatusCodes.Status404NotFound);
    }

    public static IResult Message(string heading, string text, int status, string? back = null) =>
        new RazorComponentResult<MessagePage>(
            new
            {
                Heading = heading,
                Text = text,
                Back = back,
            }
        )
        {
            StatusCode = status,
        };

    private async Task<IResult> LeaveAsync(RunView run, Viewer viewer, IFormCollection form, HttpContext http, CancellationToken ct)
    {
        if (Decisions.Until(form) is not { } until)
        {
            return await RefusedAsync(
                run,
                viewer,
                new Notice(true, "Nothing was done.", "Name the day on which it shall come back."),
                http,
                ct
            );
        }

        foreach (var action in form["rest"].OfType<string>())
        {
            var answer = await desk.DecideAsync(
                run.Run.Header.Id,
                new ActionId(action),
                new Core.Proposals.Decision.Snooze(until),
                viewer.Actor,
                options.Value.ExecuteInRequest,
                ct
            );
            if (answer.Refusal is not null)
            {
                return await RefusedAsync(
                    answer.Run ?? run,
                    viewer,
                    new Notice(true, $"`{action}` was not put aside.", $"{Words.Capital(answer.Message)}."),
                    http,
                    ct
                );
            }
        }

        return Results.Redirect($"/runs/{Uri.EscapeDataString(run.Run.Header.Id.Value)}?did=leave");
    }

    // The same card, fresh, with the reason on top.
    private async Task<IResult> RefusedAsync(RunView run, Viewer viewer, Notice notice, HttpContext http, CancellationToken ct) =>
        new RazorComponentResult<RunPage>(new { M = await ModelAsync(run, viewer, notice, http, ct) })
        {
            StatusCode = StatusCodes.Status409Conflict,
        };

    private async Task<RunModel> ModelAsync(RunView run, Viewer viewer, Notice? notice, HttpContext http, CancellationToken ct) =>
        new(
            Sight.Of(run),
            viewer,
            await desk.DossierAsync(run.Run.Header.Deal, ct),
            await book.PlaybookAsync(ct),
            await desk.NowAsync(ct),
            notice,
            Token(http)
        );

    private async Task<RunView?> VisibleAsync(string id, Viewer viewer, CancellationToken ct) =>
        await desk.ShowAsync(new RunId(id), ct) is { } run && Sees(viewer, run) ? run : null;

    private static bool Sees(Viewer viewer, RunView run) => Authority.IsConcerned(viewer.Actor, run.Run.Header, Sight.Of(run).Actions);

    // What the address says is only a hint: the line is read off the run as it stands.
    private static Notice? DoneNotice(RunModel m, string? did, string? on)
    {
        if (m.Sight.Actions.FirstOrDefault(a => a.Action.Id.Value == on) is not { } a)
        {
            return did switch
            {
                "leave" => new Notice(false, "Done.", "It rests until that day."),
                "dispose" => new Notice(false, "Done.", "The work is closed."),
                _ => null,
            };
        }

        var who = a.DecidedBy is { } by ? m.Names[by] : "Somebody";
        return (did, a.Status) switch
        {
            ("approve", ActionStatus.Written) => new Notice(false, "Done.", $"{Effects.Done(a.Action.Payload, m.Header.Deal, m.Names)}."),
            ("approve", ActionStatus.Approved) => new Notice(false, "Decided.", Effects.UnderWay(a.Action.Payload)),
            ("approve", ActionStatus.Failed) => new Notice(true, "It was not written.", $"The record answered: {a.Detail}."),
            ("edit", ActionStatus.Edited) => new Notice(
                false,
                "The edit passed every gate.",
                "It waits below as yours; nothing is written yet."
            ),
            ("edit", _) => new Notice(true, "The edit was refused.", "Nothing was done; why stands below."),
            ("reject" or "suppress", ActionStatus.Rejected) => new Notice(false, "Rejected.", $"{who}: {a.Detail}"),
            ("snooze", ActionStatus.Snoozed) => new Notice(false, "Put aside", $"until {Words.Whole(a.Until ?? m.Now)}."),
            ("reassign" or "escalate", _) => new Notice(false, "Handed over", a.AssignedTo is { } to ? $"to {m.Names[to]}." : "."),
            _ => null,
        };
    }

    private (string, string) Token(HttpContext http)
    {
        var tokens = antiforgery.GetAndStoreTokens(http);
        return (tokens.FormFieldName, tokens.RequestToken ?? "");
    }

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

    private static IResult SignIn() =>
        Message("Sign in first", "This desk shows deals to people it knows.", StatusCodes.Status401Unauthorized);

    private static IResult NotFound(string id) =>
        Message("Nothing here", $"There is no run `{id}`, or it is not yours to see.", StatusCodes.Status404NotFound);
}
