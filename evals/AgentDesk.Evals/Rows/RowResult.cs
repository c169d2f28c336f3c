using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace AgentDesk.Evals.Rows;

/// <summary>
/// What became of a row or of one grader on it. `undetermined` is neither pass nor fail: nobody could tell (no answer, an answer that does
/// not fit, a judge that erred); it is never counted as 0. `skipped`: there was nothing to grade (no data, no claims), and it is counted
/// apart.
/// </summary>
public enum RowOutcome
{
    Pass,
    Fail,
    Undetermined,
    Skipped,
}

/// <summary>
/// What one grader says of one output. Besides the outcome a grader leaves what its measure is folded from: a share (<see cref="Hits"/> of
/// <see cref="Of"/>), a number (<see cref="Value"/>) or a pair of classes (<see cref="Expected"/>, <see cref="Got"/>).
/// </summary>
/// <param name="Grader">The grader's name in its suite; its measure has the same name.</param>
/// <param name="Detail">In one line what was found; empty where there is nothing to say.</param>
public sealed record Score(string Grader, RowOutcome Outcome, string Detail = "")
{
    /// <summary>A number in the grader's own unit (words, Flesch points, a share from 0 to 1).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Value { get; init; }

    /// <summary>How many of <see cref="Of"/> were right: micro measures add both up over rows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Hits { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Of { get; init; }

    /// <summary>The label's class, for confusion matrices and F1.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Expected { get; init; }

    /// <summary>The output's class.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Got { get; init; }

    /// <summary>The same for outputs of several parts, one pair a part (a claim, an exception).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ClassPair>? Pairs { get; init; }

    /// <summary>
    /// Of a judge's score: how often the judge errs, as measured against people. A raw rate of a judge is never shown without.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JudgeErrors? Judge { get; init; }

    /// <summary>How probable the output says its class is, 0 to 1, where it says so: for calibration.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Confidence { get; init; }
}

/// <summary>What is known of a judge (<see cref="Judging.Calibration"/>).</summary>
public sealed record JudgeErrors(string Model, double Q1, double Q0, int Positives, int Negatives, double Kappa);

/// <param name="Expected">By the label, or by code that can decide it.</param>
/// <param name="Got">By the output.</param>
public sealed record ClassPair(string Expected, string Got);

/// <summary>What a row cost.</summary>
/// <param name="Calls">Model calls, those that were answered from recordings included.</param>
/// <param name="Live">Of them, calls that went to a model.</param>
/// <param name="CostUsd">By the prices of the model; 0 for a model that costs nothing. A replayed call costs what it cost when it was
/// recorded.</param>
/// <param name="LatencyMs">Wall clock from the first call to the last answer; null in a replay, which measures no model.</param>
public sealed record RowUsage(int Calls, int Live, long InputTokens, long OutputTokens, double CostUsd, double? LatencyMs)
{
    public static readonly RowUsage None = new(0, 0, 0, 0, 0, null);
}

/// <summary>A piece of evidence that the output cites, for showing the quote where it stands.</summary>
/// <param name="Text">The words around the quotes, at most some hundred characters on either side; `…` marks what was left out.</param>
public sealed record CitedPiece(string Name, string Side, string? Author, DateTimeOffset? At, string Title, string Text);

/// <summary>
/// One row's result: one line of `rows.jsonl`. A row is one case of a suite, asked with one version of a prompt of one model for the n-th
/// time. Every figure of a report is folded from these lines and nothing else.
/// </summary>
/// <param name="Row">The case's id, unique in its suite.</param>
/// <param name="Cluster">What rows of one origin share (a deal, a meeting, a call): rows of a cluster are not independent.</param>
/// <param name="Prompt">name@version, or empty where no prompt is used.</param>
/// <param name="PromptHash">16 hex digits over what of the prompt reaches a model: template, schema, settings.</param>
/// <param name="Repeat">From 0. Part of the recording's key.</param>
/// <param name="Output">What was graded; null when there was no answer.</param>
/// <param name="OutputHash">16 hex digits over the canonical output; empty when there is none.</param>
/// <param name="Expected">The label.</param>
/// <param name="DataHash">16 hex digits over what the row was made from: inputs, evidence and label.</param>
/// <param name="Error">Why the row is undetermined or skipped, in one line.</param>
public sealed record RowResult(
    string Suite,
    string Row,
    string Cluster,
    string Prompt,
    string PromptHash,
    string Model,
    int Repeat,
    RowOutcome Outcome,
    IReadOnlyList<Score> Scores,
    JsonNode? Output,
    string OutputHash,
    JsonNode? Expected,
    RowUsage Usage,
    string DataHash,
    string? Error
)
{
    /// <summary>Cited evidence, for reports; empty where the output cites nothing.</summary>
    public IReadOnlyList<CitedPiece> Evidence { get; init; } = [];

    /// <summary>Which row of a run it is.</summary>
    [JsonIgnore]
    public RowKey Key => new(Suite, Row, Prompt, Model, Repeat);

    /// <summary>
    /// The outcome that scores add up to: one fail fails the row; else one undetermined leaves it undetermined; all skipped skips it.
    /// </summary>
    public static RowOutcome OutcomeOf(IReadOnlyList<Score> scores) =>
        scores.Any(s => s.Outcome == RowOutcome.Fail) ? RowOutcome.Fail
        : scores.Any(s => s.Outcome == RowOutcome.Undetermined) ? RowOutcome.Undetermined
        : scores.Any(s => s.Outcome == RowOutcome.Pass) ? RowOutcome.Pass
        : RowOutcome.Skipped;
}

/// <summary>
/// The identity of a row within a run. Two runs are compared row by row, by suite, row, model and repeat (and prompt where a run has
/// several).
/// </summary>
public readonly record struct RowKey(string Suite, string Row, string Prompt, string Model, int Repeat)
{
    /// <summary>Ordinal, member by member: the order of a finished `rows.jsonl`.</summary>
    public static int Compare(RowKey one, RowKey other) =>
        string.CompareOrdinal(one.Suite, other.Suite) is var a and not 0 ? a
        : string.CompareOrdinal(one.Prompt, other.Prompt) is var b and not 0 ? b
        : string.CompareOrdinal(one.Model, other.Model) is var c and not 0 ? c
        : string.CompareOrdinal(one.Row, other.Row) is var d and not 0 ? d
        : one.Repeat.CompareTo(other.Repeat);

    public override string ToString() => FormattableString.Invariant($"{Suite}/{Row}/{Prompt}/{Model}/{Repeat}");
}
