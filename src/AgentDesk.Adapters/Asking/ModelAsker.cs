using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Adapters.Models;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Engine.Asking;
using Microsoft.Extensions.AI;

namespace AgentDesk.Adapters.Asking;

/// <summary>Why a model gave no answer: one line for people, and a word for the log, which holds no model's words.</summary>
internal sealed record AskFailure(string Problem, string Kind);

/// <summary>
/// Asks the configured model: the prompt `ask`, the read-only tools, bounded steps and cost; then the answer is read by its schema, its
/// sentences are checked by code, and what fails is sent back once. What fails again is not shown.
/// </summary>
/// <param name="dataFolder">Where the calls are kept for audit, under `model-calls`.</param>
internal sealed class ModelAsker(
    IChatClient client,
    PromptFolder prompts,
    ModelOptions options,
    AskOptions limits,
    string dataFolder,
    TimeProvider time
)
{
    private const string Prompt = "ask";
    private const string Repair = "repair";
    private const int MostTurns = 6;

    /// <returns>The answer, or why there is none.</returns>
    /// <exception cref="PreparationFailedException">A replay has no recording of this question.</exception>
    public async Task<(CitedAnswer? Answer, AskFailure? Failed)> AnswerAsync(AskView view, AskRequest request, CancellationToken ct)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bounded.CancelAfter(limits.Timeout);
        try
        {
            return await AskAsync(view, request, bounded.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (
                null,
                new AskFailure(
                    $"{options.Provider} took longer than {limits.Timeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} s",
                    "slow"
                )
            );
        }
        catch (ModelFailedException e)
        {
            return (null, new AskFailure($"{options.Provider} did not answer: {e.Message}", "unavailable"));
        }
        catch (OverBudgetException e)
        {
            return (null, new AskFailure(e.Message, "budget"));
        }
        catch (MissingRecordingException e)
        {
            throw new PreparationFailedException(e.Message, e);
        }
    }

    private async Task<(CitedAnswer?, AskFailure?)> AskAsync(AskView view, AskRequest request, CancellationToken ct)
    {
        var prompt = prompts.Get(Prompt);
        var tools = AskTools.Of(view);
        var chat = new ChatOptions
        {
            MaxOutputTokens = Math.Min(prompt.MaxTokens ?? int.MaxValue, options.MaxOutputTokens),
            Temperature = prompt.Temperature,
            ResponseFormat = prompt.Schema is { } schema ? ChatResponseFormat.ForJsonSchema(schema, Prompt) : ChatResponseFormat.Json,
            Tools = [.. tools],
        };
        var talk = prompt
            .Render(new Dictionary<string, object?>(StringComparer.Ordinal) { ["inputs"] = EvidenceBlock.Inputs(Inputs(view, request)) })
            .ToList();
        var kept = CallFile.Open(dataFolder, RunFor(request, view), 1, prompt.Reference, talk, keepEarlier: false);
        using var budgeted = new BudgetedChatClient(client, new RunBudget(options, (0, 0)), options, kept, time);
        using var loop = new ToolLoopChatClient(budgeted, limits.MaxSteps, limits.MaxToolCharacters);

        AskDraft? draft = null;
        CheckedAnswer? check = null;
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var response = await loop.GetResponseAsync(talk, chat, ct);
            if (IsRefusal(response))
            {
                return (null, new AskFailure($"{options.Provider} refused to answer", "refused"));
            }

            talk.AddRange(loop.Between);
            talk.Add(new ChatMessage(ChatRole.Assistant, response.Text));
            var reading = DraftReader.Read(response.Text, typeof(AskDraft), prompt.Schema);
            if (reading.Draft is not { } json)
            {
                talk.AddRange(
                    prompts.Get(Repair).Render(new Dictionary<string, object?>(StringComparer.Ordinal) { ["error"] = reading.Problem })
                );
                continue;
            }

            draft = json.Deserialize<AskDraft>(DeskJson.Options)!;
            check = AnswerCheck.Of(draft.Sentences, await AskService.DossiersAsync(view, draft.Sentences, ct));
            if (check.Faults.Count == 0)
            {
                break;
            }
            talk.AddRange(
                prompts
                    .Get(Repair)
                    .Render(
                        new Dictionary<string, object?>(StringComparer.Ordinal)
                        {
                            ["error"] = string.Join("; ", check.Faults.Select(f => f.Reason)),
                        }
                    )
            );
        }

        if (draft is null || check is null)
        {
            return (null, new AskFailure($"{options.Provider} gave no answer that fits, asked twice", "invalid"));
        }
        return (await AnswerOfAsync(view, draft, check, prompt.Reference, kept.Key, ct), null);
    }

    // Ids that a model names are looked up in what the asker may see: what is not there is left out.
    private async Task<CitedAnswer> AnswerOfAsync(
        AskView view,
        AskDraft draft,
        CheckedAnswer check,
        string reference,
        string audit,
        CancellationToken ct
    )
    {
        var deals = check
            .Kept.SelectMany(s => s.Citations)
            .Select(c => c.Deal)
            .Concat(draft.Deals.Select(d => new DealId(d)).Where(view.Allows))
            .Distinct()
            .ToList();
        var figures =
            draft.Figures.Count == 0
                ? []
                : (await view.FiguresAsync(new Core.Measures.FigureScope(), ct))
                    .Figures.All.Select(f => f.Figure)
                    .Where(f => draft.Figures.Contains(f.Id, StringComparer.Ordinal))
                    .Select(f => new AnswerFigure(
                        f.Id,
                        f.Name,
                        f.Value is { } v ? $"{v.ToString(CultureInfo.InvariantCulture)} {f.Unit}".TrimEnd() : null,
                        f.N
                    ))
                    .ToList();
        var missing = draft.Missing;
        if (check.Kept.Count == 0 && draft.Answer.Count > 0 && missing.Count == 0)
        {
            missing = [new MissingEvidence("what was asked: no sentence of the answer could be shown in its source", "")];
        }
        return new CitedAnswer(check.Kept, missing, AskService.UsedBy(check.Kept), options.Shown, reference)
        {
            Deals = deals,
            Choices =
            [
                .. draft
                    .Choices.Select(c => view.Find(new DealId(c)))
                    .OfType<Deal>()
                    .Select(d => new DealChoice(d.Id, d.Name, d.Account, d.Stage)),
            ],
            Proposals =
            [
                .. draft.Proposals.Select(p => new RunId(p)).Where(p => view.Runs.Any(r => r.Run is Run.Waiting && r.Run.Header.Id == p)),
            ],
            Figures = figures,
            Remarks =
            [
                .. draft.Proposals.Count > 0 ? [Models.Embedded.Asking.Topics.Acting.Nothing] : Array.Empty<string>(),
                .. check.Remarks,
            ],
            Audit = audit,
        };
    }

    private static JsonObject Inputs(AskView view, AskRequest request) =>
        new()
        {
            ["now"] = JsonSerializer.SerializeToNode(view.Now, DeskJson.Options),
            ["asker"] = view.Asker.Email,
            ["roles"] = new JsonArray([.. view.Asker.Roles.Select(r => (JsonNode)JsonValue.Create(r))]),
            ["question"] = request.Question,
            ["deal"] = request.Deal?.Value,
            ["conversation"] = new JsonArray([
                .. (request.Earlier ?? [])
                    .TakeLast(MostTurns)
                    .Select(t =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["question"] = t.Question,
                                ["deals"] = new JsonArray([.. t.Answer.Deals.Select(d => (JsonNode)JsonValue.Create(d.Value))]),
                                ["answer"] = new JsonArray([
                                    .. t.Answer.Sentences.Select(s =>
                                        (JsonNode)
                                            new JsonObject
                                            {
                                                ["text"] = s.Text,
                                                ["cites"] = new JsonArray([
                                                    .. s.Citations.Select(c => (JsonNode)JsonValue.Create(c.Evidence.Value)),
                                                ]),
                                            }
                                    ),
                                ]),
                                ["asked_back"] = new JsonArray([.. t.Answer.Choices.Select(c => (JsonNode)JsonValue.Create(c.Deal.Value))]),
                            }
                    ),
            ]),
        };

    private static RunId RunFor(AskRequest request, AskView view) =>
        new("ask-" + DeskJson.Sha256($"{view.Asker.Name}\n{view.Now:O}\n{request.Question}")[..12]);

    private static bool IsRefusal(ChatResponse response) =>
        response.FinishReason == ChatFinishReason.ContentFilter
        || response.Messages.Any(m => m.Contents.OfType<ErrorContent>().Any(c => c.ErrorCode == OpenAiChatClient.Refusal));
}
