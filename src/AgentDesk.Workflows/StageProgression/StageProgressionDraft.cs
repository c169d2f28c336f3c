using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Stages;
using AgentDesk.Workflows.StalledDeal;

namespace AgentDesk.Workflows.StageProgression;

/// <summary>
/// What a model may say about where a deal stands: the typed draft. Its JSON schema is prompts/stage-progression.schema.json. What the
/// record decides (age, skips, regressions, next step, placeholders) is not asked of it. Everything in it is judged before anybody sees it.
/// </summary>
/// <param name="Headline">Where the deal stands and what is missing, in one line.</param>
/// <param name="Criteria">One for each of inputs.criteria.</param>
/// <param name="Exceptions">Of the kinds that take reading: `seller_activity_only`, `contradictory`. Missing criteria follow from
/// <paramref name="Criteria"/>.</param>
/// <param name="Fields">Corrections of the record; `because` is the index of the exception that shows it.</param>
public sealed record StageProgressionDraft(
    string Headline,
    IReadOnlyList<CriterionDraft> Criteria,
    IReadOnlyList<ExceptionDraft> Exceptions,
    MoveDraft Move,
    IReadOnlyList<MissingEvidence> MissingEvidence,
    IReadOnlyList<TaskDraft>? Tasks = null,
    IReadOnlyList<FieldDraft>? Fields = null,
    string? CrmNote = null
);

/// <param name="Standing">`met` by the buyer's words or a system's status, `denied` by the buyer's words, `open` when nobody says it,
/// `overtaken` when a later act of the buyer's carries the deal past it.</param>
/// <param name="Note">Who says it and when, or what is missing.</param>
/// <param name="Citations">What meets or denies it; for `overtaken` the later act; empty for `open`.</param>
public sealed record CriterionDraft(string Stage, string Id, CriterionStanding Standing, string Note, IReadOnlyList<Citation> Citations);

/// <param name="Citations">For `contradictory` both sides, each quoted.</param>
public sealed record ExceptionDraft(string Kind, string Detail, IReadOnlyList<Citation> Citations);

/// <param name="Verb">`advance`, `correct`, `send_back`, `review` or `none`.</param>
/// <param name="Stage">The stage proposed by `advance` and `correct`; null otherwise.</param>
/// <param name="Reason">Why, for the person who decides.</param>
public sealed record MoveDraft(string Verb, string? Stage, string Reason)
{
    public static readonly IReadOnlyList<string> Verbs = ["advance", "correct", "send_back", "review", "none"];
}
