using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AgentDesk.Core.Chains;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Stages;

namespace AgentDesk.Engine.Documents;

// The documents of contracts/command-line.md: `inbox --json`, `show --json`, /api. Field names are stable; more may be added.

public sealed record InboxDocument(DateTimeOffset AsOf, IReadOnlyList<RunDocument> Runs);

/// <param name="Playbook">The version that judged what is shown.</param>
/// <param name="Follows">The run of the deal that was left undecided before this one.</param>
public sealed record RunDocument(
    string Id,
    string Workflow,
    string DealId,
    string DealName,
    string Account,
    string Owner,
    string State,
    TriggerDocument Trigger,
    IReadOnlyList<TriggerDocument> AllTriggers,
    DateTimeOffset? PreparedAt,
    string? Model,
    string? Prompt,
    string? FellBackBecause,
    string Playbook,
    PacketDocument? Packet,
    IReadOnlyList<ActionDocument> Actions,
    IReadOnlyList<FindingDocument> Findings,
    IReadOnlyList<HistoryDocument> History,
    string? Outcome,
    string? Reason,
    string? Follows
);

public sealed record TriggerDocument(string Kind, string Detail, DateTimeOffset At);

public sealed record PacketDocument(
    string Headline,
    BlockerDocument? Blocker,
    IReadOnlyList<Claim> Claims,
    PriorAttempts? PriorAttempts,
    IReadOnlyList<MissingEvidence> MissingEvidence,
    IReadOnlyList<StageException> Exceptions,
    IReadOnlyList<string> Read,
    IReadOnlyList<string> LeftOut,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] StageReview? Stage = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ClockNote>? Clocks = null
);

public sealed record BlockerDocument(string Category, BlockerStanding Standing, IReadOnlyList<string> Secondary, string Disposition);

/// <param name="NeedsWho">The people who may: the one whom it was given to first.</param>
/// <param name="AssignedTo">Whom it was reassigned or escalated to.</param>
/// <param name="PreparedPayload">The payload before a person edited it; null when nobody did.</param>
public sealed record ActionDocument(
    string Id,
    string Kind,
    Audience Audience,
    IReadOnlyList<string> To,
    string Summary,
    JsonObject Payload,
    string PayloadHash,
    string RecordVersion,
    string Needs,
    IReadOnlyList<string> NeedsWho,
    string? AssignedTo,
    string State,
    string? Detail,
    DateTimeOffset Since,
    DateTimeOffset? Until,
    string? DecidedBy,
    JsonObject? PreparedPayload
);

public sealed record FindingDocument(string Gate, string Outcome, string Reason, IReadOnlyList<string> About);

public sealed record HistoryDocument(DateTimeOffset At, string Who, string Event, string Detail);
