using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Runs;

/// <summary>Who may decide what. Forbid wins: what is not plainly allowed is refused.</summary>
public static class Authority
{
    /// <summary>
    /// Whether <paramref name="actor"/> may decide the action: a holder of the needed role for this deal, the person it was reassigned to
    /// (where it needs a qualified owner or the manager: one who holds that role), the deal's manager in the owner's stead, or the operator
    /// at the machine. The desk itself may never.
    /// </summary>
    public static bool May(Actor actor, RunHeader run, ActionState state)
    {
        if (actor.Roles.Contains(Roles.Admin, StringComparer.Ordinal))
        {
            return true;
        }
        if (actor.Email is not { } email || actor == Actor.Desk)
        {
            return false;
        }

        var needs = state.Action.Needs;
        var qualified = Roles.Qualified.Contains(needs, StringComparer.Ordinal);
        if (Same(state.Action.NeedsWho, email))
        {
            return true;
        }

        var assigned = state.AssignedTo is { } to && Is(email, to);
        if (assigned && state.Assignment is { AsHolder: true })
        {
            return true;
        }
        if (qualified)
        {
            return state.Action.NeedsWho.Count == 0 && IsManager(email, run);
        }
        if (needs == Roles.Manager)
        {
            return IsManager(email, run);
        }
        return IsManager(email, run) || Is(email, run.Owner) || assigned;
    }

    /// <summary>Whether only a holder of the role may decide: a qualified owner's, or the manager's.</summary>
    public static bool IsRoleBound(string needs) => needs == Roles.Manager || Roles.Qualified.Contains(needs, StringComparer.Ordinal);

    /// <summary>
    /// Whether the person may see the run and say something that is not an approval: owner, manager, a needed role, or an assignee.
    /// </summary>
    public static bool IsConcerned(Actor actor, RunHeader run, IReadOnlyList<ActionState> actions) =>
        Visibility.SeesEverything(actor)
        || (
            actor.Email is { } email
            && (
                Is(email, run.Owner)
                || IsManager(email, run)
                || Same(actor.Leads, run.Owner)
                || actions.Any(a => Same(a.Action.NeedsWho, email) || (a.AssignedTo is { } to && Is(email, to)))
            )
        );

    private static bool IsManager(string email, RunHeader run) => run.Manager is { } manager && Is(email, manager);

    private static bool Same(IReadOnlyList<string> who, string email) => who.Any(w => Is(w, email));

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
