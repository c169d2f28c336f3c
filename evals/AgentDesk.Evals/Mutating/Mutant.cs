using AgentDesk.Core.Proposals;

namespace AgentDesk.Evals.Mutating;

/// <summary>What is changed in a good output to see whether a grader notices.</summary>
public enum Mutation
{
    /// <summary>A quote no longer stands in its source: a word is another one, is gone, or two have changed places.</summary>
    Quote,

    /// <summary>A citation names a piece of another deal.</summary>
    DealId,

    /// <summary>A number of the claim is another one.</summary>
    Number,

    /// <summary>The claim denies what it affirmed, or affirms what it denied.</summary>
    Negation,

    /// <summary>Somebody else is said to have said it.</summary>
    Speaker,
}

/// <summary>One claim of a good output, with one change, by itself: the others passed already.</summary>
/// <param name="Claim">The id of the claim that was changed.</param>
/// <param name="Change">What was changed into what.</param>
internal sealed record Mutant(Mutation Kind, string Claim, string Change, Proposal Proposal);
