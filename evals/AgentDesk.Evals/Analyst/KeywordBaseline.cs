using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Evals.Analyst;

/// <summary>
/// The yardstick: counts each category's keywords in the buyers' words and names the one with the most. No speaker, no negation, no time.
/// </summary>
internal static class KeywordBaseline
{
    private static readonly (string Category, string[] Words)[] Keywords =
    [
        ("timing", ["next quarter", "next year", "timing", "later", "postpone", "circle back", "go-live", "after the"]),
        ("authority", ["approval", "sign off", "my boss", "vp", "cfo", "ceo", "decision maker", "not my call"]),
        ("security", ["security", "soc 2", "questionnaire", "pen test", "dpa", "gdpr", "encryption", "infosec"]),
        ("legal", ["legal", "contract", "msa", "redline", "liability", "counsel", "clause", "terms"]),
        ("procurement", ["procurement", "purchase order", "po ", "vendor", "supplier", "rfp", "tender", "onboarding"]),
        ("budget", ["budget", "price", "expensive", "discount", "cheaper", "money", "cost"]),
        ("weak_case", ["roi", "justify", "business case", "value", "nice to have", "worth", "savings"]),
        ("fit_scope", ["feature", "missing", "integrat", "support", "requirement", "scope", "workaround"]),
        ("stakeholder", ["left the company", "new role", "successor", "replacement", "handover", "no longer with"]),
        ("competition", ["competitor", "alternative", "other vendor", "incumbent", "compare", "in-house"]),
        ("missing_asset", ["send", "waiting for", "still need", "reference", "document", "case study"]),
        ("no_decision_process", ["discuss", "internally", "think about", "committee", "consensus", "decide"]),
        ("reorg_freeze", ["freeze", "restructur", "reorg", "merger", "acquisition", "on hold", "layoff"]),
    ];

    /// <summary>The category, or `unresponsive` when no keyword stands in any buyer's word.</summary>
    public static string Name(Dossier dossier) =>
        Name(
            string.Join(
                '\n',
                dossier.Items.Where(i => i.Side == Side.Buyer && !i.IsAutomatic && i.Kind is "mail" or "call").Select(i => i.OwnWords)
            )
        );

    /// <summary>The same of the buyers' words alone.</summary>
    public static string Name(string words)
    {
        var text = words.ToLowerInvariant();
        var best = Keywords.Select(k => (k.Category, Count: k.Words.Sum(w => Count(text, w)))).MaxBy(k => k.Count);
        return best.Count == 0 ? "unresponsive" : best.Category;
    }

    private static int Count(string text, string word)
    {
        var n = 0;
        for (
            var at = text.IndexOf(word, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal)
        )
        {
            n++;
        }
        return n;
    }
}
