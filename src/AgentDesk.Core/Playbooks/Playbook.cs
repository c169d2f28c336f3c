namespace AgentDesk.Core.Playbooks;

/// <summary>The forecast category ids of an export.</summary>
public static class Forecast
{
    public const string Omitted = "omitted";
    public const string Pipeline = "pipeline";
    public const string BestCase = "best_case";
    public const string Commit = "commit";
    public const string Closed = "closed";
}

/// <summary>Roles that a decision can need. An action names one; the playbook's routing and the record say who holds it.</summary>
public static class Roles
{
    public const string DealOwner = "deal_owner";
    public const string Manager = "manager";
    public const string Legal = "legal";
    public const string Security = "security";
    public const string Procurement = "procurement";
    public const string Executive = "executive";
    public const string Discount = "discount";
    public const string Scope = "scope";
    public const string RevOps = "revops";
    public const string Admin = "admin";

    /// <summary>The roles whose actions only their qualified owner may approve (SD decision rules).</summary>
    public static readonly IReadOnlyList<string> Qualified = [Legal, Security, Procurement, Executive, Discount, Scope];
}

/// <summary>
/// One stage of the playbook. <see cref="ExpectedDays"/> is keyed by segment (`smb`, `mm`, `ent`); <see cref="DefaultDays"/> stands in for another segment.
/// </summary>
public sealed record StageRule(
    string Name, IReadOnlyList<string> ExitCriteria, IReadOnlyList<string> RequiredFields, IReadOnlyDictionary<string, int> ExpectedDays, int DefaultDays, string ForecastCategory, bool Terminal = false)
{
    /// <summary>Whole days that a deal of this segment may stay before it outstays the stage.</summary>
    public int DaysFor(string? segment) => segment is not null && ExpectedDays.TryGetValue(segment, out var days) ? days : DefaultDays;
}

/// <summary>The thresholds of the five stall triggers (SD) and of what may be sent. Days are calendar days.</summary>
/// <param name="QuietDays">Days without a substantive word or a meeting of the buyer before silence is a trigger.</param>
/// <param name="FollowUpsWithoutMovement">Seller touches since the buyer's last substantive word that make repeated follow-up.</param>
/// <param name="NextStepGraceDays">Days after the due date before a next step counts as missed.</param>
/// <param name="SlipDays">Least days that a close date moved later for it to be a slip.</param>
/// <param name="SlipWindowDays">How far back a slip still wakes the workflow.</param>
/// <param name="CounselQueueDays">Days that a counsel's queue may be silent before it is ghosting (facts: 4 to 8 weeks).</param>
/// <param name="StaleEvidenceDays">Age beyond which evidence cannot carry a statement about now.</param>
/// <param name="TouchWindowDays">The window of <paramref name="MaxTouches"/>.</param>
/// <param name="MaxTouches">Customer touches that may be made within the window.</param>
/// <param name="PauseDays">How long a deal rests where the evidence names no day to come back.</param>
public sealed record Limits(
    int QuietDays = 10,
    int FollowUpsWithoutMovement = 3,
    int NextStepGraceDays = 0,
    int SlipDays = 7,
    int SlipWindowDays = 45,
    int CounselQueueDays = 56,
    int StaleEvidenceDays = 60,
    int TouchWindowDays = 7,
    int MaxTouches = 2,
    int PauseDays = 30);

/// <summary>How long a proposal waits: reminder after, expiry after, both counted from when it was proposed.</summary>
public sealed record Waiting(TimeSpan RemindAfter, TimeSpan ExpireAfter);

/// <summary>
/// A team's rules as data: what its stages ask for, what its limits are, who is qualified for what. A run names the version that judged it.
/// </summary>
/// <param name="Routing">Role to the mail addresses that hold it. What is absent here is read from the export (trackers' owners, asset approvers).</param>
/// <param name="OptOuts">Addresses that must not be written to.</param>
public sealed record Playbook(
    string Name, string Version, IReadOnlyList<StageRule> Stages, Limits Limits, Waiting Waiting, IReadOnlyDictionary<string, IReadOnlyList<string>> Routing, IReadOnlyList<string> OptOuts)
{
    public StageRule? Stage(string name) => Stages.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The place of a stage in the order, from 0, or -1.</summary>
    public int Order(string name)
    {
        for (var i = 0; i < Stages.Count; i++)
        {
            if (string.Equals(Stages[i].Name, name, StringComparison.OrdinalIgnoreCase)) { return i; }
        }

        return -1;
    }
}
