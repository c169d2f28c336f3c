namespace AgentDesk.Core.Proposals;

/// <summary>What an action is about, whatever its words: two actions of one subject stand for each other over the rounds of a run.</summary>
public static class ActionSubjects
{
    /// <summary>The kind, the field that it sets, and whom it is addressed to, as one key.</summary>
    public static string Of(ActionPayload payload) =>
        $"{payload.Kind}\t{(payload as ActionPayload.CrmField)?.Field}\t{string.Join(',', payload.Recipients.Select(r => r.ToUpperInvariant()).Order(StringComparer.Ordinal))}";
}
