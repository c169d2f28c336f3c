using AgentDesk.Core.Proposals;

namespace AgentDesk.Surfaces.Review;

/// <summary>A person who may be chosen: one of the team's colleagues, or an owner or manager of a deal.</summary>
public sealed record Person(string Email, string Name, string What);

/// <summary>Who looks at the page, and who else could.</summary>
public sealed record Viewer(Actor Actor, string Name, string What, IReadOnlyList<Person> Others, Names Names)
{
    public bool IsOperator => Actor.Email is null;

    public bool Is(string? email) => email is not null && string.Equals(Actor.Email, email, StringComparison.OrdinalIgnoreCase);
}
