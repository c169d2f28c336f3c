using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using AgentDesk.Adapters.Models;
using AgentDesk.Adapters.Retrieval;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;
using AgentDesk.Evals.Retrieval;
using AgentDesk.Evals.Running;
using AgentDesk.Evals.Suites;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentDesk.Evals.Tasks;

/// <summary>What a search found, as ranges of turns counted from 0, and those that answer.</summary>
internal sealed record SearchedCase(IReadOnlyList<(int First, int Last)> Found, IReadOnlyList<(int First, int Last)> Answers);

/// <summary>
/// `retrieval`: do the first ten results of a query hold a turn that answers it? Data: QMSum's JSON lines. The "models" are ways of
/// searching: `search:bm25`, `search:bm25-stemmed`, `search:words`, `search:vectors` and `search:default` (what the desk does).
/// </summary>
internal sealed class RetrievalTask : IEvalTask, IAsyncDisposable
{
    private const int Top = 10;

    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, Func<LabelledMeeting, string, Task<IReadOnlyList<(int, int)>>>> _searches = new(
        StringComparer.Ordinal
    );
    private readonly List<Action> _after = [];
    private IReadOnlyList<LabelledMeeting>? _meetings;

    public static readonly IReadOnlyList<string> Searches =
    [
        "search:bm25",
        "search:bm25-stemmed",
        "search:words",
        "search:vectors",
        "search:default",
    ];

    public async IAsyncEnumerable<EvalCase> CasesAsync(
        Suite suite,
        IReadOnlyList<string> files,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        foreach (var meeting in Read(files))
        {
            for (var i = 0; i < meeting.Queries.Count; i++)
            {
                ct.ThrowIfCancellationRequested();
                var query = meeting.Queries[i];
                var spans = new JsonArray([.. query.Spans.Select(s => (JsonNode)new JsonArray(s.First, s.Last))]);
                var hash = DeskJson.Sha256(
                    $"{query.Text}\n{spans.ToJsonString()}\n{string.Join('\n', meeting.Turns.Select(t => $"{t.Speaker}: {t.Text}"))}"
                )[..16];
                yield return new EvalCase(
                    FormattableString.Invariant($"{meeting.Name}/{i + 1:00}"),
                    meeting.Name,
                    new JsonObject { ["query"] = query.Text, ["turns"] = spans },
                    hash,
                    (meeting, query)
                );
            }
        }

        await Task.CompletedTask;
    }

    public async Task<CaseOutput> RunAsync(
        Suite suite,
        EvalCase one,
        PromptFile? prompt,
        PromptFolder prompts,
        Asking asking,
        CancellationToken ct
    )
    {
        var (meeting, query) = ((LabelledMeeting, LabelledQuery))one.Source;
        IReadOnlyList<(int First, int Last)> found;
        await _gate.WaitAsync(ct);
        try
        {
            found = await (await SearchAsync(asking.Model.Name, ct))(meeting, query.Text);
        }
        finally
        {
            _gate.Release();
        }

        return new CaseOutput(
            new JsonObject { ["turns"] = new JsonArray([.. found.Select(f => (JsonNode)new JsonArray(f.First, f.Last))]) },
            new SearchedCase(found, query.Spans)
        );
    }

    public ValueTask DisposeAsync()
    {
        foreach (var after in _after)
        {
            after();
        }
        _gate.Dispose();
        return ValueTask.CompletedTask;
    }

    private IReadOnlyList<LabelledMeeting> Read(IReadOnlyList<string> files) => _meetings ??= [.. files.SelectMany(Meetings.Read)];

    private async Task<Func<LabelledMeeting, string, Task<IReadOnlyList<(int, int)>>>> SearchAsync(string name, CancellationToken ct)
    {
        if (_searches.TryGetValue(name, out var known))
        {
            return known;
        }

        var options = new RetrievalOptions();
        return _searches[name] = name switch
        {
            "search:bm25" => Plain(stemmed: false),
            "search:bm25-stemmed" => Plain(stemmed: true),
            "search:words" => await IndexAsync(options with { VectorsWeight = 0 }, ct),
            "search:vectors" => await IndexAsync(options with { WordsWeight = 0 }, ct),
            "search:default" => await IndexAsync(options, ct),
            _ => throw new UnusableInputException($"`{name}` is no way of searching: {string.Join(", ", Searches)}"),
        };
    }

    private Func<LabelledMeeting, string, Task<IReadOnlyList<(int, int)>>> Plain(bool stemmed)
    {
        var plain = new PlainBm25(_meetings!, stemmed);
        _after.Add(plain.Dispose);
        return (m, q) => Task.FromResult(plain.Search(m.Name, q, Top));
    }

    private async Task<Func<LabelledMeeting, string, Task<IReadOnlyList<(int, int)>>>> IndexAsync(
        RetrievalOptions options,
        CancellationToken ct
    )
    {
        var data = Directory.CreateTempSubdirectory("agentdesk-eval-");
        var index = new EmbeddedRetrieval(
            data.FullName,
            new MemoryBook([.. _meetings!.Select(m => m.AsDeal())]),
            new HashedEmbedding(),
            options,
            NullLogger<EmbeddedRetrieval>.Instance
        );
        _after.Add(() =>
        {
            index.Dispose();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            data.Delete(recursive: true);
        });
        await index.RefreshAsync(null, ct);
        return async (m, q) =>
            [
                .. (await index.SearchAsync(q, new SearchFilter(new DealId(m.Name)), Top, CancellationToken.None))
                    .Select(p => PassageRows.RangeOf(p.Name)!.Value)
                    .Select(r => (r.First - 1, r.Last - 1)),
            ];
    }
}
