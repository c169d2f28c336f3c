using AgentDesk.Core.Evidence;

namespace AgentDesk.Adapters.Sources;

/// <summary>A mail of the conversation that came before, both texts as <see cref="QuoteCheck.Normalize"/> gives them.</summary>
internal sealed record EarlierMail(string OwnWords, string Body);

/// <summary>
/// Answers that a sender wrote into the mail that is answered, without any mark ("my answers in red"). They are told from it by what is
/// known of it: only where an earlier mail of the conversation stands there nearly whole, what stands in none of them is new.
/// </summary>
internal static class InlineAnswers
{
    // An edited quote is still that mail; a mail that is not known gives nobody's words away as somebody else's.
    private const double Known = 0.6;

    // What begins like a line of the answered mail is that line, with the answer behind it: nobody can say where it begins.
    private const int TellingStart = 24;

    /// <summary>Marks the lines below a header block that are the sender's own.</summary>
    /// <param name="from">The first line of the header block.</param>
    public static void Mark(MailText mail, string[] lines, bool[] own, int from, IReadOnlyList<EarlierMail> earlier)
    {
        var start = QuoteMarks.EndOfHeader(lines, from);
        var end = start;
        while (end < lines.Length && !QuoteMarks.EndsOwnText(lines, end) && Attributions.At(lines, end, lines.Length) == 0)
        {
            end++;
        }

        var texts = lines[start..end].Select(QuoteCheck.Normalize).ToList();
        if (!earlier.Any(e => e.OwnWords.Length > 0 && texts.Sum(t => Held(t, e.OwnWords)) >= Known * e.OwnWords.Length))
        {
            return;
        }

        for (var i = 0; i < texts.Count; i++)
        {
            var text = texts[i];
            if (text.Length == 0 || mail.Foreign[start + i] || lines[start + i].TrimStart().StartsWith('>'))
            {
                continue;
            }
            own[start + i] = !earlier.Any(e => Held(text, e.Body) > 0);
        }
    }

    /// <summary>How much of a line, or else of its beginning, stands in the mail; in characters.</summary>
    private static int Held(string line, string mail)
    {
        if (mail.Contains(line, StringComparison.Ordinal))
        {
            return line.Length;
        }
        return line.Length > TellingStart && mail.Contains(line[..TellingStart], StringComparison.Ordinal) ? TellingStart : 0;
    }
}
