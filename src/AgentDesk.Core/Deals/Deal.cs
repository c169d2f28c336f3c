using System.Globalization;
using System.Text.Json.Nodes;

namespace AgentDesk.Core.Deals;

/// <summary>An amount with its ISO 4217 currency. Amounts of different currencies are never added.</summary>
public readonly record struct Money(decimal Amount, string Currency)
{
    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator +(Money a, Money b) =>
        a.Currency == b.Currency
            ? a with
            {
                Amount = a.Amount + b.Amount,
            }
            : throw new InvalidOperationException($"cannot add `{b.Currency}` to `{a.Currency}`");
}

/// <summary>
/// Which side of the table a person or a text belongs to. <see cref="System"/> is a record's own status, written by software.
/// </summary>
public enum Side
{
    Unknown,
    Buyer,
    Seller,
    Partner,
    System,
}

public enum DealStatus
{
    Open,
    Won,
    Lost,
}

/// <summary>
/// One opportunity as its record holds it (contracts/pipeline-export.md, deals.csv). <see cref="Columns"/> holds every column of
/// the record as text, custom fields included; `deal:&lt;id&gt;#&lt;column&gt;` names one.
/// </summary>
public sealed record Deal(
    DealId Id,
    string Name,
    string Account,
    string OwnerEmail,
    string? ManagerEmail,
    string Stage,
    Money? Amount,
    DateTimeOffset? CreatedAt,
    DateOnly? CloseDate,
    string? ForecastCategory,
    string? NextStep,
    DateOnly? NextStepDue,
    string? Segment,
    string? Type,
    DealStatus Status,
    IReadOnlyDictionary<string, string> Columns
)
{
    /// <summary>Who answers for the deal: its owner, else its manager. Empty where the record names neither.</summary>
    public string AnsweredBy => OwnerEmail.Length > 0 ? OwnerEmail : ManagerEmail ?? "";

    /// <summary>
    /// The version of the record: 16 hex digits of the SHA-256 over all columns. Any change of the record, by anybody, changes it.
    /// </summary>
    public string Version() =>
        DeskJson.Hash(
            new JsonObject(
                Columns
                    .OrderBy(c => c.Key, StringComparer.Ordinal)
                    .Select(c => KeyValuePair.Create(c.Key, (JsonNode?)JsonValue.Create(c.Value)))
            )
        )[..16];
}

/// <summary>
/// One stay in a stage. <see cref="ExitedAt"/> is null for the current one. <see cref="Row"/> counts the deal's rows from 1.
/// </summary>
/// <param name="EnteredText">The instant as the file writes it: what a quote is looked up in.</param>
public sealed record StageMove(
    int Row,
    string Stage,
    DateTimeOffset EnteredAt,
    string EnteredText,
    DateTimeOffset? ExitedAt,
    string? ChangedBy,
    string? Source
);

/// <summary>One change of a field, <see cref="Row"/> counted from 1 within the deal.</summary>
public sealed record FieldChange(int Row, string Field, string OldValue, string NewValue, DateTimeOffset ChangedAt, string? ChangedBy);

public sealed record Contact(string Name, string Email, string? Title, Side Side, string Role, string Status);

/// <summary>A person of the selling side, with the roles that the desk knows of (owner, manager, legal, security, …).</summary>
public sealed record Colleague(string Email, string? Name, IReadOnlyList<string> Roles);

/// <summary>A row, or a whole file, that the import could not read although a workflow depends on it, such as a stage row.</summary>
/// <param name="Line">Counted from 1; 0 where no single line is to blame.</param>
public sealed record Damage(string File, int Line, string Reason)
{
    /// <summary>The file, with the line where one is to blame.</summary>
    public string Place => Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{File} line {Line}") : File;
}

/// <summary>Something that happened to a deal between two readings of its source: what wakes workflows.</summary>
/// <param name="Kind">`deal.created`, `deal.changed`, `stage.moved`, `close_date.moved`, `mail.received`, `mail.sent`, `call.held`,
/// `meeting.changed`, `activity.logged`, `tracker.changed`, `thread.posted`, `signal.seen`, `contact.changed`, `deal.closed`.</param>
/// <param name="About">The evidence that tells of it, if any.</param>
public sealed record DealEvent(DealId Deal, string Kind, DateTimeOffset At, string Detail, string? About);
