using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Core;
using AgentDesk.Engine;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AgentDesk.Adapters.Models;

/// <summary>The models that a desk prepares with.</summary>
/// <param name="Configured">The one that the options name; the analyst itself when they name none.</param>
/// <param name="Analyst">The embedded analyst: baseline and stand-in.</param>
internal sealed record DeskModels(IChatClient Configured, IChatClient Analyst);

/// <summary>
/// Asks the configured model for a draft: renders the prompt, validates the answer against schema and draft type, asks once more with the
/// error, and lets the embedded analyst stand in, marked so, when the model is down, refuses, stays invalid or would cost more than the run
/// may.
/// </summary>
/// <param name="dataFolder">Where the calls are kept for audit.</param>
internal sealed class Drafter(
    DeskModels models,
    PromptFolder prompts,
    ModelOptions options,
    string dataFolder,
    TimeProvider time,
    ILogger<Drafter> logger
) : IDrafter
{
    private const string RepairPrompt = "repair";

    public async Task<PreparedDraft> PrepareAsync(PrepareRequest request, CancellationToken ct)
    {
        var prompt = prompts.Get(request.Task.Prompt);
        if (options.IsOffline)
        {
            return await AnalyseAsync(request, prompt, null, null, ct);
        }

        var block = DraftPrompt.EvidenceFor(request, prompt, options);
        var messages = DraftPrompt.Render(prompt, request, block);
        var calls = CallFile.Open(dataFolder, request.Run, request.Attempt, prompt.Reference, messages, keepEarlier: true);
        var attempt = await AskAsync(request, prompt, messages, calls, ct);
        if (attempt.Draft is { } draft)
        {
            if (block.LeftOut.Count > 0)
            {
                Log.LeftOut(logger, request.Run.Value, block.LeftOut.Count);
            }
            return new PreparedDraft(draft, options.Shown, prompt.Reference, calls.Key, null, block.Read, block.LeftOut);
        }

        Log.FellBack(logger, request.Run.Value, options.Shown, attempt.Kind);
        return await AnalyseAsync(request, prompt, calls, attempt.Problem, ct);
    }

    /// <summary>The configured model's draft, or one line that says why there is none.</summary>
    private async Task<Attempt> AskAsync(
        PrepareRequest request,
        PromptFile prompt,
        IReadOnlyList<ChatMessage> messages,
        CallFile calls,
        CancellationToken ct
    )
    {
        var chat = DraftPrompt.OptionsFor(request.Task, prompt, options);
        var budget = new RunBudget(options, options.ReplayFrom is null && HasBudget ? CallFile.Spent(dataFolder, request.Run) : (0, 0));
        var first = await CallAsync(new Call("draft", messages, chat, models.Configured, options.Shown), request, calls, budget, ct);
        if (first.Text is null)
        {
            return new Attempt(null, first.Failed!, first.Kind);
        }

        var reading = DraftReader.Read(first.Text, request.Task.DraftType, prompt.Schema);
        if (reading.Draft is { } draft)
        {
            return new Attempt(draft, "", "");
        }

        Log.Repairing(logger, request.Run.Value, options.Shown);
        var problem =
            first.Finish == ChatFinishReason.Length
                ? $"{reading.Problem}; it may be at most {chat.MaxOutputTokens} tokens long"
                : reading.Problem!;
        IReadOnlyList<ChatMessage> again =
        [
            .. messages,
            new(ChatRole.Assistant, first.Text),
            .. prompts.Get(RepairPrompt).Render(new Dictionary<string, object?>(StringComparer.Ordinal) { ["error"] = problem }),
        ];
        var second = await CallAsync(new Call("repair", again, chat, models.Configured, options.Shown), request, calls, budget, ct);
        if (second.Text is null)
        {
            return new Attempt(
                null,
                $"{options.Provider} gave a draft that does not fit ({problem}), and for the second one: {second.Failed}",
                second.Kind
            );
        }

        reading = DraftReader.Read(second.Text, request.Task.DraftType, prompt.Schema);
        return reading.Draft is { } mended
            ? new Attempt(mended, "", "")
            : new Attempt(null, $"{options.Provider} gave no draft that fits, asked twice: {reading.Problem}", "invalid");
    }

    private async Task<PreparedDraft> AnalyseAsync(
        PrepareRequest request,
        PromptFile prompt,
        CallFile? calls,
        string? fellBackBecause,
        CancellationToken ct
    )
    {
        // The analyst runs in this process and has no window that could be too small.
        var block = EvidenceBlock.Write(request.Dossier, int.MaxValue);
        var messages = DraftPrompt.Render(prompt, request, block);
        calls ??= CallFile.Open(dataFolder, request.Run, request.Attempt, prompt.Reference, messages, keepEarlier: false);
        var call = new Call(
            fellBackBecause is null ? "draft" : "fallback",
            messages,
            DraftPrompt.OptionsFor(request.Task, prompt, options),
            models.Analyst,
            ModelOptions.Offline
        );
        var answer = await CallAsync(call, request, calls, null, ct);
        var reading = answer.Text is { } text
            ? DraftReader.Read(text, request.Task.DraftType, prompt.Schema)
            : new DraftReading(null, answer.Failed);
        if (reading.Draft is { } draft)
        {
            return new PreparedDraft(draft, ModelOptions.Offline, prompt.Reference, calls.Key, fellBackBecause, block.Read, block.LeftOut);
        }

        var stoodIn = fellBackBecause is null ? "" : $"; it stood in because {fellBackBecause}";
        throw new PreparationFailedException(
            $"the embedded analyst gave no draft that fits `{request.Task.Prompt}`: {reading.Problem}{stoodIn}"
        );
    }

    /// <summary>One call, kept whatever comes of it.</summary>
    private async Task<Answer> CallAsync(Call call, PrepareRequest request, CallFile calls, RunBudget? budget, CancellationToken ct)
    {
        var size = call.Messages.Sum(m => TokenCount.Of(m.Text)) + DraftPrompt.SchemaTokens(call.Options);
        if (budget?.Refuses(size, call.Options.MaxOutputTokens ?? 0) is { } over)
        {
            return new Answer(null, over, "budget", null);
        }

        var from = time.GetTimestamp();
        ChatResponse? response = null;
        Answer answer;
        try
        {
            response = await call.Client.GetResponseAsync(call.Messages, call.Options, ct);
            answer = Read(response);
        }
        catch (ModelFailedException e)
        {
            answer = new Answer(null, $"{options.Provider} did not answer: {e.Message}", "unavailable", null);
        }
        catch (MissingRecordingException e)
        {
            throw new PreparationFailedException(e.Message, e);
        }

        // Where a server does not count, the estimate does: a budget that is not counted is none.
        var tokensIn = response is null ? 0 : response.Usage?.InputTokenCount ?? size;
        var tokensOut = response is null ? 0 : response.Usage?.OutputTokenCount ?? TokenCount.Of(response.Text);
        budget?.Add(tokensIn, tokensOut);
        await calls.AddAsync(
            new KeptCall(
                call.Model,
                call.Purpose,
                time.GetUtcNow(),
                [.. call.Messages.Select(m => new KeptMessage(m.Role.Value, m.Text))],
                response?.Text,
                response?.FinishReason?.Value,
                tokensIn,
                tokensOut,
                answer.Failed
            ),
            ct
        );
        if (answer.Text is not null)
        {
            var took = (long)time.GetElapsedTime(from).TotalMilliseconds;
            Log.Answered(logger, request.Run.Value, call.Model, call.Purpose, took, tokensIn, tokensOut);
        }

        return answer;
    }

    private Answer Read(ChatResponse response)
    {
        var isRefusal =
            response.FinishReason == ChatFinishReason.ContentFilter
            || response.Messages.Any(m => m.Contents.OfType<ErrorContent>().Any(c => c.ErrorCode == OpenAiChatClient.Refusal));
        return isRefusal
            ? new Answer(null, $"{options.Provider} refused to answer", "refused", response.FinishReason)
            : new Answer(response.Text, null, "", response.FinishReason);
    }

    private bool HasBudget => options.MaxTokensPerRun > 0 || options.MaxCostPerRun > 0;

    private sealed record Call(string Purpose, IReadOnlyList<ChatMessage> Messages, ChatOptions Options, IChatClient Client, string Model);

    /// <summary>What a call brought: a text, or why there is none.</summary>
    /// <param name="Kind">For the log, which holds no model's words: `unavailable`, `refused`, `budget`, `invalid`.</param>
    private sealed record Answer(string? Text, string? Failed, string Kind, ChatFinishReason? Finish);

    private sealed record Attempt(JsonElement? Draft, string Problem, string Kind);
}
