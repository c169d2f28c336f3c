using AgentDesk.Core.Evidence;

namespace AgentDesk.Adapters.Sources;

/// <summary>
/// What a sender newly wrote: the body without quoted replies, forwarded mail and lines repeated from earlier mails of the conversation.
/// Every line of it is a line of the body.
/// </summary>
internal static class OwnWords
{
    // Shorter lines (thanks, a date, a name) are repeated by chance.
    private const int TellingChars = 40;

    /// <summary>The sender's own lines, with one blank line where something between them was left out.</summary>
    /// <param name="earlier">Bodies of the conversation's earlier mails of others, as <see cref="QuoteCheck.Normalize"/> gives
    /// them.</param>
    /// <param name="answered">All of the conversation's earlier mails, in the same form: what may stand below the sender's own
    /// text.</param>
    public static string Of(MailText mail, string? sender, IEnumerable<string> earlier, IEnumerable<EarlierMail>? answered = null)
    {
        var lines = mail.Body.Split('\n');
        var own = new bool[lines.Length];
        var (signed, inline) = (false, false);
        var i = 0;
        while (i < lines.Length)
        {
            if (IsQuoted(mail, lines, i))
            {
                i++;
                continue;
            }

            if (QuoteMarks.EndsOwnText(lines, i))
            {
                if (inline && answered is not null)
                {
                    InlineAnswers.Mark(mail, lines, own, i, [.. answered]);
                }
                break;
            }

            var unquoted = EndOfUnquoted(mail, lines, i);
            if (Attributions.At(lines, i, unquoted) is var span and > 0)
            {
                if (!IsFollowedByQuote(mail, lines, i + span))
                {
                    break;
                }
                i += span;
                continue;
            }

            if (Attributions.InAnyLanguage(lines, i, unquoted) is var lead and > 0 && IsFollowedByQuote(mail, lines, i + lead))
            {
                i += lead;
                continue;
            }

            if (i > 0 && lines[i].Trim().Length > 0 && IsQuoted(mail, lines, i - 1) && IsRestOfQuote(lines, i, signed && !inline))
            {
                // The rest of a wrapped paragraph: the whole of it, up to a blank line or the next mark.
                while (i < lines.Length && lines[i].Trim().Length > 0 && !IsQuoted(mail, lines, i))
                {
                    i++;
                }
                continue;
            }

            own[i] = true;
            signed = signed || QuoteMarks.IsSignOff(lines[i], sender);
            inline = inline || QuoteMarks.AnnouncesInline(lines[i]);
            i++;
        }

        DropRepeated(lines, own, earlier);
        return Join(lines, own);
    }

    private static bool IsQuoted(MailText mail, string[] lines, int i) => mail.Foreign[i] || lines[i].TrimStart().StartsWith('>');

    /// <summary>The next quoted line, looked for no further than an attribution reaches.</summary>
    private static int EndOfUnquoted(MailText mail, string[] lines, int from)
    {
        var end = from;
        while (end < lines.Length && end < from + Attributions.MostLines && !IsQuoted(mail, lines, end))
        {
            end++;
        }
        return end;
    }

    private static bool IsFollowedByQuote(MailText mail, string[] lines, int from)
    {
        while (from < lines.Length && lines[from].Trim().Length == 0 && !mail.Foreign[from])
        {
            from++;
        }
        return from < lines.Length && IsQuoted(mail, lines, from);
    }

    /// <summary>
    /// Whether a line right below a `>` line is what a mail program broke off that line: it goes on in mid-sentence, or it stands
    /// below a signed answer, where only the quoted mail is left.
    /// </summary>
    private static bool IsRestOfQuote(string[] lines, int i, bool afterSignature)
    {
        if (!lines[i - 1].TrimStart().StartsWith('>'))
        {
            return false;
        }
        var before = lines[i - 1].TrimEnd();
        var goesOn = char.IsLower(lines[i].TrimStart()[0]) && before.Length > 40 && before[^1] is not ('.' or '!' or '?' or ':' or '"');
        return afterSignature || goesOn;
    }

    private static void DropRepeated(string[] lines, bool[] own, IEnumerable<string> earlier)
    {
        string[]? before = null;
        for (var i = 0; i < lines.Length; i++)
        {
            if (!own[i] || lines[i].Length < TellingChars)
            {
                continue;
            }
            before ??= [.. earlier];
            if (before.Length == 0)
            {
                return;
            }
            var line = QuoteCheck.Normalize(lines[i]);
            if (line.Length >= TellingChars && Array.Exists(before, b => b.Contains(line, StringComparison.Ordinal)))
            {
                own[i] = false;
            }
        }
    }

    private static string Join(string[] lines, bool[] own)
    {
        var kept = new List<string>();
        var gap = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = own[i] ? lines[i].TrimEnd() : "";
            if (line.Length == 0)
            {
                gap = true;
                continue;
            }

            if (gap && kept.Count > 0)
            {
                kept.Add("");
            }
            gap = false;
            kept.Add(line);
        }

        return string.Join('\n', kept);
    }
}
