using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Playbooks;

namespace AgentDesk.Core.Runs;

/// <summary>To whom a decision may be handed: a colleague whom the records know, and for what needs a role a holder of that role.</summary>
public static class Handover
{
    private const int Named = 5;

    /// <summary>Why it cannot be handed to <paramref name="to"/>, in one line that says who could be named; null when it can.</summary>
    public static string? Refusal(RunHeader run, ActionState state, string to, Dossier dossier)
    {
        var needs = state.Action.Needs;
        var could = Could(run, state, dossier);
        if (could.Contains(to, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        var who = could.Count == 0 ? "nobody is known who could be named" : $"{Some(could)} could be named";
        if (!Colleagues(run, dossier).Contains(to, StringComparer.OrdinalIgnoreCase))
        {
            var what = Sides.Contact(dossier.File, to) is { Side: Side.Buyer or Side.Partner } contact
                ? $"{contact.Name} is of the {(contact.Side == Side.Buyer ? "buyer's" : "partner's")} side"
                : $"`{to}` is no colleague that the records know";
            return $"{what}: {who}";
        }

        return $"`{state.Action.Id}` needs {needs.Replace('_', ' ')}, which {to} does not hold: {who}";
    }

    /// <summary>
    /// Whom it could be handed to: the manager and the owner first, then colleagues as the records list them; for what needs a role its
    /// holders alone.
    /// </summary>
    public static IReadOnlyList<string> Could(RunHeader run, ActionState state, Dossier dossier) =>
        Authority.IsRoleBound(state.Action.Needs) ? Holders(run, state, dossier) : Colleagues(run, dossier);

    /// <summary>Whether the person holds the role that the action needs, and so may decide it when it is handed to them.</summary>
    public static bool IsHolder(RunHeader run, ActionState state, string to, Dossier dossier) =>
        Authority.IsRoleBound(state.Action.Needs) && Holders(run, state, dossier).Contains(to, StringComparer.OrdinalIgnoreCase);

    private static List<string> Holders(RunHeader run, ActionState state, Dossier dossier)
    {
        var needs = state.Action.Needs;
        var known = state.Action.NeedsWho.Concat(QualifiedOwners.Of(needs, dossier.Deal, dossier.Team, dossier.Playbook));
        if (needs == Roles.Manager && run.Manager is { } manager)
        {
            known = known.Prepend(manager);
        }
        known = known.Concat(
            dossier.Team.Colleagues.Where(c => c.Roles.Contains(needs, StringComparer.OrdinalIgnoreCase)).Select(c => c.Email)
        );

        // With nobody qualified, the manager decides (Authority).
        var holders = Ours(known, dossier);
        return holders.Count == 0 && run.Manager is { } deputy ? [deputy] : holders;
    }

    private static List<string> Colleagues(RunHeader run, Dossier dossier) =>
        Ours(
            new[] { run.Manager, run.Owner, dossier.Deal.ManagerEmail, dossier.Deal.OwnerEmail }
                .OfType<string>()
                .Concat(dossier.Team.Colleagues.Select(c => c.Email))
                .Concat(dossier.Playbook.Routing.Values.SelectMany(r => r)),
            dossier
        );

    private static List<string> Ours(IEnumerable<string> known, Dossier dossier) =>
        [
            .. known
                .Where(e => e.Length > 0 && Sides.Contact(dossier.File, e) is not { Side: Side.Buyer or Side.Partner })
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];

    private static string Some(IReadOnlyList<string> people) =>
        people.Count <= Named
            ? string.Join(", ", people)
            : $"{string.Join(", ", people.Take(Named))} and {(people.Count - Named).ToString(System.Globalization.CultureInfo.InvariantCulture)} more colleagues";
}
