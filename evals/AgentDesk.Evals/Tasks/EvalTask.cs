using System.Text.Json.Nodes;
using AgentDesk.Adapters.Models;
using AgentDesk.Engine;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Running;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Evals.Tasks;

/// <summary>What a task made of a case: what is graded.</summary>
/// <param name="Json">As kept in the row.</param>
/// <param name="Value">The same, typed: graders ask for the type that they read.</param>
/// <param name="Problem">Why there is nothing to grade although there is an answer: it does not fit, or the model refused. The row
/// fails.</param>
internal sealed record CaseOutput(JsonNode? Json, object? Value, string? Problem = null)
{
    public IReadOnlyList<CitedPiece> Evidence { get; init; } = [];

    /// <summary>How sure the model says it is of what it says first, 0 to 1; null where it does not say.</summary>
    public double? Confidence { get; init; }
}

/// <summary>A way from a case to an output.</summary>
internal interface IEvalTask
{
    /// <summary>Every case of the suite, always in the same order. It is read as a stream, once to count and once a model to ask.</summary>
    /// <exception cref="UnusableInputException">The data cannot be read.</exception>
    IAsyncEnumerable<EvalCase> CasesAsync(Suite suite, IReadOnlyList<string> files, CancellationToken ct);

    /// <summary>Asks for one case.</summary>
    /// <param name="prompt">Null where the suite names none.</param>
    Task<CaseOutput> RunAsync(Suite suite, EvalCase one, PromptFile? prompt, PromptFolder prompts, Asking asking, CancellationToken ct);
}

/// <summary>The tasks that a suite can name.</summary>
internal static class EvalTasks
{
    private static readonly Dictionary<string, Func<IEvalTask>> All = new(StringComparer.Ordinal)
    {
        ["ask"] = () => new AskTask(),
        ["claim"] = () => new ClaimTask(),
        ["draft"] = () => new DraftTask(),
        ["planted"] = () => new PlantedTask(),
        ["prompt"] = () => new PromptTask(),
        ["retrieval"] = () => new RetrievalTask(),
        ["scan"] = () => new ScanTask(),
    };

    public static IReadOnlyList<string> Names => [.. All.Keys.Order(StringComparer.Ordinal)];

    public static IEvalTask Create(string name) => All[name]();
}
