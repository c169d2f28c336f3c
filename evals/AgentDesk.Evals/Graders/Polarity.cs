using System.Text.RegularExpressions;

namespace AgentDesk.Evals.Graders;

/// <summary>
/// Whether a statement turns round what it quotes: it denies a word that the quote affirms, or the other way about, in a clause most of
/// which is the same; or it denies twice in one breath, which nobody writes on purpose ("has not nothing"). It looks only where words are
/// shared, so that a statement which draws a conclusion of its own is left alone: it accuses rarely, and sees few denials that are put in
/// free words. How many it sees, and how rarely it is wrong: docs/evals.md.
/// </summary>
internal static partial class Polarity
{
    /// <summary>Words that both clauses share beside the one that is turned, and their least share of the shorter clause with it.</summary>
    private const int SharedAtLeast = 1;
    private const double SharedOfShorter = 0.6;

    private static readonly HashSet<string> Empty = new(
        "the a an and or but of to in on at by for with from as is are was were be been has have had do does did will would can could may might must shall should it its they them their he him his she her we our us you your i my me this that these those there here not no never none nobody nothing nor cannot so if than then also only just very more most any all still yet ever about into over under out up down".Split(
            ' '
        ),
        StringComparer.Ordinal
    );

    // What is denied by "do not think that it came" is that it came.
    private static readonly HashSet<string> Transparent = new(
        "even really quite truly exactly already actually necessarily think believe know want need plan expect say seem look going got able allowed anything anyone anybody".Split(
            ' '
        ),
        StringComparer.Ordinal
    );

    public static bool IsTurned(string text, IReadOnlyList<string> quotes)
    {
        if (Twice().IsMatch(text) && !quotes.Any(q => Twice().IsMatch(q)))
        {
            return true;
        }
        var said = Clauses(text);
        return quotes.SelectMany(Clauses).Any(q => said.Any(s => IsTurned(s, q)));
    }

    private static bool IsTurned(Clause a, Clause b) => a.Denied.Any(w => IsTurned(w, a, b)) || b.Denied.Any(w => IsTurned(w, b, a));

    private static bool IsTurned(string denied, Clause here, Clause there)
    {
        if (!there.Stems.Contains(denied) || there.Denied.Count > 0)
        {
            return false;
        }
        var shared = here.Stems.Count(there.Stems.Contains);
        return shared > SharedAtLeast && shared >= SharedOfShorter * Math.Min(here.Stems.Count, there.Stems.Count);
    }

    private static IReadOnlyList<Clause> Clauses(string text) => [.. Ends().Split(text).Select(Of).Where(c => c.Stems.Count > 0)];

    private static Clause Of(string clause)
    {
        var words = Word().Matches(clause).Select(m => m.Value.ToLowerInvariant().Replace('’', '\'')).ToList();
        var (stems, denied) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        string? last = null;
        var waits = false;
        foreach (var word in words)
        {
            if (Denial().IsMatch(word))
            {
                waits = true;
                continue;
            }

            if (word.Length < 3 || Empty.Contains(word))
            {
                continue;
            }
            var stem = Stem(word);
            stems.Add(stem);
            last = stem;
            if (!waits || Transparent.Contains(word))
            {
                continue;
            }
            denied.Add(stem);
            waits = false;
        }

        // Nothing follows: "they said they would not".
        if (waits && last is not null)
        {
            denied.Add(last);
        }
        return new Clause(stems, denied);
    }

    private static string Stem(string word) =>
        word switch
        {
            [.. var s, 'i', 'n', 'g'] when s.Length > 3 => s.TrimEnd('e'),
            [.. var s, 'e', 'd'] when s.Length > 2 => s.TrimEnd('e'),
            [.. var s, 'e', 's'] when s.Length > 3 => s.TrimEnd('e'),
            [.. var s, 's'] when s.Length > 2 => s.TrimEnd('e'),
            _ => word.TrimEnd('e'),
        };

    [GeneratedRegex(
        @"[;:,.!?]\s+|\s+(?:but|because|while|although|until|unless|before|after|when|if|once|that|where|which|who)\s+",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        5000
    )]
    private static partial Regex Ends();

    [GeneratedRegex(@"[\p{L}][\p{L}'’]*", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Word();

    [GeneratedRegex(
        @"^(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|\w+n't)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        5000
    )]
    private static partial Regex Denial();

    [GeneratedRegex(
        @"\b(?:not|never|\w+n['’]t)\s+(?:\w+\s+)?(?:no|nothing|nobody|none|never|not|neither)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        5000
    )]
    private static partial Regex Twice();

    private sealed record Clause(HashSet<string> Stems, HashSet<string> Denied);
}
