using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Core.Evidence.Readings;

/// <summary>The record's next step (SD: misses a next step, no completed next step).</summary>
public static class NextStep
{
    /// <summary>Whole days by which the next step is overdue beyond the playbook's grace; 0 when it is not, or has no date.</summary>
    public static int DaysMissed(DealFile file, Limits limits, DateTimeOffset now)
    {
        if (file.Deal.NextStepDue is not { } due)
        {
            return 0;
        }

        var late = DateOnly.FromDateTime(now.UtcDateTime).DayNumber - due.DayNumber;
        return late > limits.NextStepGraceDays ? late : 0;
    }
}
