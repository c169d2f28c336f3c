using System.Text.Json.Serialization;
using AgentDesk.Core.Deals;

namespace AgentDesk.Core.Evidence;

/// <summary>The name of a piece of evidence, as contracts/pipeline-export.md gives it, such as `mail:AAMk1` or `call:x#3-5`.</summary>
[JsonConverter(typeof(IdConverter<EvidenceName>))]
public readonly record struct EvidenceName(string Value) : IId<EvidenceName>
{
    public static EvidenceName From(string value) => new(value);

    /// <summary>
    /// What stands before the colon: `mail`, `call`, `thread`, `activity`, `tracker`, `deal`, `stage`, `field`, `contact`, `event`,
    /// `asset`, `signal`.
    /// </summary>
    public string Kind => Value.IndexOf(':', StringComparison.Ordinal) is var i and > 0 ? Value[..i] : "";

    public override string ToString() => Value;
}

/// <summary>
/// One immutable piece of evidence.
/// </summary>
/// <param name="Deal">The deal that it belongs to; null for what a team shares (assets).</param>
/// <param name="Text">The whole text that a quote is looked up in.</param>
/// <param name="OwnWords">The part of the text that its author newly wrote (a mail without what it quotes). Only this can witness a
/// fact.</param>
/// <param name="Author">Who wrote or said it, as shown; null for a system.</param>
/// <param name="Title">What a person would call the source: a mail's subject, a call's title, a tracker's item.</param>
/// <param name="IsAutomatic">An auto-reply: its words are real, but it is no answer.</param>
public sealed record EvidenceItem(
    EvidenceName Name,
    DealId? Deal,
    DateTimeOffset At,
    Side Side,
    string? Author,
    string? AuthorEmail,
    string Title,
    string Text,
    string OwnWords,
    bool IsAutomatic = false
)
{
    public string Kind => Name.Kind;

    /// <summary>An earlier export held it and the latest one does not: it may have been deleted where it came from.</summary>
    public bool IsKept { get; init; }
}
