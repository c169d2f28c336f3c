using AgentDesk.Adapters.Models.Embedded.Drafting.Phrases;

namespace AgentDesk.Adapters.Models.Embedded.Drafting;

/// <summary>What an internal task draws on.</summary>
/// <param name="BuyerName">Who at the buyer's waits or has to be asked; null when nobody is named.</param>
/// <param name="What">A noun phrase for what is open; null for the category's own.</param>
/// <param name="Record">Where the result is entered.</param>
public sealed record TaskSituation(
    string Account,
    string Category,
    bool WeOwe,
    string Record,
    string? BuyerName = null,
    string? What = null
)
{
    /// <summary>Who of our side is asked beside this, or null.</summary>
    public string? Colleague { get; init; }

    /// <summary>Who of the buyer's asked us to hold still, or null.</summary>
    public string? QuietFor { get; init; }

    /// <summary>The subject of a meeting to come that the buyer has accepted, or null.</summary>
    public string? Meeting { get; init; }

    /// <summary>The day that the buyer named for coming back to it, or null.</summary>
    public DateOnly? RestUntil { get; init; }

    /// <summary>What the buyer proposed to do together, in the buyer's words, or null.</summary>
    public string? Proposed { get; init; }
}

/// <summary>One internal task in a sentence; owner and deadline stand beside it.</summary>
public static class TaskComposer
{
    public static string Compose(TaskSituation s)
    {
        var who = s.BuyerName ?? "the buyer";
        var phrases = CategoryPhrases.Of(s.Category);
        var what = (s.WeOwe ? phrases?.StuckOwed : phrases?.Stuck) ?? "what is open";
        if (s.What is { } item)
        {
            what = $"{what} ({item})";
        }
        var text = s switch
        {
            { Proposed: { } step } =>
                $"Find the people and the days for what {who} proposed (\"{step}\") and send the agenda before anything else",
            { WeOwe: true, Colleague: { } colleague } =>
                $"See that {colleague} has all that is needed for {what}, and take the answer to {who} as it is given",
            { WeOwe: true } => $"Get {what} for {who} at {s.Account}, or a day by which it can be given, before anything else is sent",
            { RestUntil: { } day } =>
                $"Agree with {who} what has to be ready at {s.Account} for {Wording.LongDay(day)} and who puts it forward; nothing else is sent until then",
            { Meeting: { } meeting } => $"Bring to the meeting \"{meeting}\" what {s.Account} lacks: {Lacks(s.Category)}",
            { QuietFor: { } asked } =>
                $"Leave {s.Account} in peace, as {asked} asked, and have our side ready for when they come back; tell everybody here who might chase them",
            _ => s.Category switch
            {
                "authority" => $"Find out from {who} who at {s.Account} decides and what that person has to see",
                "stakeholder" when s.BuyerName is not null =>
                    $"Learn from {who} whether this is with them now at {s.Account}, and what they know of it",
                "stakeholder" => $"Find out who at {s.Account} looks after this now and what that person knows of it",
                "no_decision_process" => $"Write down with {who} the steps from here to a yes or a no at {s.Account}, with names and days",
                "weak_case" => $"Agree with {who} on one figure that {s.Account} itself believes, its source and who checks it",
                "budget" => $"Find out from {who} when and from whom money for this could come at {s.Account}, without offering anything",
                "timing" => $"Agree with {who} on the day to come back to this and what should be ready by then",
                "reorg_freeze" => $"Find out what would show that {s.Account} can decide again, and who will look after it then",
                "competition" => $"Write down what {s.Account} compares on and where we are the weaker one, before the next contact",
                "fit_scope" => $"Get from {who} what must work from the first day, and have it judged by somebody who knows the product",
                "procurement" => $"Get from {who} the list of purchasing steps that are left at {s.Account} and whose desk each is on",
                "legal" => $"Ask once how the reading queue at {s.Account} works, and leave the pace to it",
                "security" => $"Get from {who} what the review at {s.Account} still needs and who reads it",
                _ => $"Find another way to reach {s.Account} than the one that brought no answer, and note what came of it",
            },
        };
        return $"{text}; enter the result in {s.Record}.";
    }

    private static string Lacks(string category) =>
        category switch
        {
            "weak_case" => "one figure that they believe themselves, with its source",
            "competition" => "an honest comparison on what they said counts",
            "authority" => "the page that the person who decides would want to see first",
            "no_decision_process" => "a proposal for the steps to a yes or a no, with names and days",
            _ => "an answer to what they said is open, or the name of who can give it",
        };
}

/// <summary>What a pause draws on.</summary>
/// <param name="Because">The buyer's words or a status that speak for waiting, verbatim; null when the reason is in
/// <paramref name="Wakes"/> alone.</param>
/// <param name="Who">Who wrote or said it; null for a system's status.</param>
/// <param name="Wakes">What would end the pause early, as a clause ("the budget list opens"); null for the category's own.</param>
public sealed record PauseSituation(
    string Account,
    string Category,
    DateOnly Until,
    string? Because = null,
    string? Who = null,
    string? Wakes = null,
    bool NamesTheDay = false
);

/// <summary>Until when a deal rests, why, and what would wake it sooner.</summary>
public static class PauseComposer
{
    public static string Compose(PauseSituation s)
    {
        var who = s.Who is null ? "" : $"{s.Who}: ";
        var quote = s.Because is { } words ? QuoteCut.Fit(words, 32) : null;
        var why = quote is null
            ? $"{s.Account} seems to be held by {CategoryPhrases.Of(s.Category)?.Stuck ?? "something that outreach does not change"}, and outreach before then would not move it"
            : $"{who}\"{quote}\"{(s.NamesTheDay ? "" : ", and no day was named for it")}";
        var wakes =
            s.Wakes
            ?? s.Category switch
            {
                "timing" => "the buyer names an earlier day",
                "budget" => "money for it gets a place in the buyer's plan",
                "reorg_freeze" => "the changes are announced as done, or somebody is named who looks after this",
                "legal" => "their counsel answers or asks",
                "procurement" => "purchasing answers or asks",
                _ => "the buyer writes, or somebody new comes to the deal",
            };
        return $"Rest until {Wording.LongDay(s.Until)}. Why: {why}. Sooner if {wakes.TrimEnd('.')}.";
    }
}

/// <summary>Why a deal that tripped a trigger needs nothing.</summary>
public enum IdleGround
{
    /// <summary>A plan with days stands between both sides and is being kept.</summary>
    DatedPlan,

    /// <summary>The buyer's counsel or purchasing has it, inside the period that they named or that is usual.</summary>
    BuyersQueue,

    /// <summary>A meeting with the buyer is booked and accepted.</summary>
    MeetingBooked,

    /// <summary>The buyer did something lately: a reply, a document, a new person.</summary>
    BuyerIsActive,

    /// <summary>We answered lately and the buyer has had little time.</summary>
    JustAnswered,

    /// <summary>None of the signs of a stall stands in the record.</summary>
    NoSign,
}

/// <summary>What a decision to do nothing draws on.</summary>
/// <param name="Words">What shows it, verbatim: a buyer's words, a tracker's status, a meeting's subject; null when nothing can be
/// quoted.</param>
/// <param name="Until">The day up to which waiting is right, when the evidence has one.</param>
public sealed record IdleSituation(string Account, IdleGround Ground, string? Words = null, string? Who = null, DateOnly? Until = null);

/// <summary>Why nothing is to be done, and up to when that holds.</summary>
public static class DoNothingComposer
{
    public static string Compose(IdleSituation s)
    {
        var ground = s.Ground switch
        {
            IdleGround.DatedPlan => $"{s.Account} is inside a plan with days that both sides are keeping",
            IdleGround.BuyersQueue =>
                $"it is in a queue at {s.Account} that has its own time, and silence there is no sign against the deal",
            IdleGround.MeetingBooked => $"the next meeting with {s.Account} is booked",
            IdleGround.NoSign =>
                $"nothing in the record marks {s.Account} as stalled: neither its time in the stage nor a missed date nor a silence",
            IdleGround.BuyerIsActive => $"{s.Account} is moving by itself",
            _ => $"{s.Account} has had our answer only lately",
        };
        var who = s.Who is null ? "" : $" ({s.Who})";
        var shown = s.Words is { } words && QuoteCut.Fit(words, 32) is { } quote ? $": \"{quote}\"{who}" : "";
        var until = s.Until is { } day
            ? $" Look again on {Wording.LongDay(day)} if nothing has come by then."
            : " A message now would add nothing to it.";
        return $"{Wording.Capital(ground)}{shown}.{until}";
    }
}
