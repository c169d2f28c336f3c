using System.Text.RegularExpressions;

namespace AgentDesk.Adapters.Models.Embedded.Reading;

/// <summary>
/// Who is meant by a name: where a sentence names the one who does security, law, purchasing or finance, it is about that, whatever its
/// other words.
/// </summary>
internal sealed class NamedPeople
{
    private static readonly Dictionary<string, string> Functions = new(StringComparer.Ordinal)
    {
        ["security"] = "security",
        ["legal"] = "legal",
        ["procurement"] = "purchasing",
        ["finance"] = "finance",
    };

    private readonly List<(Regex Name, string Function)> _names = [];

    public NamedPeople(DealReading reading)
    {
        foreach (var c in reading.Inputs.Contacts)
        {
            if (c.Role is not { } role || !Functions.TryGetValue(role, out var function))
            {
                continue;
            }
            var parts = c.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0 || reading.Inputs.Contacts.Any(o => o != c && o.Name.Split(' ')[0] == parts[0]))
            {
                continue;
            }
            var last = parts.Length > 1 ? $@"|(?:Mr|Mrs|Ms|Dr|Herr|Frau)\.? {Regex.Escape(parts[^1])}" : "";
            _names.Add(
                (
                    new Regex(
                        $@"\b(?:{Regex.Escape(c.Name)}|{Regex.Escape(parts[0])}{last})\b",
                        RegexOptions.CultureInvariant,
                        TimeSpan.FromSeconds(20)
                    ),
                    function
                )
            );
        }
    }

    /// <summary>The sentence with what they do in the place of their names: for the model alone, never for a quote.</summary>
    public string InWords(string sentence) => _names.Aggregate(sentence, (s, n) => n.Name.Replace(s, n.Function));
}
