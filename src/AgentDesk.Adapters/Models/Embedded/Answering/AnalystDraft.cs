using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Answering;

// The JSON shape of a stalled-deal draft. It repeats the workflow's own type on purpose: no adapter knows a workflow, the schema is what
// both keep to.

internal sealed record AnalystDraft(
    string Headline,
    AnalystBlocker Blocker,
    IReadOnlyList<AnalystClaim> Claims,
    PriorAttempts PriorAttempts,
    IReadOnlyList<MissingEvidence> MissingEvidence,
    AnalystMessage? CustomerMessage,
    AnalystEscalation? Escalation,
    IReadOnlyList<AnalystTask>? Tasks,
    AnalystPause? Pause,
    IReadOnlyList<AnalystField>? Fields,
    string? CrmNote,
    string? DoNothingBecause
);

internal sealed record AnalystBlocker(string Category, BlockerStanding Standing, IReadOnlyList<string> Secondary, string Disposition);

internal sealed record AnalystClaim(string Section, string Text, Standing Standing, IReadOnlyList<Citation> Citations);

internal sealed record AnalystMessage(
    IReadOnlyList<string> To,
    IReadOnlyList<string> Cc,
    string Subject,
    string Body,
    string? InReplyTo,
    Citation? SomethingNew
);

internal sealed record AnalystEscalation(string Role, string To, string Text, DateOnly Deadline);

internal sealed record AnalystTask(string Owner, string Text, DateOnly Deadline);

internal sealed record AnalystField(string Field, string After, int Because);

internal sealed record AnalystPause(DateOnly Until, string Reason);
