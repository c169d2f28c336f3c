using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Stages;

namespace AgentDesk.Adapters.Models.Embedded.Stages;

// What a stage review's INPUTS block holds beside what every prompt gives (prompts/README.md).

internal sealed record CriterionRow(string Stage, string Id, string Text, string? Evidence, string Role);

internal sealed record PathRow(
    string? Current,
    string? Next,
    IReadOnlyList<string> Left,
    string? RegressedFrom,
    bool CurrentIsDue,
    IReadOnlyList<string> OpenIsDue
);

internal sealed record MoveRow(string From, string To, DateTimeOffset At, IReadOnlyList<Citation> Around, Citation Row);

internal sealed record StageRuleRow(string Name, string Forecast, bool Terminal);

internal sealed record StageDeal(
    string? CloseDate = null,
    string? ForecastCategory = null,
    string? NextStep = null,
    IReadOnlyDictionary<string, string>? Fields = null
);

internal sealed record StageInputs(
    StageDeal Deal,
    IReadOnlyList<CriterionRow> Criteria,
    IReadOnlyList<StageRuleRow> Stages,
    PathRow Path,
    IReadOnlyList<StageException> RecordExceptions,
    StageException? SellerOnly,
    IReadOnlyList<MoveRow> Moves,
    IReadOnlyList<FieldState> Fields,
    ForecastImpact? Forecast,
    DateOnly TaskDeadline
)
{
    /// <summary>The stage inputs of a rendered prompt, or null when it is a prompt of another kind.</summary>
    public static StageInputs? Read(string prompt) => BlockReader.Inputs<StageInputs>(prompt, "criteria");
}

/// <summary>One sentence that somebody said or wrote.</summary>
internal sealed record Said(EvidencePiece Piece, string Sentence)
{
    public DateTimeOffset At => Piece.At;

    public Citation Citation => new(new EvidenceName(Piece.Name), Sentence);

    /// <summary>"Hollis Greer wrote on 29 May".</summary>
    public string Who =>
        $"{Piece.Author ?? "somebody"} {(Piece.Kind == "call" ? "said" : "wrote")} on {Piece.At.UtcDateTime.ToString("d MMMM", System.Globalization.CultureInfo.InvariantCulture)}";
}
