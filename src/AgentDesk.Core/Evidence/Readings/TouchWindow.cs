using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Core.Evidence.Readings;

/// <summary>How often the buyer was touched of late without an answer, against what the playbook allows.</summary>
/// <param name="Touches">Unanswered touches within the window. One that the buyer has answered since is a conversation, no
/// pressure.</param>
/// <param name="FreeFrom">The first whole day on which one more is allowed; null when it is allowed now.</param>
public sealed record TouchWindow(int Touches, int Allowed, int Days, DateOnly? FreeFrom)
{
    public static TouchWindow Of(DealFile file, Team team, Limits limits, DateTimeOffset now)
    {
        var last = BuyerWords.Last(file, now);
        var open = PriorOutreach
            .Touches(file, team, now.AddDays(-limits.TouchWindowDays), now)
            .Where(t => last is null || t.At > last.At)
            .ToList();
        if (open.Count < limits.MaxTouches || open.Count == 0)
        {
            return new(open.Count, limits.MaxTouches, limits.TouchWindowDays, null);
        }

        // So many must leave the window that one more fits.
        var leaves = open[Math.Clamp(open.Count - limits.MaxTouches, 0, open.Count - 1)].At;
        return new(
            open.Count,
            limits.MaxTouches,
            limits.TouchWindowDays,
            DateOnly.FromDateTime(leaves.UtcDateTime.Date.AddDays(limits.TouchWindowDays + 1))
        );
    }
}
