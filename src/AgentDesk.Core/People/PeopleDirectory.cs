using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.People;

/// <summary>A stretch of days on which a person is not there; both days belong to it.</summary>
public sealed record Away(DateOnly From, DateOnly Until);

/// <summary>One person of the selling side, as the people file knows them.</summary>
/// <param name="ObjectId">The Entra object id, lower case; null where the file does not say.</param>
/// <param name="Roles">Of <see cref="Playbooks.Roles.Assignable"/>.</param>
/// <param name="Teams">Names of the teams that the person belongs to.</param>
/// <param name="Leads">Names of the teams that the person manages.</param>
/// <param name="StandIn">The mail address of who decides while the person is away.</param>
public sealed record Member(
    string Email,
    string? ObjectId,
    string? Name,
    IReadOnlyList<string> Roles,
    IReadOnlyList<string> Teams,
    IReadOnlyList<string> Leads,
    string? StandIn = null,
    Away? Away = null
)
{
    public bool IsAwayOn(DateOnly day) => Away is { } away && day >= away.From && day <= away.Until;
}

/// <summary>
/// Who is who on the selling side: the people file, read anew at every click. What it does not say is read off the records (owner, manager,
/// trackers' owners).
/// </summary>
/// <param name="Groups">Entra group id, lower case, to the roles that its members hold.</param>
public sealed record PeopleDirectory(IReadOnlyList<Member> Members, IReadOnlyDictionary<string, IReadOnlyList<string>> Groups)
{
    public static readonly PeopleDirectory Empty = new([], new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal));

    public Member? Find(string email) => Members.FirstOrDefault(m => Is(m.Email, email));

    public Member? FindByObject(string objectId) => Members.FirstOrDefault(m => m.ObjectId is { } id && Is(id, objectId));

    /// <summary>The members of the teams that the person manages, in the file's order, without the person.</summary>
    public IReadOnlyList<string> LedBy(string email) =>
        Find(email) is { Leads.Count: > 0 } leader
            ?
            [
                .. Members
                    .Where(m => !Is(m.Email, email) && m.Teams.Any(t => leader.Leads.Contains(t, StringComparer.OrdinalIgnoreCase)))
                    .Select(m => m.Email),
            ]
            : [];

    /// <summary>
    /// Who decides for the person on this day: the nearest stand-in who is there; null when the person is there, or nobody stands in.
    /// </summary>
    public string? StandInOn(string email, DateOnly day)
    {
        var passed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var who = email;
        while (Find(who) is { } member && member.IsAwayOn(day))
        {
            if (member.StandIn is not { } next || !passed.Add(who))
            {
                return null;
            }
            who = next;
        }

        return Is(who, email) ? null : who;
    }

    /// <summary>
    /// The person with every role that file and records give, or null when neither knows the address. Records cannot make an administrator:
    /// only the people file can.
    /// </summary>
    /// <param name="granted">Roles from elsewhere, such as Entra groups.</param>
    public Actor? ActorOf(string email, Team team, IReadOnlyList<Deal> deals, IReadOnlyList<string>? granted = null)
    {
        var (member, colleague) = (Find(email), team.Colleagues.FirstOrDefault(c => Is(c.Email, email)));
        var roles = new List<string>((colleague?.Roles ?? []).Where(r => r != Roles.Admin));
        if (deals.Any(d => Is(d.OwnerEmail, email)))
        {
            roles.Add(Roles.DealOwner);
        }
        if (deals.Any(d => d.ManagerEmail is { } m && Is(m, email)))
        {
            roles.Add(Roles.Manager);
        }
        if (colleague is null && member is null && roles.Count == 0)
        {
            return null;
        }

        var known = member?.Email ?? colleague?.Email ?? email;
        return new Actor(known, [.. roles.Concat(member?.Roles ?? []).Concat(granted ?? []).Distinct(StringComparer.Ordinal)])
        {
            Leads = LedBy(known),
        };
    }

    private static bool Is(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
