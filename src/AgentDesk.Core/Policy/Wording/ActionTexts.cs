using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Policy.Wording;

/// <summary>What an action says in words: the texts that gates on wording read.</summary>
public static class ActionTexts
{
    /// <summary>All prose of the payload, joined by line ends. Addresses, roles, names of fields and records are no prose.</summary>
    public static string Of(ActionPayload payload) =>
        payload switch
        {
            ActionPayload.EmailDraft m => $"{m.Subject}\n\n{m.Body}",
            ActionPayload.Escalation e => e.Text,
            ActionPayload.TaskItem t => t.Text,
            ActionPayload.CrmField f => f.After,
            ActionPayload.CrmNote n => n.Text,
            ActionPayload.StageChange s => s.Reason,
            ActionPayload.ForecastChange f => f.Reason,
            ActionPayload.MeetingRequest m => $"{m.Subject}\n\n{m.Agenda}",
            ActionPayload.Pause p => p.Reason,
            _ => "",
        };

    public static bool ReachesCustomer(ProposedAction action) => action.Payload.Audience == Audience.Customer;
}
