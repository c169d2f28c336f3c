using System.Text.RegularExpressions;

namespace AgentDesk.Evals.Graders;

/// <summary>
/// Whether a statement turns round what it quotes: it denies in the same words what the quote affirms, or the other way about. It looks only where the words are shared, so that a
/// statement which draws a conclusion of its own is left alone.
/// </summary>
internal static partial class Polarity
{
    private const int SharedAtLeast = 2;

    private static readonly HashSet<string> Empty = new(
        "the a an and or but of to in on at by for with from as is are was were be been has have had do does did will would can could may might must shall should it its they them their he she his her we our us you your i my me this that these those there here not no never none nobody nothing nor n't cannot so if than then also only just very more most about into over under out up down".Split(' '), StringComparer.Ordinal);

    public static bool IsTurned(string text, IReadOnlyList<string> quotes)
    {
        foreach (var (said, isDenied) in Predicates(text))
        {
            foreach (var (stands, wasDenied) in quotes.SelectMany(Predicates))
            {
                // Same stems around the predicate, with "not" on one side only.
                if (isDenied != wasDenied && said.Count >= SharedAtLeast && stands.Count >= SharedAtLeast && IsSame(said, stands)) { return true; }
            }
        }

        return false;
    }

    private static bool IsSame(HashSet<string> a, HashSet<string> b)
    {
        var shared = a.Count(b.Contains);
        return shared >= SharedAtLeast && shared >= 0.6 * Math.Min(a.Count, b.Count);
    }

    private static IEnumerable<(HashSet<string> Stems, bool IsDenied)> Predicates(string text)
    {
        foreach (var clause in Clauses().Split(text))
        {
            var stems = Word().Matches(clause).Select(m => m.Value.ToLowerInvariant()).Where(w => w.Length > 2 && !Empty.Contains(w)).Select(Stem).ToHashSet(StringComparer.Ordinal);
            if (stems.Count > 0) { yield return (stems, Denial().Count(clause) % 2 == 1); }
        }
    }

    private static string Stem(string word) => word switch
    {
        [.. var s, 'i', 'n', 'g'] when s.Length > 3 => s,
        [.. var s, 'e', 'd'] when s.Length > 3 => s,
        [.. var s, 'e', 's'] when s.Length > 3 => s,
        [.. var s, 's'] when s.Length > 3 => s,
        [.. var s, 'e'] when s.Length > 3 => s,
        _ => word,
    };

    [GeneratedRegex(@"[;:,.!?]\s+|\s+(?:but|because|while|although|until|unless|before|after|when|if|once|that|where|which|who)\s+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Clauses();

    [GeneratedRegex(@"[\p{L}']+", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|\w+n['’]t)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 5000)]
    private static partial Regex Denial();
}
