using System.Text.RegularExpressions;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Surfaces.Web.Reading;

/// <summary>Finds where the figures of a draft come from, so that each stands beside it.</summary>
public static partial class Figures
{
    private const int Most = 7;

    /// <summary>Each figure or date of the text with the piece of evidence that holds it, cited pieces first; null where none does.</summary>
    public static IReadOnlyList<(string Figure, EvidenceName? Source)> Of(string text, IReadOnlyList<Claim> claims, Dossier dossier)
    {
        var cited = claims.SelectMany(c => c.Citations).ToList();
        var found = new List<(string, EvidenceName?)>();
        foreach (var figure in Pattern().Matches(text).Select(m => m.Value.TrimEnd('.', ',')).Distinct(StringComparer.OrdinalIgnoreCase).Take(Most))
        {
            var whole = new Regex($@"(?<![\w]){Regex.Escape(figure)}(?![\w])", RegexOptions.IgnoreCase, TimeSpan.FromMilliseconds(200));
            EvidenceName? source = cited.Find(c => whole.IsMatch(c.Quote))?.Evidence ?? dossier.Items.FirstOrDefault(i => whole.IsMatch(i.Text))?.Name;
            found.Add((figure, source));
        }

        return found;
    }

    [GeneratedRegex(@"(?:\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b|\b\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december)\b|[$€£]?\d[\d,.]*%?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 500)]
    private static partial Regex Pattern();
}
