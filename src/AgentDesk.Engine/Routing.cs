using AgentDesk.Core.Evidence;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Engine;

/// <summary>Who holds a role for a deal.</summary>
internal static class Routing
{
    /// <summary>The playbook's holders; where it names none, the record's owner or manager, or colleagues known in that role. Empty when nobody is known.</summary>
    public static IReadOnlyList<string> Holders(string role, Dossier dossier)
    {
        if (dossier.Playbook.Routing.TryGetValue(role, out var named) && named.Count > 0) { return named; }
        if (role == Roles.DealOwner) { return [dossier.Deal.OwnerEmail]; }
        if (role == Roles.Manager && dossier.Deal.ManagerEmail is { Length: > 0 } manager) { return [manager]; }

        return [.. dossier.Team.Colleagues.Where(c => c.Roles.Contains(role, StringComparer.Ordinal)).Select(c => c.Email)];
    }
}
