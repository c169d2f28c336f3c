namespace AgentDesk.Adapters.Models.Embedded.Weighing;

/// <summary>
/// How much each kind of evidence counts. `evals tune` searches them on the labelled exports and reports what is found with each export
/// left out; where the exports disagree the plainer value stands. One written, plainly open statement of the buyer's is worth up to 1.
/// </summary>
internal sealed record Weights
{
    public static Weights Default { get; } = new();

    // The buyer's written words first; what is said on a call is looser; a colleague with no quota to defend sees more clearly than the
    // owner; the owner's own notes and mails say what the owner hopes.
    public double BuyerMail { get; init; } = 1;
    public double BuyerCall { get; init; } = 0.6;
    public double Colleague { get; init; } = 0.4;
    public double Owner { get; init; } = 0.15;

    /// <summary>What a colleague asks in a thread is a guess.</summary>
    public double ColleagueAsks { get; init; } = 1;

    /// <summary>Each turn of the buyer that came later takes this share.</summary>
    public double Decay { get; init; } = 0.84;
    public double Oldest { get; init; } = 0.15;

    /// <summary>Above 1, so that many sentences that are faintly about something do not add up to one that plainly is.</summary>
    public double Sharpness { get; init; } = 1.35;

    public double Settled { get; init; } = 0.8;
    public double RuledOut { get; init; } = 0.7;

    /// <summary>What is left of what was said on a category once the buyer ruled it out.</summary>
    public double OnceRuledOut { get; init; } = 0.5;

    /// <summary>What is left of the other categories in a sentence that only says what it is not.</summary>
    public double BesideRuledOut { get; init; } = 0.4;

    /// <summary>Counsel speaks of terms, a security officer of the review, a purchaser of the paper.</summary>
    public double Speaker { get; init; } = 0.3;

    public double TrackerOwed { get; init; } = 0.7;
    public double TrackerReview { get; init; } = 0.2;
    public double TrackerOutdated { get; init; } = 0.35;
    public double TrackerBehind { get; init; } = 0.6;

    public double Ask { get; init; } = 0.25;

    /// <summary>The share of an ask that counts however little the sentence reads like one.</summary>
    public double AskAnyhow { get; init; } = 1;

    /// <summary>The most of what is owed that counts for the review that waits for it.</summary>
    public double AskShared { get; init; } = 0.6;
    public double Promise { get; init; } = 0.3;
    public double Tried { get; init; } = 0.2;

    /// <summary>Less than this is what small talk adds up to.</summary>
    public double Noise { get; init; } = 0.3;
    public double Faint { get; init; } = 0.45;
}
