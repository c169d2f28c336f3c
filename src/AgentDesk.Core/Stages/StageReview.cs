using System.Text.Json.Serialization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Core.Stages;

/// <summary>
/// How a criterion stands: the buyer's words meet it, the buyer's words deny it, nobody has said it, or a later act of the buyer has
/// carried the deal past it.
/// </summary>
public enum CriterionStanding
{
    Met,
    Denied,
    Open,
    Overtaken,
}

/// <summary>One criterion of a stage with what meets it, or its gap.</summary>
/// <param name="Role">`entry` for the stage before the current one and those before it, `exit` for the current one.</param>
/// <param name="Note">Who says it, or what is missing.</param>
public sealed record CriterionReading(
    string Stage,
    string Id,
    string Text,
    string Role,
    CriterionStanding Standing,
    string Note,
    IReadOnlyList<Citation> Citations
)
{
    [JsonIgnore]
    public bool IsGap => Standing is CriterionStanding.Denied or CriterionStanding.Open;
}

/// <summary>The forecast as the record has it and as the playbook would for a stage.</summary>
/// <param name="Category">The deal's category now.</param>
/// <param name="OfCurrent">The playbook's category of the current stage.</param>
/// <param name="OfProposed">The playbook's category of the proposed stage; equal to <paramref name="OfCurrent"/> where no move is
/// proposed.</param>
public sealed record ForecastImpact(string? Category, string? OfCurrent, string? OfProposed, Money? Amount)
{
    /// <summary>Whether the deal is forecast higher than its stage carries.</summary>
    [JsonIgnore]
    public bool IsAhead => Rank(Category) > Rank(OfCurrent);

    /// <summary>Whether the proposed stage would have another category than the deal has.</summary>
    [JsonIgnore]
    public bool Changes => OfProposed is not null && !string.Equals(Category, OfProposed, StringComparison.OrdinalIgnoreCase);

    public static ForecastImpact Of(Deal deal, Playbook playbook, string current, string? proposed) =>
        new(
            deal.ForecastCategory,
            playbook.Stage(current)?.ForecastCategory,
            playbook.Stage(proposed ?? current)?.ForecastCategory,
            deal.Amount
        );

    private static int Rank(string? category) =>
        category switch
        {
            Forecast.Omitted => 0,
            Forecast.Pipeline => 1,
            Forecast.BestCase => 2,
            Forecast.Commit => 3,
            Forecast.Closed => 4,
            _ => -1,
        };
}

/// <summary>Who moved the deal where, how.</summary>
public sealed record MoveNote(string? From, string To, DateTimeOffset At, string? By, string? Source, EvidenceName Row);

/// <summary>The stage review: what a person looks at beside the exceptions (SP, what the owner reviews).</summary>
/// <param name="Proposed">The stage that is proposed; null when the deal is to stay.</param>
/// <param name="Verb">`advance`, `correct`, `send_back`, `review` or `none`.</param>
public sealed record StageReview(
    string Current,
    string? Proposed,
    string Verb,
    int Days,
    int? Expected,
    MoveNote? LastMove,
    IReadOnlyList<CriterionReading> Criteria,
    IReadOnlyList<FieldState> Fields,
    ForecastImpact Forecast
);
