using System.Text.Json;
using System.Text.Json.Serialization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Runs;

/// <summary>
/// Everything that can happen to a run, and to a workflow as a whole (<see cref="Overruled"/>). The ledger holds nothing else of it.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(Started), "started")]
[JsonDerivedType(typeof(Gathered), "gathered")]
[JsonDerivedType(typeof(Prepared), "prepared")]
[JsonDerivedType(typeof(SentBack), "sent_back")]
[JsonDerivedType(typeof(Proposed), "proposed")]
[JsonDerivedType(typeof(Stopped), "stopped")]
[JsonDerivedType(typeof(Decided), "decided")]
[JsonDerivedType(typeof(Edited), "edited")]
[JsonDerivedType(typeof(EditRefused), "edit_refused")]
[JsonDerivedType(typeof(Written), "written")]
[JsonDerivedType(typeof(WriteFailed), "write_failed")]
[JsonDerivedType(typeof(RecordMoved), "record_moved")]
[JsonDerivedType(typeof(Reminded), "reminded")]
[JsonDerivedType(typeof(Woken), "woken")]
[JsonDerivedType(typeof(Expired), "expired")]
[JsonDerivedType(typeof(Superseded), "superseded")]
[JsonDerivedType(typeof(Closed), "closed")]
[JsonDerivedType(typeof(Overruled), "overruled")]
public abstract record RunEvent
{
    private RunEvent() { }

    /// <param name="Generation">From 1; one more each time that the same cause is raised again because it was left undecided.</param>
    /// <param name="Follows">The run that was left undecided before this one.</param>
    public sealed record Started(
        RunId Run,
        string Workflow,
        DealId Deal,
        string DealName,
        string Account,
        string Owner,
        string? Manager,
        Cause Cause,
        string Playbook,
        int Generation = 1,
        RunId? Follows = null
    ) : RunEvent;

    /// <param name="DossierHash">What was read, as one hash (<see cref="Evidence.Dossier.Hash"/>).</param>
    /// <param name="Record">The record's columns as they were read, so that a later reading can say what has changed.</param>
    /// <param name="Mails">Ids of the deal's mails then.</param>
    /// <param name="Reasons">In a later round: why a decision is needed as the record then has it; null in the first.</param>
    public sealed record Gathered(
        string DossierHash,
        string RecordVersion,
        int Items,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string>? Record = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Mails = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Trigger>? Reasons = null
    ) : RunEvent;

    /// <param name="Model">`offline`, or provider:name.</param>
    /// <param name="Prompt">name@version.</param>
    /// <param name="Audit">Key of the kept model input and output.</param>
    /// <param name="FellBackBecause">Why the embedded analyst stood in for the configured model; null when it did not.</param>
    /// <param name="Read">Names of the evidence that was in the prompt.</param>
    /// <param name="LeftOut">Names of what did not fit, and so was not considered.</param>
    public sealed record Prepared(
        JsonElement Draft,
        string Model,
        string Prompt,
        string? Audit,
        string? FellBackBecause,
        IReadOnlyList<string>? Read = null,
        IReadOnlyList<string>? LeftOut = null
    ) : RunEvent;

    /// <param name="Findings">The stops, and what would have been withheld: a model that prepares again can mend both.</param>
    /// <param name="Playbook">As of <see cref="Proposed"/>.</param>
    public sealed record SentBack(
        IReadOnlyList<Finding> Findings,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Playbook = null
    ) : RunEvent;

    /// <param name="Playbook">The version that judged it; null when it is the one that was in force when the run started.</param>
    public sealed record Proposed(
        Proposal Proposal,
        IReadOnlyList<Finding> Findings,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Playbook = null
    ) : RunEvent;

    /// <summary>The policy stopped the work: only the reason and what is missing are shown.</summary>
    /// <param name="Playbook">As of <see cref="Proposed"/>; null also where nothing was judged.</param>
    public sealed record Stopped(
        string Reason,
        IReadOnlyList<Finding> Findings,
        IReadOnlyList<MissingEvidence> MissingEvidence,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Playbook = null
    ) : RunEvent;

    /// <param name="Action">Null when the decision is on the whole run (dispose).</param>
    /// <param name="AsHolder">For reassign and escalate: the person named holds the role that the action needs.</param>
    public sealed record Decided(ActionId? Action, Decision Decision, Actor By, bool AsHolder = false) : RunEvent;

    /// <summary>A person's edit passed the gates: the action now is this payload, and waits again.</summary>
    /// <param name="Needs">The role that the gates route the edited action to; null when it needs what it needed before.</param>
    /// <param name="Playbook">As of <see cref="Proposed"/>.</param>
    public sealed record Edited(
        ActionId Action,
        ActionPayload Payload,
        IReadOnlyList<Finding> Findings,
        Actor By,
        string? Needs = null,
        IReadOnlyList<string>? NeedsWho = null,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Playbook = null
    ) : RunEvent;

    /// <summary>A person's edit did not pass; the action is unchanged.</summary>
    /// <param name="Playbook">As of <see cref="Proposed"/>.</param>
    public sealed record EditRefused(
        ActionId Action,
        ActionPayload Payload,
        IReadOnlyList<Finding> Findings,
        Actor By,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Playbook = null
    ) : RunEvent;

    /// <param name="Receipt">What the record answered: its id of what was written.</param>
    public sealed record Written(ActionId Action, string Receipt) : RunEvent;

    public sealed record WriteFailed(ActionId Action, string Reason) : RunEvent;

    /// <summary>The record is not the one that the action was prepared from: nothing was written; the run gathers and asks again.</summary>
    /// <param name="Because">What moved, where it is not the record but another card of the deal; null for the record.</param>
    public sealed record RecordMoved(
        ActionId? Action,
        string PreparedFrom,
        string Found,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Because = null
    ) : RunEvent;

    /// <param name="Also">Further actions of the run that the same people were reminded of.</param>
    public sealed record Reminded(ActionId Action, IReadOnlyList<string> To, IReadOnlyList<ActionId>? Also = null) : RunEvent
    {
        /// <summary>All actions that it is about.</summary>
        [JsonIgnore]
        public IEnumerable<ActionId> Actions => Also is null ? [Action] : [Action, .. Also];
    }

    public sealed record Woken(ActionId Action) : RunEvent;

    public sealed record Expired(ActionId Action) : RunEvent;

    /// <summary>A newer run took its place. What a person has decided stands; what is still open is not asked any more.</summary>
    public sealed record Superseded(RunId By, string Because) : RunEvent;

    /// <summary>
    /// Of no run, but of a workflow: a person has it run although the data is not ready for it, or takes that back. Its stream in the
    /// ledger is the workflow's own.
    /// </summary>
    /// <param name="Lacks">What was missing then.</param>
    /// <param name="IsWithdrawn">From here on it stays off again while something is missing.</param>
    public sealed record Overruled(string Workflow, string Reason, Actor By, IReadOnlyList<string> Lacks, bool IsWithdrawn = false)
        : RunEvent;

    /// <param name="Outcome">`acted`, `declined`, `disposed`, `nothing_to_do`, `expired`, `superseded`, `overtaken`.</param>
    public sealed record Closed(string Outcome, string? Disposition, string? Reason) : RunEvent;
}
