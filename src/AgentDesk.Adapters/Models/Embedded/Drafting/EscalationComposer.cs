using AgentDesk.Core.Playbooks;

namespace AgentDesk.Adapters.Models.Embedded.Drafting;

/// <summary>What an internal request for help draws on.</summary>
/// <param name="Role">The role that is asked: `legal`, `security`, `procurement`, `executive`, `discount`, `scope`, `manager`.</param>
/// <param name="ToName">The full name of the qualified owner, or the address when no name is known.</param>
/// <param name="Waiting">What the buyer waits for, in the buyer's words, most important first; two at the most are quoted. Words of others
/// are no use here.</param>
/// <param name="Record">Where the answer is to be entered: a tracker's item, or the deal's record, as a person would find it.</param>
/// <param name="What">The name of what is open, as our records have it, or null.</param>
/// <param name="ColdSince">When the buyer last heard of it from us, if that is known.</param>
public sealed record EscalationSituation(
    string DealId,
    string DealName,
    string Account,
    string Role,
    string ToName,
    string OwnerName,
    DateOnly Deadline,
    string Record,
    IReadOnlyList<OpenAsk> Waiting,
    string? What = null,
    DateTimeOffset? ColdSince = null
)
{
    /// <summary>Whether the paper lies with the buyer: then we prepare for its return and send nothing.</summary>
    public bool IsTheirTurn { get; init; }

    /// <summary>What the buyer asked us not to do, or null; whoever helps has to know it.</summary>
    public OpenAsk? Caution { get; init; }

    /// <summary>Who holds the role and is away, where somebody else is asked; else null.</summary>
    public string? AwayName { get; init; }
}

/// <summary>
/// An internal message to a qualified owner: who waits for what since when, what answer is needed, by when, and where it is entered.
/// </summary>
public static class EscalationComposer
{
    public static string Compose(EscalationSituation s)
    {
        var need = NeedOf(s.Role);
        List<string> lines =
        [
            $"{Wording.FirstName(Wording.PersonName(s.ToName))}, {Opening(s, need.What)}{(s.AwayName is { } away ? $" {away} holds it and is away, so it comes to you." : "")}",
        ];
        lines.AddRange(s.Waiting.Take(2).Select(Said).OfType<string>());
        if (s.Caution is { } caution && Said(caution) is { } said)
        {
            lines.Add($"To be kept to: {said}");
        }
        if (s.ColdSince is { } since)
        {
            lines.Add($"They last heard about it from us on {Wording.LongDay(Wording.DayOf(since))}.");
        }
        var answer = s.IsTheirTurn
            ? "our position on the open points, ready for the day on which it comes back; nothing goes to the buyer before"
            : Wording.Pick(need.Answers, s.DealId, "need");
        lines.Add($"Needed from you: {answer}. By {Wording.LongDay(s.Deadline)}; if that can't be done, a day that can is an answer too.");
        lines.Add(
            $"Where: {s.Record}. {Wording.FirstName(Wording.PersonName(s.OwnerName))} passes it on as you wrote it; until then the customer is told no date and no position."
        );
        return string.Join('\n', lines);
    }

    private static string Opening(EscalationSituation s, string what) =>
        s switch
        {
            { IsTheirTurn: true } =>
                $"our paper seems to lie with {s.Account}{(s.What is { } item ? $" ({item})" : "")}, and you are the one who answers for {s.Role} when it comes back.",
            { Role: Roles.Executive } =>
                $"the next move at {s.Account} seems to be above what {Wording.FirstName(Wording.PersonName(s.OwnerName))} can reach, and you are the one who could.",
            { Role: Roles.Manager } =>
                $"{s.Account} seems to have stopped for a reason that more mail won't move, and how we go on is for you to say.",
            _ =>
                $"{s.Account} seems to be waiting for {what}{(s.What is { } item ? $" ({item})" : "")}, and you are the one who answers for {s.Role} here.",
        };

    private static string? Said(OpenAsk ask)
    {
        if (QuoteCut.Fit(ask.Quote, 32) is not { } quote)
        {
            return null;
        }

        var promised = ask.PromisedFor is { } day ? $" They were told {Wording.LongDay(day)}." : "";
        return $"{ask.Who} {(ask.Spoken ? "said" : "wrote")} on {Wording.LongDay(Wording.DayOf(ask.At))}: \"{quote}\".{promised}";
    }

    private static (string What, IReadOnlyList<string> Answers) NeedOf(string role) =>
        role switch
        {
            Roles.Security => (
                "security answers that only your team can give",
                [
                    "a written answer to each open point, or who has to confirm what before you can give one",
                    "the open points answered in writing, and which of them can't be answered yet and why",
                ]
            ),
            Roles.Legal => (
                "our wording or position on open terms",
                [
                    "the wording that may go to their counsel, or a call between you and their counsel",
                    "our position on what is open, in words that can be sent, or who has to agree to them first",
                ]
            ),
            Roles.Procurement => (
                "purchasing papers that have to be right on our side",
                [
                    "the papers put right, and who has to sign or obtain each of them",
                    "which of the papers you can put right yourself, and whom you need for the rest",
                ]
            ),
            Roles.Executive => (
                "a word at a level that the owner can't reach alone",
                [
                    "whether you'll speak to the person who decides on their side, and with which message",
                    "a yes or a no to writing to your counterpart there; nobody has been told that you would",
                ]
            ),
            Roles.Discount => (
                "an answer on the commercial side",
                [
                    "a yes, a no or other conditions, with the reason; nothing has been offered",
                    "what may be said and what not; the customer has been promised nothing",
                ]
            ),
            Roles.Scope => (
                "a clear word on what we do and don't cover",
                [
                    "a yes, a no or a not yet on what they ask, in words that can be sent",
                    "what we cover as it stands, what we don't, and what you'd need to know to be sure",
                ]
            ),
            _ => (
                "a decision on how to go on with this deal",
                [
                    "whether we go on, wait or step back, and what you'd want to see first",
                    "your decision on the way forward, or the question that has to be answered before it",
                ]
            ),
        };
}
