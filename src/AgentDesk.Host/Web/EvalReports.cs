using AgentDesk.Evals.Looking;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;
using AgentDesk.Host.Verbs;
using AgentDesk.Surfaces.Web;

namespace AgentDesk.Host.Web;

/// <summary>The newest runs of the repository around the desk, written anew only when a run was added or went on.</summary>
internal sealed class EvalReports(EvalPlaces? places) : IEvalReports
{
    private const int MostRuns = 5,
        MostRows = 2000;

    private readonly Lock _lock = new();
    private (string Key, string Page)? _written;

    public string? Latest()
    {
        if (places is null)
        {
            return null;
        }
        var runs = RunFolder.All(places.Runs).Where(r => r.Manifest() is { Written: > 0 and <= MostRows }).TakeLast(MostRuns).ToList();
        if (runs.Count == 0)
        {
            return null;
        }
        var key = string.Join('\n', runs.Select(r => FormattableString.Invariant($"{r.Name} {new FileInfo(r.RowsPath).Length}")));
        lock (_lock)
        {
            if (_written is not { } written || written.Key != key)
            {
                _written = (
                    key,
                    EvalReport.Html(
                        runs,
                        SuiteFile.All(places.Suites),
                        runs.Count == 1 ? runs[0].Name : $"The newest {runs.Count} runs",
                        home: "/"
                    )
                );
            }
            return _written.Value.Page;
        }
    }
}
