namespace AgentDesk.Adapters.Models.Embedded.Drafting.Phrases;

/// <summary>Blockers of who decides and who answers: authority, stakeholder, no_decision_process, unresponsive.</summary>
internal static class PeoplePhrases
{
    public static readonly IReadOnlyList<CategoryPhrases> All =
    [
        new(
            "authority",
            "the backing of the person who decides",
            "an answer for the person who decides that we owe",
            "who decides",
            ["Who decides on this", "What the decision needs", "For the person who decides"],
            [
                "I'm not sure that everybody who has a say at {account} has seen this yet.",
                "I can't see yet who'd have to stand behind this on your side.",
            ],
            [
                "It sounds as if the person who'd have to stand behind this hasn't been part of it so far.",
                "As I read it this isn't yours alone to decide, and I don't want to put you in a spot.",
                "So the open point looks like who decides, more than what's being decided.",
                "That leaves me with the impression that somebody further up at {account} hasn't been asked yet.",
            ],
            [
                "what would the person who decides want to know first",
                "who else has to be comfortable with this before it can go ahead",
                "would it help if somebody senior from our side spoke to the person who decides",
                "what would make it easy for you to take this to the person who decides",
            ],
            [
                "You'll need our answer before you can take this further up, so that comes first.",
                "That has to come from us before anybody at {account} can be asked to decide.",
                "It isn't reasonable to go to the person who decides with that still open on our side.",
            ],
            [
                "what would the person who decides want to know first",
                "who else has to be comfortable with this before it can go ahead",
                "what would make it easy for you to take this to the person who decides",
            ]
        ),
        new(
            "stakeholder",
            "the loss of the person who carried it",
            "an answer to the people who took over",
            "the people involved",
            ["A fresh start on this", "Picking this up with you", "Where this stands, for you"],
            ["I understand that the people around this have changed.", "As I hear it, this may have a new home at {account}."],
            [
                "I understand that the people around this have changed, so I won't assume that what was agreed before still holds.",
                "It looks as if the people around this have moved on, and nobody should have to piece the story together from old mail.",
                "With people changing, I'd rather start from what matters to {account} now than from what was said before.",
                "If this is new on your desk, please take what came before as background and nothing more.",
            ],
            [
                "who is the right person for this on your side now",
                "is this something you'd want to pick up, or does it belong with somebody else",
                "what would you want to know about it before deciding whether it's yours",
                "whom at {account} should I turn to with this, if it isn't yours",
            ],
            [
                "With people changing on your side, the least we can do is answer what was already asked.",
                "Whoever looks after this at {account} now shouldn't have to wait for an answer that we owed before.",
                "The people have changed and the question hasn't, so the answer is still ours to give.",
            ],
            [
                "who is the right person for that answer now",
                "is this something you'd want to pick up, or does it belong with somebody else",
                "what else would you want to know before deciding whether it's yours",
            ]
        ),
        new(
            "no_decision_process",
            "a decision that has no path yet",
            "an answer that the decision waits for",
            "the decision process",
            ["How this gets decided", "The next step, if there is one", "The path to a yes or a no"],
            ["I can't see yet how a decision on this comes about at {account}.", "As far as I can see, no next step is agreed between us."],
            [
                "So it isn't clear yet how a decision like this gets made at {account}, and guessing doesn't help either of us.",
                "I take it people are talking and no step is agreed yet, which is fine as long as we both know it.",
                "It sounds as if there's no agreed next step at the moment, and I'd rather ask than keep writing.",
                "What I can't see from here is a path to a yes or a no, and either of the two would be useful.",
            ],
            [
                "what would have to happen on your side before anybody could say yes or no",
                "who would need to be in the room for this to be decided",
                "how was the last purchase of this kind decided at {account}",
                "is this on anybody's list for a decision, or is it fair to leave it for now",
            ],
            [
                "Nobody can decide while that's open with us, so it goes first.",
                "That answer is ours to give, and until then there's nothing fair to decide on.",
                "So people at {account} are talking without an answer that we should have given.",
            ],
            [
                "with that answered, what would be the next step on your side",
                "who would need to be in the room for this to be decided",
                "what would have to happen on your side before anybody could say yes or no",
            ]
        ),
        new(
            "unresponsive",
            "a silence that nothing in the file explains",
            "an answer that we owe",
            "silence",
            ["One thing that may be of use", "For your list, or not", "Something for you"],
            ["It's been mostly me writing lately, so I'll keep this short.", "Things have gone quiet, and I won't guess at the reason."],
            [
                "Since then you've had enough questions from me, so this time I'm bringing something along.",
                "It's been mostly me writing since, so I'll keep this one short.",
                "There's usually a reason when things go quiet at a place like {account}, and I won't guess at yours.",
                "Things have gone quiet since then, and I'd rather bring something than ask where you are.",
            ],
            [
                "is this still worth a place on your list, or should I put it away",
                "has something changed on your side that I should know about",
                "is there somebody else at {account} who looks after this now",
            ],
            [
                "That was left open on our side, and it may be the reason that things went quiet.",
                "Before I ask you for anything, that answer is owed to {account} by us.",
                "It isn't for you to write while that's still ours to answer.",
            ],
            [
                "is that answer still of use to you",
                "has something changed on your side that I should know about",
                "is there somebody else at {account} who should have the answer",
            ]
        ),
    ];
}
