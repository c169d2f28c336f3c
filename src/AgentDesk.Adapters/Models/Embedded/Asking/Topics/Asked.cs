using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Asking.Topics;

/// <summary>What the buyer's people asked for, by whom, and what of it is open.</summary>
internal static class Asked
{
    private const int Most = 5;
    private const double OfBest = 0.68;
    private const double PlainlyOpen = 0.5;

    /// <summary>In the latest mail of whom it is asked about, what is a condition is enough.</summary>
    private const double FaintlyOpen = 0.2;
    private const double LeastMatter = 0.45;
    private const double Plainly = 0.55;

    /// <summary>Who is named narrows it already.</summary>
    private const double Loosely = 0.3;

    public static Found Of(Matter m, Question q)
    {
        var by = Askers(m, q);
        var people = new PeopleMatch(m, q with { People = by });
        var topic = q with { Terms = [.. q.Terms.Where(t => t.Concept?.Name is not ("need" or "wait") && !IsRoleWord(t, q))] };
        var asks = m.Diagnosis.Asks.ToDictionary(a => Key(a.Statement), a => a.Delivered is null, StringComparer.Ordinal);
        var open = OpenQuestions.Of(m.File, m.Now).Select(o => $"{o.Name}\n{o.Sentence}").ToHashSet(StringComparer.Ordinal);
        var onlyOpen =
            q.Plain.Contains("not ", StringComparison.Ordinal)
            || q.Plain.Contains("n't", StringComparison.Ordinal)
            || q.Plain.Contains("unanswered", StringComparison.Ordinal)
            || q.Plain.Contains("still", StringComparison.Ordinal)
            || q.Plain.Contains("never", StringComparison.Ordinal)
            || q.Plain.Contains("owe", StringComparison.Ordinal)
            || q.Plain.Contains("open", StringComparison.Ordinal);

        // What matters of a topic is what speaks of it; without one, whatever is asked.
        var covered =
            topic.Terms.Count == 0
                ? null
                : Finder
                    .Find(m, topic with { People = [], Wants = Wants.Anything }, least: by.Count > 0 ? Loosely : Plainly)
                    .ToDictionary(h => Key(h.Unit), h => h.Coverage, StringComparer.Ordinal);
        var scored = new List<(Unit Unit, double Score)>();
        var latest = m
            .Units.Where(u => !u.IsRow && people.Author(u) && (q.Before is not { } end || u.Item.At < end))
            .MaxBy(u => u.Item.At)
            ?.Item.Name;
        foreach (
            var unit in m.Units.Where(u =>
                !u.IsRow
                && u.Item.Side == Side.Buyer
                && !u.Item.IsAutomatic
                && (q.Before is not { } before || u.Item.At < before)
                && !q.Told.Contains(Key(u))
            )
        )
        {
            var whose = by.Count == 0 ? 0 : people.Of(unit);
            if (by.Count > 0 && whose <= 0)
            {
                continue;
            }

            var known = unit.Said.Select(Key).Where(asks.ContainsKey).ToList();
            var isAsk = known.Count > 0 || OpenQuestions.Ask(unit.Quote) is not null;
            var isLatest = by.Count > 0 && people.Author(unit) && unit.Item.Name == latest;
            if (!isAsk && unit.Open < (isLatest ? FaintlyOpen : PlainlyOpen))
            {
                continue;
            }
            if (!isAsk && isLatest && unit.Matters < LeastMatter)
            {
                continue;
            }
            if (onlyOpen && known.Count > 0 && !known.Exists(k => asks[k]))
            {
                continue;
            }
            var about = covered is null ? 0 : covered.GetValueOrDefault(Key(unit));
            if (covered is { Count: > 0 } && about == 0 && by.Count == 0)
            {
                continue;
            }
            scored.Add(
                (
                    unit,
                    (1.4 * whose)
                        + (1.3 * about)
                        + (isAsk ? 0.8 : 0)
                        + (open.Contains(Key(unit)) ? 0.3 : 0)
                        + (0.5 * unit.Open)
                        + (isLatest ? 0.4 : 0)
                        + (0.5 * unit.Matters)
                        + (0.6 * Math.Pow(0.8, unit.Turn))
                )
            );
        }

        if (covered is { Count: 0 } && topic.Terms.Count > 0 && by.Count == 0)
        {
            return Missing(m, q);
        }
        var best = scored.Count == 0 ? 0 : scored.Max(s => s.Score);
        var found = Found.Of(
            scored
                .Where(s => s.Score >= OfBest * best)
                .OrderByDescending(s => s.Score)
                .ThenByDescending(s => s.Unit.Item.At)
                .ThenBy(s => s.Unit.Item.Name.Value, StringComparer.Ordinal)
                .Take(Most)
                .Select(s => Tell.Quote(m, s.Unit.Item, s.Unit.Quote))
        );
        return found.Sentences.Count > 0 ? found.And(Trackers(m, q)) : Missing(m, q);
    }

    // "their security team" is whoever has that role.
    private static IReadOnlyList<Contact> Askers(Matter m, Question q) =>
        q.People.Count > 0
            ? q.People
            : [.. m.File.Contacts.Where(c => c.Side == Side.Buyer && q.Roles.Contains(c.Role, StringComparer.Ordinal))];

    private static bool IsRoleWord(Term term, Question q) =>
        term.Concept?.Role is { } role && q.Roles.Contains(role, StringComparer.Ordinal);

    // What our own record says is still with us.
    private static Found Trackers(Matter m, Question q) =>
        Found.Of(
            m.File.Trackers.Where(t =>
                    t.Status is "waiting_on_seller" or "in_review" or "rejected"
                    && (
                        q.Roles.Count == 0
                            ? q.People.Count == 0 && t.Status == "waiting_on_seller"
                            : q.Roles.Contains(t.Kind, StringComparer.Ordinal)
                    )
                )
                .Select(t => m.Find($"tracker:{t.Id}"))
                .Where(i => i is not null)
                .Select(i => Tell.Quote(m, i!, i!.Text))
        );

    private static Found Missing(Matter m, Question q) =>
        new(
            [],
            [
                new MissingEvidence(
                    q.People.Count > 0 ? $"anything that {q.People[0].Name} asked for on this" : "anything that they asked for on this",
                    q.People.Count > 0 ? q.People[0].Name : m.WhoCouldSay(q.Roles.FirstOrDefault())
                ),
            ]
        );

    private static string Key(Unit unit) => $"{unit.Item.Name}\n{unit.Quote}";

    private static string Key(Statement s) => $"{s.Source.Name}\n{s.Sentence}";
}
