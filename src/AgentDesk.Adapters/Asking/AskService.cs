using AgentDesk.Adapters.Models;
using AgentDesk.Adapters.Models.Embedded.Asking;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine;
using AgentDesk.Engine.Asking;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace AgentDesk.Adapters.Asking;

/// <summary>
/// Answers with the configured model over the read-only tools, or with the embedded analyst: the same checks judge both. The analyst stands
/// in, marked so, when the model is down, refuses, stays invalid or would cost more than a question may.
/// </summary>
/// <param name="model">The configured model's asker; null when there is none.</param>
/// <param name="isReplay">`--as-of`: the index stays as it is, and what is later is not found.</param>
internal sealed class AskService(
    IDesk desk,
    IDealBook book,
    IRetrieval retrieval,
    ModelAsker? model,
    ILogger<AskService> logger,
    bool isReplay = false
) : IAsk
{
    private const string AnalystPrompt = "ask@embedded";

    public async Task<CitedAnswer> AnswerAsync(AskRequest request, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Question))
        {
            throw new UnusableInputException("the question is empty: ask about a deal, a person, or words that somebody wrote");
        }
        if (request.Question.Length > AskRequest.MostCharacters)
        {
            throw new UnusableInputException($"the question is longer than {AskRequest.MostCharacters} characters");
        }

        await RefreshAsync(ct);
        var view = await AskView.OpenAsync(desk, book, retrieval, request.Asker, ct);

        // What somebody was once told of a deal that they may not see any more is no part of the conversation.
        request = request with
        {
            Earlier = [.. (request.Earlier ?? []).Where(t => t.Answer.Deals.All(view.Allows))],
        };
        if (request.Deal is { } deal && !view.Allows(deal))
        {
            return new CitedAnswer(
                [],
                [new MissingEvidence($"a deal `{deal}` among those that you may see", "")],
                [],
                ModelOptions.Offline,
                AnalystPrompt
            );
        }

        if (model is null)
        {
            return await AnalyseAsync(view, request, null, ct);
        }

        var (answer, failed) = await model.AnswerAsync(view, request, ct);
        if (answer is not null)
        {
            return answer;
        }

        Log.AskFellBack(logger, failed!.Kind);
        return await AnalyseAsync(view, request, failed.Problem, ct);
    }

    // The index is brought up to the book before it is searched: nothing is indexed twice. A folder that may only be read is searched as it
    // was indexed last.
    private async Task RefreshAsync(CancellationToken ct)
    {
        if (isReplay)
        {
            return;
        }
        try
        {
            await retrieval.RefreshAsync(null, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            Log.IndexAsItIs(logger, e);
        }
    }

    private static async Task<CitedAnswer> AnalyseAsync(AskView view, AskRequest request, string? fellBackBecause, CancellationToken ct)
    {
        var found = await new EmbeddedAsker(view).AnswerAsync(request, ct);
        var dossiers = await DossiersAsync(view, found.Found.Sentences, ct);
        var check = AnswerCheck.Of(found.Found.Sentences, dossiers);
        var missing = found.Found.Missing;
        if (check.Kept.Count == 0 && found.Found.Sentences.Count > 0 && missing.Count == 0)
        {
            missing = [new MissingEvidence($"“{request.Question.Trim().TrimEnd('?')}”: nothing that was read can be quoted for it", "")];
        }
        return new CitedAnswer(check.Kept, missing, UsedBy(check.Kept), ModelOptions.Offline, AnalystPrompt)
        {
            Deals = found.Deals,
            Choices = found.Choices,
            Proposals = found.Found.Proposals,
            Figures = found.Found.Figures,
            Remarks = [.. found.Found.Remarks, .. check.Remarks],
            FellBackBecause = fellBackBecause,
            Read = found.Read,
        };
    }

    /// <summary>The dossiers that sentences cite, of those that the asker may see.</summary>
    public static async Task<IReadOnlyDictionary<DealId, Dossier>> DossiersAsync(
        AskView view,
        IEnumerable<AnswerSentence> sentences,
        CancellationToken ct
    )
    {
        var dossiers = new Dictionary<DealId, Dossier>();
        foreach (var deal in sentences.SelectMany(s => s.Citations).Select(c => c.Deal).Distinct())
        {
            if (await view.DossierAsync(deal, ct) is { } dossier)
            {
                dossiers[deal] = dossier;
            }
        }

        return dossiers;
    }

    public static IReadOnlyList<EvidenceName> UsedBy(IEnumerable<AnswerSentence> sentences) =>
        [.. sentences.SelectMany(s => s.Citations).Select(c => c.Evidence).Distinct()];
}
