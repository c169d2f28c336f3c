using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;

namespace AgentDesk.Surfaces.Review;

/// <summary>Mail addresses as the names of people, as far as the team and the deal's contacts tell.</summary>
public sealed partial class Names
{
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name, or the address itself where nobody is known under it.</summary>
    public string this[string email] => Foreign.Isolated(Raw(email));

    public static Names Of(Team team)
    {
        var names = new Names();
        foreach (var c in team.Colleagues.Where(c => !string.IsNullOrWhiteSpace(c.Name)))
        {
            names._names.TryAdd(c.Email, c.Name!);
        }
        return names;
    }

    /// <summary>The people of a deal: its contacts and those who wrote or were written to.</summary>
    public static IReadOnlyList<(string Email, string Name)> PeopleOf(DealFile file) =>
        [
            .. file
                .Contacts.Select(c => (c.Email, c.Name))
                .Concat(
                    file.Mails.SelectMany(m => m.To.Concat(m.Cc).Prepend(m.From))
                        .Where(a => a.Name is not null)
                        .Select(a => (Email: a.Address, Name: a.Name!))
                )
                .Where(p => p.Name.Length > 0)
                .DistinctBy(p => p.Email, StringComparer.OrdinalIgnoreCase),
        ];

    /// <summary>These names and those of a deal's people.</summary>
    public Names With(IReadOnlyList<(string Email, string Name)> people)
    {
        var all = new Names();
        foreach (var (email, name) in _names.Select(n => (n.Key, n.Value)).Concat(people))
        {
            all._names.TryAdd(email, name);
        }
        return all;
    }

    /// <summary>The first name, where a name is known.</summary>
    public string First(string email) =>
        Raw(email) is var name && name.Contains('@', StringComparison.Ordinal) ? name : Foreign.Isolated(FirstWord(name));

    /// <summary>A sentence with the addresses of known people as their names.</summary>
    public string In(string text) => text.Contains('@', StringComparison.Ordinal) ? Address().Replace(text, m => this[m.Value]) : text;

    [GeneratedRegex(@"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", RegexOptions.CultureInvariant, 500)]
    private static partial Regex Address();

    public string List(IEnumerable<string> emails) => Words.And([.. emails.Select(e => this[e])]);

    public string Firsts(IEnumerable<string> emails) => Words.And([.. emails.Select(First)]);

    private string Raw(string email) => _names.GetValueOrDefault(email, email);

    private static string FirstWord(string name) => name.IndexOf(' ', StringComparison.Ordinal) is var i and > 0 ? name[..i] : name;
}
