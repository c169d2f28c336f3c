using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;

namespace AgentDesk.Core.Playbooks;

/// <summary>
/// Who holds a role for a deal: the deal's own people, the playbook's routing, else the colleagues that are known to hold it.
/// </summary>
public static class QualifiedOwners
{
    /// <summary>The people who hold the role for this deal.</summary>
    /// <returns>Mail addresses; empty when nobody is known, and then a manager may decide.</returns>
    public static IReadOnlyList<string> Of(string role, Deal deal, Team team, Playbook playbook) =>
        role switch
        {
            Roles.DealOwner => deal.AnsweredBy is { Length: > 0 } owner ? [owner] : [],
            Roles.Manager when deal.ManagerEmail is { Length: > 0 } manager => [manager],
            _ when playbook.Routing.TryGetValue(role, out var routed) && routed.Count > 0 => routed,
            _ => [.. team.Colleagues.Where(c => c.Roles.Contains(role, StringComparer.OrdinalIgnoreCase)).Select(c => c.Email)],
        };

    /// <summary>Those of them who are there to be asked: nobody whom the deal's evidence tells to be away or gone.</summary>
    public static IReadOnlyList<string> AtWork(string role, Dossier dossier) =>
        [
            .. Of(role, dossier.Deal, dossier.Team, dossier.Playbook)
                .Where(who => Absences.Of(dossier.File, dossier.Team, who, dossier.Now) is null),
        ];

    /// <summary>
    /// The role that is asked for help with a blocker of this category: the qualified owner's; the manager's where the way to go on is in
    /// question; else null.
    /// </summary>
    public static string? AskedAbout(string category) =>
        RoleFor(category) ?? (category is "competition" or "no_decision_process" ? Roles.Manager : null);

    /// <summary>The role that a blocker of this category is routed to (SD), or null where the deal owner's own work moves it.</summary>
    public static string? RoleFor(string category) =>
        category switch
        {
            "legal" => Roles.Legal,
            "security" => Roles.Security,
            "procurement" => Roles.Procurement,
            "authority" or "reorg_freeze" => Roles.Executive,
            "budget" => Roles.Discount,
            "fit_scope" => Roles.Scope,
            _ => null,
        };
}
