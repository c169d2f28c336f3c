using System.Security.Claims;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AgentDesk.Surfaces.Web;

/// <summary>Finds out who looks: the signed-in user, else the choice that the switcher's cookie holds, else the local operator.</summary>
internal sealed class People(IOptions<WebInboxOptions> options, Actors actors, TimeProvider clock)
{
    public const string Cookie = "desk-person";
    public const string Operator = "local";

    // Who is known changes with an import only; reading every deal for every page would cost more than the page.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(20);

    private (DateTimeOffset At, Team Team, IReadOnlyList<Person> Known, Names Names)? _roster;

    /// <summary>Null when nobody is signed in and no switcher stands in.</summary>
    public async Task<Viewer?> ViewerAsync(HttpContext context, IDealBook book, CancellationToken ct)
    {
        if (_roster is not { } roster || clock.GetUtcNow() - roster.At > Fresh)
        {
            var team = await book.TeamAsync(ct);
            var names = Names.Of(team);
            roster = (clock.GetUtcNow(), team, Known(team, await book.DealsAsync(ct), names), names);
            _roster = roster;
        }

        var switcher = options.Value.PersonSwitcher;
        var email = switcher
            ? context.Request.Cookies[Cookie]
            : context.User.FindFirstValue(ClaimTypes.Email) ?? context.User.FindFirstValue("preferred_username");
        if (roster.Known.FirstOrDefault(p => string.Equals(p.Email, email, StringComparison.OrdinalIgnoreCase)) is { } person)
        {
            return new Viewer(
                await actors.FindAsync(person.Email, null, ct) ?? new Actor(person.Email, []),
                person.Name,
                person.What,
                switcher ? roster.Known : [],
                roster.Names
            );
        }

        return switcher ? new Viewer(Actor.LocalOperator, "Local operator", "at this machine", roster.Known, roster.Names) : null;
    }

    private static IReadOnlyList<Person> Known(Team team, IReadOnlyList<Deal> deals, Names names)
    {
        var owners = deals.Select(d => d.OwnerEmail).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var managers = deals.Select(d => d.ManagerEmail).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);
        string What(string email) =>
            (managers.Contains(email), owners.Contains(email), RolesOf(team, email)) switch
            {
                (true, _, _) => "manager",
                (_, true, _) => "deal owner",
                (_, _, [var first, ..]) => Words.Role(first),
                _ => "colleague",
            };

        return
        [
            .. owners
                .Concat(managers)
                .Concat(team.Colleagues.Select(c => c.Email))
                .Where(e => e.Length > 0)
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(e => new Person(e, names[e], What(e)))
                .OrderBy(p =>
                    p.What switch
                    {
                        "manager" => 0,
                        "deal owner" => 1,
                        _ => 2,
                    }
                )
                .ThenBy(p => p.Name, StringComparer.Ordinal),
        ];
    }

    // The operator at the machine is the only admin: a file that is imported cannot make one.
    private static IReadOnlyList<string> RolesOf(Team team, string email) =>
        [
            .. team
                .Colleagues.Where(c => string.Equals(c.Email, email, StringComparison.OrdinalIgnoreCase))
                .SelectMany(c => c.Roles)
                .Where(r => r != Roles.Admin),
        ];
}
