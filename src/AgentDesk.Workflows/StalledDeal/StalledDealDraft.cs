using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Workflows.StalledDeal;

/// <summary>
/// What a model may say about a stalled deal: the typed draft. Its JSON schema is prompts/stalled-deal.schema.json. Everything in it is
/// judged before anybody sees it.
/// </summary>
/// <param name="Headline">A finding, worded as a hypothesis: "Larkfield looks stuck on 37 security answers that we owe, not on
/// interest".</param>
/// <param name="CustomerMessage">Null when no customer touch is due: nothing is known, nothing is stalled, or the right move is to
/// wait.</param>
/// <param name="DoNothingBecause">Why nothing is to be done; set exactly when the disposition is `none` and the deal is not
/// stalled.</param>
public sealed record StalledDealDraft(
    string Headline,
    BlockerDraft Blocker,
    IReadOnlyList<ClaimDraft> Claims,
    PriorAttempts PriorAttempts,
    IReadOnlyList<MissingEvidence> MissingEvidence,
    CustomerMessageDraft? CustomerMessage = null,
    EscalationDraft? Escalation = null,
    IReadOnlyList<TaskDraft>? Tasks = null,
    PauseDraft? Pause = null,
    IReadOnlyList<FieldDraft>? Fields = null,
    string? CrmNote = null,
    string? DoNothingBecause = null
);

/// <summary>The hypothesis.</summary>
/// <param name="Category">One of <see cref="Blockers.All"/>.</param>
/// <param name="Disposition">One of <see cref="Dispositions.All"/>.</param>
public sealed record BlockerDraft(string Category, BlockerStanding Standing, IReadOnlyList<string> Secondary, string Disposition);

/// <summary>A sentence with what it rests on.</summary>
/// <param name="Section">`known`: what speaks for the diagnosis or is plainly so; `against`: what rules another cause out or denies this
/// one; `context`.</param>
public sealed record ClaimDraft(string Section, string Text, Standing Standing, IReadOnlyList<Citation> Citations);

/// <summary>A message to the buyer, in the owner's voice.</summary>
/// <param name="To">Mail addresses of contacts of the deal.</param>
/// <param name="InReplyTo">The mail that it answers, by evidence name; null for a new conversation.</param>
/// <param name="SomethingNew">What this message brings that earlier ones did not, quoted from its source.</param>
public sealed record CustomerMessageDraft(
    IReadOnlyList<string> To,
    IReadOnlyList<string> Cc,
    string Subject,
    string Body,
    EvidenceName? InReplyTo,
    Citation? SomethingNew
);

/// <summary>A question to a qualified colleague.</summary>
/// <param name="Role">`legal`, `security`, `procurement`, `executive`, `discount`, `scope`, `manager`.</param>
/// <param name="To">The qualified owner's address, one of inputs.routing.</param>
public sealed record EscalationDraft(string Role, string To, string Text, DateOnly Deadline);

public sealed record TaskDraft(string Owner, string Text, DateOnly Deadline);

public sealed record PauseDraft(DateOnly Until, string Reason);

/// <summary>A field of the deal's record that the evidence says should read otherwise.</summary>
/// <param name="Because">Index into the draft's claims, from 0, of the claim that it rests on.</param>
public sealed record FieldDraft(string Field, string After, int Because);
