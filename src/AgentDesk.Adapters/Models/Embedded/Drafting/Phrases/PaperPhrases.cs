namespace AgentDesk.Adapters.Models.Embedded.Drafting.Phrases;

/// <summary>Blockers of paper and review: security, legal, procurement. Nothing here states a position on any of them.</summary>
internal static class PaperPhrases
{
    public static readonly IReadOnlyList<CategoryPhrases> All =
    [
        new(
            "security",
            "the security review",
            "security answers that we owe",
            "the security review",
            ["The open review points", "Answers still open with us", "Your review, and our part in it"],
            [
                "As far as I can see, the review on your side isn't finished yet.",
                "The review at {account} is still running as far as I know, so I'll keep to that.",
            ],
            [
                "I take it the review has its own pace at your end, and I won't lean on anyone to hurry it.",
                "So the review comes first, and the rest can wait its turn.",
                "As I read it, nothing moves before the person who reviews this is satisfied, which is fair.",
                "That tells me where {account} stands: review first, everything else after.",
            ],
            [
                "is there anything the review still needs from us that hasn't reached me",
                "who should hear from our side if the reviewer has a question",
                "what does the review need to see before it can be closed",
                "which point of the review worries your people most",
            ],
            [
                "So the review is waiting on us and not on you, and nothing else I could send changes that.",
                "Until those answers are complete the file stays where it is, and that part is ours to fix.",
                "As I understand it, part of a reply doesn't help: the review goes on when all the open points are answered.",
                "That puts the next step with us, and I'd rather say so than ask you to push it along.",
            ],
            [
                "which of the open points has to be settled first for the review to go on",
                "is there a day after which our answers would come too late for your plans",
                "once the answers are complete, does anything else stand between the review and a decision",
                "should our answers go straight to the person who reviews them, or through you",
            ]
        ),
        new(
            "legal",
            "contract terms that are still open",
            "contract wording that we owe",
            "the contract terms",
            ["The open wording", "The paper, and where it sits", "On the terms that are still open"],
            ["As far as I know the paper is still being read on your side.", "I take it the terms are still being read at {account}."],
            [
                "I understand the paper has its place in a queue on your side, and I won't try to jump it.",
                "So it's with your counsel for now, and pressure from me would only get in the way.",
                "I take it the wording has to be read properly, and I'd sooner wait than hurry the person who reads it.",
                "That sounds like a reading queue at {account} and not like a change of mind, so I'll leave the pace to you.",
            ],
            [
                "would a short note from our counsel on the open points help the person who reads them",
                "is there anything your counsel is missing from us",
                "how does your counsel's queue work, so that I ask at the right time and not before",
                "which of the open points should the two counsels talk about first",
            ],
            [
                "So the wording is with us, and your side can't go on until ours has come back.",
                "I read that as the paper waiting on our counsel and not on yours.",
                "That makes it our turn on the wording, and you shouldn't have to chase it.",
                "As it stands the paper is ours to answer, and {account} has done its part.",
            ],
            [
                "which of the open clauses matters most to your side",
                "who on your side should our counsel speak to about the open wording",
                "is there a date on your side that the wording has to be settled by",
                "once the wording is back with you, who reads it next",
            ]
        ),
        new(
            "procurement",
            "the purchasing steps",
            "purchasing papers that we owe",
            "procurement",
            ["The purchasing steps", "What purchasing still needs", "The papers for purchasing"],
            [
                "As far as I can see, what's left at {account} is the purchasing side.",
                "I believe this is somewhere among the purchasing steps on your side.",
            ],
            [
                "I take it your purchasing side has its own order of steps, and I'd like to follow it and not work around it.",
                "So what's left looks like process more than doubt, and the process is worth getting right.",
                "As I understand it the next step sits with purchasing, and I won't send you running after it.",
                "That reads to me as a matter of forms and desks at {account}, so let me ask about those and nothing else.",
            ],
            [
                "whose desk is it on in purchasing right now",
                "is there a form or a document from us that purchasing still lacks",
                "what does purchasing need to see before it can raise an order",
                "who in purchasing may I write to, so that you don't have to carry messages",
            ],
            [
                "As I read it the papers are back with us, and no order can follow until they're right.",
                "That is our homework and not yours: the papers have to be right before purchasing can act.",
                "So the next step is with us, and asking you to push from inside would be the wrong way round.",
                "It looks as if {account} has done what it can, and the papers are waiting on our side.",
            ],
            [
                "once our papers are in order, is there any other step before an order can be raised",
                "who on your side should know that the papers are being put right",
                "is there a cut-off on your side that our papers have to meet",
                "whose desk do the papers go to when they come back from us",
            ]
        ),
    ];
}
