using System.Globalization;

namespace AgentDesk.Core.Proposals;

/// <summary>What a person's words and dates must keep, whichever surface they come from: the ledger holds them for good.</summary>
public static class DecisionRules
{
    /// <summary>Characters of a reason: what somebody types, not what they paste.</summary>
    public const int MostCharacters = 4000;

    /// <summary>Days for which something may be put aside: what rests longer is no decision that waits.</summary>
    public const int MostDays = 366;

    /// <summary>What is wrong with a decision taken at <paramref name="now"/>, in one line, or null.</summary>
    public static string? Problem(Decision decision, DateTimeOffset now) =>
        decision switch
        {
            Decision.Snooze later when later.Until <= now =>
                $"`{later.Until:u}` has passed already (now is {now:u}): name an instant to come",
            Decision.Snooze later when later.Until > now.AddDays(MostDays) =>
                $"`{later.Until:u}` is more than a year away: put it aside until {now.AddDays(MostDays):yyyy-MM-dd} at the latest",
            _ => Reason(decision) is { Length: > MostCharacters } reason
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"the reason has {reason.Length:N0} characters, {MostCharacters:N0} are the most: nothing was done"
                )
                : null,
        };

    private static string? Reason(Decision decision) =>
        decision switch
        {
            Decision.Reject d => d.Reason,
            Decision.Suppress d => d.Reason,
            Decision.Dispose d => d.Reason,
            Decision.Escalate d => d.Reason,
            Decision.Reassign d => d.Reason,
            _ => null,
        };
}
