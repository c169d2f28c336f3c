using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Evidence.Readings;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine.Asking;

namespace AgentDesk.Adapters.Models.Embedded.Asking.Topics;

/// <summary>Who is who, and who spoke last.</summary>
internal static class PeopleTopic
{
    private const int MostContacts = 6;

    public static Found Who(Matter m, Question q)
    {
        var buyers = m.File.Contacts.Where(c => c.Side == Side.Buyer).ToList();
        var roles =
            q.Roles.Count > 0 ? q.Roles
            : Decides(q) ? ["economic_buyer"]
            : [];
        var asked = roles.Count > 0 ? [.. buyers.Where(c => roles.Contains(c.Role, StringComparer.Ordinal))] : buyers;
        var told = asked
            .Take(MostContacts)
            .Select(c => m.Find($"contact:{m.Deal.Id}#{c.Email}") is { } i ? Tell.Quote(m, i, i.Text) : null)
            .ToList();

        // What the record's own columns say of a role, and what was said of deciding and signing.
        told.AddRange(roles.Select(r => m.Find($"deal:{m.Deal.Id}#{r}") is { Text.Length: > 1 } i ? Tell.Quote(m, i, i.Text) : null));
        if (roles.Contains("economic_buyer", StringComparer.Ordinal) || Decides(q))
        {
            told.AddRange(Finder.Find(m, q, u => u.Item.Side == Side.Buyer).Take(2).Select(h => Tell.Quote(m, h.Unit.Item, h.Unit.Quote)));
        }

        var found = Found.Of(told);
        return found.Sentences.Count > 0
            ? found
            : new Found(
                [],
                [
                    new MissingEvidence(
                        roles.Count > 0
                            ? $"who their {roles[0].Replace('_', ' ')} is: the record names nobody"
                            : "who is involved on their side",
                        m.WhoCouldSay()
                    ),
                ]
            );
    }

    public static Found LastWord(Matter m, Question q)
    {
        var words = BuyerWords.Of(m.File, m.Now).Where(w => q.Before is not { } before || w.At < before).ToList();
        if (q.People.Count > 0)
        {
            words =
            [
                .. words.Where(w =>
                    q.People.Any(p =>
                        (w.Email is { } e && Sides.Same(e, p.Email)) || string.Equals(w.Who, p.Name, StringComparison.OrdinalIgnoreCase)
                    )
                ),
            ];
        }
        if (words.Count == 0)
        {
            return new Found(
                [],
                [new MissingEvidence(q.People.Count > 0 ? $"a word from {q.People[0].Name}" : "a word from the buyer", m.WhoCouldSay())]
            );
        }

        var last = words[^1];
        var told = new List<AnswerSentence?> { Decisive(m, last) };
        var prior = PriorOutreach.Of(m.File, m.Dossier.Team, m.Now);
        if (q.Before is null && q.People.Count == 0 && prior.Count > 0)
        {
            var cited = prior
                .Items.TakeLast(3)
                .Select(a => (Item: m.Dossier.Find(a.Name), a))
                .Where(p => p.Item is not null && !m.IsPlanted(p.Item.Name))
                .Select(p => (p.Item!.Name, p.Item.Title))
                .Where(p => p.Title.Length > 0)
                .ToList();
            if (cited.Count > 0)
            {
                told.Add(
                    Tell.Concluded(
                        m,
                        $"Since then we reached out {(prior.Count == 1 ? "once" : $"{Tell.Count(prior.Count)} times")} without an answer",
                        cited
                    )
                );
            }
        }

        return Found.Of(told);
    }

    // Of the last word the sentence that says most.
    private static AnswerSentence? Decisive(Matter m, BuyerWord last)
    {
        var conversation = last.Name.Kind == "call" ? last.Name.Value[..last.Name.Value.LastIndexOf('#')] : last.Name.Value;
        var units = m
            .Units.Where(u =>
                !u.IsRow
                && u.Item.Side == Side.Buyer
                && (u.Item.Name.Value == last.Name.Value || u.Item.Name.Value.StartsWith(conversation + "#", StringComparison.Ordinal))
            )
            .ToList();
        var said = units.Where(u => u.Stems.Count >= 5).ToList() is { Count: > 0 } telling ? telling : units;
        var best = said.MaxBy(u =>
            (u.Said.Count > 0 ? u.Said.Max(s => Math.Max(s.Open, s.Settled)) : 0) + (0.01 * Math.Min(u.Stems.Count, 20))
        );
        if (best is not null)
        {
            return Tell.Quote(m, best.Item, best.Quote);
        }
        return m.Dossier.Find(last.Name) is { } item ? Tell.Quote(m, item, item.Title) : null;
    }

    private static bool Decides(Question q) => q.Terms.Any(t => t.Concept?.Name is "decide" or "sign" or "approve");
}
