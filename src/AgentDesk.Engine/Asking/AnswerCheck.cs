using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy;
using AgentDesk.Core.Policy.Gates;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Engine.Asking;

/// <summary>What is wrong with one sentence of an answer, worded for whoever wrote it.</summary>
/// <param name="Sentence">Its place, from 0.</param>
/// <param name="Drops">Whether it is not shown; else it is shown as an inference.</param>
public sealed record AnswerFault(int Sentence, string Reason, bool Drops);

/// <param name="Kept">What may be shown, in order.</param>
/// <param name="Remarks">Text aimed at an AI that was found in what the answer is about.</param>
public sealed record CheckedAnswer(IReadOnlyList<AnswerSentence> Kept, IReadOnlyList<AnswerFault> Faults, IReadOnlyList<string> Remarks);

/// <summary>
/// The policy's gates over an answer, the same that judge a proposal: a sentence that cites nothing, misquotes, brings up figures or names
/// that its sources do not have, or rests on planted text alone is not shown; a fact without a buyer's word or a system's status becomes an
/// inference.
/// </summary>
public static class AnswerCheck
{
    private static readonly IReadOnlyList<Gate> Gates =
    [
        CitationGates.EveryClaimCites,
        CitationGates.QuotesAreVerbatim,
        WitnessGate.FactsNeedAWitness,
        FiguresGate.FiguresAreInTheSource,
        PlantedInstructionsGate.PlantedInstructions,
    ];

    /// <param name="dossiers">The dossiers of the deals that are cited, of what the asker may see; a deal that is not there cannot be
    /// cited.</param>
    public static CheckedAnswer Of(IReadOnlyList<AnswerSentence> sentences, IReadOnlyDictionary<DealId, Dossier> dossiers)
    {
        var faults = new List<AnswerFault>();
        var remarks = new List<string>();
        var places = new Dictionary<DealId, List<int>>();
        for (var i = 0; i < sentences.Count; i++)
        {
            var deals = sentences[i].Citations.Select(c => c.Deal).Distinct().ToList();
            if (deals.Count == 0)
            {
                faults.Add(new(i, $"`{sentences[i].Text}` cites nothing: quote its source, or leave it out", true));
            }
            else if (deals.Count > 1)
            {
                faults.Add(new(i, $"`{sentences[i].Text}` cites several deals: write one sentence a deal", true));
            }
            else if (!dossiers.ContainsKey(deals[0]))
            {
                faults.Add(new(i, $"there is no deal `{deals[0]}`", true));
            }
            else if (places.TryGetValue(deals[0], out var list))
            {
                list.Add(i);
            }
            else
            {
                places[deals[0]] = [i];
            }
        }

        foreach (var (deal, mine) in places)
        {
            var claims = mine.Select(i => new Claim(
                    Id(i),
                    "known",
                    sentences[i].Text,
                    sentences[i].Standing,
                    [.. sentences[i].Citations.Select(c => new Citation(c.Evidence, c.Quote))]
                ))
                .ToList();
            var packet = new Packet("", null, claims, null, [], [], [], []);
            foreach (var finding in Verdict.Of(Gates, new GateCase(new Proposal(packet, []), dossiers[deal])).Findings)
            {
                if (finding.Outcome == Outcome.Note)
                {
                    remarks.Add(finding.Reason);
                }
                if (finding.Outcome is not (Outcome.Stop or Outcome.Withhold))
                {
                    continue;
                }

                // A gate that failed is about no sentence and so about all of them.
                var about = finding.About.Count > 0 ? mine.Where(i => finding.About.Contains(Id(i), StringComparer.Ordinal)) : mine;
                faults.AddRange(about.Select(i => new AnswerFault(i, finding.Reason, finding.Gate != WitnessGate.FactsNeedAWitness.Name)));
            }
        }

        var dropped = faults.Where(f => f.Drops).Select(f => f.Sentence).ToHashSet();
        var lowered = faults.Select(f => f.Sentence).ToHashSet();
        return new CheckedAnswer(
            [
                .. sentences
                    .Select((s, i) => (s, i))
                    .Where(p => !dropped.Contains(p.i))
                    .Select(p => lowered.Contains(p.i) ? p.s with { Standing = Standing.Inference } : p.s),
            ],
            [.. faults.OrderBy(f => f.Sentence)],
            [.. remarks.Distinct(StringComparer.Ordinal)]
        );
    }

    private static string Id(int i) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"s{i + 1}");
}
