using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Core.Evidence.Readings;

/// <summary>How quiet the buyer is, and whether that means anything.</summary>
/// <param name="Days">Whole days since the buyer's last word, or since our first unanswered touch when there never was one; 0 when neither
/// is.</param>
/// <param name="Plan">What both sides wait for; empty when nothing explains the silence.</param>
/// <param name="WeOwe">A question of the buyer's that has been open for the quiet limit or longer: then the silence is ours, plan or no
/// plan.</param>
public sealed record Silence(int Days, BuyerWord? Last, IReadOnlyList<PlannedStep> Plan, OpenQuestion? WeOwe)
{
    /// <summary>Whether the silence is explained by a plan or a queue (and no question of the buyer's lies open).</summary>
    public bool IsExplained => Plan.Count > 0 && WeOwe is null;

    public static Silence Of(DealFile file, PriorOutreach prior, Limits limits, DateTimeOffset now)
    {
        var from = prior.Since?.At ?? (prior.Items.Count > 0 ? prior.Items[0].At : null);
        var days = from is { } since ? Math.Max(0, (int)Math.Floor((now - since).TotalDays)) : 0;
        var owed = OpenQuestions
            .Of(file, now)
            .FirstOrDefault(q => q.At.AddDays(limits.QuietDays) <= now && q.At.AddDays(limits.SlipWindowDays) > now);
        return new(days, prior.Since, PlannedSteps.Of(file, limits, now), owed);
    }
}
