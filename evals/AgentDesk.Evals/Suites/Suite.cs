namespace AgentDesk.Evals.Suites;

/// <summary>
/// A suite: what is asked, of which models, and how the answers are graded. One YAML file of evals/suites (docs/evals.md).
/// </summary>
/// <param name="Task">What is done for one case: see <see cref="Tasks.EvalTasks"/>.</param>
/// <param name="With">The task's own settings.</param>
/// <param name="Prompts">Prompts that the task renders, `name` for the current version or `name@version`; empty where it renders
/// none.</param>
/// <param name="Models">Models that the suite is run on unless others are named.</param>
/// <param name="Cluster">The member of a case that rows of one origin share: `deal`, `call`, `meeting`; for the statistics.</param>
/// <param name="Hash">16 hex digits over the file.</param>
public sealed record Suite(
    string Name,
    int Version,
    string About,
    string Task,
    IReadOnlyDictionary<string, string> With,
    DataSource Data,
    IReadOnlyList<string> Prompts,
    IReadOnlyList<string> Models,
    int Repeats,
    string Cluster,
    IReadOnlyList<GraderSpec> Graders,
    IReadOnlyList<SuiteGate> Gates,
    string File,
    string Hash
)
{
    /// <summary>Undetermined rows beyond this share leave a run incomplete.</summary>
    public const double MaxUndetermined = 0.02;

    /// <summary>What people are asked; null where the graders' own classes are.</summary>
    public LabelTask? Label { get; init; }
}

/// <summary>Where the cases are.</summary>
/// <param name="Files">Paths from the repository's root, `*` allowed in the last part; or names within the data root.</param>
/// <param name="IsExternal">The files lie outside the repository, in the folder of --data-root or AGENTDESK_EVAL_DATA; where they are
/// absent the suite is skipped.</param>
/// <param name="Licence">Of the data, as its source says.</param>
public sealed record DataSource(IReadOnlyList<string> Files, bool IsExternal, string? Licence)
{
    /// <summary>
    /// The files may be absent although they belong into the repository, as decisions before any were imported: the suite is then skipped,
    /// and says so.
    /// </summary>
    public bool IsOptional { get; init; }
}

/// <summary>What people are asked of a suite's cases (docs/evals.md).</summary>
/// <param name="Options">One key each, in this order.</param>
public sealed record LabelTask(string Ask, IReadOnlyList<string> Options);

/// <summary>One grader of a suite.</summary>
/// <param name="Name">Its own name; the measure that is folded from its scores has the same one.</param>
/// <param name="Kind">What it does: see <see cref="Graders.GraderCatalog"/>.</param>
/// <param name="Counts">False for a grader that is only measured: it decides no row.</param>
public sealed record GraderSpec(string Name, string Kind, IReadOnlyDictionary<string, string> With, bool Counts, int Line);

/// <summary>What a measure below its limit means.</summary>
public enum GateKind
{
    /// <summary>What must never happen: exit code 3.</summary>
    Safety,

    /// <summary>Quality that must not fall: exit code 2.</summary>
    Quality,
}

/// <summary>A limit that a measure has to keep on every model that it is said for.</summary>
/// <param name="Models">Empty for all.</param>
public sealed record SuiteGate(string Measure, GateKind Kind, double? AtLeast, double? AtMost, IReadOnlyList<string> Models, int Line)
{
    public bool Holds(double value) => !(value < AtLeast) && !(value > AtMost);
}
