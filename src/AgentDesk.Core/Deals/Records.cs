namespace AgentDesk.Core.Deals;

// The pieces of a deal as their systems export them (contracts/pipeline-export.md). Texts are as quoted: see Evidence/EvidenceText.

public sealed record Activity(
    string Id,
    string Kind,
    string Direction,
    string Status,
    string Subject,
    string Body,
    string? AuthorEmail,
    DateTimeOffset OccurredAt,
    DateTimeOffset? DueAt
);

public sealed record MailAddress(string? Name, string Address);

/// <summary>
/// One mail. <see cref="Body"/> is text (HTML is converted on import). <see cref="OwnWords"/> is the part of the body that this sender
/// newly wrote: quoted replies and forwarded text are not in it, so that the same words are not counted twice and stay their author's.
/// </summary>
/// <param name="IsAutoReply">An out-of-office or left-the-company answer, by headers or wording: never a substantive reply.</param>
public sealed record Mail(
    string Id,
    string ConversationId,
    string Subject,
    MailAddress From,
    IReadOnlyList<MailAddress> To,
    IReadOnlyList<MailAddress> Cc,
    DateTimeOffset SentAt,
    string Body,
    string OwnWords,
    bool IsAutoReply,
    Side Side
);

/// <summary>One cue of a transcript, numbered from 1, with its speaker's side (unknown when the participant list does not tell).</summary>
/// <param name="End">When it ends; null where the transcript does not say.</param>
public sealed record Cue(
    int Number,
    TimeSpan Start,
    string? Speaker,
    Side Side,
    string Text,
    [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
        TimeSpan? End = null
);

public sealed record Participant(string Name, string? Email, Side Side);

public sealed record Call(
    string Id,
    string Title,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    IReadOnlyList<Participant> Participants,
    IReadOnlyList<Cue> Cues
);

/// <summary>One message of an internal deal thread. <see cref="Ts"/> is Slack's, as written. User mentions are kept as exported.</summary>
public sealed record ThreadMessage(
    string Channel,
    string Ts,
    string? ThreadTs,
    string UserId,
    string? AuthorName,
    string? AuthorEmail,
    DateTimeOffset At,
    string Text
);

public sealed record TrackerRow(
    string Id,
    string Kind,
    string Item,
    string Status,
    string? OwnerEmail,
    DateTimeOffset UpdatedAt,
    string Note
);

public sealed record Attendee(string? Name, string Address, string Response, Side Side);

public sealed record Meeting(
    string Id,
    string Subject,
    DateTimeOffset Start,
    DateTimeOffset? End,
    IReadOnlyList<Attendee> Attendees,
    bool IsCancelled
);

public sealed record Signal(string Id, string Account, string Kind, DateTimeOffset OccurredAt, string Text, string? Source);

/// <summary>An approved asset. It may be used toward a customer from <see cref="ApprovedOn"/> through <see cref="ExpiresOn"/>.</summary>
public sealed record Asset(
    string Stem,
    string Title,
    string Kind,
    string? ApprovedBy,
    DateOnly? ApprovedOn,
    DateOnly? ExpiresOn,
    string? Audience,
    string Body
)
{
    /// <summary>Whether a statement to a customer may rest on this asset on <paramref name="day"/>.</summary>
    public bool IsUsable(DateOnly day) =>
        ApprovedBy is { Length: > 0 } && ApprovedOn is { } on && on <= day && (ExpiresOn is not { } end || day <= end);
}

/// <summary>Messages that a rep wrote, as samples of the rep's own voice.</summary>
public sealed record VoiceSample(string Email, IReadOnlyList<string> Messages);

/// <summary>Everything that the desk knows of one deal, as read. Lists are in order of time (rows in order of the file).</summary>
public sealed record DealFile(
    Deal Deal,
    IReadOnlyList<StageMove> Stages,
    IReadOnlyList<FieldChange> FieldChanges,
    IReadOnlyList<Contact> Contacts,
    IReadOnlyList<Activity> Activities,
    IReadOnlyList<Mail> Mails,
    IReadOnlyList<Call> Calls,
    IReadOnlyList<ThreadMessage> Thread,
    IReadOnlyList<TrackerRow> Trackers,
    IReadOnlyList<Meeting> Meetings,
    IReadOnlyList<Signal> Signals,
    IReadOnlyList<Damage> Damage
)
{
    /// <summary>Names of evidence that an earlier export held and the latest one does not: kept, and marked where it is shown.</summary>
    public IReadOnlySet<string> Kept { get; init; } = new HashSet<string>(StringComparer.Ordinal);
}

/// <summary>What a team shares across its deals.</summary>
/// <param name="SellerDomains">The mail domains of our own side, lower case.</param>
public sealed record Team(
    string Name,
    DateTimeOffset? AsOf,
    IReadOnlyList<string> SellerDomains,
    IReadOnlyList<Colleague> Colleagues,
    IReadOnlyList<Asset> Assets,
    IReadOnlyList<VoiceSample> Voices
);
