using AgentDesk.Engine;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Evals.Deciding;

/// <summary>Rows to compare: a run, or the blessed baselines.</summary>
/// <param name="Manifest">Null for baselines.</param>
/// <param name="Suites">Names of suites that there are rows of.</param>
/// <param name="RowsOf">The rows of a suite, without what no measure folds.</param>
internal sealed record RunSide(
    string Name,
    RunManifest? Manifest,
    IReadOnlyList<string> Suites,
    Func<Suite, IReadOnlyList<RowResult>> RowsOf
)
{
    public const string BaselineName = "baseline";

    public static RunSide Of(RunFolder run, Func<RowResult, bool>? keep = null)
    {
        var manifest = run.Manifest();
        return new RunSide(
            run.Name,
            manifest,
            [.. manifest.Suites.Where(s => s.Skipped is null).Select(s => s.Name)],
            suite => [.. run.Rows().Where(r => r.Suite == suite.Name && (keep is null || keep(r))).Select(r => Slim(r, suite))]
        );
    }

    /// <summary>
    /// A side by what a person writes: a run's name, its folder or `latest`; `baseline` for all blessed ones, or a suite's name for that
    /// one's. After a colon, with commas, models and prompts to keep: `main:offline`, `main:stalled-deal@4`.
    /// </summary>
    /// <exception cref="UnusableInputException">There is no such run or baseline.</exception>
    public static RunSide Open(string runs, BaselineFolder baselines, string text)
    {
        if (Find(runs, baselines, text, null) is { } whole)
        {
            return whole;
        }
        for (var colon = text.IndexOf(':', StringComparison.Ordinal); colon > 0; colon = text.IndexOf(':', colon + 1))
        {
            var kept = text[(colon + 1)..].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (Find(runs, baselines, text[..colon], r => Keeps(r, kept)) is { } part)
            {
                return part with { Name = text };
            }
        }

        throw new UnusableInputException(
            $"there is no run and no baseline `{text}`: `agentdesk eval runs` lists runs, `agentdesk eval bless` makes baselines"
        );
    }

    /// <summary>What measures fold: answers only where a measure reads them, no labels, no evidence.</summary>
    public static RowResult Slim(RowResult row, Suite suite) =>
        row with
        {
            Output = suite.Graders.Any(g => g.Kind == "draft-overlap") ? row.Output : null,
            Expected = null,
            Evidence = [],
        };

    private static bool Keeps(RowResult row, string[] kept)
    {
        var prompts = kept.Where(k => k.Contains('@', StringComparison.Ordinal)).ToList();
        var models = kept.Except(prompts, StringComparer.Ordinal).ToList();
        return (prompts.Count == 0 || prompts.Contains(row.Prompt, StringComparer.Ordinal))
            && (models.Count == 0 || models.Contains(row.Model, StringComparer.Ordinal));
    }

    private static RunSide? Find(string runs, BaselineFolder baselines, string name, Func<RowResult, bool>? keep)
    {
        if (name == BaselineName || baselines.Has(name))
        {
            return new RunSide(
                name,
                null,
                name == BaselineName ? baselines.Suites : [name],
                suite => [.. baselines.Rows(suite.Name).Where(r => keep is null || keep(r))]
            );
        }

        try
        {
            return Of(RunFolder.Open(runs, name), keep);
        }
        catch (UnusableInputException) when (name != "latest" && !RunFolder.IsThere(runs, name))
        {
            return null;
        }
    }
}
