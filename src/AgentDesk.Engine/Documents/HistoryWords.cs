using AgentDesk.Core.Policy;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;

namespace AgentDesk.Engine.Documents;

/// <summary>A run's events in plain words.</summary>
internal static class HistoryWords
{
    public static string Of(RunEvent e) =>
        e switch
        {
            RunEvent.Started s =>
                $"Started{(s.Follows is { } before ? $", since {before} was left undecided" : "")}: {string.Join("; ", s.Cause.Triggers.Select(t => t.Detail))}",
            RunEvent.Gathered g => $"Read {Count(g.Items, "piece")} of evidence",
            RunEvent.Prepared p =>
                $"Prepared by {p.Model} with {p.Prompt}{(p.FellBackBecause is { } why ? $", standing in because {why}" : "")}",
            RunEvent.SentBack b => $"Sent back to be prepared again{By(b.Playbook)}: {Reasons(b.Findings)}",
            RunEvent.Proposed p => Proposed(p),
            RunEvent.Stopped s => $"Stopped{By(s.Playbook)}: {s.Reason}",
            RunEvent.Decided d => Decided(d),
            RunEvent.Edited d => $"Edited {d.Action}{By(d.Playbook)}; it waits for approval{(d.Needs is { } role ? $" by {role}" : "")}",
            RunEvent.EditRefused d => $"Edit of {d.Action} not taken{By(d.Playbook)}: {Judging.WhyRefused(d)}",
            RunEvent.Written w => $"Wrote {w.Action}: {w.Receipt}",
            RunEvent.WriteFailed f => $"{f.Action} was not written: {f.Reason}",
            RunEvent.RecordMoved { Because: { } because } => $"Read again: {because}",
            RunEvent.RecordMoved { Action: { } id } m =>
                $"The record changed after {id} was prepared (version {m.PreparedFrom}, now {m.Found}): nothing was written, everything is read again",
            RunEvent.RecordMoved => "The evidence changed meanwhile: everything is read again",
            RunEvent.Reminded m =>
                $"Reminded {(m.To.Count > 0 ? string.Join(", ", m.To) : "whoever may decide")} of {string.Join(", ", m.Actions)}",
            RunEvent.Woken w => $"{w.Action} is back from its snooze",
            RunEvent.Expired x => $"{x.Action} expired undecided: neither approved nor rejected",
            RunEvent.Superseded s => $"Superseded by {s.By}: {s.Because}",
            RunEvent.Overruled { IsWithdrawn: true } o => $"{o.Workflow} stays off again: {o.Reason}",
            RunEvent.Overruled o => $"{o.Workflow} runs although the data is not ready ({string.Join("; ", o.Lacks)}): {o.Reason}",
            RunEvent.Closed c =>
                $"Closed: {string.Join(", ", new[] { c.Outcome.Replace('_', ' '), c.Disposition, c.Reason }.Where(t => !string.IsNullOrEmpty(t)))}",
            _ => e.GetType().Name,
        };

    private static string Decided(RunEvent.Decided d) =>
        d.Decision switch
        {
            Decision.Approve yes => $"Approved {d.Action}, payload {yes.PayloadHash[..12]}",
            Decision.Edit => $"Edited {d.Action}",
            Decision.Reject no => $"Rejected {d.Action}: {no.Reason}",
            Decision.Escalate up => $"Escalated {d.Action} to {up.To}{Because(up.Reason)}",
            Decision.Reassign on => $"Reassigned {d.Action} to {on.To}{Because(on.Reason)}",
            Decision.Snooze later => $"Snoozed {d.Action} until {later.Until.UtcDateTime:yyyy-MM-dd HH:mm}Z",
            Decision.Suppress no => $"Suppressed {d.Action}: {no.Reason}",
            Decision.Dispose end => $"Disposed as {end.Disposition}: {end.Reason}",
            _ => d.Decision.GetType().Name,
        };

    private static string Proposed(RunEvent.Proposed p)
    {
        var withheld = p.Proposal.Actions.Count(a => new Verdict(p.Findings).Withholds(a.Id));
        return $"Put to decision: {Count(p.Proposal.Actions.Count, "action")}{(withheld > 0 ? $", {withheld} withheld" : "")}{By(p.Playbook)}";
    }

    // The version that the run started under stands at its head; another one is told where it judged.
    private static string By(string? playbook) => playbook is null ? "" : $", judged by {playbook}";

    private static string Because(string? reason) => string.IsNullOrWhiteSpace(reason) ? "" : $": {reason}";

    private static string Reasons(IReadOnlyList<Finding> findings) =>
        string.Join("; ", findings.Where(f => f.Outcome == Outcome.Stop).Select(f => f.Reason));

    private static string Count(int n, string what) => n == 1 ? $"1 {what}" : $"{n} {what}s";
}
