using AgentDesk.Adapters.Models.Embedded.Asking.Topics;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Engine;
using AgentDesk.Engine.Asking;
using AgentDesk.Engine.Asking.Naming;

namespace AgentDesk.Adapters.Models.Embedded.Asking;

/// <summary>What the embedded analyst answers, before its quotes are checked like anybody's.</summary>
internal sealed record AnalystAnswer(Found Found, IReadOnlyList<DealId> Deals, IReadOnlyList<DealChoice> Choices, int Read);

/// <summary>
/// Answers questions without a model: resolves who and what is meant, reads the intent from the wording, and takes the answer out of the
/// evidence by the same readings that the diagnosis rests on. Deterministic; it composes nothing that no source says.
/// </summary>
internal sealed class EmbeddedAsker(AskView view)
{
    private const int MostChoices = 6;
    private const int DealsSearched = 4;
    private const int PassagesSearched = 24;

    private readonly Dictionary<DealId, Matter> _matters = [];

    public async Task<AnalystAnswer> AnswerAsync(AskRequest request, CancellationToken ct)
    {
        var talk = await Conversation.ReadAsync(view, request, ct);
        if (talk.Choices.Count > 0)
        {
            return new AnalystAnswer(Found.Nothing, [], talk.Choices, 0);
        }

        var q = talk.Question;
        if (talk.Deal is { } deal && await OpenAsync(deal, ct) is { } matter)
        {
            return new AnalystAnswer(Answer(matter, q), [deal], [], matter.Dossier.Items.Count);
        }

        // "What is our stage accuracy?" speaks of a figure by its name, whatever its words are like.
        if (
            talk.Deal is null
            && q.Intent is not (Intent.Across or Intent.Waiting or Intent.Act)
            && q.Terms.Count >= 2
            && await Desk.NamedFigureAsync(view, q, ct) is { } figure
        )
        {
            return new AnalystAnswer(figure, [], [], 0);
        }

        switch (q.Intent)
        {
            case Intent.Across:
                var (across, deals, read) = await Across.OfAsync(view, q, OpenAsync, ct);
                return new AnalystAnswer(across, deals, [], read);
            case Intent.Waiting:
                var (waiting, about) = await Desk.WaitingAsync(view, OpenAsync, ct);
                return new AnalystAnswer(waiting, about, [], 0);
            case Intent.Figures:
                return new AnalystAnswer(await Desk.FiguresAsync(view, q, ct), [], [], 0);
            case Intent.Said:
                return await SearchAsync(q, ct);
            default:
                return Which(q);
        }
    }

    private static Found Answer(Matter m, Question q)
    {
        var found = q.Intent switch
        {
            Intent.Act => Acting.Of(m, q),
            Intent.Stuck => Stuck.Of(m),
            Intent.Asked => Asked.Of(m, q),
            Intent.Promised => Promised.Of(m, q),
            Intent.Stages => History.Stages(m, q),
            Intent.Slips => History.Slips(m, q),
            Intent.NextStep => History.NextStep(m),
            Intent.Who => PeopleTopic.Who(m, q),
            Intent.LastWord => PeopleTopic.LastWord(m, q),
            Intent.Record => RecordTopic.Of(m, q),
            Intent.Across => Stuck.Of(m),
            _ => Speaking.Of(m, q),
        };

        // Where the reading of the question finds nothing, its words may.
        if (
            found.IsEmpty
            && q.Intent is Intent.Asked or Intent.Who or Intent.Record or Intent.Figures or Intent.Waiting
            && Speaking.Of(m, q) is { IsEmpty: false } said
        )
        {
            found = said;
        }
        return found;
    }

    // Over all deals of the asker: only what has the words themselves, and every name in the question.
    private async Task<AnalystAnswer> SearchAsync(Question q, CancellationToken ct)
    {
        if (q.Terms.Count == 0)
        {
            return Which(q);
        }

        var passages = await view.SearchAsync(q.Text, new SearchFilter(), PassagesSearched, ct);
        var read = 0;
        var hits = new List<(Matter Matter, Hit Hit)>();
        foreach (var deal in passages.Select(p => p.Deal).OfType<DealId>().Distinct().Take(DealsSearched))
        {
            if (await OpenAsync(deal, ct) is not { } m)
            {
                continue;
            }
            read += m.Dossier.Items.Count;
            hits.AddRange(
                Finder
                    .Find(m, q)
                    .Where(h => Unresolved(q).All(t => h.Unit.Stems.Contains(t.Stem) || h.Unit.Around.Contains(t.Stem)))
                    .Take(3)
                    .Select(h => (m, h))
            );
        }

        var best = hits.Count == 0 ? 0 : hits.Max(h => h.Hit.Score);
        var told = hits.Where(h => h.Hit.Score >= 0.9 * best).OrderByDescending(h => h.Hit.Score).Take(4).ToList();
        if (told.Count == 0)
        {
            return new AnalystAnswer(new Found([], [NotFound(q)]), [], [], read);
        }
        return new AnalystAnswer(
            Found.Of(told.Select(h => Tell.Quote(h.Matter, h.Hit.Unit.Item, h.Hit.Unit.Quote))),
            [.. told.Select(h => h.Matter.Deal.Id).Distinct()],
            [],
            read
        );
    }

    // Words that may be a name which nothing resolved: a deal that the asker may not see and one that there is not look the same here.
    private static IEnumerable<Term> Unresolved(Question q) =>
        q.Terms.Where(t => char.IsUpper(t.Word[0]) && !q.Text.TrimStart().StartsWith(t.Word, StringComparison.Ordinal));

    private AnalystAnswer Which(Question q)
    {
        var left = q.Terms.Where(t => t.Concept is null && !QuestionReader.IsOfAsking(t)).ToList();
        if (left.Count > 0 || view.Deals.Count == 0)
        {
            return new AnalystAnswer(new Found([], [NotFound(q)]), [], [], 0);
        }

        var open = view.Deals.Where(d => d.Status == DealStatus.Open).ToList();
        return new AnalystAnswer(
            Found.Nothing,
            [],
            [.. (open.Count > 0 ? open : view.Deals).Take(MostChoices).Select(Conversation.Choice)],
            0
        );
    }

    private static MissingEvidence NotFound(Question q) =>
        new($"“{q.Text.Trim().TrimEnd('?', '.', '!')}”: no deal that you may see fits these words", "");

    private async Task<Matter?> OpenAsync(DealId deal, CancellationToken ct)
    {
        if (_matters.TryGetValue(deal, out var read))
        {
            return read;
        }
        if (await view.DossierAsync(deal, ct) is not { } dossier)
        {
            return null;
        }
        return _matters[deal] = new Matter(dossier, [.. view.Runs.Where(r => r.Run.Header.Deal == deal).Select(r => r.Run)]);
    }
}
