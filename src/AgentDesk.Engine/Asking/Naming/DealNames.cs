using System.Collections.Frozen;
using AgentDesk.Core.Deals;

namespace AgentDesk.Engine.Asking.Naming;

/// <summary>Which deals the words of a question name.</summary>
/// <param name="Deals">The best fit: one when it is plain, several when the words fit them equally well, none when they name no
/// deal.</param>
/// <param name="People">Contacts that the words name, in the deals that they belong to.</param>
/// <param name="Words">The words that named a deal or a person, folded: they say nothing else.</param>
public sealed record NamedDeals(IReadOnlyList<Deal> Deals, IReadOnlyList<(DealId Deal, Contact Contact)> People, IReadOnlySet<string> Words)
{
    public static readonly NamedDeals None = new([], [], new HashSet<string>(StringComparer.Ordinal));
}

/// <summary>
/// Resolves deals from words: an id, the name or part of the name of an account or a deal, a contact; misspelled names too. Only deals that
/// the asker may see are looked at, so a deal that is hidden and one that does not exist give the same answer.
/// </summary>
public static class DealNames
{
    private const double Certain = 100;
    private const int LeastLetters = 3;

    /// <summary>
    /// More visible deals than this are not read for their contacts: the index names those whose contacts have the words.
    /// </summary>
    private const int MostFiles = 200;
    private const int MostByContact = 20;

    public static async Task<NamedDeals> ResolveAsync(AskView view, string text, CancellationToken ct)
    {
        var words = NameWords.Of(text);
        var found = ByName(view.Deals, text, words);

        // People narrow the deals that the words name, or name them where nothing else does.
        var among =
            found.Deals.Count > 0 ? found.Deals
            : view.Deals.Count <= MostFiles ? view.Deals
            : await ByContactAsync(view, text, ct);
        var people = new List<(DealId, Contact)>();
        var used = new HashSet<string>(found.Words, StringComparer.Ordinal);
        foreach (var deal in among)
        {
            if (await view.DossierAsync(deal.Id, ct) is not { } dossier)
            {
                continue;
            }
            foreach (var contact in dossier.File.Contacts)
            {
                if (Names(contact, words, found.Words) is { Count: > 0 } by)
                {
                    people.Add((deal.Id, contact));
                    used.UnionWith(by);
                }
            }
        }

        // Somebody whose whole name stands there is meant rather than a namesake.
        var most = people.Count == 0 ? 0 : people.Max(p => Names(p.Item2, words, found.Words).Count);
        people = [.. people.Where(p => Names(p.Item2, words, found.Words).Count == most)];
        var buyers = people.Where(p => p.Item2.Side != Side.Seller).ToList();
        var of = buyers.Select(p => p.Item1).Distinct().ToList();
        if (found.Deals.Count != 1 && of.Count > 0)
        {
            return new NamedDeals(Prefer([.. among.Where(d => of.Contains(d.Id))]), people, used);
        }
        return new NamedDeals(found.Deals, people, used);
    }

    private static async Task<IReadOnlyList<Deal>> ByContactAsync(AskView view, string text, CancellationToken ct)
    {
        var found = await view.SearchAsync(text, new SearchFilter(Kinds: ["contact"]), MostByContact, ct);
        return [.. found.Select(p => p.Deal).OfType<DealId>().Distinct().Select(view.Find).OfType<Deal>()];
    }

    /// <summary>Deals by id, account and name.</summary>
    public static NamedDeals ByName(IReadOnlyList<Deal> deals, string text, IReadOnlyList<(string Word, string Folded, int Index)> words)
    {
        var scored = deals.Select(d => (Deal: d, Fit: Score(d, text, words))).Where(s => s.Fit.Score > 0).ToList();
        if (scored.Count == 0)
        {
            scored = [.. deals.Select(d => (Deal: d, Fit: Near(d, words))).Where(s => s.Fit.Score > 0)];
        }
        if (scored.Count == 0)
        {
            return NamedDeals.None;
        }

        var best = scored.Max(s => s.Fit.Score);
        var fits = scored.Where(s => s.Fit.Score >= best - 0.01).ToList();
        return new NamedDeals(
            Prefer([.. fits.Select(f => f.Deal)]),
            [],
            fits.SelectMany(f => f.Fit.Words).ToHashSet(StringComparer.Ordinal)
        );
    }

    // Of several deals of an account the one that is open is meant, when it is one.
    private static IReadOnlyList<Deal> Prefer(IReadOnlyList<Deal> deals) =>
        deals.Count > 1 && deals.Where(d => d.Status == DealStatus.Open).ToList() is { Count: 1 } open ? open : deals;

    private static (double Score, IReadOnlyList<string> Words) Score(
        Deal deal,
        string text,
        IReadOnlyList<(string Word, string Folded, int Index)> words
    )
    {
        if (HoldsId(text, deal.Id.Value))
        {
            return (Certain, [.. NameWords.Of(deal.Id.Value).Select(w => w.Folded)]);
        }

        var account = NameWords.Of(deal.Account).Select(w => w.Folded).Distinct(StringComparer.Ordinal).ToList();
        var own = account.Where(IsTelling).ToList();
        var head = own.Count > 0 ? own[0] : account.Find(w => w.Length >= LeastLetters);
        var hits = new HashSet<string>(StringComparer.Ordinal);
        var score = 0.0;
        foreach (var (word, folded, index) in words)
        {
            if (!account.Contains(folded, StringComparer.Ordinal) || !hits.Add(folded))
            {
                continue;
            }
            if (folded == head)
            {
                score += 3;
            }
            else if (own.Contains(folded, StringComparer.Ordinal))
            {
                score += char.IsUpper(word[0]) && index > 0 ? 2 : 0.6;
            }
            else
            {
                score += 0.4;
            }
        }

        // A word of its name that is no head stands for the account only when it is written as a name, or not alone.
        if (score < 1 && hits.Count < 2)
        {
            (score, hits) = (0, []);
        }
        if (score == 0 && hits.Count == 0)
        {
            return ByDealName(deal, words);
        }

        // Where the account is named, a word that is nearly another of its words is that word misspelled, and says nothing else.
        foreach (var folded in words.Select(w => w.Folded).Where(f => f.Length > LeastLetters && !hits.Contains(f)))
        {
            if (account.Any(a => a.Length > LeastLetters && a[0] == folded[0] && NameWords.Distance(folded, a, 1) <= 1))
            {
                hits.Add(folded);
            }
        }

        foreach (var folded in words.Select(w => w.Folded).Where(f => !hits.Contains(f) && IsTelling(f)))
        {
            if (NameWords.Of(deal.Name).Any(w => w.Folded == folded))
            {
                score += hits.Add(folded) ? 0.5 : 0;
            }
        }

        return (score, [.. hits]);
    }

    // The name of a deal is made of ordinary words too: one of its own counts when it is written as a name.
    private static (double Score, IReadOnlyList<string> Words) ByDealName(
        Deal deal,
        IReadOnlyList<(string Word, string Folded, int Index)> words
    )
    {
        var names = NameWords
            .Of(deal.Name)
            .Where(w => IsTelling(w.Folded) && w.Folded.Length > LeastLetters)
            .Select(w => w.Folded)
            .ToHashSet(StringComparer.Ordinal);
        var hits = words
            .Where(w => names.Contains(w.Folded) && char.IsUpper(w.Word[0]) && w.Index > 0)
            .Select(w => w.Folded)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return (hits.Count > 0 ? 1 + (0.3 * hits.Count) : 0, hits);
    }

    private static (double Score, IReadOnlyList<string> Words) Near(Deal deal, IReadOnlyList<(string Word, string Folded, int Index)> words)
    {
        var head = NameWords.Of(deal.Account).Select(w => w.Folded).FirstOrDefault(IsTelling);
        if (head is null || head.Length < 5)
        {
            return (0, []);
        }

        var most = head.Length >= 8 ? 2 : 1;
        foreach (var folded in words.Select(w => w.Folded).Where(f => f.Length >= 5 && !NameWords.Generic.Contains(f)))
        {
            if (NameWords.Distance(folded, head, most) is var apart && apart <= most && folded[0] == head[0])
            {
                // The account's other words beside it, spelled right or nearly so, belong to its name too.
                var others = NameWords.Of(deal.Account).Select(w => w.Folded).Where(a => a != head && a.Length > LeastLetters).ToList();
                return (
                    2 - (0.2 * apart),
                    [
                        folded,
                        .. words
                            .Select(w => w.Folded)
                            .Where(f =>
                                f != folded && f.Length > LeastLetters && others.Any(a => a[0] == f[0] && NameWords.Distance(f, a, 1) <= 1)
                            ),
                    ]
                );
            }
        }

        return (0, []);
    }

    /// <summary>The words that name the contact: first or last name as a name is written, or both.</summary>
    private static IReadOnlyList<string> Names(
        Contact contact,
        IReadOnlyList<(string Word, string Folded, int Index)> words,
        IReadOnlySet<string> taken
    )
    {
        var parts = NameWords
            .Of(contact.Name)
            .Select(w => w.Folded)
            .Where(w => w.Length >= LeastLetters)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var hits = words.Where(w => parts.Contains(w.Folded, StringComparer.Ordinal) && !taken.Contains(w.Folded)).ToList();
        if (hits.Select(h => h.Folded).Distinct(StringComparer.Ordinal).Count() >= 2)
        {
            return [.. hits.Select(h => h.Folded).Distinct(StringComparer.Ordinal)];
        }
        return
        [
            .. hits.Where(h => !Ordinary.Contains(h.Folded) || (char.IsUpper(h.Word[0]) && h.Index > 0))
                .Select(h => h.Folded)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    // First names that are words as well: they name somebody only when written as a name, and not at the head of a question.
    private static readonly FrozenSet<string> Ordinary = FrozenSet.ToFrozenSet(
        "will may mark grace hope frank bill rich dale june april august rob pat jack art drew chase grant miles dean max sue ray gene guy wade lance josh faith joy dawn summer rose lily iris page price case long young cross field hill wood brown green white black king best moss stone banks power law lane".Split(
            ' '
        ),
        StringComparer.Ordinal
    );

    private static bool HoldsId(string text, string id)
    {
        for (
            var at = text.IndexOf(id, StringComparison.OrdinalIgnoreCase);
            at >= 0;
            at = text.IndexOf(id, at + 1, StringComparison.OrdinalIgnoreCase)
        )
        {
            var after = at + id.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (after == text.Length || !char.IsLetterOrDigit(text[after])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTelling(string word) => word.Length >= LeastLetters && !NameWords.Generic.Contains(word);
}
