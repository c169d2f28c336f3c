using System.Text.Json;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Adapters.Sources;

/// <summary>Microsoft Graph message collections: mail/*.json.</summary>
internal static class GraphMail
{
    public static IEnumerable<Found> Read(string path, string name, Roster roster, Colleagues colleagues, Uniques uniques)
    {
        var earlier = new List<(Mail Mail, string Body)>();
        return Rows.OfCollection(
            path,
            name,
            roster,
            DealRows.LostIsDamage,
            (element, line) => Message(element, line, roster, colleagues, uniques, earlier),
            inOrderOf: "sentDateTime"
        );
    }

    private static Found.OfPiece Message(
        JsonElement m,
        int line,
        Roster roster,
        Colleagues colleagues,
        Uniques uniques,
        List<(Mail Mail, string Body)> earlier
    )
    {
        var id = Ids.Checked(m.Text("id"), "id");
        if (m.Member("isDraft") is { ValueKind: JsonValueKind.True })
        {
            throw new UnreadableException("a draft that was never sent");
        }

        var from = Address(m.Member("from") ?? m.Member("sender")) ?? throw new UnreadableException("from is missing");
        var to = Addresses(m, "toRecipients");
        var cc = Addresses(m, "ccRecipients");
        var sent = Instants.Instant(m.Text("sentDateTime") ?? m.Text("receivedDateTime"), "sentDateTime");
        var deal = Rows.DealOf(m, roster, to.Concat(cc).Prepend(from).Select(a => a.Address));
        var subject = m.Text("subject") ?? "";
        var body = m.Member("body");
        var content = body?.Text("content") ?? m.Text("bodyPreview") ?? "";
        var text = string.Equals(body?.Text("contentType"), "html", StringComparison.OrdinalIgnoreCase)
            ? HtmlMail.Read(content)
            : MailText.Plain(content);
        var conversation = m.Text("conversationId") ?? id;

        uniques.Take(Kinds.Mail, id);
        // One message lies in every mailbox that got it, under another id: the same words must not count twice.
        if (m.Text("internetMessageId") is { Length: > 0 } internet)
        {
            TakeOnce(uniques, internet, from, sent, id);
        }

        foreach (var person in to.Concat(cc).Prepend(from))
        {
            colleagues.Saw(person.Name, person.Address, roster);
        }
        var before = earlier.Where(e => e.Mail.ConversationId == conversation && e.Mail.SentAt < sent).TakeLast(20);
        var own = OwnWords.Of(
            text,
            from.Name,
            before.Where(e => !Same(e.Mail.From, from)).Select(e => e.Body),
            before.Select(e => new EarlierMail(QuoteCheck.Normalize(e.Mail.OwnWords), e.Body))
        );
        var isAuto = AutoReply.Is(subject, own, from.Address, to);
        var passed = isAuto ? null : PassedOnByBuyer(text, deal, from, roster);
        var side = roster.SideOrBuyer(deal, from.Address);
        var mail = new Mail(id, conversation, subject, from, to, cc, sent, text.Body, own, isAuto, side, passed);
        earlier.Add((mail, QuoteCheck.Normalize(text.Body)));
        return new Found.OfPiece(deal, Kinds.Mail, id, line, mail);
    }

    /// <summary>
    /// What one of the buyer's passes on of a colleague's words. What we pass on of theirs is no witness: we could have typed it.
    /// </summary>
    private static PassedOn? PassedOnByBuyer(MailText text, DealId? deal, MailAddress from, Roster roster) =>
        deal is { } id
        && roster.IsBuyers(id, from.Name, from.Address)
        && Forwards.Of(text) is { } passed
        && !string.Equals(passed.Address, from.Address, StringComparison.OrdinalIgnoreCase)
        && roster.IsBuyers(id, passed.Name, passed.Address)
            ? passed
            : null;

    private static void TakeOnce(Uniques uniques, string internet, MailAddress from, DateTimeOffset sent, string id)
    {
        try
        {
            uniques.Take("message", $"{internet}\n{from.Address}\n{sent:O}");
        }
        catch (UnreadableException)
        {
            throw new UnreadableException(
                $"`{Instants.Short(id)}` is another copy of a message that is kept: same internetMessageId, sender and time",
                isRepetition: true
            );
        }
    }

    private static bool Same(MailAddress a, MailAddress b) => string.Equals(a.Address, b.Address, StringComparison.OrdinalIgnoreCase);

    private static MailAddress[] Addresses(JsonElement m, string member) =>
        [.. m.Each(member).Select(e => Address(e)).OfType<MailAddress>()];

    private static MailAddress? Address(JsonElement? person)
    {
        if (person?.Member("emailAddress") is not { } email)
        {
            return null;
        }
        var name = email.Text("name") is { Length: > 0 } given ? given : null;
        return (email.Text("address") ?? name) is { Length: > 0 } address ? new MailAddress(name, address.Trim()) : null;
    }
}
