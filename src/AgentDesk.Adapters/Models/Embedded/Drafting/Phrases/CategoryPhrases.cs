using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Drafting.Phrases;

/// <summary>
/// What can be said about one blocker category, in plain wording with contractions; other voices are made of it. `{account}` is the only
/// slot. Readings are sentences that follow a quote or stand alone; asks are questions without their mark, starting in lower case.
/// </summary>
/// <param name="Stuck">What a deal is stuck on, as a noun phrase for a headline.</param>
/// <param name="StuckOwed">The same when the answer is ours to give.</param>
/// <param name="RuledOut">The category as something that it is not stuck on.</param>
/// <param name="Subjects">Subjects for a new conversation.</param>
/// <param name="Alone">The same finding as a first sentence, when nothing can be quoted before it.</param>
/// <param name="Readings">What the buyer's words come to, when the next step is theirs or shared.</param>
/// <param name="ReadingsOwed">The same when the answer is ours to give.</param>
internal sealed record CategoryPhrases(
    string Category,
    string Stuck,
    string StuckOwed,
    string RuledOut,
    IReadOnlyList<string> Subjects,
    IReadOnlyList<string> Alone,
    IReadOnlyList<string> Readings,
    IReadOnlyList<string> Asks,
    IReadOnlyList<string> ReadingsOwed,
    IReadOnlyList<string> AsksOwed
)
{
    private static readonly Dictionary<string, CategoryPhrases> ByCategory = PaperPhrases
        .All.Concat(OfferPhrases.All)
        .Concat(PeoplePhrases.All)
        .Concat(CalendarPhrases.All)
        .ToDictionary(p => p.Category, StringComparer.Ordinal);

    /// <summary>The phrases of a category of <see cref="Blockers.All"/>; null for `none` and for what is no category.</summary>
    public static CategoryPhrases? Of(string category) => ByCategory.GetValueOrDefault(category);

    /// <summary>Every category that has phrases.</summary>
    public static IReadOnlyCollection<string> Categories => ByCategory.Keys;
}
