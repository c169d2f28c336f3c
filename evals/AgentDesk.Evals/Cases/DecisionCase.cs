using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace AgentDesk.Evals.Cases;

/// <summary>What a person said to one prepared action, or to a whole run.</summary>
public enum PersonSaid
{
    Approve,
    Edit,
    Reject,
    Suppress,
    Dispose,
}

/// <summary>How far an edit went.</summary>
/// <param name="Words">Words added, dropped or changed between what was prepared and what the person left (Levenshtein over words).</param>
/// <param name="Of">Words of the longer one.</param>
public sealed record EditDistance(int Words, int Of)
{
    /// <summary>0 for the same text, 1 for another one.</summary>
    public double Share => Of == 0 ? 0 : Math.Round((double)Words / Of, 4);
}

/// <summary>What the person left: the label of the case.</summary>
/// <param name="Text">Approve and edit: the text as left. Reject and suppress: the text that is not wanted. Null where the decision is on
/// the whole run.</param>
/// <param name="InDraft">What was prepared stood in the model's draft. False: code worded it, and no answer of a model can be compared with
/// it.</param>
/// <param name="Category">The blocker that stood on the card; null where there was none.</param>
/// <param name="Disposition">What shall become of the deal, where the person said so.</param>
public sealed record PersonLeft(
    PersonSaid Decision,
    string? Reason,
    string? Action,
    string? Text,
    JsonObject? Payload,
    EditDistance? Edit,
    bool InDraft,
    string? Category,
    string? Disposition
);

/// <summary>Where a case comes from. No person's name: who decided is in the ledger.</summary>
/// <param name="Event">The hash of the decision's event in the ledger's chain.</param>
/// <param name="Exact">The evidence is what the preparation read, piece for piece. False: the book has moved on since, and the case holds
/// what can be told of that instant.</param>
public sealed record Provenance(
    string Run,
    string? Action,
    string Event,
    DateTimeOffset At,
    string Workflow,
    string Prompt,
    string Model,
    string? Needs,
    bool Exact
);

/// <summary>
/// One decision as a labelled case: a line of evals/data/decisions/WORKFLOW.jsonl. Its inputs are the variables of the workflow's prompt,
/// so that any prompt version and any model can be asked again.
/// </summary>
/// <param name="Id">`d-` and twelve hex digits of the event.</param>
/// <param name="Split">Always <see cref="HoldOut.Split"/>.</param>
/// <param name="Deal">A number without meaning outside: cases of one deal have the same one.</param>
/// <param name="Inputs">Variable to text.</param>
/// <param name="Prepared">The payload as the desk prepared it; null where the decision is on the whole run.</param>
/// <param name="Key">16 hex digits over evidence and decision: the same twice is one case.</param>
/// <param name="Near">16 hex digits over their words alone.</param>
public sealed record DecisionCase(
    string Id,
    string Split,
    string Licence,
    string Deal,
    JsonObject Inputs,
    JsonObject? Prepared,
    PersonLeft Expected,
    Provenance Provenance,
    string Key,
    string Near
)
{
    [JsonIgnore]
    public bool IsNo => Expected.Decision is PersonSaid.Reject or PersonSaid.Suppress;
}
