using System.Text.RegularExpressions;

namespace AgentDesk.Adapters.Sources;

/// <summary>
/// The line that leads a quoted mail in ("On … wrote:"), in the languages that mail programs speak, wrapped or not. It stands right below
/// the sender's own words as often as below a blank line, so it begins at the last line that makes it one: what stands above is said.
/// </summary>
internal static partial class Attributions
{
    private const RegexOptions Loose = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private const string Verbs =
        @"(wrote|writes|schrieb|schreibt|a écrit|écrivait|skrev|skriver|escribió|escreveu|ha scritto|schreef|napisał(\(a\)|a)?|pisze|kirjoitti|napsal(\(a\)|a)?|napísal(\(a\)|a)?|пишет|написал(\(а\)|а)?|пише|írta|yazdı|a scris)";

    /// <summary>An attribution is wrapped into no more lines than these.</summary>
    public const int MostLines = 4;
    private const int MostChars = 500;

    /// <summary>How many lines the attribution takes that begins here and is told by its words, or 0.</summary>
    /// <param name="end">The first line that cannot be part of it: it is quoted itself.</param>
    public static int At(string[] lines, int i, int end)
    {
        var span = Worded(lines, i, end);
        return HoldsLater(
            i,
            span,
            later =>
                (Worded(lines, later, end) > 0 && lines[later].Any(char.IsAsciiDigit))
                // A date may be broken off before its hour, so that the rest looks whole: it is only with a day of its own.
                || (AddressedAtAnHour(lines, later, end) > 0 && Day().IsMatch(lines[later]))
        )
            ? 0
            : span;
    }

    /// <summary>
    /// How many lines an attribution takes that no word of a known language marks, or 0: it names an address and an hour and ends with a
    /// colon. It is one only where a quote follows.
    /// </summary>
    /// <param name="end">The first line that cannot be part of it: it is quoted itself.</param>
    public static int InAnyLanguage(string[] lines, int i, int end)
    {
        var span = AddressedAtAnHour(lines, i, end);
        return HoldsLater(i, span, later => Worded(lines, later, end) > 0 || AddressedAtAnHour(lines, later, end) > 0) ? 0 : span;
    }

    private static bool HoldsLater(int i, int span, Predicate<int> begins) =>
        Enumerable.Range(i + 1, Math.Max(0, span - 1)).Any(later => begins(later));

    private static int Worded(string[] lines, int i, int end) => Joined(lines, i, end, Start(), Whole());

    private static int AddressedAtAnHour(string[] lines, int i, int end) => Joined(lines, i, end, Anything(), HourAndAddress());

    private static int Joined(string[] lines, int i, int end, Regex start, Regex whole)
    {
        var text = QuoteMarks.Bare(lines[i]);
        if (text.Length == 0 || !start.IsMatch(text))
        {
            return 0;
        }
        for (var span = 1; span <= MostLines && text.Length < MostChars; span++)
        {
            if (whole.IsMatch(text))
            {
                return span;
            }
            if (i + span >= end || EndsSentence().IsMatch(text) || QuoteMarks.Bare(lines[i + span]) is not { Length: > 0 } next)
            {
                return 0;
            }
            text = $"{text} {next}";
        }

        return 0;
    }

    [GeneratedRegex(
        @"^(On|Am|Le|Den|El|Em|Il|Op|På|Dne|Dňa|Dnia|W dniu|La|În data|Mon|Tue|Wed|Thu|Fri|Sat|Sun|\d{4}-\d\d-\d\d|\d{1,2}[./]\s?\d{1,2})\b",
        Loose
    )]
    private static partial Regex Start();

    // A date's digit or an address must stand in it: "On reflection she wrote:" is a sentence.
    [GeneratedRegex(
        @"^(?=.*[\d@])((On|Am|Le|Den|El|Em|Il|Op|På|Dne|Dňa|Dnia|W dniu|La|În data)\b.{4,400}\b"
            + Verbs
            + @"\b[^:]{0,120}:|(\d{4}-\d\d-\d\d|\w{3},? )[^:]*\d\d?:\d\d.*<[^<>\s]+@[^<>\s]+>\s*(wrote|schrieb|skrev)?\s*:|(\d{4}-\d\d-\d\d|\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4})\D.{0,20}\d\d?[:.]\d\d\b.{1,300}\b"
            + Verbs
            + @"\b[^:]{0,60}:)$",
        Loose
    )]
    private static partial Regex Whole();

    [GeneratedRegex(@"\S", RegexOptions.CultureInvariant)]
    private static partial Regex Anything();

    [GeneratedRegex(@"(?<!\d)\d{1,2}[:.]\d\d(?!\d).{0,200}[<(]\s?[^\s<>()@]+@[^\s<>()@]+\s?[>)][^:：]{0,40}[:：]$", Loose)]
    private static partial Regex HourAndAddress();

    [GeneratedRegex(
        @"\d{1,2}\D{1,20}(19|20)\d\d|(19|20)\d\d[-./年]\s?\d{1,2}[-./月]|\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Day();

    // A word, and not "г." or "p.m." or "sept.".
    [GeneratedRegex(@"\p{Ll}{5,}[.!?…][""”’)]?$", RegexOptions.CultureInvariant)]
    private static partial Regex EndsSentence();
}
