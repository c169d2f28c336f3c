using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Engine;
using AgentDesk.Evals.Measures;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Evals.Deciding;

/// <summary>One figure of a baseline with its 95 % interval over clusters.</summary>
/// <param name="N">Rows that count for it.</param>
public sealed record BaselineMeasure(string Measure, double? Value, double? Low, double? High, int N);

/// <summary>One prompt and model of a baseline.</summary>
public sealed record BaselineColumn(
    string Prompt,
    string PromptHash,
    string Model,
    int Rows,
    int Clusters,
    IReadOnlyList<BaselineMeasure> Measures
);

/// <summary>
/// What a suite is held against: `evals/baselines/SUITE.json`, with its rows beside it in `SUITE.rows.jsonl`, so that a later run can be
/// compared row by row. Answers, labels and evidence are left out of these rows unless a measure reads them.
/// </summary>
/// <param name="Reason">Why this is what is wanted from now on.</param>
public sealed record Baseline(
    int Format,
    string Suite,
    int SuiteVersion,
    string SuiteHash,
    string DataHash,
    int Cases,
    IReadOnlyList<BaselineColumn> Columns,
    string Reason,
    string By,
    DateTimeOffset At,
    string Run,
    string? Revision
);

/// <summary>The blessed baselines of a repository.</summary>
internal sealed class BaselineFolder(string path)
{
    public IReadOnlyList<string> Suites =>
        !Directory.Exists(path)
            ? []
            : [.. Directory.EnumerateFiles(path, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    public bool Has(string suite) => suite.Length > 0 && suite.IndexOfAny(['/', '\\', '.']) < 0 && File.Exists(Json(suite));

    /// <summary>A suite's baseline; null where none is blessed.</summary>
    /// <exception cref="UnusableInputException">It cannot be read.</exception>
    public Baseline? Get(string suite)
    {
        if (!Has(suite))
        {
            return null;
        }
        try
        {
            return JsonSerializer.Deserialize<Baseline>(File.ReadAllText(Json(suite)), DeskJson.Options);
        }
        catch (JsonException e)
        {
            throw new UnusableInputException($"`{Json(suite)}` is no baseline: {e.Message}");
        }
    }

    public IReadOnlyList<RowResult> Rows(string suite) => File.Exists(Lines(suite)) ? [.. RunFolder.Read(Lines(suite))] : [];

    /// <summary>
    /// Writes a suite's baseline. Columns that this run does not have stay, as long as they were made from the same data by the same
    /// graders.
    /// </summary>
    /// <exception cref="UnusableInputException">The run is not whole, or too many rows could not be judged.</exception>
    public Baseline Bless(RunFolder run, Suite suite, string reason, string by, DateTimeOffset now)
    {
        var manifest = run.Manifest();
        var ran =
            manifest.Suites.FirstOrDefault(s => s.Name == suite.Name)
            ?? throw new UnusableInputException($"`{run.Name}` has no suite `{suite.Name}`");
        if (ran.Skipped is { } why)
        {
            throw new UnusableInputException($"`{suite.Name}` was skipped in `{run.Name}`: {why}");
        }
        if (!manifest.IsWhole)
        {
            throw new UnusableInputException(
                $"`{run.Name}` is not whole, {manifest.Written} of {manifest.Planned} rows: {manifest.Stopped ?? $"go on with it by `agentdesk eval run --resume {run.Name}`"}"
            );
        }
        if (ran.Hash != suite.Hash)
        {
            throw new UnusableInputException($"`{suite.Name}` was changed since `{run.Name}`: run it anew");
        }
        var asked = System.IO.Path.Combine(run.Path, "request.json");
        if (
            File.Exists(asked)
            && JsonSerializer.Deserialize<Running.RunRequest>(File.ReadAllText(asked), DeskJson.Options)?.Only is { } only
        )
        {
            throw new UnusableInputException($"`{run.Name}` has only the cases with `{only}`: a baseline needs all");
        }
        var rows = run.Rows().Where(r => r.Suite == suite.Name).Select(r => Kept(r, suite)).ToList();
        var open = rows.Count(r => r.Outcome == RowOutcome.Undetermined);
        if (rows.Count == 0 || (double)open / rows.Count > Evals.Suites.Suite.MaxUndetermined)
        {
            throw new UnusableInputException(
                FormattableString.Invariant(
                    $"`{run.Name}`: {open} of {rows.Count} rows of `{suite.Name}` could not be judged, more than {Evals.Suites.Suite.MaxUndetermined:P0}"
                )
            );
        }

        if (
            Get(suite.Name) is { } was
            && rows.Find(r => was.Columns.Any(c => c.Prompt == r.Prompt && c.PromptHash != r.PromptHash)) is { } other
        )
        {
            throw new UnusableInputException(
                $"`{other.Prompt}` says something else than in the baseline that is there: give it a new version and run it anew"
            );
        }

        var earlier = Get(suite.Name) is { } old && old.SuiteHash == ran.Hash && old.DataHash == ran.DataHash ? Rows(suite.Name) : [];
        var columns = rows.Select(r => (PromptName(r.Prompt), r.Model)).ToHashSet();
        List<RowResult> all = [.. earlier.Where(r => !columns.Contains((PromptName(r.Prompt), r.Model))), .. rows];
        all.Sort((a, b) => RowKey.Compare(a.Key, b.Key));
        var baseline = new Baseline(
            1,
            suite.Name,
            suite.Version,
            ran.Hash,
            ran.DataHash,
            ran.Cases,
            Fold(suite, all),
            reason,
            by,
            now,
            run.Name,
            manifest.Revision
        );
        Directory.CreateDirectory(path);
        RunFolder.WriteWhole(Lines(suite.Name), string.Concat(all.Select(r => JsonSerializer.Serialize(r, DeskJson.Options) + "\n")));
        RunFolder.WriteWhole(Json(suite.Name), JsonSerializer.Serialize(baseline, DeskJson.Indented) + "\n");
        return baseline;
    }

    /// <summary>The figures of rows, column by column.</summary>
    public static IReadOnlyList<BaselineColumn> Fold(Suite suite, IReadOnlyList<RowResult> rows) =>
        [
            .. rows.GroupBy(r => (r.Prompt, r.Model))
                .OrderBy(g => g.Key.Prompt, StringComparer.Ordinal)
                .ThenBy(g => g.Key.Model, StringComparer.Ordinal)
                .Select(g =>
                {
                    IReadOnlyList<RowResult> own = [.. g];
                    return new BaselineColumn(
                        g.Key.Prompt,
                        own[0].PromptHash,
                        g.Key.Model,
                        own.Count,
                        own.Select(r => r.Cluster).Distinct(StringComparer.Ordinal).Count(),
                        [
                            .. SuiteMeasures
                                .Of(suite)
                                .Select(m =>
                                {
                                    var (low, high) = ClusterInterval.Single(m, own);
                                    return new BaselineMeasure(m.Name, Rounded(m.Of(own)), Rounded(low), Rounded(high), m.CountOf(own));
                                }),
                        ]
                    );
                }),
        ];

    public static string PromptName(string reference) => reference.Split('@')[0];

    private static RowResult Kept(RowResult row, Suite suite)
    {
        var slim = RunSide.Slim(row, suite);
        return suite.Data.IsExternal ? slim with { Scores = [.. slim.Scores.Select(s => s with { Detail = "" })] } : slim;
    }

    private static double? Rounded(double? value) => value is { } v ? Math.Round(v, 6) : null;

    private string Json(string suite) => System.IO.Path.Combine(path, suite + ".json");

    private string Lines(string suite) => System.IO.Path.Combine(path, suite + ".rows.jsonl");
}
