using AgentDesk.Adapters.Models.Embedded.Answering;
using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Latency;

// What a trigger-latency prompt's INPUTS block holds beside what every prompt gives (prompts/README.md).

internal sealed record ClockRow(
    int Index,
    string Trigger,
    DateTimeOffset At,
    string Detail,
    string Owed,
    IReadOnlyList<string> To,
    string Due,
    string State,
    IReadOnlyList<Citation> Citations,
    string? Who = null,
    string? Answer = null,
    string? LateBy = null
)
{
    /// <summary>The call that ended, as its evidence names begin; null for a trigger of another kind.</summary>
    public string? Call =>
        Citations[0].Evidence is { Kind: "call" } name && name.Value.LastIndexOf('#') is var at and > 0 ? name.Value[..(at + 1)] : null;

    /// <summary>What is owed, with the last of several people after an "and".</summary>
    public string OwedInWords =>
        Who?.Split(", ") is { Length: > 1 } who && !who[^1].Contains(" and ", StringComparison.Ordinal)
            ? Owed.Replace(Who, Wording.Join(who), StringComparison.Ordinal)
            : Owed;

    public string Standing =>
        (State, LateBy) switch
        {
            ("late", { } by) => $"is late by {by}",
            ("late", _) => "is late",
            _ => $"is due {Due}",
        };
}

internal sealed record WorkingDaysRow(DateOnly Today, DateOnly Next);

internal sealed record LatencyInputs(IReadOnlyList<ClockRow> Clocks, WorkingDaysRow WorkingDays)
{
    /// <summary>The clocks of a rendered prompt, or null when it is a prompt of another kind.</summary>
    public static LatencyInputs? Read(string prompt) => BlockReader.Inputs<LatencyInputs>(prompt, "clocks");
}

// The JSON shape of the draft: the schema is what the workflow and the analyst both keep to.

internal sealed record LatencyDraft(
    string Headline,
    IReadOnlyList<LatencyNext> Triggers,
    IReadOnlyList<AnalystClaim> Claims,
    PriorAttempts PriorAttempts,
    IReadOnlyList<MissingEvidence> MissingEvidence,
    IReadOnlyList<LatencyMessage> Messages,
    IReadOnlyList<LatencyTask> Tasks,
    string? DoNothingBecause
);

internal sealed record LatencyNext(int Trigger, string Next);

internal sealed record LatencyMessage(
    int Trigger,
    IReadOnlyList<string> To,
    IReadOnlyList<string> Cc,
    string Subject,
    string Body,
    string? InReplyTo,
    Citation? SomethingNew
);

internal sealed record LatencyTask(int Trigger, string Owner, string Text, DateOnly Deadline);

/// <summary>What the analyst makes of one clock: a message, a task, or the reason to do nothing; and one sentence on it.</summary>
internal sealed record Answered(
    string Next,
    LatencyMessage? Message = null,
    string? Task = null,
    string? Idle = null,
    MissingEvidence? Missing = null
);
