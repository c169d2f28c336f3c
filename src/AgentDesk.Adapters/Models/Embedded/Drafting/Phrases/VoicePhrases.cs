namespace AgentDesk.Adapters.Models.Embedded.Drafting.Phrases;

/// <summary>What each register says around the matter: thanks for an answer, the way into the question, a last line.</summary>
/// <param name="Openers">First sentence when the addressee spoke last.</param>
/// <param name="OwedOpeners">The same when what the addressee waits for is ours.</param>
/// <param name="Leads">The question's frame: `{ask}` starts lower, `{Ask}` upper.</param>
/// <param name="Reliefs">Says that a short answer is enough; used when there is room.</param>
/// <param name="Invites">Invites correction of the reading.</param>
/// <param name="ListIntros">Before a list of points.</param>
internal sealed record VoicePhrases(
    IReadOnlyList<string> Openers,
    IReadOnlyList<string> OwedOpeners,
    IReadOnlyList<string> Leads,
    IReadOnlyList<string> Reliefs,
    IReadOnlyList<string> Invites,
    IReadOnlyList<string> ListIntros
)
{
    private static readonly VoicePhrases Plain = new(
        ["Thank you for the straight answer.", "Thanks, that helps.", "Good to have that in plain words."],
        ["You're right to ask.", "I'm sorry that you had to wait.", "That's a fair point.", "Thank you for your patience."],
        [
            "One question: {ask}?",
            "{Ask}?",
            "My one question: {ask}?",
            "What I'd like to know: {ask}?",
            "All I'd ask is this: {ask}?",
            "To get it right: {ask}?",
        ],
        ["One line is enough.", "A short reply does it.", "No need to prepare anything for it.", "A few words will do."],
        [
            "If I've read it wrong, tell me.",
            "Correct me where I'm off.",
            "If something is missing here, tell me.",
            "Tell me if it looks different from your side.",
        ],
        ["Where it stands:", "The points, as I have them:", "What I have:"]
    );

    private static readonly VoicePhrases Formal = new(
        ["Thank you for setting this out so clearly.", "I am grateful to you for putting it so plainly.", "Many thanks for your candour."],
        [
            "I am sorry that you have had to wait.",
            "You are right to raise this.",
            "Please accept my apology for the delay.",
            "Thank you for your patience with us.",
        ],
        [
            "May I ask one thing: {ask}?",
            "Might I put one question to you: {ask}?",
            "One question, if I may: {ask}?",
            "There is one thing that I should like to know: {ask}?",
            "Allow me a single question: {ask}?",
            "May I put it as a question: {ask}?",
        ],
        [
            "A short word by return is quite sufficient.",
            "A line or two will be ample.",
            "I should not wish you to prepare anything for it.",
            "A brief answer is entirely enough.",
        ],
        [
            "Should I have misunderstood you, I should be glad to be corrected.",
            "Please correct me where I have misread you.",
            "If I have left anything out, I should be grateful to hear of it.",
            "Where I am mistaken, do say so.",
        ],
        ["To summarise where matters stand:", "The points as I have them:", "In brief:"]
    );

    private static readonly VoicePhrases Warm = new(
        [
            "Thank you for putting it so plainly!",
            "I really appreciate you spelling it out!",
            "Thanks for being straight with me!",
            "That helps a lot, thank you!",
        ],
        [
            "You're so right to ask, and I'm sorry it's taken this long!",
            "Thank you for being patient with us!",
            "Oh, I'm sorry about this one!",
            "Fair point, and thank you for saying it!",
        ],
        [
            "So here's my one question: {ask}?",
            "One thing I'd love to know: {ask}?",
            "Can I ask you one thing: {ask}?",
            "Okay, one question: {ask}?",
            "Help me with one thing: {ask}?",
            "The one thing I can't see from here: {ask}?",
        ],
        ["One line is plenty.", "Short answer totally fine.", "No homework, a quick line is plenty.", "Two words will do."],
        [
            "And tell me if I've got any of it wrong!",
            "If I've read that wrong, please say so!",
            "Set me straight if I've missed something!",
            "If it looks different from where you sit, tell me!",
        ],
        ["So here's where I think we are:", "Here's what I've got:", "Okay, where this stands:"]
    );

    private static readonly VoicePhrases Casual = new(
        ["Got it, thanks for saying it straight.", "Thanks, that's clear.", "Makes sense, thanks."],
        ["Fair.", "Yep, you're right.", "Sorry for the wait.", "Fair point."],
        [
            "One q: {ask}?",
            "{Ask}?",
            "So, the one thing I need to know: {ask}?",
            "Only one q from me: {ask}?",
            "One thing: {ask}?",
            "What I can't tell from here: {ask}?",
        ],
        ["One line works.", "Short answer's fine.", "One word is fine too.", "No prep needed."],
        ["Shout if I've got it wrong.", "Tell me if I missed one.", "If that's off, say so.", "Yell if I misread it."],
        ["Where this is:", "What I've got:", "Where I think it stands:", "Short version:"]
    );

    public static VoicePhrases Of(Register register) =>
        register switch
        {
            Register.Formal => Formal,
            Register.Warm => Warm,
            Register.Casual => Casual,
            _ => Plain,
        };
}
