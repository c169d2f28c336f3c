namespace AgentDesk.Evals.Rows;

/// <summary>How answers were come by.</summary>
public enum RunMode
{
    /// <summary>From recordings only. A missing one is an error, never a call.</summary>
    Replay,

    /// <summary>Recordings where there are any, else a call that is kept as a recording.</summary>
    Record,

    /// <summary>Every row is a call, nothing is kept but the rows.</summary>
    Live,
}

/// <summary>One suite as it was run.</summary>
/// <param name="Hash">16 hex digits over the suite's file.</param>
/// <param name="DataHash">16 hex digits over the cases, in order.</param>
/// <param name="Skipped">Why the suite was not run, such as data that is not there; null when it was.</param>
public sealed record SuiteRun(
    string Name,
    int Version,
    string Hash,
    string DataHash,
    int Cases,
    IReadOnlyList<PromptRun> Prompts,
    IReadOnlyList<string> Models,
    int Repeats,
    string? Skipped
);

/// <param name="Reference">name@version.</param>
public sealed record PromptRun(string Reference, string Hash);

/// <summary>Price of a model, in US dollars per million tokens.</summary>
public sealed record ModelPrice(string Model, double PerMillionIn, double PerMillionOut);

/// <summary>What a run was and how far it got: `manifest.json`.</summary>
/// <param name="Format">Of manifest and rows; 1.</param>
/// <param name="StartedAt">Of the run; a resumed run keeps its first start.</param>
/// <param name="FinishedAt">Null while rows are missing: the run was killed, interrupted or ran out of money, and can be resumed.</param>
/// <param name="Planned">Rows that the run has when it is whole; skipped suites have none.</param>
/// <param name="Stopped">Why rows are missing; null when none are.</param>
/// <param name="Revision">The commit that was run, where there is one.</param>
public sealed record RunManifest(
    int Format,
    string Run,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    RunMode Mode,
    IReadOnlyList<SuiteRun> Suites,
    IReadOnlyList<ModelPrice> Prices,
    int Planned,
    int Written,
    double SpentUsd,
    double? MaxUsd,
    string? Stopped,
    string? Revision
)
{
    public const int CurrentFormat = 1;

    public bool IsWhole => FinishedAt is not null && Written == Planned;
}
