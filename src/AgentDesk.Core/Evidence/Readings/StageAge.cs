using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Core.Evidence.Readings;

/// <summary>How long the deal has been in its stage (SD: stale beyond normal stage age).</summary>
/// <param name="Days">Whole days since the stage was entered.</param>
/// <param name="Expected">Days that the playbook allows this segment; null when it does not know the stage.</param>
public sealed record StageAge(EvidenceName Name, string Stage, DateTimeOffset EnteredAt, string EnteredText, int Days, int? Expected)
{
    public bool IsOver => Days > Expected;

    /// <summary>The age of the current stay, or null when no stage row says when it began.</summary>
    public static StageAge? Of(DealFile file, Playbook playbook, DateTimeOffset now)
    {
        if (Current(file) is not { } row)
        {
            return null;
        }

        var days = Math.Max(0, (int)Math.Floor((now - row.EnteredAt).TotalDays));
        var rule = playbook.Stage(row.Stage);
        int? expected = rule is null or { Terminal: true } ? null : rule.DaysFor(file.Deal.Segment);
        return new(NameOf(file.Deal.Id, row), row.Stage, row.EnteredAt, row.EnteredText, days, expected);
    }

    /// <summary>The stay that the deal is in: the last open row, or the last row at all.</summary>
    public static StageMove? Current(DealFile file) =>
        file.Stages.LastOrDefault(s => s.ExitedAt is null) ?? (file.Stages.Count > 0 ? file.Stages[^1] : null);

    public static EvidenceName NameOf(DealId deal, StageMove row) =>
        new(string.Create(CultureInfo.InvariantCulture, $"stage:{deal}#{row.Row}"));
}
