using System.Globalization;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine;
using AgentDesk.Engine.Labelling;
using AgentDesk.Surfaces.Web.Components;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentDesk.Surfaces.Web;

/// <summary>What the page of labels shows: the suites, or one case.</summary>
/// <param name="Place">Null on the list of suites.</param>
/// <param name="Shown">When the page was made, in Unix milliseconds: a label says how long was looked.</param>
public sealed record LabelModel(
    Viewer Viewer,
    DateTimeOffset Now,
    IReadOnlyList<LabelSuite> Suites,
    LabelPlace? Place,
    long Shown,
    (string Field, string Value) Token
)
{
    /// <summary>The key of an option: a digit, then letters that do nothing else.</summary>
    public static string Key(int option) => option < Keys.Length ? Keys[option].ToString() : "";

    /// <summary>The same keys as in the terminal.</summary>
    public const string Keys = "123456789abcdefghijklmnop";
}

/// <summary>
/// The labeller in the browser, for who looks after the models and for the operator at the machine. It works without script; with it, one
/// key is one label.
/// </summary>
internal sealed class LabelPages(IDesk desk, IDealBook book, People people, IAntiforgery antiforgery, TimeProvider clock)
{
    private const string Path = "/evals/label";

    public async Task<IResult> ShowAsync(string? suite, string? after, HttpContext http, ILabelBench? bench, CancellationToken ct)
    {
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return SignIn();
        }
        if (bench is null || !May(viewer.Actor))
        {
            return NoPage();
        }

        try
        {
            var place = string.IsNullOrEmpty(suite)
                ? null
                : await bench.NextAsync(suite, RaterOf(viewer), string.IsNullOrEmpty(after) ? null : after, ct);
            if (place is null && !string.IsNullOrEmpty(suite))
            {
                return Pages.Message(
                    "There is no such suite",
                    $"Nothing called `{suite}` can be labelled.",
                    StatusCodes.Status404NotFound,
                    Path
                );
            }

            var suites = place is null ? await bench.SuitesAsync(RaterOf(viewer), ct) : [];
            var tokens = antiforgery.GetAndStoreTokens(http);
            http.Response.Headers.CacheControl = "no-store";
            return new RazorComponentResult<LabelPage>(
                new
                {
                    M = new LabelModel(
                        viewer,
                        await desk.NowAsync(ct),
                        suites,
                        place,
                        clock.GetUtcNow().ToUnixTimeMilliseconds(),
                        (tokens.FormFieldName, tokens.RequestToken ?? "")
                    ),
                }
            );
        }
        catch (UnusableInputException e)
        {
            return Unusable(e);
        }
    }

    public async Task<IResult> TakeAsync(HttpContext http, ILabelBench? bench, CancellationToken ct)
    {
        await antiforgery.ValidateRequestAsync(http);
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return SignIn();
        }
        if (bench is null || !May(viewer.Actor))
        {
            return NoPage();
        }

        var form = await http.Request.ReadFormAsync(ct);
        var (suite, row, rater) = (form["suite"].ToString(), form["row"].ToString(), RaterOf(viewer));
        var next = $"{Path}?suite={Uri.EscapeDataString(suite)}";
        try
        {
            switch (form["do"].ToString())
            {
                case "undo":
                    await bench.UndoAsync(suite, rater, ct);
                    return Results.Redirect(next);
                case "skip":
                    return Results.Redirect($"{next}&after={Uri.EscapeDataString(row)}");
                default:
                    var seconds = long.TryParse(form["shown"], NumberStyles.None, CultureInfo.InvariantCulture, out var shown)
                        ? (clock.GetUtcNow().ToUnixTimeMilliseconds() - shown) / 1000.0
                        : 0;
                    return await bench.LabelAsync(suite, rater, row, form["label"].ToString(), seconds, ct)
                        ? Results.Redirect(next)
                        : Pages.Message(
                            "Nothing was kept",
                            "The suite has no such case or label any more.",
                            StatusCodes.Status400BadRequest,
                            Path
                        );
            }
        }
        catch (UnusableInputException e)
        {
            return Unusable(e);
        }
    }

    private static bool May(Actor actor) =>
        actor.Roles.Contains(Roles.MlLead, StringComparer.Ordinal) || actor.Roles.Contains(Roles.Admin, StringComparer.Ordinal);

    private static string RaterOf(Viewer viewer) => viewer.Actor.Email ?? "local-operator";

    private static IResult SignIn() =>
        Pages.Message("Sign in first", "This desk shows deals to people it knows.", StatusCodes.Status401Unauthorized);

    private static IResult NoPage() =>
        Pages.Message("There is no such page", "The address leads nowhere: what waits is in the inbox.", StatusCodes.Status404NotFound);

    private static IResult Unusable(UnusableInputException e) =>
        Pages.Message("Nothing can be labelled there", $"{Words.Capital(e.Message)}.", StatusCodes.Status409Conflict, Path);
}
