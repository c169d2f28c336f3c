namespace AgentDesk.Adapters.Models.Embedded.Drafting.Phrases;

/// <summary>Blockers of when and with what money: timing, budget, reorg_freeze.</summary>
internal static class CalendarPhrases
{
    public static readonly IReadOnlyList<CategoryPhrases> All =
    [
        new(
            "timing",
            "timing on the buyer's side",
            "an answer that we owe before their date",
            "timing",
            ["When it suits you", "Your calendar, not mine", "On the timing"],
            ["I take it that other things come first at {account} right now.", "As I understand it, this isn't the moment on your side."],
            [
                "So it's a matter of when, and I'd rather fit your calendar than argue with it.",
                "I take that as not now, which is an answer I can work with.",
                "That's clear: other things come first at {account}, and this shouldn't get in their way.",
                "It makes sense to me, and I won't crowd you while that's going on.",
            ],
            [
                "is there anything worth preparing quietly until then, or is it better left alone",
                "would you like a note from me when it's nearer, or will you write when you're ready",
                "who should I be in touch with when the time comes",
                "what would have to be in place by then for it to be an easy decision",
            ],
            [
                "So the date is yours and the open answer is ours, and ours should come first.",
                "Whatever the calendar at {account} says, that answer is due from us.",
                "There's time, and that's no reason to leave your question lying.",
            ],
            [
                "by when does that answer have to be with you to be of any use",
                "is there anything else worth preparing until then, or is it better left alone",
                "who beside you should have our answer before then",
            ]
        ),
        new(
            "budget",
            "the money for it",
            "an answer on the commercial side that we owe",
            "the budget",
            ["Where the money would come from", "The budget round", "How a request gets a fair hearing"],
            [
                "I understand that the money for this has no place yet at {account}.",
                "As I see it, the open point is where the money would come from.",
            ],
            [
                "So there's no line for it at the moment, and more mail from me won't make one appear.",
                "As I see it this is about where the money comes from, and that has its own calendar at {account}.",
                "That's plain: the money has to have a place before anything else is worth discussing.",
                "I won't try to argue with a budget, since it's usually somebody's hard work.",
            ],
            [
                "what would you need in your hands for this to be considered in the next round",
                "who puts the list together that this would have to be on",
                "what would the request have to say to get a fair hearing",
                "whose name would the request have to carry",
            ],
            [
                "That's a question on the commercial side, and it isn't mine alone to answer.",
                "You can't plan the money while that's open with us, so it comes first.",
                "It needs an answer from the person here who may give one, and {account} should have it.",
            ],
            [
                "which budget round would our answer have to be in time for",
                "who beside you has to see our answer",
                "what would you need in your hands for this to be considered",
            ]
        ),
        new(
            "reorg_freeze",
            "changes inside the buyer's company",
            "an answer that we owe through the changes",
            "a freeze",
            ["While things settle", "Leaving room for now", "When things have settled"],
            ["I know that a good deal is changing at {account}.", "With all that's changing on your side I'll keep this short."],
            [
                "So something bigger is going on at {account}, and this has to wait for it.",
                "I understand that nobody can commit to anything while that lasts, and I won't ask you to.",
                "That's outside your hands and mine, so I'd sooner step back than add to the pile.",
                "Changes like that come first, and I'd rather hear it plainly than guess.",
            ],
            [
                "what would be the sign that it makes sense to talk again",
                "who will be looking after this once things have settled",
                "is it better to keep this open on your side or to put it away for now",
            ],
            [
                "Even with so much changing at {account}, that answer is still ours to give.",
                "You have more than enough going on, so the least I can do is close what's open on our side.",
                "Whatever comes of the changes, the open question is ours and shouldn't wait for them.",
            ],
            [
                "who should have that answer while things are changing",
                "is that answer still of use to you as things stand",
                "what would be the sign that it makes sense to talk again",
            ]
        ),
    ];
}
