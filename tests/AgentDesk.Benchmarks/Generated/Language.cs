using System.Text;

namespace AgentDesk.Benchmarks.Generated;

/// <summary>
/// Sentences of sales correspondence from templates, with a tail of invented words that follows Zipf's law as real vocabularies do: a few
/// words (`contract`, `pricing`) stand in a large share of all pieces, most in a few.
/// </summary>
internal sealed class Language(Random random)
{
    private static readonly string[] Sentences =
    [
        "We went through the {topic} {item} with {who} and the open point is {rare}.",
        "Could you send the {item} again, {who} needs it for the {topic} meeting?",
        "The contract is with our lawyers, they asked about {rare} and {rare}.",
        "Pricing is fine as long as {rare} stays in scope.",
        "I will come back to you on the {topic} {item} by the end of the week.",
        "{who} wants to see how {rare} works before we sign anything.",
        "Our budget for {topic} is approved for this quarter.",
        "Nothing new on the {item}, procurement is still looking at the contract.",
        "Thanks for the call, the part about {rare} was helpful.",
        "The {item} for {topic} is done, {rare} is not.",
        "Who decides about {rare} on your side?",
        "We compared pricing with another vendor, the difference is {rare}.",
    ];

    private static readonly string[] Topics = ["security", "legal", "rollout", "pilot", "integration", "renewal", "training", "support"];
    private static readonly string[] Items =
    [
        "questionnaire",
        "redlines",
        "plan",
        "summary",
        "statement of work",
        "data sheet",
        "checklist",
    ];
    private static readonly string[] Syllables =
    [
        "ba",
        "co",
        "di",
        "fen",
        "gar",
        "hol",
        "jin",
        "kel",
        "lor",
        "mis",
        "nor",
        "pel",
        "qui",
        "ras",
        "sol",
        "tan",
        "ulm",
        "vek",
        "wes",
        "zor",
    ];
    private const int Tail = 20_000;

    public string Text(int sentences, string who) => string.Join(' ', Enumerable.Range(0, sentences).Select(_ => Sentence(who)));

    public string Sentence(string who)
    {
        var text = Sentences[random.Next(Sentences.Length)]
            .Replace("{topic}", Topics[random.Next(Topics.Length)], StringComparison.Ordinal)
            .Replace("{item}", Items[random.Next(Items.Length)], StringComparison.Ordinal)
            .Replace("{who}", who, StringComparison.Ordinal);
        for (var at = text.IndexOf("{rare}", StringComparison.Ordinal); at >= 0; at = text.IndexOf("{rare}", StringComparison.Ordinal))
        {
            text = string.Concat(text.AsSpan(0, at), Rare(), text.AsSpan(at + 6));
        }

        return text;
    }

    /// <summary>One of the tail: the word of rank r is said about 1/r as often as the first.</summary>
    public string Rare() => Word((int)Math.Exp(random.NextDouble() * Math.Log(Tail)));

    public static string Word(int rank)
    {
        var word = new StringBuilder();
        for (var left = rank + 400; left > 0; left /= Syllables.Length)
        {
            word.Append(Syllables[left % Syllables.Length]);
        }
        return word.ToString();
    }
}
