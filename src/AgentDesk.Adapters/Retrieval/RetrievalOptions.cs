namespace AgentDesk.Adapters.Retrieval;

/// <summary>How the embedded index searches. The defaults were chosen on the labelled set: docs/retrieval.md.</summary>
public sealed record RetrievalOptions
{
    /// <summary>Which fusion of words and vectors.</summary>
    public FusionKind Fusion { get; init; } = FusionKind.Weighted;

    /// <summary>The constant of fusion by rank: small values let the first places decide.</summary>
    public double RankConstant { get; init; } = 20;

    /// <summary>The weight of the ranking by words; 0 leaves it out.</summary>
    public double WordsWeight { get; init; } = 1;

    /// <summary>The weight of the ranking by vectors; 0 leaves it out.</summary>
    public double VectorsWeight { get; init; } = 0.5;

    /// <summary>Passages less like the query than this (cosine) are not found by their vector.</summary>
    public double LeastSimilarity { get; init; } = 0.1;

    /// <summary>Whether consecutive cues of a call are searched, and returned, together. Without it each cue stands alone.</summary>
    public bool Windows { get; init; } = true;

    /// <summary>
    /// Up to this many passages a scope is read whole and weighed by its own word statistics; above it the index proposes candidates.
    /// </summary>
    public int ReadWholeUpTo { get; init; } = 4000;

    /// <summary>
    /// How many index entries one search of a large scope may rank: rare words come first, what is commoner only weighs in.
    /// </summary>
    public int EntriesPerSearch { get; init; } = 6000;
}
