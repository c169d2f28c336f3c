using AgentDesk.Adapters.Models;
using AgentDesk.Core;
using AgentDesk.Engine;
using AgentDesk.Evals.Judging;
using AgentDesk.Evals.Models;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;
using AgentDesk.Evals.Tasks;

namespace AgentDesk.Evals.Running;

/// <summary>What the command line asks for.</summary>
/// <param name="Suites">Names; empty for all.</param>
/// <param name="Prompts">`name@version` in place of the suites' own; empty for these.</param>
/// <param name="Models">In place of the suites' own; empty for these.</param>
/// <param name="Repeats">In place of the suites' own.</param>
/// <param name="Only">Cases whose id contains this; null for all.</param>
/// <param name="RetryUndetermined">On resuming, rows that are undetermined are asked again.</param>
public sealed record RunRequest(
    IReadOnlyList<string> Suites,
    IReadOnlyList<string> Prompts,
    IReadOnlyList<string> Models,
    int? Repeats,
    RunMode Mode,
    double? MaxUsd,
    int? Parallel,
    string? Only,
    string? Name,
    bool RetryUndetermined = false
);

/// <summary>A suite with everything resolved: nothing is left that could be unusable once the run is under way.</summary>
internal sealed record PlannedSuite(
    Suite Suite,
    IEvalTask Task,
    IReadOnlyList<string> Files,
    IReadOnlyList<PromptFile?> Prompts,
    IReadOnlyList<EvalModel> Models,
    int Repeats,
    SuiteRun Run,
    IReadOnlyList<PlannedJudge> Judges
)
{
    public int Rows => Run.Skipped is null ? Run.Cases * Prompts.Count * Models.Count * Repeats : 0;
}

/// <summary>A judge of a suite, measured and not refused.</summary>
internal sealed record PlannedJudge(GraderSpec Spec, EvalModel Model, PromptFile Prompt, Calibration Known);

/// <summary>Resolves suites, prompts, models and data before the first call.</summary>
internal sealed class RunPlanner(EvalPlaces places, ModelShelf models)
{
    private readonly Dictionary<string, EvalModel> _models = new(StringComparer.Ordinal);

    public PromptFolder Prompts { get; } = new(places.Prompts);

    /// <exception cref="UnusableInputException">A suite, prompt, model or file cannot be used.</exception>
    public async Task<IReadOnlyList<PlannedSuite>> PlanAsync(RunRequest request, CancellationToken ct)
    {
        var all = SuiteFile.All(places.Suites);
        var unknown = request.Suites.FirstOrDefault(n => !all.Any(s => s.Name == n));
        if (unknown is not null)
        {
            throw new UnusableInputException($"there is no suite `{unknown}`: {string.Join(", ", all.Select(s => s.Name))}");
        }

        var chosen = all.Where(s => request.Suites.Count == 0 || request.Suites.Contains(s.Name, StringComparer.Ordinal)).ToList();
        var used = chosen.SelectMany(s => s.Prompts).Select(NameOf).Distinct(StringComparer.Ordinal).ToList();
        if (request.Prompts.FirstOrDefault(p => !used.Contains(NameOf(p), StringComparer.Ordinal)) is { } unused)
        {
            throw new UnusableInputException($"no suite that was asked for uses the prompt `{unused}`: {string.Join(", ", used)}");
        }

        var planned = new List<PlannedSuite>();
        foreach (var suite in chosen)
        {
            planned.Add(await PlanAsync(suite, request, ct));
        }
        return planned;
    }

    private async Task<PlannedSuite> PlanAsync(Suite suite, RunRequest request, CancellationToken ct)
    {
        var task = EvalTasks.Create(suite.Task);
        var (files, absent) = places.Find(suite.Data);
        var prompts = PromptsOf(suite, request);
        var names = request.Models.Count > 0 ? request.Models : suite.Models;
        var repeats = request.Repeats ?? suite.Repeats;
        var references = prompts.OfType<PromptFile>().Select(p => new PromptRun(p.Reference, p.Hash)).ToList();
        var run = new SuiteRun(suite.Name, suite.Version, suite.Hash, "", 0, references, names, repeats, absent);
        if (absent is not null)
        {
            return new PlannedSuite(suite, task, files, prompts, [], repeats, run, []);
        }

        var hashes = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var one in task.CasesAsync(suite, files, ct))
        {
            if (!IsAsked(one, request))
            {
                continue;
            }
            if (!seen.Add(one.Id))
            {
                throw new UnusableInputException($"{Path.GetFileName(suite.File)}: two cases are called `{one.Id}`");
            }
            hashes.Add(one.DataHash);
        }

        run = run with { Cases = hashes.Count, DataHash = DeskJson.Sha256(string.Join('\n', hashes))[..16] };
        return new PlannedSuite(
            suite,
            task,
            files,
            prompts,
            [.. names.Select(n => ModelOf(n, request.Mode))],
            repeats,
            run,
            [.. suite.Graders.Where(g => g.Kind == JudgeGrader.Kind).Select(g => JudgeOf(g, request.Mode))]
        );
    }

    public static bool IsAsked(EvalCase one, RunRequest request) =>
        request.Only is not { } only || one.Id.Contains(only, StringComparison.OrdinalIgnoreCase);

    private IReadOnlyList<PromptFile?> PromptsOf(Suite suite, RunRequest request)
    {
        if (suite.Prompts.Count == 0)
        {
            return [null];
        }

        // Versions that are named on the command line go to the suites that use their prompt.
        var own = suite.Prompts.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        var asked = request.Prompts.Where(p => own.Contains(NameOf(p))).ToList();
        return [.. (asked.Count > 0 ? asked : suite.Prompts).Select(p => (PromptFile?)Prompts.Get(p))];
    }

    private static string NameOf(string prompt) => prompt.Split('@')[0];

    private PlannedJudge JudgeOf(GraderSpec spec, RunMode mode)
    {
        var prompt = Prompts.Get(spec.With.GetValueOrDefault("prompt", Judge.Prompt));
        return new PlannedJudge(spec, ModelOf(spec.With["model"], mode), prompt, JudgeShelf.Get(places, spec.With["model"], prompt));
    }

    private EvalModel ModelOf(string name, RunMode mode) =>
        _models.TryGetValue(name, out var model) ? model : _models[name] = models.Get(name, mode);
}
