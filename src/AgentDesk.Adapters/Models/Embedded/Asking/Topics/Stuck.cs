using AgentDesk.Adapters.Models.Embedded.Answering;
using AgentDesk.Adapters.Models.Embedded.Drafting;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine.Asking;

namespace AgentDesk.Adapters.Models.Embedded.Asking.Topics;

/// <summary>
/// Why a deal stands where it stands: what a waiting run found, else what the analyst weighs now. The blocker is a hypothesis, whatever
/// carries it.
/// </summary>
internal static class Stuck
{
    private const int MostKnown = 3;

    /// <summary>The headline's figures stand in one of these.</summary>
    private const int MostWitnesses = 4;

    public static Found Of(Matter m)
    {
        var waiting = m.Runs.OfType<Run.Waiting>().Where(r => r.Packet.Blocker is not null).MaxBy(r => r.ProposedAt);
        return waiting is { } run ? FromRun(m, run) : Weighed(m);
    }

    /// <summary>The one most telling sentence, for a list over many deals.</summary>
    public static AnswerSentence? Short(Matter m) =>
        Of(m).Sentences is [_, var second, ..] all && all[0].Standing == Standing.Inference ? second : Of(m).Sentences.FirstOrDefault();

    private static Found FromRun(Matter m, Run.Waiting run)
    {
        var known = run.Packet.Claims.Where(c => c.Section == "known").ToList();
        var head =
            known.Count == 0
                ? null
                : Tell.Concluded(
                    m,
                    run.Packet.Headline,
                    [.. known.SelectMany(c => c.Citations.Take(1)).Take(MostWitnesses).Select(c => (c.Evidence, c.Quote))]
                );
        var claims = known.Take(MostKnown).Concat(run.Packet.Claims.Where(c => c.Section == "against").Take(1));
        return Found.Of([head, .. claims.Select(c => Sentence(m, c.Text, c.Standing, c.Citations))]) with
        {
            Missing = [.. run.Packet.MissingEvidence.Take(3)],
            Proposals = run.Actions.Any(a => a.IsOpen) ? [run.Header.Id] : [],
        };
    }

    private static Found Weighed(Matter m)
    {
        var d = m.Diagnosis;
        var claims = ClaimWriter.Write(m.Reading, d);
        var known = claims.Where(c => c.Section == "known").ToList();
        if (d.Standing == BlockerStanding.Insufficient || known.Count == 0)
        {
            return new Found(
                [],
                [new MissingEvidence("what it waits for: nothing that was read says why it stands still", m.WhoCouldSay())]
            );
        }

        var head = Tell.Concluded(
            m,
            d.IsStalled
                ? HeadlineComposer.Compose(new HeadlineSituation(m.Deal.Account, d.Category, d.Standing))
                : $"{m.Deal.Account} looks on course",
            [.. known.Take(2).Select(c => (c.Citations[0].Evidence, c.Citations[0].Quote))]
        );
        var told = known.Take(MostKnown).Concat(claims.Where(c => c.Section == "against" && c.Standing == Standing.Fact).Take(1));
        return Found.Of([head, .. told.Select(c => Sentence(m, c.Text, c.Standing, c.Citations))]);
    }

    private static AnswerSentence? Sentence(Matter m, string text, Standing standing, IReadOnlyList<Citation> citations)
    {
        // A claim that says who wrote what is told like every other sentence here; one of the desk's own words stays as it was judged.
        if (citations is [var only] && m.Dossier.Find(only.Evidence) is { } item && text.EndsWith('"'))
        {
            return Tell.Quote(m, item, only.Quote);
        }
        return citations.Count == 0
            ? null
            : new AnswerSentence(text, standing, [.. citations.Select(c => new AnswerCitation(m.Deal.Id, c.Evidence, c.Quote))]);
    }
}
