using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Engine.Asking;
using AgentDesk.Surfaces.Web.Components;
using AgentDesk.Surfaces.Web.Reading;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentDesk.Surfaces.Web;

/// <summary>The page of questions. Reads only.</summary>
internal sealed class AskPages(
    IDesk desk,
    IDealBook book,
    IRetrieval retrieval,
    IAsk ask,
    IAskHistory history,
    People people,
    IAntiforgery antiforgery
)
{
    private const int MostExamples = 6;
    private const int MostBefore = 12;

    public async Task<IResult> PageAsync(string? c, HttpContext http, CancellationToken ct)
    {
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return SignIn();
        }
        return new RazorComponentResult<AskPage>(new { M = await ModelAsync(viewer, c, null, http, ct) });
    }

    public async Task<IResult> AskAsync(HttpContext http, CancellationToken ct)
    {
        await antiforgery.ValidateRequestAsync(http);
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return SignIn();
        }

        var form = await http.Request.ReadFormAsync(ct);
        var (question, id) = (form["q"].ToString().Trim(), form["c"].ToString());
        var thread = id.Length > 0 ? await history.FindAsync(viewer.Actor, id, ct) : null;
        try
        {
            var answer = await ask.AnswerAsync(new AskRequest(question, viewer.Actor, null, thread?.Turns), ct);
            var kept = await history.AddAsync(viewer.Actor, thread?.Id, new AskTurn(question, answer, await desk.NowAsync(ct)), ct);
            return Results.Redirect(AskModel.ThreadHref(kept.Id));
        }
        catch (Exception e) when (e is UnusableInputException or PreparationFailedException)
        {
            return new RazorComponentResult<AskPage>(
                new { M = await ModelAsync(viewer, thread?.Id, (question, $"{Words.Capital(e.Message)}."), http, ct) }
            )
            {
                StatusCode = StatusCodes.Status400BadRequest,
            };
        }
    }

    /// <summary>The document of `ask --json`. Nothing is kept of it.</summary>
    public async Task<IResult> ApiAsync(string? q, string? deal, HttpContext http, CancellationToken ct)
    {
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return Results.Unauthorized();
        }
        try
        {
            return Results.Json(
                AskDocument.Of(
                    q ?? "",
                    await ask.AnswerAsync(new AskRequest(q ?? "", viewer.Actor, deal is { Length: > 0 } ? new DealId(deal) : null), ct)
                ),
                DeskJson.Options
            );
        }
        catch (UnusableInputException e)
        {
            return Results.Json(new { error = e.Message }, DeskJson.Options, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private async Task<AskModel> ModelAsync(Viewer viewer, string? id, (string, string)? problem, HttpContext http, CancellationToken ct)
    {
        var thread = id is { Length: > 0 } ? await history.FindAsync(viewer.Actor, id, ct) : null;
        var view = await AskView.OpenAsync(desk, book, retrieval, viewer.Actor, ct);
        var dossiers = new Dictionary<DealId, Dossier>();

        // What was told yesterday of a deal may not be the viewer's to see today: then the turn is not shown.
        if (thread is not null)
        {
            thread = thread with { Turns = [.. thread.Turns.Where(t => t.Answer.Deals.All(view.Allows))] };
        }
        if (thread is { Turns.Count: 0 })
        {
            thread = null;
        }
        foreach (
            var deal in (thread?.Turns ?? [])
                .SelectMany(t => t.Answer.Sentences)
                .SelectMany(s => s.Citations)
                .Select(c => c.Deal)
                .Distinct()
        )
        {
            if (await view.DossierAsync(deal, ct) is { } dossier)
            {
                dossiers[deal] = dossier;
            }
        }

        var before = (await history.ListAsync(viewer.Actor, ct))
            .Where(t => t.Id != thread?.Id && t.Turns.All(q => q.Answer.Deals.All(view.Allows)))
            .Take(MostBefore)
            .ToList();
        return new AskModel(
            viewer,
            view.Now,
            thread,
            before,
            thread is null ? Examples(view) : [],
            dossiers,
            view.Runs.ToDictionary(r => r.Run.Header.Id),
            Token(http),
            problem
        );
    }

    /// <summary>Questions on the viewer's own deals: what waits first, then the rest in order.</summary>
    private static IReadOnlyList<string> Examples(AskView view)
    {
        var waiting = view.Runs.Where(r => r.Run is Run.Waiting).Select(r => r.Run.Header.Deal).Distinct().ToList();
        var deals = view
            .Deals.Where(d => d.Status == DealStatus.Open)
            .OrderByDescending(d => waiting.Contains(d.Id))
            .ThenBy(d => d.Id.Value, StringComparer.Ordinal)
            .ToList();
        if (deals.Count == 0)
        {
            return [];
        }

        string Short(int i) =>
            deals[i % deals.Count].Account is var account
            && account.Split(' ') is [var first, ..]
            && first.Length > 3
            && deals.Count(d => d.Account.StartsWith(first, StringComparison.Ordinal)) == 1
                ? first
                : deals[i % deals.Count].Account;
        var questions = new List<string>
        {
            $"Why is {Short(0)} stuck?",
            $"What has {Short(1)} asked that we have not answered?",
            $"What did we promise {Short(2)} on the last call?",
        };
        if (deals.Count > 1)
        {
            questions.Add("Which of my deals slipped, and why?");
        }
        if (waiting.Count > 0)
        {
            questions.Add("What waits for me?");
        }
        questions.Add($"Who decides at {Short(3)}?");
        return [.. questions.Distinct(StringComparer.Ordinal).Take(MostExamples)];
    }

    private (string, string) Token(HttpContext http)
    {
        var tokens = antiforgery.GetAndStoreTokens(http);
        return (tokens.FormFieldName, tokens.RequestToken ?? "");
    }

    private static IResult SignIn() =>
        Pages.Message("Sign in first", "This desk shows deals to people it knows.", StatusCodes.Status401Unauthorized);
}
