using System.Text.Json.Serialization;

namespace AgentDesk.Core.Proposals;

/// <summary>Who acts. <see cref="Email"/> is null for the local operator, who sits at the machine itself.</summary>
public sealed record Actor(string? Email, IReadOnlyList<string> Roles)
{
    public static readonly Actor LocalOperator = new(null, [Playbooks.Roles.Admin]);

    /// <summary>
    /// Mail addresses of the people whose team this person manages, as the people file says: for what may be seen
    /// (<see cref="Runs.Visibility"/>), never for what may be decided, and so not in the ledger.
    /// </summary>
    [JsonIgnore]
    public IReadOnlyList<string> Leads { get; init; } = [];

    /// <summary>As the ledger writes it.</summary>
    [JsonIgnore]
    public string Name => Email ?? "local operator";

    /// <summary>The desk itself: reminders, expiry, supersession. It can never approve.</summary>
    public static readonly Actor Desk = new("agentdesk", []);
}

/// <summary>What a person says to an action or to a run. Every case is an event of the ledger.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Approve), "approve")]
[JsonDerivedType(typeof(Edit), "edit")]
[JsonDerivedType(typeof(Reject), "reject")]
[JsonDerivedType(typeof(Escalate), "escalate")]
[JsonDerivedType(typeof(Reassign), "reassign")]
[JsonDerivedType(typeof(Snooze), "snooze")]
[JsonDerivedType(typeof(Suppress), "suppress")]
[JsonDerivedType(typeof(Dispose), "dispose")]
public abstract record Decision
{
    private Decision() { }

    /// <summary>Yes to exactly this payload, prepared from exactly this version of the record.</summary>
    public sealed record Approve(string PayloadHash, string RecordVersion) : Decision;

    /// <summary>A changed payload. It is judged again and waits again: an edit is not an approval.</summary>
    public sealed record Edit(ActionPayload Payload, string BasedOn) : Decision;

    public sealed record Reject(string Reason) : Decision;

    /// <summary>Hands the decision up: to the manager, or to the person named.</summary>
    public sealed record Escalate(string To, string? Reason) : Decision;

    public sealed record Reassign(string To, string? Reason) : Decision;

    public sealed record Snooze(DateTimeOffset Until) : Decision;

    /// <summary>Do not touch: outreach to this customer is held back, with the reason.</summary>
    public sealed record Suppress(string Reason) : Decision;

    /// <summary>Closes the run with what shall become of the deal, and why.</summary>
    public sealed record Dispose(string Disposition, string Reason) : Decision;
}
