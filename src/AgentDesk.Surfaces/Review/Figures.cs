using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Surfaces.Review;

/// <summary>Finds where the figures of a draft come from, so that each stands beside it.</summary>
public static partial class Figures
{
    private const int Most = 7;

    /// <summary>
    /// Each figure or date of the text with the piece of evidence that holds it, cited pieces first; null where none does.
    /// </summary>
    public static IReadOnlyList<(string Figure, EvidenceName? Source)> Of(string text, IReadOnlyList<Claim> claims, Dossier dossier)
    {
        var cited = claims.SelectMany(c => c.Citations).ToList();
        var found = new List<(string, EvidenceName?)>();
        foreach (
            var figure in Pattern()
                .Matches(text)
                .Select(m => m.Value.TrimEnd('.', ','))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Take(Most)
        )
        {
            var whole = new Regex($@"(?<![\w]){Regex.Escape(figure)}(?![\w])", RegexOptions.IgnoreCase, TimeSpan.FromMilliseconds(200));
            EvidenceName? source =
                cited.Find(c => whole.IsMatch(c.Quote))?.Evidence ?? dossier.Items.FirstOrDefault(i => whole.IsMatch(i.Text))?.Name;
            if (source is null && DateOnly.TryParse(figure, CultureInfo.InvariantCulture, out var day))
            {
                source = OnDay(day, cited, dossier);
            }
            found.Add((figure, source));
        }

        return found;
    }

    // A date of a draft may be the day of a piece: cited ones first, then what people wrote, then the record.
    private static EvidenceName? OnDay(DateOnly day, List<Citation> cited, Dossier dossier)
    {
        bool Same(EvidenceItem i) => i.At.Month == day.Month && i.At.Day == day.Day;
        var iso = $"-{day.Month:00}-{day.Day:00}";
        return cited.Select(c => dossier.Find(c.Evidence)).OfType<EvidenceItem>().FirstOrDefault(Same)?.Name
            ?? dossier.Items.FirstOrDefault(i => i.Kind is "mail" or "call" or "thread" && Same(i))?.Name
            ?? dossier.Items.FirstOrDefault(i => i.Text.Contains(iso, StringComparison.Ordinal))?.Name
            ?? dossier.Items.FirstOrDefault(i => i.Deal is not null && i.Kind is not ("deal" or "contact") && Same(i))?.Name;
    }

    [GeneratedRegex(
        @"(?:\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b|\b\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december)\b|[$€£]?\d[\d,.]*%?)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        500
    )]
    private static partial Regex Pattern();
}
