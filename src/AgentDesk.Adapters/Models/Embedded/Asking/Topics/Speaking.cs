using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Asking.Topics;

/// <summary>Whatever was said that answers the words of a question.</summary>
internal static class Speaking
{
    private const int Most = 4;
    private const double OfBest = 0.82;

    public static Found Of(Matter m, Question q)
    {
        var hits = Finder.Find(m, q);
        if (hits.Count == 0 && q.Terms.Count == 0 && q.People.Count > 0)
        {
            return Latest(m, q);
        }
        if (hits.Count == 0)
        {
            return new Found([], [NotShown(m, q)]);
        }

        var best = hits[0].Score;
        return Found.Of(
            hits.Where(h => h.Score >= OfBest * best)
                .Take(Most)
                .SelectMany(h =>
                    h.Unit.Item.Kind == "tracker"
                        ? [Tell.Quote(m, h.Unit.Item, h.Unit.Quote), Tell.Note(m, h.Unit.Item)]
                        : new[] { Tell.Quote(m, h.Unit.Item, h.Unit.Quote) }
                )
        );
    }

    /// <summary>What is missing, in the question's own words.</summary>
    public static MissingEvidence NotShown(Matter m, Question q)
    {
        var unknown = q
            .Terms.Where(t => !m.Units.Any(u => u.Stems.Contains(t.Stem) || (t.Concept is { } c && c.Stems.Any(u.Stems.Contains))))
            .Select(t => t.Word)
            .ToList();
        var what =
            unknown.Count > 0
                ? $"nothing that was read speaks of {string.Join(" or ", unknown.Select(w => $"“{w}”"))}"
                : "nothing that was read says it";
        return new MissingEvidence(
            $"“{q.Text.Trim().TrimEnd('?', '.', '!')}”: {what}",
            q.People.Count > 0 ? q.People[0].Name : m.WhoCouldSay(q.Roles.FirstOrDefault())
        );
    }

    // "What does Ruth say?": what she said last.
    private static Found Latest(Matter m, Question q)
    {
        var said = m
            .Units.Where(u => !u.IsRow && q.People.Any(p => PeopleMatch.Is(p, u)) && (q.Before is not { } before || u.Item.At < before))
            .OrderBy(u => u.Turn)
            .ThenByDescending(u => u.Stems.Count)
            .Take(3)
            .ToList();
        return said.Count > 0 ? Found.Of(said.Select(u => Tell.Quote(m, u.Item, u.Quote))) : new Found([], [NotShown(m, q)]);
    }
}
