using System.Text.Json;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy;

namespace AgentDesk.Core.Runs;

/// <summary>Everything that a run can ask of the outside world. Nothing else reaches it.</summary>
public abstract record Effect
{
    private Effect() { }

    public sealed record Gather(DealId Deal, IReadOnlyList<EvidenceRequest> Requests) : Effect;

    /// <param name="Feedback">Why an earlier draft was sent back; empty at first.</param>
    /// <param name="Previous">The draft that was sent back; null at first.</param>
    public sealed record Prepare(
        DealId Deal,
        Cause Cause,
        PrepareTask Task,
        IReadOnlyList<Finding> Feedback,
        int Attempt,
        JsonElement? Previous = null
    ) : Effect;

    public sealed record Judge(DealId Deal, JsonElement Draft) : Effect;

    public sealed record Execute(ApprovedWrite Write) : Effect;

    /// <summary>All is settled: close with this outcome, and why where the word alone does not say it.</summary>
    public sealed record Close(string Outcome, string? Reason = null) : Effect;
}

/// <summary>What a workflow asks of the model.</summary>
/// <param name="Prompt">The prompt's file under prompts/, without extension.</param>
/// <param name="DraftType">The typed draft; its JSON schema stands beside the prompt.</param>
public sealed record PrepareTask(string Prompt, Type DraftType, int MaxOutputTokens);
