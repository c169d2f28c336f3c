using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;

namespace AgentDesk.Adapters.Book;

/// <summary>
/// Which of the words that were passed on are evidence: those that stand in no mail of the deal in their writer's own hand, the first time
/// that somebody passes them on.
/// </summary>
internal static class PassingOn
{
    // Shorter lines (a greeting, a name) are alike by chance.
    private const int TellingChars = 20;

    /// <summary>The mails, in the same order; who passed something on has it among the own words, everybody else passes nothing on.</summary>
    public static IReadOnlyList<Mail> Resolve(IReadOnlyList<Mail> mails)
    {
        if (mails.All(m => m.PassedOn is null))
        {
            return mails;
        }

        var said = mails.Select(m => QuoteCheck.Normalize(m.OwnWords)).ToList();
        return
        [
            .. mails.Select(m =>
            {
                if (m.PassedOn is not { } passed)
                {
                    return m;
                }
                if (Telling(passed.Text).Any(line => said.Exists(s => s.Contains(line, StringComparison.Ordinal))))
                {
                    return m with { PassedOn = null };
                }
                said.Add(QuoteCheck.Normalize(passed.Text));
                return m with { OwnWords = $"{m.OwnWords}\n\n{passed.Text}".Trim('\n') };
            }),
        ];
    }

    private static IEnumerable<string> Telling(string text) =>
        text.Split('\n').Select(l => QuoteCheck.Normalize(l)).Where(l => l.Length >= TellingChars);
}
