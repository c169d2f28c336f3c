using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;
using AgentDesk.Evals.Tasks;

namespace AgentDesk.Evals.Graders;

/// <summary>What a grader looks at.</summary>
internal sealed record GradeInput(EvalCase Case, CaseOutput Output, GraderSpec Spec)
{
    public string? With(string setting) => Spec.With.GetValueOrDefault(setting);

    /// <summary>A workflow's preparation.</summary>
    /// <exception cref="WrongOutputException">The suite's task makes something else.</exception>
    public Prepared Prepared => Value<Prepared>();

    public T Value<T>()
        where T : class => Output.Value as T ?? throw new WrongOutputException(Spec.Kind, Output.Value?.GetType().Name ?? "nothing");

    /// <summary>A member of the label, by its path; null where it is absent.</summary>
    public JsonNode? Label(string path) => At(Case.Expected, path);

    public Score Pass(string detail = "") => new(Spec.Name, RowOutcome.Pass, detail);

    public Score Fail(string detail) => new(Spec.Name, RowOutcome.Fail, detail);

    public Score Skip(string why) => new(Spec.Name, RowOutcome.Skipped, why);

    public Score Undetermined(string why) => new(Spec.Name, RowOutcome.Undetermined, why);

    /// <summary>Passes when all of some are right; none at all is nothing to grade.</summary>
    public Score Share(int hits, int of, string detail) =>
        of == 0
            ? Skip(detail.Length > 0 ? detail : "nothing to grade")
            : new Score(Spec.Name, hits == of ? RowOutcome.Pass : RowOutcome.Fail, detail) { Hits = hits, Of = of };

    /// <summary>A member by its path: `blocker.category`.</summary>
    public static JsonNode? At(JsonNode? node, string path)
    {
        foreach (var step in path.Split('.'))
        {
            if (node is not JsonObject o || !o.TryGetPropertyValue(step, out node))
            {
                return null;
            }
        }

        return node;
    }

    public static string Plain(JsonNode? node) =>
        node switch
        {
            null => "null",
            JsonValue v when v.GetValueKind() == JsonValueKind.String => v.GetValue<string>(),
            _ => node.ToJsonString(Core.DeskJson.Options),
        };
}

/// <summary>A suite names a grader that cannot grade what its task makes.</summary>
internal sealed class WrongOutputException(string kind, string got)
    : Exception($"the grader `{kind}` cannot grade {got}: it is for another task");

/// <summary>How a measure is folded from the scores of one grader.</summary>
internal enum MeasureKind
{
    /// <summary>Rows that pass among those that pass or fail.</summary>
    PassShare,

    /// <summary>Hits of all among all: parts weigh alike, whatever row they stand in.</summary>
    Micro,

    /// <summary>The mean of the values.</summary>
    Mean,

    /// <summary>As <see cref="Micro"/>, with `NAME.corrected` beside it: the rate with the judge's errors taken out.</summary>
    Judged,

    /// <summary>How much of each row's text also stands in rows of other clusters: a fold over texts, not over scores.</summary>
    Overlap,

    /// <summary>The share of right classes, with macro F1 beside it as `NAME.macro_f1`.</summary>
    Classes,
}

/// <summary>A kind of grader that suites can name.</summary>
/// <param name="About">What it checks, in one line.</param>
/// <param name="Needs">Settings that must be given.</param>
/// <param name="Optional">Settings that may be.</param>
internal sealed record GraderKind(
    string Kind,
    string About,
    MeasureKind Measure,
    IReadOnlyList<string> Needs,
    IReadOnlyList<string> Optional,
    Func<GradeInput, Score> Grade
)
{
    /// <summary>False where less is better.</summary>
    public bool HigherIsBetter { get; init; } = true;
}
