using System.Text.Json.Serialization;
using AgentDesk.Core.Chains;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Stages;

namespace AgentDesk.Core.Proposals;

/// <summary>How sure a blocker is: a buyer or a system says so, code or model concludes it, or nobody can know.</summary>
public enum BlockerStanding
{
    Confirmed,
    Inferred,
    Insufficient,
}

/// <summary>The blocker categories of facts/blockers-and-stages.md, as written in documents.</summary>
public static class Blockers
{
    public const string None = "none";
    public const string Unresponsive = "unresponsive";

    public static readonly IReadOnlyList<string> All =
    [
        "timing",
        "authority",
        "security",
        "legal",
        "procurement",
        "budget",
        "weak_case",
        "fit_scope",
        "stakeholder",
        "competition",
        "missing_asset",
        "no_decision_process",
        "reorg_freeze",
        Unresponsive,
        None,
    ];
}

/// <summary>What to do with a stalled deal (SD: revive, unblock, pause, recycle, or close). `none`: do nothing.</summary>
public static class Dispositions
{
    public const string None = "none";

    public static readonly IReadOnlyList<string> All = ["revive", "unblock", "pause", "recycle", "close", None];
}

/// <summary>The diagnosis as a hypothesis: never a fact, whatever its standing.</summary>
public sealed record Blocker(string Category, BlockerStanding Standing, IReadOnlyList<string> Secondary, string Disposition);

public sealed record PriorAttempts(int Count, string Summary);

public sealed record MissingEvidence(string Text, string WhoCouldSupply);

/// <summary>An exception of the record (stage progression). Kinds are those of contracts/command-line.md.</summary>
public sealed record StageException(string Kind, string Detail, IReadOnlyList<Citation> Citations);

/// <summary>What a person is shown to decide on.</summary>
/// <param name="Read">Names of all evidence that the preparation read.</param>
/// <param name="LeftOut">Names of evidence that did not fit and was left out, and so was not considered.</param>
public sealed record Packet(
    string Headline,
    Blocker? Blocker,
    IReadOnlyList<Claim> Claims,
    PriorAttempts? PriorAttempts,
    IReadOnlyList<MissingEvidence> MissingEvidence,
    IReadOnlyList<StageException> Exceptions,
    IReadOnlyList<string> Read,
    IReadOnlyList<string> LeftOut
)
{
    /// <summary>
    /// Claims that are not shown as known, because all that they cite carries text aimed at an AI; null when there are none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Claim>? HeldBack { get; init; }

    /// <summary>The stage review; null for work of another kind.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StageReview? Stage { get; init; }

    /// <summary>What is late or due, with what is next; null for work of another kind.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ClockNote>? Clocks { get; init; }
}
