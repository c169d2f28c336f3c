using System.Text.RegularExpressions;
using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Policy.Wording;

namespace AgentDesk.Adapters.Models.Embedded.Asking;

/// <param name="Coverage">Share of the question's content that the unit has, 0 to 1: below a threshold it is no answer.</param>
internal sealed record Hit(Unit Unit, double Coverage, double Score);

/// <summary>
/// Finds the sentences that answer a question by its words. What the evidence never speaks of is not answered: a word that no unit has, nor
/// any of its concept, weighs most of all.
/// </summary>
internal static partial class Finder
{
    /// <summary>Less of the question's content than this is another matter.</summary>
    private const double LeastCoverage = 0.55;

    /// <summary>Words that nothing in the evidence has may be this share of the content at the most.</summary>
    private const double MostUnknown = 0.34;

    private const double SameConcept = 0.9;
    private const double JustBefore = 0.45;
    private const double BySpecialist = 0.7;
    private const double Likely = 0.5;

    /// <param name="least">The share of the content that a unit must have.</param>
    public static IReadOnlyList<Hit> Find(Matter m, Question q, Func<Unit, bool>? only = null, double least = LeastCoverage)
    {
        var roles = m
            .File.Contacts.Where(c => c.Side == Side.Buyer)
            .GroupBy(c => c.Email, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.First().Role, StringComparer.OrdinalIgnoreCase);
        double Match(Unit unit, Term term) => Finder.Match(unit, term, roles);
        var units = m
            .Units.Where(u => q.Before is not { } before || u.Item.At < before)
            .Where(u => !q.Told.Contains($"{u.Item.Name}\n{u.Quote}"))
            .Where(u => only?.Invoke(u) != false)
            .ToList();
        var people = new PeopleMatch(m, q);
        var terms = q
            .Terms.Select(t => (Term: t, Weight: Math.Log(1 + (m.Units.Count / (m.Units.Count(u => Match(u, t) >= JustBefore) + 0.5)))))
            .ToList();
        // A rare word says more of what is meant; one that is nowhere says most.
        var total = terms.Sum(t => t.Weight) + (people.Any ? PeopleMatch.Weight : 0);
        if (total <= 0)
        {
            return [];
        }

        var unknown = terms.Where(t => !m.Units.Any(u => Match(u, t.Term) > 0)).Sum(t => t.Weight);
        if (unknown / total > MostUnknown)
        {
            return [];
        }

        var hits = new List<Hit>();
        foreach (var unit in units)
        {
            var covered = terms.Sum(t => t.Weight * Match(unit, t.Term)) + (people.Any ? PeopleMatch.Weight * people.Of(unit) : 0);
            var coverage = covered / total;
            if (coverage < least || !Fits(unit, q))
            {
                continue;
            }
            hits.Add(new Hit(unit, coverage, coverage + Bonus(unit, q, people)));
        }

        return
        [
            .. hits.OrderByDescending(h => h.Score)
                .ThenByDescending(h => h.Unit.Item.At)
                .ThenBy(h => h.Unit.Item.Name.Value, StringComparer.Ordinal),
        ];
    }

    private static double Match(Unit unit, Term term, Dictionary<string, string> roles)
    {
        if (unit.Stems.Contains(term.Stem))
        {
            return 1;
        }
        if (term.Concept is { } concept)
        {
            if (concept.Stems.Any(unit.Stems.Contains))
            {
                return SameConcept;
            }
            if (concept.Category is { } category && About(unit, category) is var about && about > Likely)
            {
                return 0.5 + (0.4 * about);
            }
            if (concept.Tracker is { } tracker && unit.Item.Kind == "tracker" && unit.Stems.Contains(Words.Stem(tracker)))
            {
                return SameConcept;
            }
        }

        // Counsel speaks of the contract, whether or not the word falls.
        if (term.Concept?.Role is { } role && unit.Item.AuthorEmail is { } email && roles.TryGetValue(email, out var has) && has == role)
        {
            return BySpecialist;
        }

        return unit.Around.Contains(term.Stem) || (term.Concept is { } c && c.Stems.Any(unit.Around.Contains)) ? JustBefore : 0;
    }

    private static float About(Unit unit, string category)
    {
        if (unit.About.Count == 0)
        {
            return 0;
        }
        var names = CueModel.Default.About;
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == category)
            {
                return unit.About[i];
            }
        }
        return 0;
    }

    // A question for a number is not answered by a sentence without one.
    private static bool Fits(Unit unit, Question q) =>
        q.Wants switch
        {
            Wants.Number => Figures.Of(unit.Quote) is var f && (f.Numbers.Count > 0 || f.Ordinals.Count > 0),
            _ => true,
        };

    private static double Bonus(Unit unit, Question q, PeopleMatch people)
    {
        var bonus = unit.Item.Side switch
        {
            Side.Buyer => 0.2,
            Side.System => 0.08,
            _ => 0,
        };
        bonus += people.Author(unit) ? 0.15 : 0;
        bonus += (Now().IsMatch(q.Plain) ? 0.4 : 0.2) * Math.Pow(0.8, unit.Turn);
        bonus += q.Terms.Select(t => t.Concept?.Category).OfType<string>().Select(c => 0.15 * About(unit, c)).DefaultIfEmpty().Max();
        bonus += q.Wants switch
        {
            Wants.Instant when q.Plain.Contains("how long", StringComparison.Ordinal) => Length().IsMatch(unit.Quote) ? 0.4 : -0.2,
            Wants.Instant when SpokenDates.Find(unit.Quote).Count > 0 || SpokenPeriod().IsMatch(unit.Quote) || unit.Item.Kind == "event" =>
                0.25,
            Wants.Person when !unit.IsRow && WholeName().IsMatch(unit.Quote) => 0.25,
            Wants.Reason when Reason().IsMatch(unit.Quote) => 0.1,
            _ => 0,
        };
        if (unit.Quote.EndsWith('?') && unit.Item.Side != Side.Buyer)
        {
            bonus -= 0.2;
        }
        if (unit.Item.Kind is "contact")
        {
            bonus -= 0.15;
        }
        if (unit.Stems.Count < 4 && !unit.IsRow)
        {
            bonus -= 0.15;
        }
        return bonus;
    }

    [GeneratedRegex(
        @"\b(monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|today|week|weeks|month|months|quarter|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|fall|winter|new year|christmas|easter|\d{1,2}(st|nd|rd|th)|half (past )?\w+|noon|a\.?m\b|p\.?m\b)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex SpokenPeriod();

    [GeneratedRegex(
        @"\b(\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|few|couple of|several|half an?)( to (\d+|\w+))?[- ](business |working |calendar )?(minutes?|hours?|days?|weeks?|months?|years?|quarters?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Length();

    [GeneratedRegex(
        @"(?<![.!?]\s)(?<!^)\b\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex WholeName();

    [GeneratedRegex(
        @"\b(now|currently|today|at the moment|by now|latest|still|these days)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Now();

    [GeneratedRegex(
        @"\b(because|since|until|unless|before|without|can't|cannot|won't|so that|the reason|as long as|otherwise)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Reason();
}
