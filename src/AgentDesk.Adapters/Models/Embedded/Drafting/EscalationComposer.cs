using AgentDesk.Core.Playbooks;

namespace AgentDesk.Adapters.Models.Embedded.Drafting;

/// <summary>What an internal request for help draws on.</summary>
/// <param name="Role">The role that is asked: `legal`, `security`, `procurement`, `executive`, `discount`, `scope`, `manager`.</param>
/// <param name="ToName">The full name of the qualified owner, or the address when no name is known.</param>
/// <param name="Waiting">What the buyer waits for, in the buyer's words, most important first; two at the most are quoted. Words of others are no use here.</param>
/// <param name="Record">Where the answer is to be entered: a tracker's item, or the deal's record, as a person would find it.</param>
/// <param name="What">A noun phrase for what is open; null for the role's own.</param>
/// <param name="ColdSince">When the buyer last heard of it from us, if that is known.</param>
public sealed record EscalationSituation(
    string DealId, string DealName, string Account, string Role, string ToName, string OwnerName, DateOnly Deadline, string Record, IReadOnlyList<OpenAsk> Waiting, string? What = null,
    DateTimeOffset? ColdSince = null);

/// <summary>An internal message to a qualified owner: who waits for what since when, what answer is needed, by when, and where it is entered.</summary>
public static class EscalationComposer
{
    public static string Compose(EscalationSituation s)
    {
        var need = NeedOf(s.Role);
        List<string> lines = [$"{Wording.FirstName(Wording.PersonName(s.ToName))}, {s.Account} seems to be waiting for {s.What ?? need.What}, and that needs you."];
        lines.AddRange(s.Waiting.Take(2).Select(Said).OfType<string>());
        if (s.ColdSince is { } since) { lines.Add($"They last heard about it from us on {Wording.LongDay(Wording.DayOf(since))}."); }
        lines.Add($"Needed from you: {Wording.Pick(need.Answers, s.DealId, "need")}.");
        lines.Add($"By {Wording.LongDay(s.Deadline)}. If that can't be done, a day that can is an answer too.");
        lines.Add($"It belongs in: {s.Record}, so that it stands in the record and {Wording.FirstName(Wording.PersonName(s.OwnerName))} can pass it on as you wrote it. Until then the customer is told no date and no position.");
        return string.Join('\n', lines);
    }

    private static string? Said(OpenAsk ask)
    {
        if (QuoteCut.Fit(ask.Quote, 32) is not { } quote) { return null; }

        var promised = ask.PromisedFor is { } day ? $" They were told {Wording.LongDay(day)}." : "";
        return $"{ask.Who} {(ask.Spoken ? "said" : "wrote")} on {Wording.LongDay(Wording.DayOf(ask.At))}: \"{quote}\".{promised}";
    }

    private static (string What, IReadOnlyList<string> Answers) NeedOf(string role) => role switch
    {
        Roles.Security => ("security answers that only your team can give",
            ["a written answer to each open point, or who has to confirm what before you can give one", "the open points answered in writing, and which of them can't be answered yet and why"]),
        Roles.Legal => ("our wording or position on open terms",
            ["the wording that may go to their counsel, or a call between you and their counsel", "our position on what is open, in words that can be sent, or who has to agree to them first"]),
        Roles.Procurement => ("purchasing papers that have to be right on our side",
            ["the papers put right, and who has to sign or obtain each of them", "which of the papers you can put right yourself, and whom you need for the rest"]),
        Roles.Executive => ("a word at a level that the owner can't reach alone",
            ["whether you'll speak to the person who decides on their side, and with which message", "a yes or a no to writing to your counterpart there; nobody has been told that you would"]),
        Roles.Discount => ("an answer on the commercial side",
            ["a yes, a no or other conditions, with the reason; nothing has been offered", "what may be said and what not; the customer has been promised nothing"]),
        Roles.Scope => ("a clear word on what we do and don't cover",
            ["a yes, a no or a not yet on what they ask, in words that can be sent", "what we cover as it stands, what we don't, and what you'd need to know to be sure"]),
        _ => ("a decision on how to go on with this deal",
            ["whether we go on, wait or step back, and what you'd want to see first", "your decision on the way forward, or the question that has to be answered before it"]),
    };
}
