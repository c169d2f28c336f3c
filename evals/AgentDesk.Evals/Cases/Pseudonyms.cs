using System.Globalization;

namespace AgentDesk.Evals.Cases;

/// <summary>
/// The invented words of one case. A real word always gets the same one within the case, in order of first appearance, so that the same
/// case is always written the same way; from case to case they differ.
/// </summary>
internal sealed class Pseudonyms(Func<string, bool> isTaken)
{
    private static readonly string[] Given =
    [
        "Alexis",
        "Robin",
        "Kerry",
        "Noel",
        "Sasha",
        "Quinn",
        "Casey",
        "Avery",
        "Morgan",
        "Jules",
        "Riley",
        "Toby",
        "Marin",
        "Sidney",
        "Blair",
        "Devon",
        "Ellis",
        "Jamie",
        "Lennox",
        "Micah",
        "Nico",
        "Remy",
        "Skyler",
        "Taylor",
        "Umber",
        "Vesper",
        "Wren",
        "Yael",
        "Zephyr",
        "Arden",
    ];

    private static readonly string[] Family =
    [
        "Aldous",
        "Bexley",
        "Corwin",
        "Darnley",
        "Elstow",
        "Farrow",
        "Gisburn",
        "Hartnoll",
        "Iverley",
        "Jessop",
        "Kelham",
        "Lorimer",
        "Melbury",
        "Norcott",
        "Orwin",
        "Penhale",
        "Quarles",
        "Rushmer",
        "Selwick",
        "Tansley",
        "Ulverton",
        "Vickery",
        "Wadham",
        "Yarwood",
        "Zeller",
        "Ashcombe",
        "Brockway",
        "Cranley",
        "Dunmore",
        "Everden",
    ];

    private static readonly string[] Companies =
    [
        "Birchfield",
        "Coppermoor",
        "Dovedale",
        "Elmsworth",
        "Fennimore",
        "Glenhaven",
        "Hawksbury",
        "Ironvale",
        "Junipero",
        "Kestrelby",
        "Lindenau",
        "Mossgrove",
        "Netherby",
        "Oakhampton",
        "Pinecrest",
        "Quayside",
        "Ravensholt",
        "Silverlea",
        "Thornbury",
        "Underwell",
    ];

    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public string GivenFor(string word) => For("given", word, Given);

    public string FamilyFor(string word) => For("family", word, Family);

    public string CompanyFor(string word) => For("company", word, Companies);

    /// <summary>A numbered word: `link-3`.</summary>
    public string NumberFor(string kind, string word) =>
        _known.TryGetValue($"{kind}\n{word}", out var known)
            ? known
            : _known[$"{kind}\n{word}"] = string.Create(CultureInfo.InvariantCulture, $"{kind}-{Next(kind)}");

    private string For(string kind, string word, string[] pool)
    {
        if (_known.TryGetValue($"{kind}\n{word}", out var known))
        {
            return known;
        }
        while (true)
        {
            var n = Next(kind) - 1;
            var name =
                n < pool.Length ? pool[n] : string.Create(CultureInfo.InvariantCulture, $"{pool[n % pool.Length]}{(n / pool.Length) + 1}");

            // An invented name that somebody bears would point at them.
            if (!isTaken(name))
            {
                return _known[$"{kind}\n{word}"] = name;
            }
        }
    }

    private int Next(string kind) => _counts[kind] = _counts.GetValueOrDefault(kind) + 1;
}
