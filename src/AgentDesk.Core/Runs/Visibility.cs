using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Runs;

/// <summary>
/// Who may see which deal: its owner, its manager, the manager of the owner's team, RevOps, the operator at the machine, and whoever is
/// asked to decide something of it (a qualified owner, or a person that an action was given to). What a person may not see is neither
/// shown, nor counted, nor named in an error.
/// </summary>
public static class Visibility
{
    /// <summary>Whether the person sees every deal: RevOps, and the operator at the machine.</summary>
    public static bool SeesEverything(Actor actor) =>
        actor.Roles.Contains(Roles.Admin, StringComparer.Ordinal) || actor.Roles.Contains(Roles.RevOps, StringComparer.Ordinal);

    /// <summary>Whether the person may see the deal.</summary>
    /// <param name="runs">The deal's runs, in any state; those of other deals do not count.</param>
    public static bool MaySee(Actor actor, Deal deal, IEnumerable<Run> runs) =>
        SeesEverything(actor)
        || (
            actor.Email is { } email
            && (
                Is(email, deal.OwnerEmail)
                || Is(email, deal.ManagerEmail)
                || actor.Leads.Any(l => Is(l, deal.OwnerEmail))
                || runs.Any(r => r.Header.Deal == deal.Id && IsAsked(email, r))
            )
        );

    /// <summary>Whether the person may see the run: <see cref="Authority.IsConcerned"/> over the actions that it has or had.</summary>
    public static bool MaySee(Actor actor, Run run) => Authority.IsConcerned(actor, run.Header, ActionsOf(run));

    /// <summary>The deals that the person may see.</summary>
    public static IReadOnlySet<DealId> Of(Actor actor, IEnumerable<Deal> deals, IEnumerable<Run> runs)
    {
        var ofDeal = SeesEverything(actor) ? null : runs.ToLookup(r => r.Header.Deal);
        return deals.Where(d => MaySee(actor, d, ofDeal?[d.Id] ?? [])).Select(d => d.Id).ToHashSet();
    }

    /// <summary>The actions of a run, those of earlier rounds and of its time before it was closed included.</summary>
    public static IReadOnlyList<ActionState> ActionsOf(Run run) =>
        run switch
        {
            Run.Waiting w => [.. w.Done, .. w.Actions],
            Run.Closed { Was: { } w } => [.. w.Done, .. w.Actions],
            _ => run.Done,
        };

    private static bool IsAsked(string email, Run run) =>
        ActionsOf(run).Any(a => a.Action.NeedsWho.Any(w => Is(email, w)) || Is(email, a.AssignedTo));

    private static bool Is(string email, string? other) =>
        other is not null && string.Equals(email, other, StringComparison.OrdinalIgnoreCase);
}
