using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Evals.Graders;

/// <summary>
/// Who a sentence says said something: a person of the deal whose name stands right before a verb of saying, or after "according to".
/// </summary>
internal static partial class Attribution
{
    private const string Verbs =
        "(?:says?|said|writes?|wrote|asks?|asked|tells?|told|states?|stated|confirms?|confirmed|reports?|reported|replies|replied|answers?|answered|promises|promised|explains?|explained|adds?|added|agrees?|agreed|"
        + "wants?|wanted|needs?|needed|expects?|expected|denies|denied|admits?|admitted|announced|announces|requests?|requested|mentions?|mentioned|warns?|warned|insists?|insisted|refuses|refused)";

    /// <summary>The people, by full name as the record has it.</summary>
    public static IReadOnlyList<string> Of(string text, Dossier dossier) =>
        [
            .. People(dossier)
                .Where(p =>
                    Patterns(p, dossier)
                        .Any(n =>
                            Regex.IsMatch(
                                text,
                                $@"(?:\b{Regex.Escape(n)}\b(?:,[^,.]{{1,60}},)?(?:'s (?:mail|message|note|reply|answer|call))?\s+(?:(?:also|then|now|still|himself|herself|only|never|first|since|had|has|clearly|openly|later|again|twice)\s+){{0,2}}{Verbs}\b)|(?:according to\s+{Regex.Escape(n)}\b)",
                                RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
                                TimeSpan.FromSeconds(5)
                            )
                        )
                ),
        ];

    /// <summary>Whether something that the claim cites is by that person, or tells of what that person said.</summary>
    public static bool IsBy(string person, Claim claim, Dossier dossier) =>
        claim.Citations.Any(c =>
            dossier.Find(c.Evidence) is { } item
            && (
                IsAuthor(item, person, dossier)
                || Speaks(dossier, item, person)
                || Names(person).Any(n => c.Quote.Contains(n, StringComparison.OrdinalIgnoreCase))
                || (item.Side == Side.Seller && Names(person).Any(n => item.Text.Contains(n, StringComparison.OrdinalIgnoreCase)))
            )
        );

    /// <summary>The days on which a sentence says that something was said: `wrote on 14 August`.</summary>
    public static IReadOnlyList<(int Day, int Month)> DaysOf(string text) =>
        [
            .. SaidOn()
                .Matches(text)
                .Select(m =>
                    (
                        int.Parse(m.Groups["day"].Value, CultureInfo.InvariantCulture),
                        Array.FindIndex(
                            CultureInfo.InvariantCulture.DateTimeFormat.MonthNames,
                            n => n.StartsWith(m.Groups["month"].Value[..3], StringComparison.OrdinalIgnoreCase)
                        ) + 1
                    )
                ),
        ];

    /// <summary>Whether something that the claim cites is of that day, where it was written or in UTC.</summary>
    public static bool IsDayOf((int Day, int Month) day, Claim claim, Dossier dossier) =>
        claim
            .Citations.Select(c => dossier.Find(c.Evidence))
            .OfType<EvidenceItem>()
            .Any(i => new[] { i.At.DateTime, i.At.UtcDateTime }.Any(t => (t.Day, t.Month) == day));

    [GeneratedRegex(
        $@"\b{Verbs}\s+(?:internally\s+)?on\s+(?<day>\d{{1,2}})\s+(?<month>January|February|March|April|May|June|July|August|September|October|November|December)\b",
        RegexOptions.CultureInvariant,
        5000
    )]
    private static partial Regex SaidOn();

    private static bool IsAuthor(EvidenceItem item, string person, Dossier dossier) =>
        string.Equals(item.Author, person, StringComparison.OrdinalIgnoreCase)
        || (item.AuthorEmail is { } email && string.Equals(NameOf(email, dossier), person, StringComparison.OrdinalIgnoreCase));

    // A range of cues has several speakers.
    private static bool Speaks(Dossier dossier, EvidenceItem item, string person)
    {
        var hash = item.Name.Value.LastIndexOf('#');
        if (
            item.Kind != "call"
            || hash < 0
            || item.Name.Value[(hash + 1)..].Split('-') is not [var a, var b]
            || !int.TryParse(a, out var first)
            || !int.TryParse(b, out var last)
        )
        {
            return false;
        }
        for (var n = first; n <= Math.Min(last, first + 500); n++)
        {
            if (
                dossier.Find(new(FormattableString.Invariant($"{item.Name.Value[..hash]}#{n}"))) is { } cue
                && IsAuthor(cue, person, dossier)
            )
            {
                return true;
            }
        }

        return false;
    }

    public static IEnumerable<string> People(Dossier dossier) =>
        dossier
            .File.Contacts.Select(c => c.Name)
            .Concat(dossier.Team.Colleagues.Select(c => c.Name ?? ""))
            .Where(n => n.Trim().Length > 2)
            .Distinct(StringComparer.OrdinalIgnoreCase);

    private static string? NameOf(string email, Dossier dossier) =>
        dossier.File.Contacts.FirstOrDefault(c => string.Equals(c.Email, email, StringComparison.OrdinalIgnoreCase))?.Name
        ?? dossier.Team.Colleagues.FirstOrDefault(c => string.Equals(c.Email, email, StringComparison.OrdinalIgnoreCase))?.Name;

    private static IEnumerable<string> Patterns(string person, Dossier dossier)
    {
        yield return person;
        var first = person.Split(' ')[0];

        // A first name stands for a person where nobody else has it.
        if (first.Length > 2 && People(dossier).Count(p => string.Equals(p.Split(' ')[0], first, StringComparison.OrdinalIgnoreCase)) == 1)
        {
            yield return first;
        }
    }

    private static IEnumerable<string> Names(string person) => person.Split(' ').Where(n => n.Length > 2).Append(person);
}
