namespace AgentDesk.Adapters.Models.Embedded.Drafting.Phrases;

/// <summary>
/// Sentences that do not hang on the category. Slots: `{q}` words in quotation marks, `{who}` who said them, `{colleague}`, `{date}`, `{topic}`, `{source}`, `{ask}` (lower start), `{Ask}` (capital).
/// </summary>
internal static class CommonPhrases
{
    /// <summary>The addressee's own written words.</summary>
    public static readonly IReadOnlyList<string> YouWrote =
    [
        "You wrote {q}.", "Your words were {q}.", "I went back to your mail, where you wrote {q}.", "{q} is how you put it.", "What stayed with me from your mail is {q}.", "In your mail you said {q}.",
    ];

    public static readonly IReadOnlyList<string> YouSaid =
    [
        "On the call you said {q}.", "What I took from our call is this: {q}.", "{q} is what you said when we spoke.", "When we spoke you put it like this: {q}.",
    ];

    public static readonly IReadOnlyList<string> TheyWrote =
    [
        "{who} wrote {q}.", "{who} put it like this: {q}.", "{q} is what {who} wrote.", "From {who} there is this: {q}.", "{who}'s words were {q}.",
    ];

    public static readonly IReadOnlyList<string> TheySaid =
    [
        "{who} said on the call {q}.", "On the call {who} put it like this: {q}.", "{q} is what {who} said when we spoke.",
    ];

    /// <summary>Somebody's request that the addressee did not see: named and not quoted.</summary>
    public static readonly IReadOnlyList<string> TheyWait =
    [
        "{who} is waiting for an answer from us on {topic}.", "There is a question from {who} on {topic} that we haven't answered.", "On {topic} we still owe {who} an answer.",
    ];

    /// <summary>Beside a first open point: a second one.</summary>
    public static readonly IReadOnlyList<string> AlsoOpen =
    [
        "The same goes for a second point: {q}.", "Also still open, and not forgotten: {q}.", "Then there's the other one, {q}, which is open too.", "Next to it stands {q}, and that's open as well.",
    ];

    /// <summary>What happens, when an escalation to the colleague goes with the mail.</summary>
    public static readonly IReadOnlyList<string> PutInFront =
    [
        "I've put it in front of {colleague} today, in those words, and asked for an answer in writing.",
        "As of today it's with {colleague}, who can answer it, and I've asked for a date that I can pass on.",
        "{colleague} has it from me today; I have no date to give you yet and I won't make one up.",
        "It went from me to {colleague} today, and I asked for the whole answer and not a part of one.",
        "I asked {colleague} today to take it on, so the next word you get on it will be an answer.",
        "Today I took it to {colleague}, who is the right person for it here, and asked when you can have it.",
    ];

    /// <summary>The same when more than one point is open.</summary>
    public static readonly IReadOnlyList<string> PutBothInFront =
    [
        "I've put both in front of {colleague} today, in those words, and asked for answers in writing.",
        "As of today both are with {colleague}, who can answer them, and I've asked for a date that I can pass on.",
        "{colleague} has both from me today; I have no date to give you yet and I won't make one up.",
        "Both went from me to {colleague} today, and I asked for whole answers and not a part of one.",
    ];

    /// <summary>A date was named to the buyer and is still to come.</summary>
    public static readonly IReadOnlyList<string> DateStands =
    [
        "You were told {date} for it, and that's still the day I have.", "The date you have from us is {date}, and I haven't been told of another.", "It's down for {date}, as you were told.",
    ];

    /// <summary>A date was named to the buyer and has passed.</summary>
    public static readonly IReadOnlyList<string> DatePassed =
    [
        "You were told {date}, that has passed, and I'm not going to dress it up.", "We named {date} and didn't keep it, which is our fault.", "The date you had from us was {date}, and we missed it.",
    ];

    /// <summary>Ours to answer, and nobody has been asked along with this mail.</summary>
    public static readonly IReadOnlyList<string> OursToAnswer =
    [
        "It's ours to answer; I have no date for it yet, and I'd rather tell you that than invent one.",
        "I'm getting it from the people here who know, and I won't name a day before they do.",
        "I'm finding out who here can answer it properly, and until I know I'd rather not promise a day.",
    ];

    public static readonly IReadOnlyList<string> FromAsset =
    [
        "Something you haven't had from me yet, from {source}: {q}.",
        "In {source} there is a line that may help: {q}.",
        "What I can add is this, from {source}: {q}.",
        "Here is one thing to set beside it: {q} (that's from {source}).",
        "I looked through {source} with you in mind and stopped at this: {q}.",
    ];

    public static readonly IReadOnlyList<string> FromNews =
    [
        "I also saw this ({source}): {q}.", "This caught my eye ({source}): {q}.", "One thing that's new, from {source}: {q}.", "{q}, it says ({source}), which is part of why I'm writing.",
    ];

    public static readonly IReadOnlyList<string> FromBuyer =
    [
        "What you may not have seen: {who} wrote {q}.", "{who} wrote to us {q}, and you should know that.", "For your picture of it, here is what {who} wrote: {q}.", "From {who} we have this: {q}.",
    ];

    /// <summary>The question when the buyer has named a day to come back to it.</summary>
    public static readonly IReadOnlyList<string> AskForDay =
    [
        "would {date} be a fair day for me to write again", "shall I write on {date} and leave you alone until then", "is {date} still the right point to pick this up", "does {date} still hold as the day to come back to this",
    ];
}
