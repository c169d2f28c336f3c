namespace AgentDesk.Adapters.Models.Embedded.Cues;

/// <summary>
/// The features of a sentence: words, neighbours, pairs one word apart, word beginnings, families of words and pairs of families.
/// </summary>
internal static class Features
{
    /// <summary>
    /// Name and value of each feature. The values of one kind together have length 1, so that a long sentence does not shout.
    /// </summary>
    public static IReadOnlyList<(string Name, float Value)> Of(string sentence)
    {
        var words = Words.Of(sentence);
        var all = new List<(string, float)>();
        var families = words.SelectMany(Lexicon.FamiliesOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        Add(all, words.Select(w => "w:" + w), 1f);
        Add(all, Pairs(words, 1).Concat(Pairs(words, 2).Select(p => p + "~")), 0.8f);
        Add(all, Triples(words), 0.5f);
        Add(all, words.Where(w => w.Length >= 5).SelectMany(Grams), 0.5f);
        Add(all, families.Select(f => "f:" + f), 0.7f);
        Add(all, families.SelectMany((f, i) => families.Skip(i + 1).Select(g => $"f:{f}+{g}")), 0.4f);
        all.AddRange(Phrases.In(sentence).Select(p => ("c:" + p, 0.5f)));
        if (words.Contains("?", StringComparer.Ordinal))
        {
            all.Add(("s:asks", 0.3f));
        }
        if (words.Count <= 4)
        {
            all.Add(("s:short", 0.5f));
        }
        return all;
    }

    private static IEnumerable<string> Pairs(IReadOnlyList<string> words, int apart)
    {
        for (var i = 0; i + apart < words.Count; i++)
        {
            yield return $"b:{words[i]} {words[i + apart]}";
        }
    }

    private static IEnumerable<string> Triples(IReadOnlyList<string> words)
    {
        for (var i = 0; i + 2 < words.Count; i++)
        {
            yield return $"t:{words[i]} {words[i + 1]} {words[i + 2]}";
        }
    }

    private static IEnumerable<string> Grams(string word)
    {
        yield return "p:" + word[..4];
        if (word.Length >= 6)
        {
            yield return "p:" + word[..5];
        }
        yield return "e:" + word[^4..];
    }

    private static void Add(List<(string, float)> into, IEnumerable<string> names, float length)
    {
        var distinct = names.Distinct(StringComparer.Ordinal).ToList();
        var value = length / MathF.Sqrt(Math.Max(1, distinct.Count));
        foreach (var n in distinct)
        {
            into.Add((n, value));
        }
    }
}
