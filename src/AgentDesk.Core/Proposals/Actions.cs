using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Core.Proposals;

/// <summary>Whom an action reaches.</summary>
public enum Audience
{
    Customer,
    Internal,
    Record,
}

/// <summary>
/// What an action would do, typed. The JSON member `kind` names the case. The canonical JSON of a payload is what its hash is taken of,
/// what a person sees, and what is written: one and the same.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(EmailDraft), "email_draft")]
[JsonDerivedType(typeof(Escalation), "escalation")]
[JsonDerivedType(typeof(TaskItem), "task")]
[JsonDerivedType(typeof(CrmField), "crm_field")]
[JsonDerivedType(typeof(CrmNote), "crm_note")]
[JsonDerivedType(typeof(StageChange), "stage_change")]
[JsonDerivedType(typeof(ForecastChange), "forecast_change")]
[JsonDerivedType(typeof(MeetingRequest), "meeting")]
[JsonDerivedType(typeof(Pause), "pause")]
public abstract record ActionPayload
{
    private ActionPayload() { }

    /// <summary>A mail draft in the owner's mailbox: saved, never sent. <see cref="InReplyTo"/> names the mail that it answers.</summary>
    /// <param name="SomethingNew">What this message brings that earlier ones did not, with its source (SW); null when it answers a buyer's
    /// open question.</param>
    public sealed record EmailDraft(
        IReadOnlyList<string> To,
        IReadOnlyList<string> Cc,
        string Subject,
        string Body,
        EvidenceName? InReplyTo,
        Citation? SomethingNew
    ) : ActionPayload;

    /// <summary>A question or request to a qualified colleague, with a date and the record that it lands in.</summary>
    public sealed record Escalation(string To, string Role, string Text, DateOnly Deadline, string Record) : ActionPayload;

    public sealed record TaskItem(string Owner, string Text, DateOnly Deadline, string Record) : ActionPayload;

    /// <summary>A field of the deal's record, before and after.</summary>
    public sealed record CrmField(string Field, string Before, string After) : ActionPayload;

    public sealed record CrmNote(string Text) : ActionPayload;

    public sealed record StageChange(string Before, string After, string Reason) : ActionPayload;

    public sealed record ForecastChange(string Before, string After, string Reason) : ActionPayload;

    public sealed record MeetingRequest(
        string Subject,
        IReadOnlyList<string> Attendees,
        DateTimeOffset Start,
        TimeSpan Length,
        string Agenda
    ) : ActionPayload;

    /// <summary>Leave the deal alone until a day, and look again then.</summary>
    public sealed record Pause(DateOnly Until, string Reason) : ActionPayload;

    /// <summary>The kind as documents write it.</summary>
    [JsonIgnore]
    public string Kind => ToJson()["kind"]!.GetValue<string>();

    [JsonIgnore]
    public Audience Audience =>
        this switch
        {
            EmailDraft or MeetingRequest => Audience.Customer,
            Escalation or TaskItem => Audience.Internal,
            _ => Audience.Record,
        };

    /// <summary>The people whom the action is addressed to.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Recipients =>
        this switch
        {
            EmailDraft m => [.. m.To, .. m.Cc],
            MeetingRequest m => m.Attendees,
            Escalation e => [e.To],
            TaskItem t => [t.Owner],
            _ => [],
        };

    public JsonObject ToJson() => JsonSerializer.SerializeToNode(this, DeskJson.Options)!.AsObject();

    /// <summary>SHA-256 of the canonical payload, 64 hex digits.</summary>
    public string Hash() => DeskJson.Hash(ToJson());
}

/// <summary>One thing that a person can say yes or no to.</summary>
/// <param name="Wording">How its line is worded, with the payload's members in braces: see <see cref="ActionWording"/>.</param>
/// <param name="Needs">The role that may approve it.</param>
/// <param name="NeedsWho">The people who hold that role for this deal; empty when nobody is known, and then a manager may.</param>
/// <param name="RecordVersion">The version of what it was prepared from (see <see cref="ActionVersions"/>).</param>
public sealed record ProposedAction(
    ActionId Id,
    [property: JsonPropertyName("summary")] string Wording,
    ActionPayload Payload,
    string RecordVersion,
    string Needs,
    IReadOnlyList<string> NeedsWho
)
{
    /// <summary>The claim that a change of a field rests on; null where none is named.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Because { get; init; }

    /// <summary>What it would do, in one line: said by the payload as it stands.</summary>
    [JsonIgnore]
    public string Summary => ActionWording.Fill(Wording, Payload) + (Because is { } claim ? $" ({claim})" : "");

    /// <summary>What an approval must name: see <see cref="ActionPayload.Hash"/>.</summary>
    public string PayloadHash => Payload.Hash();

    /// <summary>The same with a person's payload. What a claim said of one field it does not say of another.</summary>
    public ProposedAction Edited(ActionPayload payload) =>
        this with
        {
            Payload = payload,
            Because =
                payload is ActionPayload.CrmField now && Payload is ActionPayload.CrmField was && now.Field == was.Field ? Because : null,
        };
}

/// <summary>Which version an action is bound to: a customer message to the conversation, all else to the deal's record.</summary>
public static class ActionVersions
{
    public static string Of(ActionPayload payload, Dossier dossier) =>
        payload.Audience == Audience.Customer ? dossier.ConversationVersion() : dossier.Deal.Version();
}

/// <summary>A packet with its actions, as prepared: what the gates judge.</summary>
public sealed record Proposal(Packet Packet, IReadOnlyList<ProposedAction> Actions);
