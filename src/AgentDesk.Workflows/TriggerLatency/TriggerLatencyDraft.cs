using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Workflows.StalledDeal;

namespace AgentDesk.Workflows.TriggerLatency;

/// <summary>
/// What a model may say about what is late: the typed draft. Its JSON schema is prompts/trigger-latency.schema.json. What is late, since
/// when and by how much is code's own (inputs.clocks) and not asked of it. Everything in it is judged before anybody sees it.
/// </summary>
/// <param name="Headline">What is late and what is next, in one line.</param>
/// <param name="Triggers">One for each of inputs.clocks.</param>
/// <param name="Claims">What of the evidence the next steps rest on, beside the triggers themselves.</param>
/// <param name="Messages">At most one a trigger.</param>
/// <param name="DoNothingBecause">Why nothing is to be done; set exactly when there is neither a message nor a task.</param>
public sealed record TriggerLatencyDraft(
    string Headline,
    IReadOnlyList<NextDraft> Triggers,
    IReadOnlyList<ClaimDraft> Claims,
    PriorAttempts PriorAttempts,
    IReadOnlyList<MissingEvidence> MissingEvidence,
    IReadOnlyList<ChainMessageDraft>? Messages = null,
    IReadOnlyList<ChainTaskDraft>? Tasks = null,
    string? DoNothingBecause = null
);

/// <param name="Trigger">Index into inputs.clocks.</param>
/// <param name="Next">What is next on it, or why nothing is, in one sentence.</param>
public sealed record NextDraft(int Trigger, string Next);

/// <summary>The mail that a trigger asks for, in the owner's voice.</summary>
/// <param name="InReplyTo">For a reply the clock's `answer`; null for a new conversation.</param>
/// <param name="SomethingNew">What a follow-up brings that earlier ones did not, quoted from its source.</param>
public sealed record ChainMessageDraft(
    int Trigger,
    IReadOnlyList<string> To,
    IReadOnlyList<string> Cc,
    string Subject,
    string Body,
    EvidenceName? InReplyTo,
    Citation? SomethingNew
);

/// <summary>What a person must do where no mail can honestly be drafted.</summary>
public sealed record ChainTaskDraft(int Trigger, string Owner, string Text, DateOnly Deadline);
