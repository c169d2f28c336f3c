using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AgentDesk.Core;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Adapters.Records;

/// <summary>One line of journal.jsonl: one approved write.</summary>
/// <param name="At">When it was approved: the journal of a replay reads the same whenever it is made.</param>
/// <param name="Field">For changes of the record: the column of the deal, with what stood there and what is to stand there.</param>
/// <param name="Draft">For a mail draft: who owns the mailbox and which conversation it continues.</param>
internal sealed record JournalEntry(
    string Key,
    RunId Run,
    DealId DealId,
    ActionId Action,
    string Kind,
    DateTimeOffset At,
    string ApprovedBy,
    string RecordVersion,
    string PayloadHash,
    JsonObject Payload,
    string Receipt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Before = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? After = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DraftPlace? Draft = null
)
{
    public static JournalEntry Of(ApprovedWrite write, DraftPlace? draft)
    {
        var (field, before, after) = ChangeOf(write.Action.Payload) ?? default;
        return new JournalEntry(
            write.Key,
            write.Run,
            write.Deal,
            write.Action.Id,
            write.Action.Payload.Kind,
            write.ApprovedAt,
            write.Approver.Name,
            write.Action.RecordVersion,
            write.Action.PayloadHash,
            write.Action.Payload.ToJson(),
            ReceiptOf(write),
            field,
            before,
            after,
            draft
        );
    }

    /// <summary>The column that the action would change, with both values; null when it changes none.</summary>
    public static (string Field, string Before, string After)? ChangeOf(ActionPayload payload) =>
        payload switch
        {
            ActionPayload.CrmField c => (c.Field, c.Before, c.After),
            ActionPayload.StageChange s => ("stage", s.Before, s.After),
            ActionPayload.ForecastChange f => ("forecast_category", f.Before, f.After),
            _ => null,
        };

    // Made from the key: a write that is done again after a crash has the same receipt.
    private static string ReceiptOf(ApprovedWrite write) =>
        $"{(write.Action.Payload is ActionPayload.EmailDraft ? "draft" : "journal")}-{DeskJson.Sha256(write.Key)[..16]}";
}

/// <summary>Where a draft belongs.</summary>
/// <param name="ReplyTo">The id of the mail that is answered.</param>
internal sealed record DraftPlace(string Mailbox, string? ConversationId, string? ReplyTo);
