using System.Globalization;
using System.Text;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Adapters.Playbooks;

/// <summary>Writes a playbook as the YAML that <see cref="PlaybookFile"/> reads: where a team starts from.</summary>
public static class PlaybookText
{
#pragma warning disable MA0051 // The file from top to bottom, as it will stand.
    /// <summary>The whole playbook, defaults included, with a comment a part. Reading it gives the same rules back.</summary>
    public static string Write(Playbook playbook)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

        var at = playbook.Version.LastIndexOf('@');
        Line($"name: {Quoted(playbook.Name)}");
        Line(
            $"version: {(at >= 0 && int.TryParse(playbook.Version[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var v) ? v : 1)}"
        );
        Line($"\n# In order. A deal leaves a stage when the buyer has met its exit criteria; `evidence` says what would show it.");
        Line($"stages:");
        foreach (var stage in playbook.Stages)
        {
            Line($"  - name: {Quoted(stage.Name)}");
            if (stage.Terminal)
            {
                Line($"    terminal: true");
            }
            Line($"    forecast: {stage.ForecastCategory}");
            Line(
                $"    expected_days: {{{string.Join(", ", stage.ExpectedDays.Where(d => d.Key != "default").Select(d => FormattableString.Invariant($"{d.Key}: {d.Value}")).Append(FormattableString.Invariant($"default: {stage.DefaultDays}")))}}}"
            );
            Line($"    required_fields: [{string.Join(", ", stage.RequiredFields)}]");
            Line($"    exit:");
            foreach (var c in stage.ExitCriteria)
            {
                Line($"      - id: {Quoted(c.Id)}");
                Line($"        text: {Quoted(c.Text)}");
                if (c.Evidence is not null)
                {
                    Line($"        evidence: {c.Evidence}");
                }
            }
        }

        var l = playbook.Limits;
        Line($"\n# Calendar days and counts.");
        Line($"limits:");
        Line($"  quiet_days: {l.QuietDays}");
        Line($"  follow_ups_without_movement: {l.FollowUpsWithoutMovement}");
        Line($"  next_step_grace_days: {l.NextStepGraceDays}");
        Line($"  slip_days: {l.SlipDays}");
        Line($"  slip_window_days: {l.SlipWindowDays}");
        Line($"  counsel_queue_days: {l.CounselQueueDays}");
        Line($"  stale_evidence_days: {l.StaleEvidenceDays}");
        Line($"  touch_window_days: {l.TouchWindowDays}");
        Line($"  max_touches: {l.MaxTouches}");
        Line($"\n# How long a proposal waits for a person.");
        Line(
            $"waiting: {{remind_after_days: {playbook.Waiting.RemindAfter.Days}, expire_after_days: {playbook.Waiting.ExpireAfter.Days}}}"
        );
        Line($"\n# What counts as the buyer's progress. What a seller does never counts.");
        Line($"progress:");
        Line($"  buyer: [{string.Join(", ", playbook.Progress.BuyerProgress)}]");
        Line($"  seller: [{string.Join(", ", playbook.Progress.SellerActivity)}]");
        Line(
            $"\n# After a trigger its action follows within the owner's working time. `in` names the stages that a line is for; `ahead` has the work prepared before it is late."
        );
        Line($"triggers:");
        foreach (var t in playbook.Triggers)
        {
            Line($"  - {{when: {t.Trigger}, then: {t.Action}, within: {t.Within}{InStages(t)}{Ahead(t)}}}");
        }
        var h = playbook.Hours;
        Line($"\nhours:");
        Line($"  start: \"{h.Start:HH\\:mm}\"");
        Line($"  end: \"{h.End:HH\\:mm}\"");
        Line($"  days: [{string.Join(", ", h.Days.Select(d => d.ToString()[..3].ToLowerInvariant()))}]");
        Line($"  time_zone: {h.TimeZone}");
        Line($"  holidays: [{string.Join(", ", h.Holidays.Select(d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))}]");
        if (h.Zones.Count > 0)
        {
            Line($"  zones:");
            foreach (var (who, zone) in h.Zones)
            {
                Line($"    {Quoted(who)}: {zone}");
            }
        }

        Line($"\n# Role to the people who hold it; a role that is absent here is read from the export.");
        if (playbook.Routing.Count == 0)
        {
            Line($"# routing: {{legal: [counsel@example.com]}}");
        }
        else
        {
            Line($"routing:");
            foreach (var (role, who) in playbook.Routing)
            {
                Line($"  {role}: [{string.Join(", ", who)}]");
            }
        }

        if (playbook.Approvers.Count > 0)
        {
            Line($"\napprovers: {{{string.Join(", ", playbook.Approvers.Select(a => $"{a.Key}: {a.Value}"))}}}");
        }
        Line($"\n# Addresses that get no message.");
        Line($"opt_outs: [{string.Join(", ", playbook.OptOuts)}]");
        return text.ToString();
    }

#pragma warning restore MA0051

    private static string InStages(TriggerRule rule) =>
        rule.Stages is { } stages ? $", in: [{string.Join(", ", stages.Select(Quoted))}]" : "";

    private static string Ahead(TriggerRule rule) =>
        rule.Ahead is { } hours ? FormattableString.Invariant($", ahead: {hours} hour{(hours == 1 ? "" : "s")}") : "";

    private static string Quoted(string text) =>
        text.Length > 0
        && text.All(c => char.IsLetterOrDigit(c) || c is ' ' or '_' or '-')
        && char.IsLetter(text[0])
        && text is not ("true" or "false" or "null" or "yes" or "no")
            ? text
            : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
