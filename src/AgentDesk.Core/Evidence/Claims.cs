namespace AgentDesk.Core.Evidence;

/// <summary>A fact has a buyer's words or a system's status as its witness; everything else that is said is an inference.</summary>
public enum Standing
{
    Fact,
    Inference,
}

/// <summary>A source and words that stand in it, one for one.</summary>
public sealed record Citation(EvidenceName Evidence, string Quote);

/// <summary>A sentence that the desk shows, with what it rests on. A claim without a citation is never shown.</summary>
/// <param name="Section">Where it is shown: `known` (for the diagnosis), `against` (disconfirming), `context`.</param>
public sealed record Claim(string Id, string Section, string Text, Standing Standing, IReadOnlyList<Citation> Citations);

/// <summary>What a workflow wants to read of one deal.</summary>
public abstract record EvidenceRequest
{
    private EvidenceRequest() { }

    /// <summary>The deal's whole file: record, history, mail, calls, threads, trackers, calendar, signals.</summary>
    public sealed record WholeFile : EvidenceRequest;

    /// <summary>Passages of the deal or its account that answer a query, best first.</summary>
    public sealed record Search(string Query, int Top) : EvidenceRequest;

    /// <summary>Approved assets of these kinds; all when empty.</summary>
    public sealed record Assets(IReadOnlyList<string> Kinds) : EvidenceRequest;
}
