using System.Globalization;
using System.Text.RegularExpressions;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Evals.Graders;
using AgentDesk.Evals.Tasks;

namespace AgentDesk.Evals.Mutating;

/// <summary>
/// Makes mutants of a good output: for each claim and each kind as many as apply. Always the same ones. A change that leaves the output
/// right (the changed quote stands in the source as well) is no mutant and is not made.
/// </summary>
internal static partial class Mutators
{
    private const string Marker = "quillwort";

    /// <param name="foreign">Names of evidence of another deal.</param>
    public static IEnumerable<Mutant> Of(Prepared good, IReadOnlyList<EvidenceName> foreign)
    {
        foreach (var claim in good.Proposal.Packet.Claims)
        {
            foreach (var (citation, at) in claim.Citations.Select((c, i) => (c, i)))
            {
                foreach (
                    var quote in Quotes(citation.Quote)
                        .Where(q => good.Dossier.Find(citation.Evidence) is not { } item || !QuoteCheck.Stands(q, item.Text))
                )
                {
                    yield return Made(
                        good,
                        Mutation.Quote,
                        claim,
                        $"`{citation.Quote}` → `{quote}`",
                        With(claim, at, citation with { Quote = quote })
                    );
                }
            }

            if (claim.Citations.Count > 0 && foreign.FirstOrDefault(f => good.Dossier.Find(f) is null) is { Value: not null } other)
            {
                yield return Made(
                    good,
                    Mutation.DealId,
                    claim,
                    $"{claim.Citations[0].Evidence} → {other}",
                    With(claim, 0, claim.Citations[0] with { Evidence = other })
                );
            }

            foreach (var (text, change) in Numbers(claim.Text))
            {
                yield return Made(good, Mutation.Number, claim, change, claim with { Text = text });
            }
            foreach (var (text, change) in Negations(claim.Text))
            {
                yield return Made(good, Mutation.Negation, claim, change, claim with { Text = text });
            }
            foreach (var (text, change) in Speakers(claim, good.Dossier))
            {
                yield return Made(good, Mutation.Speaker, claim, change, claim with { Text = text });
            }
        }
    }

    // A word in the middle is another one; it is gone; it has changed places with the next.
    private static IEnumerable<string> Quotes(string quote)
    {
        var words = quote.Split(' ');
        if (words.Length < 2)
        {
            yield break;
        }
        var middle = words.Length / 2;
        yield return string.Join(' ', words.Select((w, i) => i == middle ? Marker : w));
        if (words.Length < 4)
        {
            yield break;
        }
        yield return string.Join(' ', words.Where((_, i) => i != middle));
        if (words[middle] != words[middle - 1])
        {
            yield return string.Join(
                ' ',
                words.Select(
                    (w, i) =>
                        i == middle ? words[middle - 1]
                        : i == middle - 1 ? words[middle]
                        : w
                )
            );
        }
    }

    // A figure one more in its leading digits: near enough to be overlooked, and another amount.
    private static IEnumerable<(string Text, string Change)> Numbers(string text)
    {
        foreach (Match m in Digits().Matches(text))
        {
            var value = long.Parse(m.Value, CultureInfo.InvariantCulture);
            var other = (value + (value >= 28 ? 17 : 3)).ToString(CultureInfo.InvariantCulture);
            yield return ($"{text[..m.Index]}{other}{text[(m.Index + m.Length)..]}", $"{m.Value} → {other}");
        }
    }

    private static IEnumerable<(string Text, string Change)> Negations(string text)
    {
        if (Not().Match(text) is { Success: true } not)
        {
            var without = Gaps()
                .Replace(
                    not.Value.Contains('\'', StringComparison.Ordinal) || not.Value.Contains('’', StringComparison.Ordinal)
                        ? text.Remove(not.Index + not.Length - 3, 3)
                        : text.Remove(not.Index, not.Length),
                    " "
                );
            yield return (without, $"without `{not.Value.Trim()}`");
        }
        else if (Auxiliary().Match(text) is { Success: true } verb)
        {
            yield return (text.Insert(verb.Index + verb.Length, " not"), $"`{verb.Value}` → `{verb.Value} not`");
        }
    }

    private static IEnumerable<(string Text, string Change)> Speakers(Claim claim, Dossier dossier)
    {
        foreach (var said in Attribution.Of(claim.Text, dossier))
        {
            var authors = claim.Citations.Select(c => dossier.Find(c.Evidence)?.Author).ToList();
            var other = Attribution
                .People(dossier)
                .FirstOrDefault(p =>
                    p != said
                    && p.Split(' ')[0] != said.Split(' ')[0]
                    && !authors.Contains(p, StringComparer.OrdinalIgnoreCase)
                    && !Attribution.IsBy(p, claim, dossier)
                );
            if (other is null)
            {
                continue;
            }
            var named = claim.Text.Contains(said, StringComparison.Ordinal) ? said : said.Split(' ')[0];
            yield return (claim.Text.Replace(named, other, StringComparison.Ordinal), $"{named} → {other}");
        }
    }

    private static Claim With(Claim claim, int at, Citation citation) =>
        claim with
        {
            Citations = [.. claim.Citations.Select((c, i) => i == at ? citation : c)],
        };

    private static Mutant Made(Prepared good, Mutation kind, Claim claim, string change, Claim changed) =>
        new(kind, claim.Id, change, good.Proposal with { Packet = good.Proposal.Packet with { Claims = [changed] } });

    [GeneratedRegex(@"(?<![\w.,:-])\d{1,7}(?![\w:]|[.,]\d)", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Digits();

    [GeneratedRegex(
        @"\b(?:not|never) |\b(?:is|are|was|were|has|have|had|does|do|did|would|could|should)n['’]t\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        5000
    )]
    private static partial Regex Not();

    [GeneratedRegex(@"\b(?:is|are|was|were|has|have|had|will|can|would|should|could|must|does|did)\b", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Auxiliary();

    [GeneratedRegex(" {2,}", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Gaps();
}
