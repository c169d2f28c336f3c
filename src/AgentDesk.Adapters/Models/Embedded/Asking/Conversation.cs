using AgentDesk.Core.Deals;
using AgentDesk.Engine.Asking;
using AgentDesk.Engine.Asking.Naming;

namespace AgentDesk.Adapters.Models.Embedded.Asking;

/// <summary>A question with what the conversation adds to it.</summary>
/// <param name="Deal">The one deal that is meant; null when it is about many, or none was found.</param>
/// <param name="Choices">Deals that the words fit equally well.</param>
internal sealed record Conversation(Question Question, DealId? Deal, IReadOnlyList<DealChoice> Choices)
{
    /// <summary>An answer to "which one?" is short.</summary>
    private const int ShortAnswer = 3;

    public static async Task<Conversation> ReadAsync(AskView view, AskRequest request, CancellationToken ct)
    {
        var text = request.Question;
        var turns = request.Earlier ?? [];
        var named = await DealNames.ResolveAsync(view, text, ct);

        // "Which one?" was asked back, and this names it: the question before is meant.
        if (
            turns is [.., { Answer.Choices.Count: > 0 } asked]
            && named.Deals is [var chosen]
            && asked.Answer.Choices.Any(c => c.Deal == chosen.Id)
            && QuestionReader.Read(text, named, []).Terms.Count <= ShortAnswer
        )
        {
            return await ReadAsync(
                view,
                request with
                {
                    Question = asked.Question,
                    Deal = chosen.Id,
                    Earlier = [.. turns.SkipLast(1)],
                },
                ct
            );
        }

        var before = QuestionReader.WantsEarlier(text) ? turns.LastOrDefault() : null;
        var taken = Taken(turns);
        var deal = request.Deal ?? (named.Deals is [var one] ? one.Id : null);
        if (before is not null && taken is not null)
        {
            deal ??= before.Answer.Deals is [var same, ..] ? same : null;
            var q = Of(await DealNames.ResolveAsync(view, taken.Question, ct), taken.Question, deal);
            return new Conversation(q with { Before = await EarliestAsync(view, turns, taken, ct), Told = Told(turns, taken) }, deal, []);
        }

        var read = Of(named, text, deal);
        if (
            taken is not null
            && QuestionReader.TakesUp(text)
            && read is { Intent: Intent.Said, Terms.Count: 0 }
            && (deal is not null || read.People.Count > 0)
        )
        {
            deal ??= LastDeal(turns);
            var again = Of(await DealNames.ResolveAsync(view, taken.Question, ct), taken.Question, deal);
            return new Conversation(again with { People = read.People.Count > 0 ? read.People : [] }, deal, []);
        }

        if (deal is null && named.Deals.Count > 1 && read.Intent != Intent.Across)
        {
            return new Conversation(read, null, [.. named.Deals.Select(Choice)]);
        }
        if (deal is null && read.Intent is not (Intent.Across or Intent.Waiting or Intent.Figures) && named.Deals.Count == 0)
        {
            // What is not named is what was spoken of, where the words point at it or could not stand alone.
            var last = LastDeal(turns);
            if (last is not null && (QuestionReader.Points(text) || read.Intent != Intent.Said || turns.Count > 0))
            {
                deal = last;
            }
            else if (view.Deals is [var only] && QuestionReader.Points(text))
            {
                deal = only.Id;
            }
            if (deal is not null)
            {
                read = Of(named, text, deal);
            }
        }

        return new Conversation(read, deal, []);
    }

    public static DealChoice Choice(Deal deal) => new(deal.Id, deal.Name, deal.Account, deal.Stage);

    private static Question Of(NamedDeals named, string text, DealId? deal) =>
        QuestionReader.Read(
            text,
            named,
            [
                .. named
                    .People.Where(p => deal is null || p.Deal == deal)
                    .Select(p => p.Contact)
                    .DistinctBy(c => c.Email, StringComparer.OrdinalIgnoreCase),
            ]
        );

    private static DealId? LastDeal(IReadOnlyList<AskTurn> turns) =>
        turns.LastOrDefault(t => t.Answer.Deals.Count > 0)?.Answer.Deals is [var only] ? only : null;

    /// <summary>The last question that stood for itself.</summary>
    private static AskTurn? Taken(IReadOnlyList<AskTurn> turns) =>
        turns.LastOrDefault(t =>
            !QuestionReader.WantsEarlier(t.Question) && !(QuestionReader.TakesUp(t.Question) && t.Question.Length < 40)
        );

    // What the conversation has told since that question; the next is older than all of it.
    private static IEnumerable<AnswerCitation> Cited(IReadOnlyList<AskTurn> turns, AskTurn since) =>
        turns.SkipWhile(t => t != since).SelectMany(t => t.Answer.Sentences).SelectMany(s => s.Citations);

    private static HashSet<string> Told(IReadOnlyList<AskTurn> turns, AskTurn since) =>
        [.. Cited(turns, since).Select(c => $"{c.Evidence}\n{c.Quote}")];

    private static async Task<DateTimeOffset?> EarliestAsync(
        AskView view,
        IReadOnlyList<AskTurn> turns,
        AskTurn since,
        CancellationToken ct
    )
    {
        var instants = new List<DateTimeOffset>();
        foreach (var c in Cited(turns, since))
        {
            if (await view.DossierAsync(c.Deal, ct) is not { } dossier || dossier.Find(c.Evidence) is not { } item)
            {
                continue;
            }

            // A call is one conversation: before it is before it began.
            var hash = c.Evidence.Value.LastIndexOf('#');
            var call =
                c.Evidence.Kind == "call" && hash > 0
                    ? dossier.File.Calls.FirstOrDefault(k => c.Evidence.Value[..hash] == $"call:{k.Id}")
                    : null;
            instants.Add(call?.StartedAt ?? item.At);
        }

        return instants.Count > 0 ? instants.Min() : null;
    }
}
