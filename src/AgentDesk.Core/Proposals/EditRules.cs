using System.Globalization;
using System.Text;

namespace AgentDesk.Core.Proposals;

/// <summary>
/// What a person's edit must keep, whatever the gates say of it: it says something, names nobody twice, and is of a size that a person can
/// have read.
/// </summary>
public static class EditRules
{
    /// <summary>Bytes of the payload's JSON in UTF-8.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>What is wrong, in one line, or null.</summary>
    public static string? Problem(ActionPayload payload)
    {
        var size = Encoding.UTF8.GetByteCount(payload.ToJson().ToJsonString(DeskJson.Options));
        if (size > MaxBytes)
        {
            return string.Create(CultureInfo.InvariantCulture, $"the edit has {(size + 1023) / 1024} kB, {MaxBytes / 1024} kB is the most");
        }

        if (Texts(payload).FirstOrDefault(t => IsBlank(t.Text)) is { Member: { } empty })
        {
            return $"the edit leaves `{empty}` empty";
        }
        if (payload is ActionPayload.EmailDraft { To.Count: 0 } or ActionPayload.MeetingRequest { Attendees.Count: 0 })
        {
            return "the edit leaves nobody whom it is addressed to";
        }
        if (payload.Recipients.FirstOrDefault(IsBlank) is not null)
        {
            return "the edit names a recipient without an address";
        }
        return payload.Recipients.GroupBy(r => r.Trim(), StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } twice
            ? $"the edit names {twice.Key} twice"
            : null;
    }

    private static (string? Member, string Text)[] Texts(ActionPayload payload) =>
        payload switch
        {
            ActionPayload.EmailDraft m => [("subject", m.Subject), ("body", m.Body)],
            ActionPayload.Escalation e => [("text", e.Text)],
            ActionPayload.TaskItem t => [("text", t.Text)],
            ActionPayload.CrmNote n => [("text", n.Text)],
            ActionPayload.StageChange s => [("after", s.After), ("reason", s.Reason)],
            ActionPayload.ForecastChange f => [("after", f.After), ("reason", f.Reason)],
            ActionPayload.MeetingRequest m => [("subject", m.Subject), ("agenda", m.Agenda)],
            ActionPayload.Pause p => [("reason", p.Reason)],
            _ => [],
        };

    // Characters that nobody sees are no text.
    private static bool IsBlank(string text) =>
        text.All(c => char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.Control);
}
