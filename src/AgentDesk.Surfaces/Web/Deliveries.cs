using AgentDesk.Core.Deals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Engine.Delivery;
using AgentDesk.Surfaces.Web.Components;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AgentDesk.Surfaces.Web;

/// <summary>What the page of deliveries shows.</summary>
/// <param name="Deals">The names of the deals of undelivered cards, by run.</param>
/// <param name="Away">Who is away today, and until when.</param>
/// <param name="WebOnly">Owners and managers of open deals for whom the app is not installed: they have the web inbox.</param>
public sealed record DeliveriesModel(
    Viewer Viewer,
    DateTimeOffset Now,
    IReadOnlyList<Chat> Chats,
    IReadOnlyList<(CardRow Card, Chat Chat)> Undelivered,
    IReadOnlyDictionary<RunId, string> Deals,
    IReadOnlyDictionary<string, DateOnly> Away,
    IReadOnlyList<string> WebOnly,
    (string Field, string Value) Token
)
{
    public string Heading =>
        (Chats.Count, Undelivered.Count) switch
        {
            (0, _) => "Nobody is reached in Teams yet",
            (_, 0) => "Everything has arrived",
            (_, var n) => $"{Words.Number(n)} {(n == 1 ? "card has" : "cards have")} not arrived in Teams",
        };

    public string Reach =>
        Chats.Count == 0
            ? "No one has installed the Teams app: what waits for people stands in this inbox, and nothing is lost."
            : $"{Words.Count(Chats.Count(c => c.State == ChatState.Open), "conversation")} can be written to{(Chats.Count(c => c.State != ChatState.Open) is > 0 and var shut ? $", {shut} cannot" : "")}. What cannot be delivered is kept, and waits in this inbox meanwhile.";

    public string Who(Chat chat) =>
        chat.Email is { } email ? Viewer.Names[email]
        : chat.ObjectId is null ? "A chat of several"
        : "Somebody whom no record names";

    public string State(Chat chat) =>
        (
            chat.State switch
            {
                ChatState.Open => "open",
                ChatState.Blocked => "blocked by the person",
                _ => "app taken out",
            }
        ) + (chat.Email is { } email && Away.TryGetValue(email, out var until) ? $"; away until {Words.Day(until)}" : "");

    public string What(CardRow card)
    {
        var about = card.Run is { } run ? Deals.GetValueOrDefault(run, run.Value) : "";
        return card.Subject.Split(':')[0] switch
        {
            "digest" => "The digest",
            "reminder" => $"A reminder: {about}",
            _ => about,
        };
    }

    /// <summary>The channel's answer as somebody reads it who does not know its codes.</summary>
    public static string Why(string? problem) =>
        problem switch
        {
            null => "",
            _ when problem.Contains("MessageWritesBlocked", StringComparison.Ordinal) => "They have blocked the bot",
            _ when problem.Contains(" 429", StringComparison.Ordinal) => "Teams takes no more of us for the moment",
            _ when problem.Contains(" 413", StringComparison.Ordinal) => "Teams finds it too large",
            _ when problem.StartsWith("the channel did not answer", StringComparison.Ordinal) => "Teams did not answer",
            _ => Words.Capital(problem),
        };

    public static string Again(CardRow card, Chat chat) =>
        card.IsGivenUp ? "when it changes"
        : chat.State != ChatState.Open ? "when they are back"
        : card.NotBefore is { } at ? $"{Words.Minute(at)} UTC"
        : "now";
}

/// <summary>The deliveries to Teams, for those who look after the desk: RevOps, an administrator, the operator at the machine.</summary>
internal sealed class DeliveryPages(
    IDesk desk,
    IDealBook book,
    People people,
    IPeople directory,
    TimeProvider clock,
    IAntiforgery antiforgery
)
{
    public async Task<IResult> DeliveriesAsync(HttpContext http, IDeliveryStore? store, CancellationToken ct)
    {
        if (await people.ViewerAsync(http, book, ct) is not { } viewer)
        {
            return Pages.Message("Sign in first", "This desk shows deals to people it knows.", StatusCodes.Status401Unauthorized);
        }
        if (store is null || !Visibility.SeesEverything(viewer.Actor))
        {
            return Pages.Message(
                "There is no such page",
                "The address leads nowhere: what waits is in the inbox.",
                StatusCodes.Status404NotFound
            );
        }

        var tokens = antiforgery.GetAndStoreTokens(http);
        return new RazorComponentResult<DeliveriesPage>(
            new { M = await ModelAsync(viewer, store, (tokens.FormFieldName, tokens.RequestToken ?? ""), ct) }
        );
    }

    private async Task<DeliveriesModel> ModelAsync(Viewer viewer, IDeliveryStore store, (string, string) token, CancellationToken ct)
    {
        var (known, today) = (await directory.ReadAsync(ct), DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var chats = (await store.ChatsAsync(ct))
            .Select(c => c.ObjectId is { } id && known.FindByObject(id) is { } member ? c with { Email = member.Email } : c)
            .ToList();
        var undelivered = await store.UndeliveredAsync(ct);
        var deals = new Dictionary<RunId, string>();
        foreach (var run in undelivered.Select(u => u.Card.Run).OfType<RunId>().Distinct())
        {
            if (await desk.ShowAsync(run, ct) is { } view)
            {
                deals[run] = view.Run.Header.DealName;
            }
        }

        var away = known
            .Members.Where(m => m.IsAwayOn(today) && m.Away is not null)
            .ToDictionary(m => m.Email, m => m.Away!.Until, StringComparer.OrdinalIgnoreCase);
        var reached = chats.Select(c => c.Email).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        var others = (await book.DealsAsync(ct))
            .Where(d => d.Status == DealStatus.Open)
            .SelectMany(d => new[] { d.OwnerEmail, d.ManagerEmail })
            .OfType<string>()
            .Where(e => e.Length > 0 && !reached.Contains(e));
        return new DeliveriesModel(
            viewer,
            await desk.NowAsync(ct),
            chats,
            undelivered,
            deals,
            away,
            [.. others.Distinct(StringComparer.OrdinalIgnoreCase).Select(e => viewer.Names[e]).Order(StringComparer.Ordinal)],
            token
        );
    }
}
