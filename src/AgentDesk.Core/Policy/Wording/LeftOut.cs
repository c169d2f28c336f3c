using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Core.Policy.Wording;

/// <summary>
/// Text of the desk's own that repeats a field of a source (a subject, a name, an item) without what was planted in it for an AI: the rest
/// stays readable, and the work goes on.
/// </summary>
public static partial class LeftOut
{
    public const string Mark = "[words for an AI left out]";

    /// <summary>A field without its planted part; the mark alone where nothing else is left.</summary>
    public static string Of(string field, Side side)
    {
        var planted = InjectionScan.OfField(field, side);
        if (planted.Count == 0)
        {
            return field;
        }

        var rest = planted.Aggregate(field.ReplaceLineEndings("\n"), (t, p) => t.Replace(p.Passage, "", StringComparison.Ordinal)).Trim();
        return rest.Any(char.IsLetterOrDigit) ? rest.TrimEnd('.', ',', ';', ':', '-', '–', ' ') : Mark;
    }

    /// <summary>What is planted in the pieces: in their text, their title and the name of their author.</summary>
    public static IReadOnlyList<string> Passages(IEnumerable<EvidenceItem> items) =>
        [.. items.SelectMany(Planted).Select(p => p.Passage).Distinct(StringComparer.Ordinal).OrderByDescending(p => p.Length)];

    /// <summary>Everything that is planted in one piece.</summary>
    public static IEnumerable<PlantedInstruction> Planted(EvidenceItem item) =>
        InjectionScan
            .Of(item)
            .Concat(InjectionScan.OfField(item.Title, item.Side))
            .Concat(item.Author is { } author ? InjectionScan.OfField(author, item.Side) : [])
            .DistinctBy(p => p.Passage, StringComparer.Ordinal);

    /// <summary>The text with the mark in place of each passage that it repeats, whatever its quotes and white space became on the way.</summary>
    public static string In(string text, IReadOnlyList<string> passages)
    {
        if (passages.Count == 0)
        {
            return text;
        }

        var flat = Flat(text);
        var cut = passages.Select(Flat).Aggregate(flat, (t, p) => t.Replace(p, Mark, StringComparison.OrdinalIgnoreCase));
        return cut == flat ? text : cut;
    }

    private static string Flat(string text) => Blanks().Replace(text.Replace('"', '\''), " ").Trim();

    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, 20_000)]
    private static partial Regex Blanks();
}
