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

    /// <summary>Who looks after the models: sees the figures, decides nothing by it.</summary>
    public const string MlLead = "ml_lead";

    /// <summary>A salesperson: sees and decides their own deals, which the records already say.</summary>
    public const string Rep = "rep";

    /// <summary>What a people file may say of a person.</summary>
    public static readonly IReadOnlyList<string> Assignable =
    [
        Rep,
        Manager,
        Legal,
        Security,
        Procurement,
        Executive,
        Discount,
        Scope,
        RevOps,
        MlLead,
        Admin,
    ];

    /// <summary>The roles whose actions only their qualified owner may approve (SD decision rules).</summary>
    public static readonly IReadOnlyList<string> Qualified = [Legal, Security, Procurement, Executive, Discount, Scope];
}

/// <summary>
/// One thing that the buyer must have done or said before a deal leaves a stage (SW: an exit criterion is defined by what the buyer did).
/// </summary>
/// <param name="Id">Its name within the stage, as findings and documents write it: `decision_date`.</param>
/// <param name="Text">For people: "the buyer names a decision date".</param>
/// <param name="Evidence"> What would show it, one of <see cref="CriterionEvidence.All"/>; null where the team's own wording is all there
/// is, and then only a reader of text (a model, or the analyst by likeness of words) can find it. </param>
public sealed record ExitCriterion(string Id, string Text, string? Evidence = null);

/// <summary>
/// The kinds of buyer evidence that an exit criterion can ask for: the built-in stages use all of them (facts/blockers-and-stages.md,
/// section 3).
/// </summary>
public static class CriterionEvidence
{
    public static readonly IReadOnlyList<string> All =
    [
        "reason_to_engage",
        "pursuit_chosen",
        "buyer_reply",
        "call_accepted",
        "pain",
        "impact",
        "budget_path",
        "decision_path",
        "success_criteria",
        "proposal_matches",
        "decision_date",
        "legal_answered",
        "security_answered",
        "procurement_answered",
        "price_answered",
        "economic_buyer_engaged",
        "signature",
    ];
}

/// <summary>
/// One stage of the playbook. <see cref="ExpectedDays"/> is keyed by segment (`smb`, `mm`, `ent`); <see cref="DefaultDays"/> stands in for
/// another segment.
/// </summary>
public sealed record StageRule(
    string Name,
    IReadOnlyList<ExitCriterion> ExitCriteria,
    IReadOnlyList<string> RequiredFields,
    IReadOnlyDictionary<string, int> ExpectedDays,
    int DefaultDays,
    string ForecastCategory,
    bool Terminal = false
)
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
    int PauseDays = 30
);

/// <summary>How long a proposal waits: reminder after, expiry after, both counted from when it was proposed.</summary>
public sealed record Waiting(TimeSpan RemindAfter, TimeSpan ExpireAfter);

/// <summary>
/// The acts that count as a buyer's progress, and those that are a seller's activity and never evidence of it (SP). Ids as the stage
/// workflow reads them.
/// </summary>
public sealed record ProgressRule(IReadOnlyList<string> BuyerProgress, IReadOnlyList<string> SellerActivity)
{
    public static readonly ProgressRule Default = new(
        [
            "substantive_reply",
            "meeting_attended",
            "stakeholder_added",
            "document_supplied",
            "number_given",
            "date_given",
            "redline",
            "signature",
        ],
        ["mail_sent", "proposal_sent", "demo_given", "task_closed", "open_or_click", "auto_reply", "rep_field", "rep_note"]
    );
}

/// <summary>
/// One promise of the sales workflow: after this trigger that action follows, within the limit (SW). Exactly one of the limits is set; both
/// are working time of the deal's owner.
/// </summary>
/// <param name="Trigger">`buyer_reply`, `call_ended`, `stakeholder_named`, `deal_quiet`, `stall_flagged`, `stage_moved`.</param>
/// <param name="Action">`answer_in_thread`, `recap`, `personal_outreach`, `follow_up_with_something_new`, `owner_decision`,
/// `review_note`.</param>
/// <param name="Hours">Working hours.</param>
/// <param name="Days">Working days; 0 means by the end of the same working day.</param>
/// <param name="Stages">The stages that it holds for; null for all. One that names the deal's stage goes before one for all.</param>
/// <param name="Ahead">Working hours before the limit at which the work is prepared and put before the owner; null: once it is
/// late.</param>
public sealed record TriggerRule(
    string Trigger,
    string Action,
    int? Hours = null,
    int? Days = null,
    IReadOnlyList<string>? Stages = null,
    int? Ahead = null
)
{
    public const string BuyerReply = "buyer_reply";
    public const string CallEnded = "call_ended";
    public const string StakeholderNamed = "stakeholder_named";
    public const string DealQuiet = "deal_quiet";
    public const string StallFlagged = "stall_flagged";
    public const string StageMoved = "stage_moved";

    /// <summary>Whether it holds for this stage by name.</summary>
    public bool Names(string stage) => Stages?.Contains(stage, StringComparer.OrdinalIgnoreCase) == true;

    /// <summary>The limit as a playbook writes it: `same day`, `2 hours`, `1 business day`.</summary>
    public string Within =>
        this switch
        {
            { Hours: { } hours } => FormattableString.Invariant($"{hours} hour{(hours == 1 ? "" : "s")}"),
            { Days: 0 or null } => "same day",
            _ => FormattableString.Invariant($"{Days} business day{(Days == 1 ? "" : "s")}"),
        };

    public static readonly IReadOnlyList<TriggerRule> Defaults =
    [
        new(BuyerReply, "answer_in_thread", Days: 0),
        new(CallEnded, "recap", Days: 0),
        new(StakeholderNamed, "personal_outreach", Days: 1),
        new(DealQuiet, "follow_up_with_something_new", Days: 0),
        new(StallFlagged, "owner_decision", Days: 2),
        new(StageMoved, "review_note", Hours: 1),
    ];
}

/// <summary>When people work. A clock that runs in working time stands still outside of it.</summary>
/// <param name="TimeZone">An IANA name; a person's own goes before it (<paramref name="Zones"/>).</param>
/// <param name="Holidays">Days on which nobody works.</param>
/// <param name="Zones">Mail address to IANA name.</param>
public sealed record WorkingHours(
    TimeOnly Start,
    TimeOnly End,
    IReadOnlyList<DayOfWeek> Days,
    string TimeZone,
    IReadOnlyList<DateOnly> Holidays,
    IReadOnlyDictionary<string, string> Zones
)
{
    public static readonly WorkingHours Default = new(
        new TimeOnly(9, 0),
        new TimeOnly(17, 0),
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday],
        "UTC",
        [],
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    );
}

/// <summary>
/// A team's rules as data: what its stages ask for, what its limits are, who is qualified for what. A run names the version that judged it.
/// </summary>
/// <param name="Routing">Role to the mail addresses that hold it. What is absent here is read from the export (trackers' owners, asset
/// approvers).</param>
/// <param name="OptOuts">Addresses that must not be written to.</param>
public sealed record Playbook(
    string Name,
    string Version,
    IReadOnlyList<StageRule> Stages,
    Limits Limits,
    Waiting Waiting,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Routing,
    IReadOnlyList<string> OptOuts
)
{
    public ProgressRule Progress { get; init; } = ProgressRule.Default;

    public IReadOnlyList<TriggerRule> Triggers { get; init; } = TriggerRule.Defaults;

    public WorkingHours Hours { get; init; } = WorkingHours.Default;

    /// <summary>Kind of action to the role that must approve it. It can ask for more than a gate does, never for less.</summary>
    public IReadOnlyDictionary<string, string> Approvers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public StageRule? Stage(string name) => Stages.FirstOrDefault(s => string.Equals(s.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>What is promised after this trigger in this stage; null where the playbook promises nothing.</summary>
    public TriggerRule? RuleFor(string trigger, string stage) =>
        Triggers.FirstOrDefault(t => t.Trigger == trigger && t.Names(stage))
        ?? Triggers.FirstOrDefault(t => t.Trigger == trigger && t.Stages is null);

    /// <summary>The place of a stage in the order, from 0, or -1.</summary>
    public int Order(string name)
    {
        for (var i = 0; i < Stages.Count; i++)
        {
            if (string.Equals(Stages[i].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }
}
