namespace AgentDesk.Core.Stages;

/// <summary>The kinds of stage exceptions, as documents write them.</summary>
public static class StageExceptions
{
    public const string OverAge = "over_age";
    public const string SkippedStage = "skipped_stage";
    public const string Regression = "regression";
    public const string NoNextStep = "no_next_step";
    public const string PlaceholderField = "placeholder_field";
    public const string MissingExitCriteria = "missing_exit_criteria";
    public const string SellerActivityOnly = "seller_activity_only";
    public const string Contradictory = "contradictory";

    /// <summary>What code reads off the record, without a reader of prose.</summary>
    public static readonly IReadOnlyList<string> OfRecord = [OverAge, SkippedStage, Regression, NoNextStep, PlaceholderField];

    /// <summary>What takes reading what people wrote and said.</summary>
    public static readonly IReadOnlyList<string> OfReading = [MissingExitCriteria, SellerActivityOnly, Contradictory];

    public static readonly IReadOnlyList<string> All = [.. OfRecord, .. OfReading];
}

/// <summary>What a person says becomes of an exception (SP: the owner approves, corrects, escalates, assigns, logs, or blocks).</summary>
public static class ExceptionDispositions
{
    public static readonly IReadOnlyList<string> All =
    [
        "corrected",
        "evidence_supplied",
        "sent_back",
        "accepted",
        "blocked",
        "not_an_exception",
    ];
}
