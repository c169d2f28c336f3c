using System.Text.Json;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Adapters.Models.Embedded.Reading;

// What the two blocks of a rendered prompt hold (prompts/README.md), as read. Members that a prompt leaves out are null or empty: the
// analyst works with what is there.

/// <summary>The whole of what the analyst sees.</summary>
internal sealed record DealReading(DealInputs Inputs, IReadOnlyList<EvidencePiece> Evidence)
{
    public DateTimeOffset Now => Inputs.Now;

    public EvidencePiece? Find(string? name) => name is null ? null : Evidence.FirstOrDefault(e => e.Name == name);

    /// <summary>A contact's row as the evidence that a claim can cite: the block of evidence leaves these rows out.</summary>
    public EvidencePiece RowOf(ContactRow contact) =>
        new(
            EvidenceText.ContactName(new DealId(Inputs.Deal.Id), contact.Email).Value,
            "contact",
            Now,
            EvidenceText.ContactRow(contact.Name, contact.Title, contact.Role ?? "", contact.Status ?? ""),
            Side.Seller,
            Title: contact.Name
        );

    /// <summary>The buyer's contact with this name or address, or null.</summary>
    public ContactRow? Contact(string? nameOrEmail) =>
        nameOrEmail is null
            ? null
            : Inputs.Contacts.FirstOrDefault(c =>
                string.Equals(c.Name, nameOrEmail, StringComparison.OrdinalIgnoreCase)
                || string.Equals(c.Email, nameOrEmail, StringComparison.OrdinalIgnoreCase)
            );
}

/// <summary>One piece of evidence.</summary>
/// <param name="Automatic">An auto-reply: its words are real, but it is no answer.</param>
internal sealed record EvidencePiece(
    string Name,
    string Kind,
    DateTimeOffset At,
    string Text,
    Side Side = Side.Unknown,
    string? Author = null,
    string? Title = null,
    bool Automatic = false
);

internal sealed record DealInputs(
    DateTimeOffset Now,
    DealRow Deal,
    StageAge? StageAge = null,
    IReadOnlyList<TriggerRow>? Triggers = null,
    IReadOnlyList<ContactRow>? Contacts = null,
    IReadOnlyList<TrackerInput>? Trackers = null,
    IReadOnlyList<MeetingRow>? Meetings = null,
    AttemptsRow? PriorAttempts = null,
    WordRow? LastBuyerWord = null,
    IReadOnlyDictionary<string, IReadOnlyList<string>>? Routing = null,
    IReadOnlyList<ColleagueRow>? Colleagues = null,
    IReadOnlyList<AssetRow>? Assets = null,
    IReadOnlyList<string>? Voice = null,
    IReadOnlyList<StageRow>? StageHistory = null,
    IReadOnlyList<ChangeRow>? FieldChanges = null,
    IReadOnlyList<string>? Feedback = null,
    JsonElement? PreviousDraft = null,
    LimitsRow? Limits = null,
    IReadOnlyList<AwayRow>? Away = null
)
{
    public IReadOnlyList<AwayRow> Away { get; init; } = Away ?? [];
    public LimitsRow Limits { get; init; } = Limits ?? new LimitsRow();
    public IReadOnlyList<TriggerRow> Triggers { get; init; } = Triggers ?? [];
    public IReadOnlyList<ContactRow> Contacts { get; init; } = Contacts ?? [];
    public IReadOnlyList<TrackerInput> Trackers { get; init; } = Trackers ?? [];
    public IReadOnlyList<MeetingRow> Meetings { get; init; } = Meetings ?? [];
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Routing { get; init; } =
        Routing ?? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
    public IReadOnlyList<ColleagueRow> Colleagues { get; init; } = Colleagues ?? [];
    public IReadOnlyList<AssetRow> Assets { get; init; } = Assets ?? [];
    public IReadOnlyList<string> Voice { get; init; } = Voice ?? [];
    public IReadOnlyList<StageRow> StageHistory { get; init; } = StageHistory ?? [];
    public IReadOnlyList<ChangeRow> FieldChanges { get; init; } = FieldChanges ?? [];
    public IReadOnlyList<string> Feedback { get; init; } = Feedback ?? [];
}

internal sealed record DealRow(
    string Id,
    string Name,
    string Account,
    string Owner,
    string? Manager = null,
    string? Stage = null,
    string? NextStep = null,
    DateOnly? NextStepDue = null,
    DateOnly? CloseDate = null,
    string? ForecastCategory = null,
    IReadOnlyDictionary<string, string?>? Fields = null
)
{
    public IReadOnlyDictionary<string, string?> Fields { get; init; } = Fields ?? new Dictionary<string, string?>(StringComparer.Ordinal);
}

internal sealed record LimitsRow(int PauseDays = 30);

internal sealed record StageAge(double Days, double? Expected = null);

internal sealed record TriggerRow(string Kind, string? Detail = null, DateTimeOffset? At = null);

/// <param name="Since">For who has left by an automatic reply: since when. The record's own row may say otherwise.</param>
internal sealed record ContactRow(
    string Name,
    string Email,
    string? Title = null,
    Side Side = Side.Unknown,
    string? Role = null,
    string? Status = null,
    DateOnly? Since = null
);

internal sealed record TrackerInput(
    string Name,
    string Kind,
    string Item,
    string Status,
    DateTimeOffset UpdatedAt,
    string? Owner = null,
    string? Note = null
)
{
    public bool IsDone => Status == "done";
}

internal sealed record AttendeeRow(string? Email = null, string? Name = null, Side Side = Side.Unknown, string? Response = null);

internal sealed record MeetingRow(
    string Name,
    string Subject,
    DateTimeOffset Start,
    bool Cancelled = false,
    IReadOnlyList<AttendeeRow>? Attendees = null
)
{
    public IReadOnlyList<AttendeeRow> Attendees { get; init; } = Attendees ?? [];
}

internal sealed record AttemptRow(string? Name = null, DateTimeOffset? At = null, string? Kind = null, string? Summary = null);

internal sealed record WordRow(string Name, DateTimeOffset At, string? Who = null);

internal sealed record AttemptsRow(int Count, IReadOnlyList<AttemptRow>? Items = null, WordRow? Since = null)
{
    public IReadOnlyList<AttemptRow> Items { get; init; } = Items ?? [];
}

internal sealed record ColleagueRow(string Email, string? Name = null, IReadOnlyList<string>? Roles = null);

internal sealed record AwayRow(string Email, IReadOnlyList<string>? Roles = null, bool Left = false, DateOnly? Until = null)
{
    public IReadOnlyList<string> Roles { get; init; } = Roles ?? [];
}

internal sealed record AssetRow(string Name, string? Title = null, string? Kind = null, bool Usable = false, string? Audience = null);

internal sealed record StageRow(string Name, string Stage, string? ChangedBy = null, string? Source = null);

internal sealed record ChangeRow(string Name, string Field, string? Old = null, string? New = null, DateTimeOffset? At = null);
