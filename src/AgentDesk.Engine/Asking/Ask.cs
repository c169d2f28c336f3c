using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Engine.Asking;

/// <summary>
/// Answers a question about deals from their evidence: every sentence cited, what the evidence does not show said, nothing written, sent or
/// decided. What the asker may not see (<see cref="Core.Runs.Visibility"/>) is neither found nor hinted at.
/// </summary>
public interface IAsk
{
    /// <summary>
    /// A cited answer, or what is missing. A provider that is down is stood in for by the embedded analyst, marked in
    /// <see cref="CitedAnswer.FellBackBecause"/>.
    /// </summary>
    /// <exception cref="NothingImportedException">No export has been imported.</exception>
    /// <exception cref="UnusableInputException">The question is empty or longer than <see cref="AskRequest.MostCharacters"/>.</exception>
    Task<CitedAnswer> AnswerAsync(AskRequest request, CancellationToken ct);
}

/// <param name="Asker">Decides what may be read.</param>
/// <param name="Deal">The deal that is meant, where the surface knows it (a run's chat, `--deal`); it must be one that the asker may see.
/// Null: it is resolved from the words.</param>
/// <param name="Earlier">The conversation so far, oldest first: "and before that?" is understood from it.</param>
public sealed record AskRequest(string Question, Actor Asker, DealId? Deal = null, IReadOnlyList<AskTurn>? Earlier = null)
{
    /// <summary>A longer question is refused.</summary>
    public const int MostCharacters = 2_000;
}

/// <summary>One question of a conversation with its answer. It goes to JSON and back, so that a surface can keep it.</summary>
public sealed record AskTurn(string Question, CitedAnswer Answer, DateTimeOffset At);

/// <summary>The answer to one question.</summary>
/// <param name="Sentences">In reading order; empty when nothing that was read answers.</param>
/// <param name="Missing">What the evidence does not show, and who could say it.</param>
/// <param name="Used">The evidence that the sentences cite, each piece once.</param>
/// <param name="Model">`offline`, or provider:name.</param>
/// <param name="Prompt">name@version.</param>
public sealed record CitedAnswer(
    IReadOnlyList<AnswerSentence> Sentences,
    IReadOnlyList<MissingEvidence> Missing,
    IReadOnlyList<EvidenceName> Used,
    string Model,
    string Prompt
)
{
    /// <summary>The deals that the answer is about, the one that was meant first; empty when none was found.</summary>
    public IReadOnlyList<DealId> Deals { get; init; } = [];

    /// <summary>Deals that the words fit equally well: which one is meant is asked back, and nothing else is answered.</summary>
    public IReadOnlyList<DealChoice> Choices { get; init; } = [];

    /// <summary>Waiting proposals that belong to the question: the surface shows their cards. Asking itself does nothing.</summary>
    public IReadOnlyList<RunId> Proposals { get; init; } = [];

    /// <summary>
    /// Figures of the desk that belong to the answer: each is folded from the ledger and can be opened down to its events.
    /// </summary>
    public IReadOnlyList<AnswerFigure> Figures { get; init; } = [];

    /// <summary>
    /// What the desk says of the answer itself, without a source because it needs none: that asking does nothing, that a deal could not be
    /// found, that text aimed at an AI was found and not followed.
    /// </summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Why the embedded analyst stood in; null when it did not.</summary>
    public string? FellBackBecause { get; init; }

    /// <summary>Pieces of evidence that were read for it.</summary>
    public int Read { get; init; }

    /// <summary>Key under which the model's input and output are kept; null when there was none.</summary>
    public string? Audit { get; init; }

    /// <summary>Whether the evidence does not answer the question at all.</summary>
    public bool IsNotInEvidence => Sentences.Count == 0 && Choices.Count == 0 && Figures.Count == 0 && Missing.Count > 0;
}

/// <summary>One sentence of an answer. Its quotes stand in their sources: code has checked it.</summary>
/// <param name="Standing">A fact has a buyer's words or a system's status as its witness.</param>
public sealed record AnswerSentence(string Text, Standing Standing, IReadOnlyList<AnswerCitation> Citations);

/// <summary>A source and words that stand in it.</summary>
/// <param name="Deal">The deal in whose dossier the source is opened.</param>
public sealed record AnswerCitation(DealId Deal, EvidenceName Evidence, string Quote);

/// <summary>A deal that may be meant.</summary>
public sealed record DealChoice(DealId Deal, string Name, string Account, string Stage);

/// <summary>A figure of `report kpi`, narrowed to what the asker may see.</summary>
/// <param name="Value">As shown, with its unit; null where the ledger has no event for it.</param>
public sealed record AnswerFigure(string Id, string Name, string? Value, int N);
