using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Drafting;

/// <summary>Somebody who could know: a buyer contact or a colleague.</summary>
/// <param name="Roles">A contact's role (`economic_buyer`, `champion`, `technical`, `security`, `legal`, `procurement`, `finance`, `user`)
/// or a colleague's (`security`, `legal`, …).</param>
public sealed record KnownPerson(string Name, IReadOnlyList<string> Roles);

/// <summary>What is known of a deal, to say what is not.</summary>
/// <param name="Buyers">Active contacts of the buyer.</param>
/// <param name="Colleagues">People of our side with their roles; the owner is not among them.</param>
/// <param name="WeOwe">Whether the open answer is ours.</param>
/// <param name="Insufficient">Whether the blocker itself is unknown: then the first questions are what it is.</param>
/// <param name="Topic">The name of what is open, or null.</param>
/// <param name="HasDate">The buyer named the day to come back to it: the first question, which is when, is answered.</param>
public sealed record MissingSituation(
    string Category,
    bool Insufficient,
    bool WeOwe,
    IReadOnlyList<KnownPerson> Buyers,
    IReadOnlyList<KnownPerson> Colleagues,
    string OwnerName,
    string? Topic = null,
    bool HasDate = false
);

/// <summary>What nobody knows yet, and who could supply it. Two to four, most useful first.</summary>
public static class MissingEvidenceComposer
{
    public static IReadOnlyList<MissingEvidence> Compose(MissingSituation s)
    {
        var questions =
            s.Insufficient || !Questions.TryGetValue(s.Category, out var own) ? Unknown
            : s.WeOwe && QuestionsOwed.TryGetValue(s.Category, out var owed) ? owed
            : own;
        if (s.HasDate && !s.Insufficient && questions.Count > 1)
        {
            questions = [.. questions.Skip(1)];
        }
        if (s.WeOwe && !s.Insufficient)
        {
            questions = [OwedQuestion(s), .. questions];
        }
        return [.. questions.Take(4).Select(q => new MissingEvidence(q.Text, Supplier(s, q)))];
    }

    private static Question OwedQuestion(MissingSituation s) =>
        new(
            $"by when {(s.Topic is { } topic ? $"\"{topic}\"" : "what is open")} can be answered from our side, and who has to confirm it first",
            [],
            ColleagueRoles(s.Category)
        );

    private static IReadOnlyList<string> ColleagueRoles(string category) =>
        category switch
        {
            "security" => ["security"],
            "legal" => ["legal"],
            "procurement" => ["procurement", "finance"],
            "budget" => ["discount"],
            "fit_scope" or "missing_asset" or "weak_case" => ["scope", "solutions", "technical"],
            "authority" or "stakeholder" or "reorg_freeze" => ["executive"],
            _ => ["manager"],
        };

    private static string Supplier(MissingSituation s, Question q)
    {
        var buyer = q
            .Buyer.Select(role => s.Buyers.FirstOrDefault(p => p.Roles.Contains(role, StringComparer.OrdinalIgnoreCase)))
            .FirstOrDefault(p => p is not null);
        var ours = q
            .Ours.Select(role => s.Colleagues.FirstOrDefault(p => p.Roles.Contains(role, StringComparer.OrdinalIgnoreCase)))
            .FirstOrDefault(p => p is not null);
        if (buyer is not null)
        {
            return $"{buyer.Name} (buyer)";
        }
        if (ours is not null)
        {
            return ours.Name;
        }
        if (q.Buyer.Count > 0)
        {
            return s.Buyers is [var any, ..]
                ? $"{any.Name} (buyer), or whom they name"
                : "a contact at the buyer's who is still to be found";
        }
        return s.OwnerName;
    }

    private sealed record Question(string Text, IReadOnlyList<string> Buyer, IReadOnlyList<string> Ours);

    private static readonly IReadOnlyList<string> Sponsor = ["champion", "economic_buyer", "user"];
    private static readonly IReadOnlyList<string> Decider = ["economic_buyer", "champion"];

    private static readonly IReadOnlyList<Question> Unknown =
    [
        new("what the buyer would have to settle before going on, in the buyer's own words", Sponsor, []),
        new("who takes part in the decision and what each of them still needs", Decider, []),
        new("what was said in calls and meetings that left no record", [], []),
    ];

    // When the paper is with us, the buyer's queue is no question.
    private static readonly Dictionary<string, IReadOnlyList<Question>> QuestionsOwed = new(StringComparer.Ordinal)
    {
        ["security"] =
        [
            new("which of the open points the reviewer needs before going on", ["security", "technical", "champion"], []),
            new("whether anything else stands between the review and a decision", Sponsor, []),
            new("the day by which the buyer wants to decide", Decider, []),
        ],
        ["legal"] =
        [
            new("which wording on the open points the buyer's counsel would accept", ["legal", "champion"], []),
            new("what our counsel may agree to", [], ["legal"]),
            new("until when the buyer's counsel can be reached", ["legal", "champion"], []),
        ],
        ["procurement"] =
        [
            new("who on our side may sign or obtain what purchasing sent back", [], ["procurement", "finance", "legal"]),
            new("whether the request can be kept open until then", ["procurement"], []),
            new("whether any other step comes before an order", ["procurement", "champion"], []),
        ],
    };

    private static readonly Dictionary<string, IReadOnlyList<Question>> Questions = new(StringComparer.Ordinal)
    {
        ["timing"] =
        [
            new("what has to be finished at the buyer's before this can go on, and by when", Sponsor, []),
            new("whether anything dated at the buyer's speaks for going on sooner", Decider, []),
        ],
        ["authority"] =
        [
            new("who decides and what that person wants to know first", Sponsor, []),
            new("whether that person has heard of it at all", Sponsor, []),
            new("who on our side could speak to that person", [], ["executive", "manager"]),
        ],
        ["security"] =
        [
            new("which open points decide the review, and whether answers in parts are read", ["security", "technical", "champion"], []),
            new("whether anything else stands between the review and a decision", Sponsor, []),
            new("the day by which the buyer wants to decide", Decider, []),
        ],
        ["legal"] =
        [
            new("where the paper stands in the queue of the buyer's counsel and when it is read", ["legal", "champion"], []),
            new("which of the open clauses the buyer could live without", ["legal", "economic_buyer"], []),
            new("what our counsel may agree to", [], ["legal"]),
        ],
        ["procurement"] =
        [
            new("which purchasing steps are left and whose desk each is on", ["procurement", "champion"], []),
            new("whether a clock runs on the request and when it ends", ["procurement"], []),
            new("who on our side may sign or obtain what purchasing asks for", [], ["procurement", "finance", "legal"]),
        ],
        ["budget"] =
        [
            new("when the next budget round closes and who puts its list together", ["finance", "economic_buyer", "champion"], []),
            new("whether money could come from another line", ["finance", "economic_buyer"], []),
            new("what the request has to say to be considered", ["finance", "champion"], []),
        ],
        ["weak_case"] =
        [
            new("the buyer's own figure for the problem, its source and who vouches for it", ["finance", "champion", "user"], []),
            new("who would have to believe the figure", Sponsor, []),
            new("how the buyer would measure success and when", Decider, []),
        ],
        ["fit_scope"] =
        [
            new("which requirement is a must from the first day and which can wait", ["technical", "user", "champion"], []),
            new("whether we cover it, by the word of somebody who knows the product", [], ["scope", "solutions", "technical"]),
            new("who judges whether it fits", Sponsor, []),
        ],
        ["stakeholder"] =
        [
            new("who looks after this at the buyer's now and what that person thinks of it", Sponsor, []),
            new("what the people who are still there know of what was agreed", ["user", "technical", "economic_buyer"], []),
            new("who on our side knows the new person", [], ["executive", "manager"]),
        ],
        ["competition"] =
        [
            new("what the buyer compares on and what weighs most", Sponsor, []),
            new("what the alternative offers and until when", ["procurement", "champion"], []),
            new("who at the buyer's speaks for the alternative", Sponsor, []),
        ],
        ["missing_asset"] =
        [
            new("by which day it has to be there to be of use", Sponsor, []),
            new("whether it may be given as it is, and who has to release it", [], ["security", "legal", "scope"]),
            new("who beside the asker will read it", Sponsor, []),
        ],
        ["no_decision_process"] =
        [
            new("the steps, people and days from here to a decision", Sponsor, []),
            new("who can say yes and who can say no", Decider, []),
            new("how the buyer's last purchase of this kind was decided", Sponsor, []),
        ],
        ["reorg_freeze"] =
        [
            new("how long the change lasts and what ends it", Decider, []),
            new("who looks after this when it is over", Sponsor, []),
            new("whether money that was set aside survives it", ["finance", "economic_buyer"], []),
        ],
        ["unresponsive"] =
        [
            new("any word from the buyer since the last substantive reply", Sponsor, []),
            new("whether the messages arrive and whether something has happened at the buyer's", [], []),
            new("what another contact at the buyer's thinks", ["user", "technical", "finance", "procurement"], []),
        ],
    };
}
