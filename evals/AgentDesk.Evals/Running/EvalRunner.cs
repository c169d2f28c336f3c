using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using AgentDesk.Adapters.Models;
using AgentDesk.Core;
using AgentDesk.Evals.Graders;
using AgentDesk.Evals.Judging;
using AgentDesk.Evals.Models;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Suites;
using AgentDesk.Evals.Tasks;

namespace AgentDesk.Evals.Running;

/// <summary>How far a run is.</summary>
/// <param name="Finished">Rows on disk, those of before a resume included.</param>
/// <param name="Now">Rows of them that this process finished.</param>
public sealed record RunProgress(int Finished, int Planned, int Now, int Failed, int Undetermined, double SpentUsd);

/// <summary>How a run ended.</summary>
/// <param name="Missing">Recordings that were not there; the rows that needed them are not in the run.</param>
public sealed record RunEnd(RunFolder Folder, RunManifest Manifest, IReadOnlyList<string> Missing);

/// <summary>
/// Runs planned suites: every row once, each on the disk before it counts as done. INVARIANT: a row that fails, by whatever exception,
/// never ends the run; what ends it is the caller, the disk, or the money.
/// </summary>
internal sealed class EvalRunner(EvalPlaces places, RunPlanner planner, TimeProvider time, IProgress<RunProgress>? progress)
{
    private readonly ConcurrentDictionary<string, Lane> _lanes = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<string> _missing = [];
    private volatile string? _outOfMoney;
    private int _finished;
    private int _now;
    private int _failed;
    private int _undetermined;

    /// <param name="folder">A new run's folder, or one to go on with.</param>
    public async Task<RunEnd> RunAsync(
        RunFolder folder,
        IReadOnlyList<PlannedSuite> suites,
        RunRequest request,
        RunManifest? earlier,
        string? revision,
        CancellationToken ct
    )
    {
        var (journal, finished, spent) = RowJournal.Open(folder, r => !request.RetryUndetermined || r.Outcome != RowOutcome.Undetermined);
        var spend = new Spend(request.MaxUsd, spent);
        var planned = suites.Sum(s => s.Rows);
        _finished = finished.Count;
        var prices = suites
            .SelectMany(s => s.Models)
            .Select(m => m.Price)
            .DistinctBy(p => p.Model, StringComparer.Ordinal)
            .OrderBy(p => p.Model, StringComparer.Ordinal)
            .ToList();
        var manifest = new RunManifest(
            RunManifest.CurrentFormat,
            folder.Name,
            earlier?.StartedAt ?? time.GetUtcNow(),
            null,
            request.Mode,
            [.. suites.Select(s => s.Run)],
            prices,
            planned,
            _finished,
            spent,
            request.MaxUsd,
            "it is under way, or was ended from outside",
            revision
        );
        folder.Write(manifest);

        try
        {
            await using (journal)
            {
                foreach (var suite in suites.Where(s => s.Rows > 0))
                {
                    await Task.WhenAll(suite.Models.Select(m => LaneAsync(suite, m, request, finished, journal, spend, planned, ct)));
                }
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            folder.Write(manifest with { Written = _finished, SpentUsd = spend.Spent, Stopped = "it was interrupted" });
            throw;
        }
        finally
        {
            foreach (var task in suites.Select(s => s.Task).OfType<IAsyncDisposable>())
            {
                await task.DisposeAsync();
            }
        }

        var stopped = _outOfMoney;
        var missing = _missing.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            stopped = FormattableString.Invariant(
                $"{missing.Count} recording{(missing.Count == 1 ? " is" : "s are")} missing, such as {Path.GetFileName(missing[0])}"
            );
        }
        if (_finished == planned)
        {
            RowJournal.Sort(folder);
        }
        manifest = manifest with
        {
            Written = _finished,
            SpentUsd = spend.Spent,
            Stopped = stopped,
            FinishedAt = _finished == planned ? time.GetUtcNow() : null,
        };
        folder.Write(manifest);
        return new RunEnd(folder, manifest, missing);
    }

    private async Task LaneAsync(
        PlannedSuite suite,
        EvalModel model,
        RunRequest request,
        HashSet<RowKey> finished,
        RowJournal journal,
        Spend spend,
        int planned,
        CancellationToken ct
    )
    {
        var lane = _lanes.GetOrAdd(model.Name, _ => new Lane(model.Parallel, time));
        await Parallel.ForEachAsync(
            WorkAsync(suite, model, request, finished, ct),
            new ParallelOptions { MaxDegreeOfParallelism = model.Parallel, CancellationToken = ct },
            async (work, token) =>
            {
                var (one, prompt, repeat) = work;
                var asking = new Asking(model, request.Mode, places.Recordings, repeat, spend, lane, time);
                RowResult? done;
                try
                {
                    done = await RowAsync(suite, one, prompt, asking, spend, token);
                }
                catch (OutOfMoneyException e)
                {
                    // What is under way is paid for: it is let finish, and nothing new is begun.
                    _outOfMoney = e.Message;
                    return;
                }

                if (done is not { } row)
                {
                    return;
                }

                await journal.AddAsync(row, token);
                if (row.Outcome == RowOutcome.Fail)
                {
                    Interlocked.Increment(ref _failed);
                }
                if (row.Outcome == RowOutcome.Undetermined)
                {
                    Interlocked.Increment(ref _undetermined);
                }
                var (all, now) = (Interlocked.Increment(ref _finished), Interlocked.Increment(ref _now));
                progress?.Report(new RunProgress(all, planned, now, _failed, _undetermined, spend.Spent));
            }
        );
    }

    private async IAsyncEnumerable<(EvalCase Case, PromptFile? Prompt, int Repeat)> WorkAsync(
        PlannedSuite suite,
        EvalModel model,
        RunRequest request,
        HashSet<RowKey> finished,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        await foreach (var one in suite.Task.CasesAsync(suite.Suite, suite.Files, ct))
        {
            if (_outOfMoney is not null && !model.IsEmbedded)
            {
                yield break;
            }
            if (!RunPlanner.IsAsked(one, request))
            {
                continue;
            }
            foreach (var prompt in suite.Prompts)
            {
                for (var repeat = 0; repeat < suite.Repeats; repeat++)
                {
                    if (!finished.Contains(new RowKey(suite.Suite.Name, one.Id, prompt?.Reference ?? "", model.Name, repeat)))
                    {
                        yield return (one, prompt, repeat);
                    }
                }
            }
        }
    }

    /// <summary>One row, or null where a recording is missing: a row that cannot be had is not made up.</summary>
    private async Task<RowResult?> RowAsync(
        PlannedSuite suite,
        EvalCase one,
        PromptFile? prompt,
        Asking asking,
        Spend spend,
        CancellationToken ct
    )
    {
        var row = new RowResult(
            suite.Suite.Name,
            one.Id,
            one.Cluster,
            prompt?.Reference ?? "",
            prompt?.Hash ?? "",
            asking.Model.Name,
            asking.Repeat,
            RowOutcome.Undetermined,
            [],
            null,
            "",
            one.Expected?.DeepClone(),
            RowUsage.None,
            one.DataHash,
            null
        );
        try
        {
            var output = await suite.Task.RunAsync(suite.Suite, one, prompt, planner.Prompts, asking, ct);
            var judged = new List<Score>();
            var usage = asking.Usage;
            foreach (var judge in output.Value is Prepared ? suite.Judges : [])
            {
                var ready = new ReadyJudge(
                    judge.Spec,
                    judge.Known,
                    judge.Prompt,
                    () =>
                        new Asking(
                            judge.Model,
                            asking.Mode,
                            places.Recordings,
                            asking.Repeat,
                            spend,
                            _lanes.GetOrAdd(judge.Model.Name, _ => new Lane(judge.Model.Parallel, time)),
                            time
                        )
                );
                var (score, used) = await JudgeGrader.GradeAsync(ready, new GradeInput(one, output, judge.Spec), planner.Prompts, ct);
                judged.Add(score);
                usage = usage with
                {
                    Calls = usage.Calls + used.Calls,
                    Live = usage.Live + used.Live,
                    InputTokens = usage.InputTokens + used.InputTokens,
                    OutputTokens = usage.OutputTokens + used.OutputTokens,
                    CostUsd = usage.CostUsd + used.CostUsd,
                };
            }

            return Graded(row, suite.Suite, one, output, judged) with
            {
                Usage = usage,
            };
        }
        catch (MissingRecordingException e)
        {
            _missing.Add(e.Path);
            return null;
        }
        catch (Exception e)
            when (e is not (OutOfMoneyException or OutOfMemoryException) && !(e is OperationCanceledException && ct.IsCancellationRequested)
            )
        {
            return row with { Usage = asking.Usage, Error = e.Message.ReplaceLineEndings(" ") };
        }
    }

    /// <summary>The row with its output graded.</summary>
    public static RowResult Graded(RowResult row, Suite suite, EvalCase one, CaseOutput output, IReadOnlyList<Score> judged)
    {
        // An answer that cannot be read is a wrong one: every grader that counts fails it, and none puts a number to it.
        IReadOnlyList<Score> scores = output.Problem is { } problem
            ? [.. suite.Graders.Where(g => g.Counts).Select(g => new Score(g.Name, RowOutcome.Fail, problem))]
            :
            [
                .. suite.Graders.Select(g =>
                    judged.FirstOrDefault(j => j.Grader == g.Name) ?? GraderCatalog.Grade(new GradeInput(one, output, g))
                ),
            ];
        var counted = scores.Where(s => suite.Graders.First(g => g.Name == s.Grader).Counts).ToList();
        var json = output.Json is null ? null : JsonNode.Parse(output.Json.ToJsonString(DeskJson.Options));
        return row with
        {
            Outcome = output.Problem is not null ? RowOutcome.Fail : RowResult.OutcomeOf(counted),
            Scores = scores,
            Output = json,
            OutputHash = json is null ? "" : JsonLines.Hash(json),
            Evidence = output.Evidence,
            Error = output.Problem,
        };
    }
}
