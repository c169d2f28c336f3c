using System.Text.RegularExpressions;

namespace AgentDesk.Adapters.Models.Embedded.Reading;

/// <summary>Cuts a text into its sentences, each verbatim, leaving out greetings and signatures.</summary>
internal static partial class Sentences
{
    [GeneratedRegex(@"(?<=[.!?…]['""”’)]?)\s+(?=['""“‘(]?[\p{Lu}\d])", RegexOptions.CultureInvariant, 20_000)]
    private static partial Regex Boundary();

    // Somebody who writes without capitals still ends sentences.
    [GeneratedRegex(@"(?<=[.!?…]['""”’)]?)\s+(?=\p{L})", RegexOptions.CultureInvariant, 20_000)]
    private static partial Regex AnyBoundary();

    [GeneratedRegex(
        @"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Nr|vs|e\.g|i\.e|approx|incl|Sr|Jr)|(?:^|[\s(])\p{Lu})\.$",
        RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex Abbreviation();

    [GeneratedRegex(
        @"^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|thanks|thank you|many thanks|cheers|best|best wishes|kind regards|with kind regards|regards|warm regards|yours|sincerely|with best wishes|morning|afternoon)\b[^.?!]{0,40}[,!.]?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        20_000
    )]
    private static partial Regex Courtesy();

    [GeneratedRegex(@"^\s*(?:[-*•]|\d{1,2}[.)]|\(?[a-z]\))\s+", RegexOptions.CultureInvariant, 20_000)]
    private static partial Regex Bullet();

    public static IReadOnlyList<string> Of(EvidencePiece piece)
    {
        var text = piece.Text;
        // A mail's subject is its first line when the text holds it: no sentence of its own.
        if (piece.Kind == "mail" && piece.Title is { Length: > 0 } t && text.StartsWith(t, StringComparison.Ordinal))
        {
            text = text[t.Length..];
        }
        return Of(text, dropSignature: piece.Kind == "mail");
    }

    public static IReadOnlyList<string> Of(string text, bool dropSignature)
    {
        var found = new List<string>();
        var boundary = char.IsLower(text.FirstOrDefault(char.IsLetter)) && !Boundary().IsMatch(text) ? AnyBoundary() : Boundary();
        var blocks = text.ReplaceLineEndings("\n").Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
        for (var i = 0; i < blocks.Count; i++)
        {
            var line = blocks[i];
            if (Courtesy().IsMatch(line))
            {
                continue;
            }
            // A short line without an end mark in a mail is a name, a title or a company: the signature.
            if (
                dropSignature
                && !Bullet().IsMatch(line)
                && line[^1] is not ('.' or '!' or '?' or ':' or ';' or '…' or ')' or '"' or '”')
                && line.Split(' ').Length <= 9
            )
            {
                continue;
            }
            Cut(Bullet().Replace(line, ""), boundary, found);
        }

        return found;
    }

    private static void Cut(string line, Regex boundary, List<string> into)
    {
        var start = 0;
        foreach (Match m in boundary.Matches(line))
        {
            var piece = line[start..m.Index];
            if (Abbreviation().IsMatch(piece))
            {
                continue;
            }
            Keep(piece, into);
            start = m.Index + m.Length;
        }

        Keep(line[start..], into);
    }

    private static void Keep(string sentence, List<string> into)
    {
        var s = sentence.Trim();
        if (s.Length > 1 && s.Any(char.IsLetter))
        {
            into.Add(s);
        }
    }
}
