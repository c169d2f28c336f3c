namespace AgentDesk.Adapters.Models.Embedded.Drafting.Phrases;

/// <summary>
/// Sentences that do not hang on the category. Slots: `{q}` words in quotation marks, `{who}` who said them, `{colleague}`, `{date}`,
/// `{topic}`, `{source}`, `{ask}` (lower start), `{Ask}` (capital).
/// </summary>
internal static class CommonPhrases
{
    /// <summary>The addressee's own written words.</summary>
    public static readonly IReadOnlyList<string> YouWrote =
    [
        "You wrote {q}.",
        "In your mail you said {q}.",
        "I've read your mail again, and this stayed with me: {q}.",
        "One line of your mail matters most to me: {q}.",
        "You put it plainly: {q}.",
        "I keep coming back to what you wrote: {q}.",
        "I took this from your mail: {q}.",
        "What I read in your mail is this: {q}.",
    ];

    /// <summary>The same when they asked a question; its mark is gone with the quotation's end.</summary>
    public static readonly IReadOnlyList<string> YouAsked =
    [
        "You asked: {q}.",
        "Your question was this: {q}.",
        "You asked me {q}.",
        "In your mail you asked {q}.",
        "There's a question of yours that I haven't answered: {q}.",
    ];

    public static readonly IReadOnlyList<string> YouSaid =
    [
        "On the call you said {q}.",
        "I wrote this down on our call: {q}.",
        "You said on our call {q}.",
        "When we spoke you put it like this: {q}.",
        "One thing you said when we spoke: {q}.",
    ];

    public static readonly IReadOnlyList<string> TheyWrote =
    [
        "{who} wrote {q}.",
        "{who} put it like this: {q}.",
        "{who} told us {q}.",
        "From {who} I have this: {q}.",
        "In {who}'s words: {q}.",
    ];

    public static readonly IReadOnlyList<string> TheySaid =
    [
        "{who} said on the call {q}.",
        "On the call {who} put it like this: {q}.",
        "{q} is what {who} said when we spoke.",
    ];

    /// <summary>Somebody's request that the addressee did not see: named and not quoted.</summary>
    public static readonly IReadOnlyList<string> TheyWait =
    [
        "{who} is waiting for an answer from us on {topic}.",
        "There's a question from {who} on {topic} that we haven't answered.",
        "On {topic} we still owe {who} an answer.",
        "I know that {who} has heard nothing from us on {topic}.",
    ];

    /// <summary>An answer of ours is open and nothing can be quoted.</summary>
    public static readonly IReadOnlyList<string> OwedAlone =
    [
        "There's still an answer from us that you haven't had.",
        "We still owe you an answer, and I haven't lost sight of it.",
        "Something that {account} asked for is still open on our side.",
    ];

    /// <summary>What words come to that are no plain request, when something of ours is open on them.</summary>
    public static readonly IReadOnlyList<string> ReadingsOwed =
    [
        "On that, something of ours is still open.",
        "There's an answer to it that {account} should have from us and doesn't.",
        "I take that as a point on which we still have to come back to you.",
        "Our part of that isn't done yet.",
    ];

    /// <summary>What a question comes to that has had no answer.</summary>
    public static readonly IReadOnlyList<string> QuestionsOwed =
    [
        "You should have had the answer by now, and it's on us that you haven't.",
        "That deserves a straight answer from us, which it hasn't had.",
        "It's a fair question, and the answer is ours to give.",
        "The honest answer is that it's still open on our side.",
    ];

    /// <summary>Beside a first open point: a second one.</summary>
    public static readonly IReadOnlyList<string> AlsoOpen =
    [
        "The same goes for a second point: {q}.",
        "Also still open, and not forgotten: {q}.",
        "Then there's the other one, {q}, which is open too.",
        "Next to it stands {q}, and that's open as well.",
        "I haven't lost sight of this one either: {q}.",
    ];

    /// <summary>What happens, when an escalation to the colleague goes with the mail.</summary>
    public static readonly IReadOnlyList<string> PutInFront =
    [
        "I'm putting it in front of {colleague}, in those words, and asking for an answer in writing.",
        "I'm taking it to {colleague}, who can answer it, and asking for a date that I can pass on.",
        "It goes from me to {colleague} with this mail; I have no date to give you yet and I won't make one up.",
        "I'm giving it to {colleague}, and asking for the whole answer and not a part of one.",
        "I'm asking {colleague} to take it on, and you'll get the answer as it's given to me.",
        "I'm taking it to {colleague}, who is the right person for it here, and asking when you can have it.",
        "So that it doesn't lie around any longer, it goes to {colleague} now, marked for {account}.",
        "I'm handing it to {colleague} and asking to be told plainly if any part of it can't be answered.",
        "{colleague} is the one here who can settle it, and I'm putting it on that desk with this mail.",
        "What I can do now is get it to {colleague}, and I'm doing that; a date is the next thing I'm after.",
    ];

    /// <summary>The same when more than one point is open.</summary>
    public static readonly IReadOnlyList<string> PutBothInFront =
    [
        "I'm putting both in front of {colleague}, in those words, and asking for answers in writing.",
        "I'm taking both to {colleague}, who can answer them, and asking for a date that I can pass on.",
        "Both go from me to {colleague} with this mail; I have no date to give you yet and I won't make one up.",
        "I'm giving both to {colleague}, and asking for whole answers and not a part of one.",
        "I'm asking {colleague} to take on the two of them for {account}, and to say so plainly if one can't be answered.",
        "So that neither lies around any longer, both go to {colleague} now.",
    ];

    /// <summary>A date was named to the buyer and is still to come.</summary>
    public static readonly IReadOnlyList<string> DateStands =
    [
        "You were told {date} for it, and that's still the day I have.",
        "The date you have from us is {date}, and I haven't been told of another.",
        "It's down for {date}, as you were told.",
        "What we named for it was {date}, and as far as I know that holds.",
    ];

    /// <summary>A date was named to the buyer and has passed.</summary>
    public static readonly IReadOnlyList<string> DatePassed =
    [
        "You were told {date}, that has passed, and I'm not going to dress it up.",
        "We named {date} and didn't keep it, which is our fault.",
        "The date you had from us was {date}, and we missed it.",
        "It was meant to be with you on {date}, and it wasn't.",
        "{date} was our date, and it went by without an answer.",
    ];

    /// <summary>Ours to answer, and nobody has been asked along with this mail.</summary>
    public static readonly IReadOnlyList<string> OursToAnswer =
    [
        "It's ours to answer; I have no date for it yet, and I'd rather tell you that than invent one.",
        "I'm getting it from the people here who know, and I won't name a day before they do.",
        "I'm finding out who here can answer it properly, and until I know I'd rather not promise a day.",
        "I don't have the answer at hand and won't improvise one for {account}, so I'm asking inside first.",
        "That needs somebody here who knows it better than I do, and I'm looking for that person now.",
        "It's on my desk to get this answered, and I'll tell you when I know by whom.",
    ];

    public static readonly IReadOnlyList<string> FromAsset =
    [
        "Something you haven't had from me yet, from {source}: {q}.",
        "In {source} there's a line that may help: {q}.",
        "What I can add is this, from {source}: {q}.",
        "Here's one thing to set beside it, from {source}: {q}.",
        "From {source}, in case it's of use at {account}: {q}.",
        "There's one line on it in {source}: {q}.",
        "One line from {source} seems to fit: {q}.",
        "I'd add one thing, which is in {source}: {q}.",
    ];

    /// <summary>A session, visit or call that the buyer proposed is taken up.</summary>
    public static readonly IReadOnlyList<string> StepTaken =
    [
        "Yes, let's do that first.",
        "That's the right next step, and I should have said yes to it sooner.",
        "Let's do it that way round.",
        "I'd like to do just that, and before anything else.",
        "You're right, that comes first.",
    ];

    /// <summary>Beside it: nothing else is asked of them meanwhile.</summary>
    public static readonly IReadOnlyList<string> RestWaits =
    [
        "The proposal can stay in the drawer until we've done it, and you don't have to pass anything on in the meantime.",
        "Everything else from my side waits until then, the proposal included.",
        "I'll send an agenda before it, so that everybody at {account} knows what it's for, and leave the rest until we've met.",
        "You'll have an agenda from me before it, and the paper I sent can rest until we know more.",
    ];

    public static readonly IReadOnlyList<string> StepAsks =
    [
        "which days would suit you and the people you want in the room",
        "when would it fit best at {account}, and who should be there",
        "which days work for the people who should be part of it",
        "what days would suit you for it, and whom should I put on the invitation",
    ];

    public static readonly IReadOnlyList<string> FromNews =
    [
        "I read this the other day ({source}): {q}.",
        "This caught my eye ({source}): {q}.",
        "I saw something new about {account}, from {source}: {q}.",
        "I saw the news ({source}): {q}.",
        "I came across this and thought of you ({source}): {q}.",
    ];

    /// <summary>News that names the addressee.</summary>
    public static readonly IReadOnlyList<string> FromNewsOfYou =
    [
        "I read the announcement ({source}): {q}.",
        "I saw the news of your appointment ({source}): {q}.",
        "The news of your role reached me ({source}): {q}.",
    ];

    /// <summary>To somebody who took over: who was there before.</summary>
    public static readonly IReadOnlyList<string> WhoWasThere =
    [
        "I dealt with {who} on this at {account}, and I don't know how much of it was handed on to you.",
        "At {account} it was {who} who talked with us about this, and I won't assume that any of it reached you.",
        "You may not know me: {who} and I had been talking about this for {account}.",
    ];

    /// <summary>Who left named the addressee.</summary>
    public static readonly IReadOnlyList<string> Referred =
    [
        "{who}'s automatic reply gave me your name.",
        "Your name is in {who}'s last automatic reply.",
        "It was {who}'s automatic reply that pointed me to you.",
    ];

    /// <summary>The same when the matter has a subject that can be named.</summary>
    public static readonly IReadOnlyList<string> WhoWasThereOnTopic =
    [
        "I dealt with {who} at {account} on \"{topic}\", and I don't know how much of it was handed on to you.",
        "At {account} it was {who} who wrote with us about \"{topic}\", and I won't assume that any of it reached you.",
        "You may not know me: {who} and I had been working on \"{topic}\" for {account}.",
    ];

    public static readonly IReadOnlyList<string> FromBuyer =
    [
        "What you may not have seen is {who}'s mail to us: {q}.",
        "{who} wrote to us, and you should know what it says: {q}.",
        "For your picture of it, here's what {who} wrote to us: {q}.",
        "In case it hasn't reached you, {who} wrote to us: {q}.",
        "{who} told us in writing what is open: {q}.",
    ];

    /// <summary>The question when the buyer has named a day to come back to it.</summary>
    public static readonly IReadOnlyList<string> AskForDay =
    [
        "would {date} be a fair day for me to write again",
        "shall I write on {date} and not before",
        "is {date} still the right point to pick this up",
        "does {date} still hold as the day to come back to this",
    ];
}
