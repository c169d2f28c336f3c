namespace AgentDesk.Adapters.Models.Embedded.Drafting.Phrases;

/// <summary>
/// Sentences of replies, recaps and first words. Slots: `{q}` words in quotation marks, `{who}`, `{colleague}`, `{account}`, `{topic}`,
/// `{day}`.
/// </summary>
internal static class ChainPhrases
{
    /// <summary>An answer to a question whose answer nobody has at hand.</summary>
    public static readonly IReadOnlyList<string> Asked =
    [
        "I don't have the answer at hand and won't improvise one, so I'm asking the people here who know it.",
        "That needs somebody here who knows it better than I do; I'm finding out who, and you'll have the answer here in this thread.",
        "It's ours to answer, and I'd rather give you the right answer than a fast one: I'm getting it from the people who know.",
    ];

    public static readonly IReadOnlyList<string> AskedOfColleague =
    [
        "I'm putting it in front of {colleague}, in those words, and you'll have the answer here.",
        "{colleague} is the one here who can answer it, and I'm asking for it now.",
    ];

    public static readonly IReadOnlyList<string> AsksWhen =
    [
        "is there a day by which you need it",
        "by when would you need it for it to be of use",
        "is there anything on your side that hangs on it",
    ];

    /// <summary>An answer to something that they tell us.</summary>
    public static readonly IReadOnlyList<string> Noted =
    [
        "I've taken that down as you put it.",
        "Thank you, I have that now and won't ask for it again.",
        "That's clear, and I've noted it in those words.",
    ];

    public static readonly IReadOnlyList<string> AsksNext =
    [
        "what would you like to have from us next",
        "what's the next thing that you need from our side",
        "what should we do next from here, as you see it",
    ];

    public static readonly IReadOnlyList<string> RecapOpeners =
    [
        "Thank you for the conversation on {day}.",
        "Thank you for the time on {day}.",
        "Thanks to all of you for {day}.",
    ];

    public static readonly IReadOnlyList<string> RecapIntros =
    [
        "This is what I took down, in your own words:",
        "What I wrote down, as it was said:",
        "So that it doesn't get lost, what was said:",
    ];

    public static readonly IReadOnlyList<string> RecapOurs = ["From our side it was this:", "What we said we'd do:", "And ours to do:"];

    public static readonly IReadOnlyList<string> AsksRecap =
    [
        "what did I get wrong or leave out",
        "is there anything here that you'd put differently",
        "have I missed something that matters to you",
    ];

    public static readonly IReadOnlyList<string> NamedYou =
    [
        "{who} gave me your name.",
        "Your name came from {who}.",
        "It was {who} who mentioned you.",
    ];

    public static readonly IReadOnlyList<string> NamedYouSaying =
    [
        "{who} brought you in with these words: {q}.",
        "I have your name from {who}, who put it like this: {q}.",
        "{who} mentioned you: {q}.",
    ];

    public static readonly IReadOnlyList<string> AboutTopic =
    [
        "We've been in touch with {account} on \"{topic}\", and I don't want to assume how much of that has reached you.",
        "With {who} we've been working on \"{topic}\" for {account}; you may know all of it or nothing.",
    ];

    public static readonly IReadOnlyList<string> About =
    [
        "We've been in touch with {account} for a while, and I don't want to assume how much of that has reached you.",
    ];

    public static readonly IReadOnlyList<string> AsksNewcomer =
    [
        "what would you need to know from us before you form a view",
        "what matters most in this from where you sit",
        "would a short call or a few written lines suit you better",
    ];
}
