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
public sealed record DeliveriesModel(Viewer Viewer, DateTimeOffset Now, IReadOnlyList<Chat> Chats, IReadOnlyList<(CardRow Card, Chat Chat)> Undelivered, (string Field, string Value) Token)
{
    public string Heading => Undelivered.Count == 0 ? "Everything has arrived" : $"{Words.Number(Undelivered.Count)} {(Undelivered.Count == 1 ? "card has" : "cards have")} not arrived in Teams";

    public string Reach => Chats.Count == 0
        ? "Nobody has installed the Teams app yet: what waits for people stands in this inbox."
        : $"{Words.Count(Chats.Count(c => c.State == ChatState.Open), "conversation")} can be written to. What cannot be delivered is kept, and waits in this inbox meanwhile.";

    public string Who(Chat chat) => chat.Email is { } email ? Viewer.Names[email] : chat.ObjectId is null ? "A chat of several" : "Somebody whom no record names";

    public static string State(Chat chat) => chat.State switch { ChatState.Open => "open", ChatState.Blocked => "blocked by the person", _ => "app taken out" };

    public static string What(CardRow card) => card.Subject.Split(':')[0] switch { "digest" => "The digest", "reminder" => $"A reminder of {card.Run}", _ => $"The card of {card.Run}" };

    public static string Again(CardRow card, Chat chat) => card.IsGivenUp ? "when it changes" : chat.State != ChatState.Open ? "when they are back" : card.NotBefore is { } at ? Words.Minute(at) : "now";
}

/// <summary>The deliveries to Teams, for those who look after the desk: RevOps, an administrator, the operator at the machine.</summary>
internal sealed class DeliveryPages(IDesk desk, IDealBook book, People people, IAntiforgery antiforgery)
{
    public async Task<IResult> DeliveriesAsync(HttpContext http, IDeliveryStore? store, CancellationToken ct)
    {
        if (await people.ViewerAsync(http, book, ct) is not { } viewer) { return Pages.Message("Sign in first", "This desk shows deals to people it knows.", StatusCodes.Status401Unauthorized); }
        if (store is null || !Visibility.SeesEverything(viewer.Actor)) { return Pages.Message("There is no such page", "The address leads nowhere: what waits is in the inbox.", StatusCodes.Status404NotFound); }

        var tokens = antiforgery.GetAndStoreTokens(http);
        return new RazorComponentResult<DeliveriesPage>(new { M = new DeliveriesModel(viewer, await desk.NowAsync(ct), await store.ChatsAsync(ct), await store.UndeliveredAsync(ct), (tokens.FormFieldName, tokens.RequestToken ?? "")) });
    }
}
