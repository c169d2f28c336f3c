using System.Globalization;
using System.Text;

namespace AgentDesk.Surfaces.Teams.Cards;

/// <summary>
/// People's words on a card. A TextBlock and a Fact read Markdown, so what was written is escaped until it reads as itself: it can make no
/// link, no emphasis, no heading, no list. What nobody sees (bidirectional controls, zero-width and tag characters) is taken out of
/// evidence, and made visible in what would be written.
/// </summary>
internal static class CardText
{
    private const int MostMarks = 4;

    /// <summary>One line of at most <paramref name="most"/> characters before escaping, safe in a TextBlock.</summary>
    public static string Line(string text, int most = int.MaxValue) => Escape(Foreign.Isolated(Words.Cut(Seen(text), most)));

    /// <summary>
    /// The lines of a text that would be written, each safe in a TextBlock of its own. What cannot be seen stands as its code point.
    /// </summary>
    public static IReadOnlyList<string> Lines(string text) => [.. Revealed(text).Split('\n').Select(l => Escape(Indented(l)))];

    /// <summary>A value that would be written, on one line.</summary>
    public static string Value(string text, int most = int.MaxValue) => Escape(Words.Cut(Revealed(text), most));

    /// <summary>The text without what cannot be seen; lines end in a line feed.</summary>
    public static string Seen(string text) => Clean(text, _ => "");

    /// <summary>The text with what cannot be seen as `⟨U+202E⟩`.</summary>
    public static string Revealed(string text) => Clean(text, r => string.Create(CultureInfo.InvariantCulture, $"⟨U+{r.Value:X4}⟩"));

    /// <summary>Whether the text holds something that nobody sees.</summary>
    public static bool Hides(string text) => Seen(text).Length != Revealed(text).Length;

    /// <summary>Markdown that reads as <paramref name="line"/>, a text without line ends.</summary>
    public static string Escape(string line)
    {
        var into = new StringBuilder(line.Length + 16);
        var head = line.Length - line.TrimStart(' ', '\u00A0').Length;
        var digits = head;
        while (digits < line.Length && char.IsAsciiDigit(line[digits]))
        {
            digits++;
        }
        for (var i = 0; i < line.Length; i++)
        {
            if (IsMarkup(line, i, head, digits))
            {
                into.Append('\\');
            }
            into.Append(line[i]);

            // A client would put a date in place of {{DATE(…)}}.
            if (line[i] == '{' && i + 1 < line.Length && line[i + 1] == '{')
            {
                into.Append(' ');
            }
        }

        return into.ToString();
    }

    /// <param name="head">Where the line's first visible character stands.</param>
    /// <param name="digits">Where the digits end with which the line begins.</param>
    private static bool IsMarkup(string line, int i, int head, int digits)
    {
        var next = i + 1 < line.Length ? line[i + 1] : '\0';
        return line[i] switch
        {
            '\\' or '`' or '*' or '_' or '[' or ']' or '(' or '~' => true,
            ')' => true,
            '.' => i == digits && digits > head && next is ' ' or '\0',
            '<' => char.IsAsciiLetter(next) || next is '/' or '!' or '?',
            '&' => char.IsAsciiLetter(next) || next == '#',
            '#' or '+' or '-' or '=' or '>' => i == head,
            _ => false,
        };
    }

    private static string Clean(string text, Func<Rune, string> hidden)
    {
        var into = new StringBuilder(text.Length);
        var (marks, before) = (0, new Rune(' '));
        var runes = text.ReplaceLineEndings("\n").EnumerateRunes().ToList();
        for (var i = 0; i < runes.Count; i++)
        {
            var r = runes[i];
            var category = Rune.GetUnicodeCategory(r);
            marks = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (r.Value is '\n')
            {
                into.Append('\n');
            }
            else if (r.Value is '\t' || category is UnicodeCategory.SpaceSeparator)
            {
                into.Append(r.Value is '\u00A0' ? '\u00A0' : ' ');
            }
            else if (r.Value == 0x200D && IsPicture(before) && i + 1 < runes.Count && IsPicture(runes[i + 1]))
            {
                into.Append(r.ToString());
            }
            else if (IsHidden(r, category))
            {
                into.Append(hidden(r));
            }
            else if (marks <= MostMarks)
            {
                into.Append(r.ToString());
            }

            before = r;
        }

        return into.ToString();
    }

    // Variation selectors but the one of emoji, tag characters and unassigned ones carry text that no reader sees.
    private static bool IsHidden(Rune r, UnicodeCategory category) =>
        category
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
        || r.Value is (>= 0xFE00 and <= 0xFE0E) or (>= 0xE0100 and <= 0xE01EF) or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x034F;

    private static bool IsPicture(Rune r) =>
        r.Value == 0xFE0F || Rune.GetUnicodeCategory(r) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;

    // Blanks at the head of a line would make it code.
    private static string Indented(string line)
    {
        var text = line.TrimStart(' ');
        return new string('\u00A0', Math.Min(8, line.Length - text.Length)) + text;
    }
}
