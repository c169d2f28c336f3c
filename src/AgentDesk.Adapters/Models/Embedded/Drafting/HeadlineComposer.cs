using AgentDesk.Adapters.Models.Embedded.Drafting.Phrases;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Drafting;

/// <summary>What a headline says.</summary>
/// <param name="WeOwe">Whether the answer that is waited for is ours.</param>
/// <param name="What">A noun phrase of the evidence in place of the category's own ("37 security answers that we owe"); its figures must
/// stand in cited evidence.</param>
/// <param name="RuledOut">Categories that the evidence speaks against, most telling first; two at the most are named.</param>
public sealed record HeadlineSituation(
    string Account,
    string Category,
    BlockerStanding Standing,
    bool WeOwe = false,
    string? What = null,
    IReadOnlyList<string>? RuledOut = null
);

/// <summary>The finding in one line, worded as a hypothesis whatever its standing.</summary>
public static class HeadlineComposer
{
    public static string Compose(HeadlineSituation s)
    {
        if (s.Category == Blockers.None)
        {
            return $"{s.Account} does not look stalled";
        }
        if (s.Standing == BlockerStanding.Insufficient || CategoryPhrases.Of(s.Category) is not { } phrases)
        {
            return $"It is unclear from the evidence what holds {s.Account} up";
        }

        var what = s.What ?? (s.WeOwe ? phrases.StuckOwed : phrases.Stuck);
        var not = (s.RuledOut ?? [])
            .Where(r => r != s.Category)
            .Select(r => CategoryPhrases.Of(r)?.RuledOut)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Take(2)
            .ToList();
        var verb = s.Standing == BlockerStanding.Confirmed ? "looks stuck on" : "may be stuck on";
        if (s.Category == Blockers.Unresponsive)
        {
            return $"{s.Account} has gone quiet, and nothing in the evidence seems to say why";
        }

        var ruledOut = not.Count > 0 ? $", not on {Wording.Join(not, "or")}" : "";
        return $"{s.Account} {verb} {what}{ruledOut}";
    }
}
