using AgentDesk.Core.Deals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Surfaces.Web.Components;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace AgentDesk.Surfaces.Web;

/// <summary>Takes decisions from the run's page. A refused one shows the same card, fresh, with the reason on top and what was typed.</summary>
internal sealed class DecidePages(
    IDesk desk,
    IDealBook book,
    People people,
    RunReader runs,
    IAntiforgery antiforgery,
    IOptions<WebInboxOptions> options
)
{
    public async Task<IResult> DecideAsync(string id, HttpContext http, CancellationToken ct)
    {
        await antiforgery.ValidateRequestAsync(http);
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return Pages.SignIn();
        }
        if (await runs.VisibleAsync(id, viewer, ct) is not { } run)
        {
            return Pages.NotFound(id);
        }

        var form = await http.Request.ReadFormAsync(ct);
        var typed = Typed.Of(form);
        if (typed.Decision == "leave")
        {
            return await LeaveAsync(run, viewer, typed, form, http, ct);
        }
        if (Decisions.Read(form, run, typed.Action, out var problem) is not { } decision)
        {
            return await RefusedAsync(run, viewer, typed, "Nothing was done.", problem, null, http, ct);
        }

        var answer = await desk.DecideAsync(run.Run.Header.Id, typed.Action, decision, viewer.Actor, options.Value.ExecuteInRequest, ct);
        if (answer.Refusal is null)
        {
            DoneNotice.Leave(run.Run.Header.Id, typed, http);
            return Results.Redirect($"{PathOf(run)}{(typed.Action is { } on ? $"#{Uri.EscapeDataString(on.Value)}" : "")}");
        }

        var fresh = answer.Run ?? await desk.ShowAsync(run.Run.Header.Id, ct) ?? run;
        var difference =
            answer.Refusal == RefusalKind.Stale && typed.Action is { } stale
                ? Decisions.Moved(fresh, stale, form["payload_hash"].ToString())
                : null;
        var title = answer.Refusal switch
        {
            RefusalKind.Stale => "Nothing was done: it is not what you saw.",
            RefusalKind.Invalid or RefusalKind.Withheld when decision is Core.Proposals.Decision.Edit =>
                "The edit was refused, and nothing was done.",
            _ => "Nothing was done.",
        };
        return await RefusedAsync(fresh, viewer, typed, title, answer.Message, difference, http, ct);
    }

    private async Task<IResult> LeaveAsync(
        RunView run,
        Viewer viewer,
        Typed typed,
        IFormCollection form,
        HttpContext http,
        CancellationToken ct
    )
    {
        if (Decisions.Until(form) is not { } until)
        {
            return await RefusedAsync(run, viewer, typed, "Nothing was done.", "name the day on which it shall come back", null, http, ct);
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
                return await RefusedAsync(answer.Run ?? run, viewer, typed, "Not all of it was put aside.", answer.Message, null, http, ct);
            }
        }

        DoneNotice.Leave(run.Run.Header.Id, typed, http);
        return Results.Redirect(PathOf(run));
    }

    private async Task<IResult> RefusedAsync(
        RunView run,
        Viewer viewer,
        Typed typed,
        string title,
        string why,
        IReadOnlyList<Stretch>? difference,
        HttpContext http,
        CancellationToken ct
    )
    {
        var model = await runs.ModelAsync(run, viewer, http, ct);
        var about = model.Sight.Open.Concat(model.Sight.Withheld).Any(a => a.Action.Id == typed.Action) ? typed.Action : null;
        return new RazorComponentResult<RunPage>(
            new { M = model with { Typed = typed, Notice = new Notice(true, title, Said.Of(model, why), difference, about) } }
        )
        {
            StatusCode = StatusCodes.Status409Conflict,
        };
    }

    private static string PathOf(RunView run) => $"/runs/{Uri.EscapeDataString(run.Run.Header.Id.Value)}";
}
