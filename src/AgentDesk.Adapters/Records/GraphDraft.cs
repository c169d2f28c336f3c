using System.Text.Json.Nodes;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Records;

/// <summary>An approved mail draft in the shape of a Microsoft Graph message.</summary>
internal static class GraphDraft
{
    public static JsonObject Of(JournalEntry entry, ActionPayload.EmailDraft mail)
    {
        var place = entry.Draft ?? new DraftPlace("", null, null);
        var headers = new JsonArray(Header("x-agentdesk-key", entry.Key));

        // Graph lets a client set only x- headers; the reply itself is tied by the conversation.
        if (place.ReplyTo is { } answered)
        {
            headers.Add(Header("x-agentdesk-in-reply-to", answered));
        }
        var message = new JsonObject
        {
            ["id"] = entry.Receipt,
            ["isDraft"] = true,
            ["createdDateTime"] = entry
                .At.ToUniversalTime()
                .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
            ["subject"] = mail.Subject,
            ["body"] = new JsonObject { ["contentType"] = "text", ["content"] = mail.Body },
            ["toRecipients"] = Recipients(mail.To),
            ["ccRecipients"] = Recipients(mail.Cc),
            ["categories"] = new JsonArray($"deal:{entry.DealId}"),
            ["internetMessageHeaders"] = headers,
        };
        if (place.Mailbox.Length > 0)
        {
            message["from"] = Recipient(place.Mailbox);
        }
        if (place.ConversationId is { } conversation)
        {
            message["conversationId"] = conversation;
        }
        return message;
    }

    /// <summary>Where a draft belongs: the owner's mailbox, in the conversation of the mail that it answers.</summary>
    public static DraftPlace? PlaceOf(ActionPayload payload, DealFile file)
    {
        if (payload is not ActionPayload.EmailDraft mail)
        {
            return null;
        }

        var id = mail.InReplyTo is { Kind: "mail" } name ? name.Value["mail:".Length..] : null;
        var answered = id is null ? null : file.Mails.FirstOrDefault(m => m.Id == id);
        return new DraftPlace(file.Deal.AnsweredBy, answered?.ConversationId, answered?.Id);
    }

    private static JsonArray Recipients(IReadOnlyList<string> addresses) => new([.. addresses.Select(Recipient)]);

    private static JsonObject Recipient(string address) => new() { ["emailAddress"] = new JsonObject { ["address"] = address } };

    private static JsonObject Header(string name, string value) => new() { ["name"] = name, ["value"] = value };
}
