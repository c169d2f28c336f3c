using System.Text.RegularExpressions;

namespace AgentDesk.Adapters.Sources;

/// <summary>How mail programs mark what a mail repeats, in the languages that they speak.</summary>
internal static partial class QuoteMarks
{
    private const RegexOptions Loose = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>
    /// Whether everything from this line on is another mail: a divider, or the header block of the mail that is answered or forwarded.
    /// </summary>
    public static bool EndsOwnText(string[] lines, int i)
    {
        var line = Bare(lines[i]);
        return line.Length is > 0 and < 400
            && (Divider().IsMatch(line) || Begin().IsMatch(line) || IsHeaderBlock(lines, i) || IsRuleBeforeHeader(lines, i));
    }

    /// <summary>The first line below the divider and the labelled lines of the header block that begins here.</summary>
    public static int EndOfHeader(string[] lines, int i)
    {
        var end = i;
        while (end < lines.Length && (end == i || Bare(lines[end]).Length == 0 || Labelled().IsMatch(Bare(lines[end]))))
        {
            end++;
        }
        return end;
    }

    /// <summary>A closing or the sender's own name on a line of its own.</summary>
    public static bool IsSignOff(string line, string? sender)
    {
        var text = Bare(line);
        if (text.Length is 0 or > 60)
        {
            return false;
        }
        if (Closing().IsMatch(text))
        {
            return true;
        }
        if (string.IsNullOrWhiteSpace(sender))
        {
            return false;
        }

        var name = string.Join(' ', sender.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            || Array.Exists(
                name.Split(' '),
                part => part.Length > 2 && string.Equals(text.TrimEnd('.', ','), part, StringComparison.OrdinalIgnoreCase)
            );
    }

    public static bool AnnouncesInline(string line) => Inline().IsMatch(line);

    private static bool IsHeaderBlock(string[] lines, int i) => IsKnownHeaderBlock(lines, i) || IsLabelledHeaderBlock(lines, i);

    /// <summary>
    /// The header of an answered mail in whatever language: four lines or more of a label, a colon and a value, the first of them with an
    /// address, one of the next with a year and an hour.
    /// </summary>
    private static bool IsLabelledHeaderBlock(string[] lines, int i)
    {
        if (!Labelled().IsMatch(Bare(lines[i])) || !Address().IsMatch(lines[i]))
        {
            return false;
        }
        var (count, dated) = (1, false);
        for (var n = i + 1; n < lines.Length && count < 6; n++)
        {
            var line = Bare(lines[n]);
            if (!Labelled().IsMatch(line))
            {
                break;
            }
            count++;
            dated |= Year().IsMatch(line) && Hour().IsMatch(line);
        }

        return count >= 4 && dated;
    }

    private static bool IsKnownHeaderBlock(string[] lines, int i)
    {
        if (!From().IsMatch(Bare(lines[i])))
        {
            return false;
        }
        var (sent, to, subject) = (false, false, false);
        for (int n = i + 1, seen = 0; n < lines.Length && seen < 6; n++)
        {
            var line = Bare(lines[n]);
            if (line.Length == 0)
            {
                continue;
            }
            seen++;
            sent |= Sent().IsMatch(line);
            to |= To().IsMatch(line);
            subject |= Subject().IsMatch(line);
        }

        return subject ? sent || to : sent && to;
    }

    private static bool IsRuleBeforeHeader(string[] lines, int i)
    {
        if (!Rule().IsMatch(Bare(lines[i])))
        {
            return false;
        }
        var next = i + 1;
        while (next < lines.Length && Bare(lines[next]).Length == 0)
        {
            next++;
        }
        return next < lines.Length && IsHeaderBlock(lines, next);
    }

    /// <summary>The line without the marks of bold: header names come as *From:* in text made from HTML.</summary>
    public static string Bare(string line) => line.Replace("*", "", StringComparison.Ordinal).Replace('\u00A0', ' ').Trim();

    [GeneratedRegex(
        @"^[-_–—=]{2,}\s*(Original (Message|Appointment)|Forwarded (message|by)|Reply message|(Ursprüngliche|Weitergeleitete|Original)[- ]?Nachricht|Message (d['’]origine|original|transféré|transmis)|Oprindelig (meddelelse|besked)|Videresendt (meddelelse|besked|mail)|(Oorspronkelijk|Doorgestuurd) bericht|Mensaje (original|reenviado)|Mensagem (original|encaminhada)|Messaggio (originale|inoltrato)|(Ursprungligt|Vidarebefordrat) meddelande|(Opprinnelig|Videresendt) melding|Alkuperäinen viesti|Wiadomość (oryginalna|przekazana))\b.*$",
        Loose
    )]
    private static partial Regex Divider();

    [GeneratedRegex(
        @"^(Begin forwarded message|Anfang der weitergeleiteten (Nachricht|E-Mail)|Début du message (réexpédié|transféré)|(Start på|Begynd) videresendt (besked|meddelelse)|Begin doorgestuurd bericht|Inicio del mensaje reenviado|Início da mensagem (re)?encaminhada|Inizio messaggio inoltrato|Vidarebefordrat brev)\s*:?\s*$",
        Loose
    )]
    private static partial Regex Begin();

    [GeneratedRegex(@"^(From|Von|De|Fra|Van|Da|Från|Od|Lähettäjä)\s?:\s*\S*\p{L}", Loose)]
    private static partial Regex From();

    [GeneratedRegex(
        @"^(Sent|Gesendet|Envoyé( le)?|Sendt|Verzonden|Enviad[oa]( (el|em))?|Date|Datum|Dato|Fecha|Data|Skickat|Inviato|Wysłano|Lähetetty)\s?:\s*\S",
        Loose
    )]
    private static partial Regex Sent();

    [GeneratedRegex(@"^(To|An|À|Til|Aan|Para|A|Till|Do)\s?:\s*\S", Loose)]
    private static partial Regex To();

    [GeneratedRegex(@"^(Subject|Betreff|Objet|Emne|Onderwerp|Asunto|Assunto|Oggetto|Ämne|Temat|Aihe)\s?:", Loose)]
    private static partial Regex Subject();

    [GeneratedRegex(@"^[_\-=]{10,}$", RegexOptions.CultureInvariant)]
    private static partial Regex Rule();

    [GeneratedRegex(@"^[\p{L}\p{M}][\p{L}\p{M} .'’-]{0,24}\s?[:：]\s*\S", Loose)]
    private static partial Regex Labelled();

    [GeneratedRegex(@"[^\s<>()@]+@[^\s<>()@]+\.[^\s<>()@]+", Loose)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?<!\d)(19|20)\d\d(?!\d)", Loose)]
    private static partial Regex Year();

    [GeneratedRegex(@"(?<!\d)\d{1,2}[:.]\d\d(?!\d)", Loose)]
    private static partial Regex Hour();

    [GeneratedRegex(
        @"^((kind|best|warm|many|with (kind|best|warm))\s)?(regards|wishes|best|thanks|thx|cheers|sincerely|yours( sincerely| truly)?|mvh|vh|hilsen|(med )?(venlig|vennlig|vänlig)\w* hils\w+|(mit )?(freundlichen|besten|herzlichen|vielen) (Grüßen|Gruss|Gruß|Grüsse|Dank)|(viele|beste|liebe) Grüße|mfg|cordialement|bien à vous|met vriendelijke groet(en)?|groeten|saludos( cordiales)?|atentamente|atenciosamente|cumprimentos|abraço|cordiali saluti)\s*[,.!]?$",
        Loose
    )]
    private static partial Regex Closing();

    [GeneratedRegex(
        @"\b(in-?line|below|between the lines|in (red|blue|bold)|see (my )?(answers|comments|replies)|unten|nachstehend|weiter unten|ci-dessous|nedenfor|hieronder|más abajo|abaixo)\b",
        Loose
    )]
    private static partial Regex Inline();
}
