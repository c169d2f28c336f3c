using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Engine.Asking.Naming;

namespace AgentDesk.Adapters.Models.Embedded.Asking;

/// <summary>How far a unit is about the people that a question names: said by one of them, or naming one.</summary>
internal sealed class PeopleMatch
{
    private const double Named = 0.75;
    private const double NamedBefore = 0.4;
    private readonly IReadOnlyList<Contact> _people;
    private readonly HashSet<string> _names;

    public PeopleMatch(Matter m, Question q)
    {
        _people = q.People;
        _names = [.. q.People.SelectMany(p => NameWords.Of(p.Name)).Select(w => w.Folded).Where(w => w.Length > 2)];
    }

    public bool Any => _people.Count > 0;

    /// <summary>As much as one telling word of the question.</summary>
    public const double Weight = 2.2;

    public bool Author(Unit unit) => _people.Any(p => Is(p, unit));

    public double Of(Unit unit)
    {
        if (Author(unit))
        {
            return 1;
        }
        var words = NameWords.Of(unit.Quote).Select(w => w.Folded);
        if (words.Any(_names.Contains))
        {
            return Named;
        }
        return unit.Around.Any(_names.Contains) ? NamedBefore : 0;
    }

    /// <summary>Whether the contact wrote or said it.</summary>
    public static bool Is(Contact person, Unit unit) =>
        (unit.Item.AuthorEmail is { } email && Sides.Same(email, person.Email))
        || string.Equals(unit.Item.Author, person.Name, StringComparison.OrdinalIgnoreCase);
}
