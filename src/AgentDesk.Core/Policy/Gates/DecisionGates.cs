using System.Text.RegularExpressions;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Policy.Gates;

/// <summary>Who decides, and on exactly what.</summary>
public static partial class DecisionGates
{
    /// <summary>
    /// By construction: only <see cref="Runs.Run.Apply"/> makes an approved write, from a person's approval. Here it is checked that every
    /// action names who that is.
    /// </summary>
    public static readonly Gate APersonDecides = new(
        "a-person-decides",
        "nothing runs without a person's decision: every action names the role that may take it",
        "SD, SP, SIX, MAP",
        Undecided
    );

    /// <summary>
    /// By construction: an approval names the payload's hash and the record's version. Here it is checked that the version is that of what
    /// was read.
    /// </summary>
    public static readonly Gate PayloadBound = new(
        "payload-bound",
        "an approval names the payload's hash and the version of the record that it was prepared from",
        "SD",
        Unbound
    );

    public static readonly Gate QualifiedOwner = new(
        "qualified-owner",
        "what decides on legal, procurement, security, executive, discount or scope goes to the qualified owner of that kind",
        "SD",
        Unqualified
    );

    public static readonly Gate ManagerForForecast = new(
        "manager-for-forecast",
        "an action that changes the forecast or the strategy of the deal needs the manager",
        "SD, SP",
        Unmanaged
    );

    /// <summary>Fields whose change moves the forecast.</summary>
    public static readonly IReadOnlyList<string> ForecastFields =
    [
        "forecast_category",
        "forecast",
        "close_date",
        "stage",
        "amount",
        "probability",
        "status",
    ];

    private static IReadOnlyList<Finding> Undecided(GateCase c) =>
        [
            .. c
                .Proposal.Actions.Where(a => string.IsNullOrWhiteSpace(a.Needs))
                .Select(a => APersonDecides.Withhold($"`{a.Summary}` names nobody who may approve it", a.Id.Value)),
        ];

    private static IReadOnlyList<Finding> Unbound(GateCase c) =>
        [
            .. c
                .Proposal.Actions.Where(a => a.RecordVersion != ActionVersions.Of(a.Payload, c.Dossier))
                .Select(a =>
                    PayloadBound.Withhold(
                        $"`{a.Summary}` was prepared from version {a.RecordVersion} of the record, which now is {ActionVersions.Of(a.Payload, c.Dossier)}",
                        a.Id.Value
                    )
                ),
        ];

    private static IReadOnlyList<Finding> Unmanaged(GateCase c) =>
        [
            .. c
                .Proposal.Actions.Where(a => IsStrategy(a.Payload) && a.Needs != Roles.Manager)
                .Select(a => ManagerForForecast.Route(Roles.Manager, $"`{a.Summary}` changes forecast or strategy", a.Id.Value)),
        ];

    // An escalation asks and binds nobody: the deal owner decides on asking, and the task that goes with it is the qualified owner's.
    private static IReadOnlyList<Finding> Unqualified(GateCase c) =>
        [
            .. from a in c.Proposal.Actions
            where !Roles.Qualified.Contains(a.Needs, StringComparer.Ordinal)
            let role = RoleOf(a.Payload)
            where role is not null
            select QualifiedOwner.Route(role, $"`{a.Summary}` decides on {role}, which is for its qualified owner", a.Id.Value),
        ];

    private static string? RoleOf(ActionPayload payload) =>
        payload switch
        {
            ActionPayload.CrmField f => Topic().Match(f.Field) is { Success: true } m ? RoleOf(m) : null,
            ActionPayload.TaskItem t => Conceding().Match(t.Text) is { Success: true } m ? RoleOf(m) : null,
            ActionPayload.CrmNote n => Conceding().Match(n.Text) is { Success: true } m ? RoleOf(m) : null,
            _ => null,
        };

    private static string? RoleOf(Match m) => Roles.Qualified.FirstOrDefault(r => m.Groups[r].Success);

    private static bool IsStrategy(ActionPayload payload) =>
        payload switch
        {
            ActionPayload.ForecastChange or ActionPayload.StageChange or ActionPayload.Pause => true,
            ActionPayload.CrmField f => ForecastFields.Contains(f.Field, StringComparer.OrdinalIgnoreCase),
            _ => false,
        };

    // Custom fields such as `legal_status`, `security_review`, `discount_percent`.
    [GeneratedRegex(
        @"(^|_)((?<legal>legal|msa|contract|redlines?|terms)|(?<security>security|dpa|privacy|infosec)|(?<procurement>procurement|purchasing|vendor|po)|(?<discount>discount|price_exception)|(?<scope>scope|sow))(_|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Topic();

    [GeneratedRegex(
        @"\b(approve|grant|accept|agree(d)? to|concede|waive|rewrite|sign off( on)?|commit to|offer|promise|give)\b[^.!?\n]{0,60}\b((?<legal>redlines?|liability|indemnit\w+|clause|contract terms|msa|legal terms|agreement text)|(?<security>security (exception|requirement|commitment)|pen(etration)?[- ]test|dpa)|(?<procurement>payment terms|supplier terms|purchasing terms)|(?<discount>discounts?|\d+\s?(%|percent) off|price (cut|reduction|concession)|free months?)|(?<scope>custom (work|development)|scope change|roadmap commitment|extra scope))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 20_000
    )]
    private static partial Regex Conceding();
}
