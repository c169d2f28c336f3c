using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Adapters.Asking;
using AgentDesk.Adapters.Models;
using AgentDesk.Core;
using AgentDesk.Engine;
using AgentDesk.Engine.Asking;
using AgentDesk.Evals.Questions;
using AgentDesk.Evals.Running;
using AgentDesk.Evals.Suites;
using Microsoft.Extensions.AI;

namespace AgentDesk.Evals.Tasks;

/// <summary>
/// `ask`: questions of people about deals, asked of the whole desk. A question that follows another is asked after it, within the same row.
/// Data: JSON lines as evals/data/ask. The embedded analyst answers as `offline`; any other model has the desk's read-only tools.
/// </summary>
internal sealed class AskTask : IEvalTask, IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, AskDesk> _desks = new(StringComparer.Ordinal);
    private IReadOnlyList<AskCase>? _cases;

    public async IAsyncEnumerable<EvalCase> CasesAsync(
        Suite suite,
        IReadOnlyList<string> files,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        try
        {
            _cases ??= [.. files.SelectMany(AskCase.Read)];
        }
        catch (JsonException e)
        {
            throw new UnusableInputException($"{Path.GetFileName(suite.File)}: a question cannot be read: {e.Message}");
        }

        foreach (var c in _cases)
        {
            ct.ThrowIfCancellationRequested();
            var label = (JsonObject)JsonSerializer.SerializeToNode(c, DeskJson.Options)!;
            yield return new EvalCase($"{c.Export}/{c.Id}", c.Export, label, JsonLines.Hash(label), c);
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
        var c = (AskCase)one.Source;

        // One desk an export, and one question at a time: the index and the ledger are those of one process.
        await _gate.WaitAsync(ct);
        try
        {
            var desk = await DeskAsync(suite, c.Export, ct);
            var turns = new List<AskTurn>();
            foreach (var before in Before(c))
            {
                turns.Add(
                    new AskTurn(before.Question, await AnswerAsync(desk, before, turns, prompts, asking, ct), await desk.Desk.NowAsync(ct))
                );
            }
            var answer = await AnswerAsync(desk, c, turns, prompts, asking, ct);
            var result = await AskEval.JudgeAsync(desk, c, answer, TimeSpan.Zero, ct);
            return new CaseOutput(JsonSerializer.SerializeToNode(answer with { Audit = null }, DeskJson.Options), result);
        }
        catch (AskFailedException e)
        {
            return new CaseOutput(null, null, e.Message);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var desk in _desks.Values)
        {
            await desk.DisposeAsync();
        }
        _desks.Clear();
        _gate.Dispose();
    }

    private static async Task<CitedAnswer> AnswerAsync(
        AskDesk desk,
        AskCase c,
        IReadOnlyList<AskTurn> earlier,
        PromptFolder prompts,
        Asking asking,
        CancellationToken ct
    )
    {
        var request = new AskRequest(c.Question, await desk.ActorAsync(c.As, ct), null, [.. earlier]);
        if (asking.Model.Name == ModelOptions.Offline)
        {
            return await desk.Ask.AnswerAsync(request, ct);
        }

        await desk.Retrieval.RefreshAsync(null, ct);
        var view = await AskView.OpenAsync(desk.Desk, desk.Book, desk.Retrieval, request.Asker, ct);
        var audit = Directory.CreateTempSubdirectory("agentdesk-ask-");
        try
        {
            var model = new ModelAsker(
                new AskingClient(asking),
                prompts,
                asking.Model.Options,
                new AskOptions(),
                audit.FullName,
                TimeProvider.System
            );
            var (answer, failed) = await model.AnswerAsync(view, request, ct);
            return answer ?? throw new AskFailedException(failed!.Problem);
        }
        catch (PreparationFailedException e) when (e.InnerException is MissingRecordingException missing)
        {
            ExceptionDispatchInfo.Throw(missing);
            throw;
        }
        finally
        {
            audit.Delete(recursive: true);
        }
    }

    private async Task<AskDesk> DeskAsync(Suite suite, string export, CancellationToken ct)
    {
        if (_desks.TryGetValue(export, out var desk))
        {
            return desk;
        }
        var data = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(suite.File)!, "..", "data"));
        var folder = LabelledExports.Find(data, export) ?? throw new UnusableInputException($"there is no export `{export}` in {data}");
        return _desks[export] = await AskDesk.OpenAsync(folder, ct);
    }

    /// <summary>The questions before this one in its conversation, oldest first.</summary>
    private IEnumerable<AskCase> Before(AskCase c) =>
        c.Follows is { } id && _cases!.FirstOrDefault(x => x.Id == id) is { } before ? [.. Before(before), before] : [];

    private sealed class AskFailedException(string why) : Exception(why);

    /// <summary>The row's way to its model, for what wants a chat client.</summary>
    private sealed class AskingClient(Asking asking) : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        ) => asking.AskAsync([.. messages], options ?? new ChatOptions(), cancellationToken);

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        ) => Whole.StreamAsync(this, messages, options, cancellationToken);

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
