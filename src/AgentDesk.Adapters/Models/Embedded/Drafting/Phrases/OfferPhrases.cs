namespace AgentDesk.Adapters.Models.Embedded.Drafting.Phrases;

/// <summary>Blockers of what is offered and what it is worth: missing_asset, fit_scope, weak_case, competition.</summary>
internal static class OfferPhrases
{
    public static readonly IReadOnlyList<CategoryPhrases> All =
    [
        new(
            "missing_asset",
            "something that the buyer is still missing",
            "something that we owe the buyer",
            "anything that we owe",
            ["What you asked us for", "Still owed to you", "Your open request"],
            ["I think you're still missing a piece from us.", "As I see it there's still a piece missing before you can go on."],
            [
                "I take it nothing useful can happen on your side before that's there.",
                "So that's the piece that's missing, and more mail from me doesn't replace it.",
                "As I read it, everything else at {account} waits for that one piece.",
            ],
            [
                "what would you do first once you have it",
                "does anyone beside you need to have it as well",
                "has anything changed in what you need it for since you asked",
            ],
            [
                "It was a plain request, it hasn't been met, and the delay is ours.",
                "That's still open with us, and it was fair to expect it by now.",
                "What was asked for is clear enough; what's missing is our part.",
                "You should have had that from us already, and I'm sorry that you haven't.",
            ],
            [
                "which part of it do you need first",
                "does anyone beside you need to have it as well",
                "is there a day after which it's no use to you",
                "has anything changed in what you need it for since you asked",
            ]
        ),
        new(
            "fit_scope",
            "whether the scope fits",
            "a question of scope that we haven't answered",
            "the scope",
            ["Whether this fits", "The scope question", "What it has to do for you"],
            [
                "I don't think we've settled yet whether this does what {account} needs.",
                "It still looks open to me whether the scope is right for you.",
            ],
            [
                "So the question is whether it does what you need, and a general answer won't do there.",
                "I read that as a real gap to be settled, and not a detail to talk around.",
                "It seems the scope isn't right yet, and that should be settled before we talk about anything else.",
                "That's about how people at {account} work every day, so it deserves more than a yes from a sales desk.",
            ],
            [
                "is that a must from the first day, or something that could come in a second step",
                "if we could only cover part of it, which part would you not give up",
                "who uses it day to day and could judge whether our answer is good enough",
                "what would you need to see working before you'd call it a fit",
            ],
            [
                "That deserves a yes or a no from somebody who knows, and not a maybe from me.",
                "Until you have a clear answer on that, the rest of what I sent is beside the point.",
                "You should have a straight answer on that from our side, including when the answer is no.",
                "It's ours to say what we do and don't cover there, and {account} shouldn't have to guess.",
            ],
            [
                "is that a must from the first day, or something that could come in a second step",
                "if we could only cover part of it, which part would you not give up",
                "who on your side will judge whether our answer is good enough",
                "what would you need to see working before you'd call it a fit",
            ]
        ),
        new(
            "weak_case",
            "a business case that nobody has put a number on",
            "figures for the case that we owe",
            "the business case",
            ["The case itself", "What this has to be worth", "Before anybody is asked to decide"],
            [
                "I don't think we've put a number on this that {account} would stand behind.",
                "As I see it the case for this still lacks a figure of your own.",
            ],
            [
                "So what's missing is a figure that your own people believe, and one of ours won't replace it.",
                "To me that says the case isn't there yet in your numbers, and going on without it would waste your time.",
                "We've talked about the product before we agreed on what it's worth to {account}, which is the wrong order.",
                "That puts the work on the case itself, before anybody is asked to decide anything.",
            ],
            [
                "which number would have to move for this to be worth doing",
                "who on your side would have to believe the figure",
                "what do you count today that we could start from",
                "how would you know, some months in, that it had worked",
            ],
            [
                "You asked for something to reckon with and we haven't given you that yet.",
                "The figures are ours to bring, and without them I wouldn't take this upstairs at {account} either.",
                "That's a fair thing to want before putting your name to it, and it's still owed by us.",
            ],
            [
                "which number would have to move for this to be worth doing",
                "who on your side would have to believe the figure",
                "what do you count today that we could start from",
            ]
        ),
        new(
            "competition",
            "a comparison with an alternative",
            "a point of comparison that we owe",
            "a competitor",
            ["Your comparison", "Comparing the two", "What weighs in the choice"],
            [
                "I understand that you're weighing more than one way to go.",
                "I take it {account} has other options on the table, as it should.",
            ],
            [
                "So there's another way to go, and it would be odd to pretend there isn't.",
                "That's a real choice, and you'll want to compare on what counts at {account}.",
                "You have an alternative on the table, and I'd rather help you compare fairly than talk it down.",
                "I'd sooner know that than guess at it, and I won't run anybody down.",
            ],
            [
                "what would have to be true for this to be worth more to you than the other way",
                "which point in the comparison will weigh most on your side",
                "what will the people who decide look at first when they compare",
                "what would you need from us to make the comparison a fair one",
            ],
            [
                "That point of the comparison is ours to fill in, and it's been open long enough.",
                "You can't compare fairly while our answer is missing, so that comes first.",
                "So the comparison at {account} has a blank in it, and the blank is ours.",
            ],
            [
                "which point in the comparison will weigh most on your side",
                "is there a day by which the comparison has to be complete",
                "who else will read the comparison",
            ]
        ),
    ];
}
