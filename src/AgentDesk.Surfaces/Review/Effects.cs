using AgentDesk.Core.Deals;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Surfaces.Review;

/// <summary>What a button does, in its own words: the effect and the place, never "approve".</summary>
internal static class Effects
{
    /// <param name="brief">First names alone, where there is little room.</param>
    public static string Button(ActionPayload payload, DealId deal, Names names, bool brief = false) =>
        payload switch
        {
            ActionPayload.EmailDraft m => $"Save the draft to {names.Firsts(m.To)}",
            ActionPayload.Escalation e => $"Ask {(brief ? names.First(e.To) : names[e.To])} by {Words.Day(e.Deadline)}",
            ActionPayload.TaskItem t => $"Give {(brief ? names.First(t.Owner) : names[t.Owner])} the task, due {Words.Day(t.Deadline)}",
            ActionPayload.CrmField f => $"Set {Words.Lower(Words.Plain(f.Field))} on {deal}",
            ActionPayload.CrmNote => $"Write the note to {deal}",
            ActionPayload.StageChange s => $"Move {deal} to {Words.Lower(Words.Plain(s.After))}",
            ActionPayload.ForecastChange f => $"Put {deal} into {Words.Lower(Words.Plain(f.After))} in the forecast",
            ActionPayload.MeetingRequest m => $"Save the invitation to {names.Firsts(m.Attendees)}",
            ActionPayload.Pause p => $"Leave {deal} alone until {Words.Day(p.Until)}",
            _ => throw new InvalidOperationException($"no words for a payload of kind `{payload.Kind}`"),
        };

    /// <summary>The same, done.</summary>
    public static string Done(ActionPayload payload, DealId deal, Names names) =>
        payload switch
        {
            ActionPayload.EmailDraft m => $"Draft to {names.Firsts(m.To)} saved; it is not sent",
            ActionPayload.Escalation e => $"{names[e.To]} asked, by {Words.Day(e.Deadline)}",
            ActionPayload.TaskItem t => $"Task given to {names[t.Owner]}, due {Words.Day(t.Deadline)}",
            ActionPayload.CrmField f => $"{Words.Plain(f.Field)} set on {deal}",
            ActionPayload.CrmNote => $"Note written to {deal}",
            ActionPayload.StageChange s => $"{deal} moved to {Words.Lower(Words.Plain(s.After))}",
            ActionPayload.ForecastChange f => $"{deal} put into {Words.Lower(Words.Plain(f.After))} in the forecast",
            ActionPayload.MeetingRequest m => $"Invitation to {names.Firsts(m.Attendees)} saved; it is not sent",
            ActionPayload.Pause p => $"{deal} left alone until {Words.Day(p.Until)}",
            _ => payload.Kind,
        };

    /// <summary>The same while it is on its way.</summary>
    public static string UnderWay(ActionPayload payload) =>
        payload switch
        {
            ActionPayload.EmailDraft or ActionPayload.MeetingRequest => "Saving the draft…",
            ActionPayload.Escalation => "Asking…",
            _ => "Writing…",
        };

    /// <summary>In a list: what is asked for, in two or three words.</summary>
    public static string Short(ActionPayload payload, Names names) =>
        payload switch
        {
            ActionPayload.EmailDraft m => $"draft to {names.Firsts(m.To)}",
            ActionPayload.Escalation e => $"question to {names.First(e.To)}",
            ActionPayload.TaskItem t => $"task for {names.First(t.Owner)}",
            ActionPayload.CrmField f => Words.Lower(Words.Plain(f.Field)),
            ActionPayload.CrmNote => "note",
            ActionPayload.StageChange s => $"stage {Words.Lower(Words.Plain(s.After))}",
            ActionPayload.ForecastChange f => $"forecast {Words.Lower(Words.Plain(f.After))}",
            ActionPayload.MeetingRequest => "invitation",
            ActionPayload.Pause p => $"pause until {Words.Day(p.Until)}",
            _ => payload.Kind,
        };
}
