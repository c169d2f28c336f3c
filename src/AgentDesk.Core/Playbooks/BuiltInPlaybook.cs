namespace AgentDesk.Core.Playbooks;

/// <summary>The playbook that stands in where a team has none: the working definitions of facts/blockers-and-stages.md, section 3.</summary>
public static class BuiltInPlaybook
{
    public static readonly Playbook Value = new(
        "built-in",
        "built-in@1",
        [
            Stage("identify", ["named reason to engage now", "pursuit chosen"], ["account"], 7, 10, 14, Forecast.Omitted),
            Stage("contact", ["buyer replied and accepted a call"], ["next_step", "next_step_due"], 7, 10, 14, Forecast.Pipeline),
            Stage("discovery", ["pain", "impact", "budget path", "decision path", "success criteria"], ["economic_buyer", "decision_process", "success_criteria"], 14, 21, 30, Forecast.Pipeline),
            Stage("propose", ["buyer confirms that the proposal matches the need", "buyer names a decision date"], ["amount", "close_date", "success_criteria"], 14, 21, 45, Forecast.BestCase),
            Stage("resolve", ["legal answered", "security answered", "procurement answered", "price answered", "economic buyer engaged"], ["paper_process"], 14, 30, 60, Forecast.Commit),
            Stage("close", ["signature or purchase order, or the reason why not"], [], 7, 14, 21, Forecast.Closed, terminal: true),
        ],
        new Limits(),
        new Waiting(TimeSpan.FromDays(2), TimeSpan.FromDays(7)),
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal),
        []);

    private static StageRule Stage(string name, IReadOnlyList<string> exit, IReadOnlyList<string> fields, int smb, int mm, int ent, string forecast, bool terminal = false) =>
        new(name, exit, fields, new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase) { ["smb"] = smb, ["mm"] = mm, ["ent"] = ent }, mm, forecast, terminal);
}
