using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy.Wording;

namespace AgentDesk.Surfaces.Review;

/// <summary>A figure or date of a draft with where it comes from.</summary>
/// <param name="Source">The piece of evidence that holds it; null where none does.</param>
/// <param name="Words">The words of the source that hold it; null where it is only the day of the piece.</param>
public sealed record FoundFigure(string Figure, EvidenceName? Source, string? Words);

/// <summary>Finds where the figures of a draft come from, so that each stands beside it.</summary>
public static partial class Figures
{
    private const int Most = 7;

    /// <summary>
    /// Each figure or date of the text with the piece of evidence that holds it, cited pieces first.
    /// </summary>
    public static IReadOnlyList<FoundFigure> Of(string text, IReadOnlyList<Claim> claims, Dossier dossier)
    {
        var cited = claims.SelectMany(c => c.Citations).ToList();
        var found = new List<FoundFigure>();
        foreach (
            var figure in Pattern()
                .Matches(text)
                .Select(m => m.Value.TrimEnd('.', ','))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Take(Most)
        )
        {
            var whole = new Regex($@"(?<![\w]){Regex.Escape(figure)}(?![\w])", RegexOptions.IgnoreCase, TimeSpan.FromMilliseconds(200));
            var (source, words) =
                cited.Find(c => whole.IsMatch(c.Quote)) is { } quote ? (quote.Evidence, quote.Quote)
                : dossier.Items.FirstOrDefault(i => whole.IsMatch(i.Text)) is { } item ? (item.Name, WordsWith(item.Text, whole))
                : DateOnly.TryParse(figure, CultureInfo.InvariantCulture, out var day) ? OnDay(day, cited, dossier)
                : ((EvidenceName?)null, (string?)null);
            found.Add(new FoundFigure(figure, source, words));
        }

        return found;
    }

    // The sentence that holds it, on its line: a subject or a field stands by itself.
    private static string WordsWith(string text, Regex figure)
    {
        var line = text.Split('\n').First(l => figure.IsMatch(l)).Trim();
        return Sentences.Of(line).FirstOrDefault(s => figure.IsMatch(s) && QuoteCheck.Stands(s, text)) ?? line;
    }

    // A date of a draft may be the day of a piece: cited ones first, then what people wrote, then the record.
    private static (EvidenceName?, string?) OnDay(DateOnly day, List<Citation> cited, Dossier dossier)
    {
        bool Same(EvidenceItem i) => i.At.Month == day.Month && i.At.Day == day.Day;
        var iso = new Regex($"-{day.Month:00}-{day.Day:00}", RegexOptions.None, TimeSpan.FromMilliseconds(200));
        if (
            (
                cited.Select(c => dossier.Find(c.Evidence)).OfType<EvidenceItem>().FirstOrDefault(Same)
                ?? dossier.Items.FirstOrDefault(i => i.Kind is "mail" or "call" or "thread" && Same(i))
            ) is
            { } written
        )
        {
            return (written.Name, null);
        }
        return dossier.Items.FirstOrDefault(i => iso.IsMatch(i.Text)) is { } names
            ? (names.Name, WordsWith(names.Text, iso))
            : (dossier.Items.FirstOrDefault(i => i.Deal is not null && i.Kind is not ("deal" or "contact") && Same(i))?.Name, null);
    }

    [GeneratedRegex(
        @"(?:\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b|\b\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december)\b|[$€£]?\d[\d,.]*%?)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        500
    )]
    private static partial Regex Pattern();
}
