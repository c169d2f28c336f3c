using AgentDesk.Core.Deals;

namespace AgentDesk.Core.Evidence.Readings;

/// <summary>Something that the buyer's side said, wrote or came to.</summary>
/// <param name="Name">The evidence that tells of it: a mail, the first buyer's cue of a call, or a log entry.</param>
/// <param name="At">When it ended: a seller's touch after this instant has not been answered.</param>
/// <param name="Text">The buyer's own words; empty for a log entry, whose words are the rep's.</param>
public sealed record BuyerWord(EvidenceName Name, DateTimeOffset At, string Who, string? Email, string Text);

/// <summary>
/// The buyer's substantive words (facts/blockers-and-stages.md, buyer progress: substantive reply, accepted meeting actually attended).
/// Auto-replies are not; an accepted invitation is contact but no word; what a rep notes that a buyer said is a rep's note.
/// </summary>
public static class BuyerWords
{
    /// <summary>All of them up to <paramref name="now"/>, oldest first.</summary>
    public static IReadOnlyList<BuyerWord> Of(DealFile file, DateTimeOffset now)
    {
        var words = new List<BuyerWord>();
        foreach (var m in file.Mails)
        {
            if (m.Side == Side.Buyer && !m.IsAutoReply && m.SentAt <= now && !string.IsNullOrWhiteSpace(m.OwnWords))
            {
                words.Add(new(new($"mail:{m.Id}"), m.SentAt, m.From.Name ?? m.From.Address, m.From.Address, m.OwnWords));
            }
        }

        words.AddRange(file.Calls.Where(c => c.StartedAt <= now).Select(OfCall).OfType<BuyerWord>());
        words.AddRange(file.Activities.Where(a => a.OccurredAt <= now && IsWord(file, a)).Select(a => OfActivity(file, a)));
        words.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.Name.Value, b.Name.Value));
        return words;
    }

    /// <summary>The latest one, or null when the buyer never said a word.</summary>
    public static BuyerWord? Last(DealFile file, DateTimeOffset now) => Of(file, now) is [.., var last] ? last : null;

    // A call counts when a buyer is heard in it, or, where no speaker could be told apart, when a buyer is among its people.
    private static BuyerWord? OfCall(Call call)
    {
        var heard = call.Cues.Where(q => q.Side == Side.Buyer).ToList();
        if (heard.Count > 0)
        {
            var first = heard[0];
            var email = call.Participants.FirstOrDefault(p => p.Name == first.Speaker)?.Email;
            return new(
                EvidenceText.CueName(call.Id, first.Number),
                call.StartedAt + heard[^1].Start,
                first.Speaker ?? "the buyer",
                email,
                string.Join('\n', heard.Select(q => q.Text))
            );
        }

        var unknown = call.Cues.Count > 0 && call.Cues.All(q => q.Side == Side.Unknown);
        return unknown && call.Participants.FirstOrDefault(p => p.Side == Side.Buyer) is { } buyer
            ? new(EvidenceText.CueName(call.Id, call.Cues[0].Number), call.StartedAt + call.Cues[^1].Start, buyer.Name, buyer.Email, "")
            : null;
    }

    // A logged meeting that took place, a call that reached somebody, or anything that came in from the buyer and is no auto-reply.
    private static bool IsWord(DealFile file, Activity a)
    {
        if (a.Status != "done" || a.Kind is not ("call" or "meeting" or "email"))
        {
            return false;
        }

        var text = $"{a.Subject}\n{Clipped.Of(a.Body)}";
        var byBuyer = a.AuthorEmail is { } author && Sides.Contact(file, author)?.Side == Side.Buyer;
        if (a.Direction == "internal" && !byBuyer)
        {
            return false;
        }
        if (byBuyer || a.Direction == "inbound")
        {
            return !LogWording.IsAutomatic(text) && !(a.Kind == "meeting" && LogWording.IsNoShow(text));
        }

        return a.Kind switch
        {
            "meeting" => !LogWording.IsNoShow(text),
            "call" => LogWording.IsReached(text),
            _ => false,
        };
    }

    private static BuyerWord OfActivity(DealFile file, Activity a)
    {
        var contact = a.AuthorEmail is { } author && Sides.Contact(file, author) is { Side: Side.Buyer } c ? c : null;
        return new(new($"activity:{a.Id}"), a.OccurredAt, contact?.Name ?? "the buyer", contact?.Email, "");
    }
}
