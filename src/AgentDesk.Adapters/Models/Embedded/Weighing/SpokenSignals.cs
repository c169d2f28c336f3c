using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Reading;

namespace AgentDesk.Adapters.Models.Embedded.Weighing;

/// <summary>What the sentences of mails, calls, threads and log entries say for and against each category.</summary>
internal static class SpokenSignals
{
    /// <param name="delivered">What was asked for and came.</param>
    public static IEnumerable<Signal> Of(
        DealReading reading,
        IReadOnlyList<Statement> statements,
        HashSet<Statement> delivered,
        CueModel model,
        Weights weights
    )
    {
        var read = statements.Select(s => (Statement: s, RuledOut: s.IsBuyers ? RulesOut.Of(s.Sentence) : [])).ToList();
        for (var c = 0; c < model.About.Count; c++)
        {
            var category = model.About[c];
            if (category is "neutral" or "progress" or "unresponsive")
            {
                continue;
            }
            var doneAt =
                reading.Inputs.Trackers.Where(t => t.Kind == category).ToList() is { Count: > 0 } rows && rows.TrueForAll(t => t.IsDone)
                    ? rows.Max(t => t.UpdatedAt)
                    : (DateTimeOffset?)null;
            var closedAt = read.Where(r =>
                    r.RuledOut.Contains(category, StringComparer.Ordinal) && RulesOut.Share(category, r.Statement.Sentence) >= 1
                )
                .Select(r => (int?)r.Statement.Turn)
                .Min();
            foreach (var (s, disclaimed) in read)
            {
                double p = s.About[c];
                if (s.IsBuyers && Speaks(reading, s, category))
                {
                    p += weights.Speaker * (1 - p);
                }
                if (disclaimed.Contains(category, StringComparer.Ordinal))
                {
                    yield return new Signal(
                        category,
                        -weights.RuledOut * RulesOut.Share(category, s.Sentence) * s.Weight,
                        "ruled out",
                        s.Source,
                        s.Sentence
                    );
                    continue;
                }

                var open = s.Weight * Math.Pow(p * s.Open, weights.Sharpness);
                // The record says that this is finished: what was said before then has been dealt with; what is said after denies the
                // record.
                if (doneAt is { } done)
                {
                    open *= s.Source.At <= done ? 0.35 : 0.8;
                }
                // The buyer said in so many words that it is not this: what was said before, and what we think of it since, count less.
                if (closedAt is { } closed && (s.Turn >= closed || !s.IsBuyers))
                {
                    open *= weights.OnceRuledOut;
                }
                // A sentence that says what it is not, and does not go on to what it is, names no reason.
                if (disclaimed.Count > 0 && !RulesOut.GoesOn(s.Sentence))
                {
                    open *= weights.BesideRuledOut;
                }
                // What was asked for and came is no longer owed.
                if (category == "missing_asset" && delivered.Contains(s))
                {
                    open *= 0.15;
                }
                if (open > 0.004)
                {
                    yield return new Signal(category, open, "said", s.Source, s.Sentence);
                }
                var settled = s.Weight * Math.Pow(p * s.Settled, weights.Sharpness);
                if (settled > 0.004)
                {
                    yield return new Signal(category, -weights.Settled * settled, "settled", s.Source, s.Sentence);
                }
            }
        }
    }

    // Counsel speaks of terms, a security officer of the review, a purchaser of the paper: who says it tells what it is about.
    private static bool Speaks(DealReading reading, Statement s, string category) =>
        reading.Contact(s.Source.Author)?.Role is { } role && role == category && category is "legal" or "security" or "procurement";
}
