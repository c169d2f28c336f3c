using AgentDesk.Core.Proposals;

namespace AgentDesk.Adapters.Models.Embedded.Weighing;

/// <summary>
/// How probable it is, from 0 to 1, that a diagnosis names the blocker that a reader would name: of all that was weighed, the share that
/// stands behind what it says first, put on the scale of how often that share was right. A figure for evals, where it is held against how
/// often the diagnosis is right (docs/evals.md); it is no part of the draft and no user sees it: the desk speaks of hypotheses and their
/// quotes.
/// </summary>
internal static class Sureness
{
    // A logistic fit on the 62 deals of the exports that the analyst was developed on. On companies that it has not seen it is right less
    // often than this says.
    private const double AtEven = 4.3;
    private const double Slope = 2.35;

    public static double Of(Diagnosis d, Weights weights)
    {
        var all = d.Ranked.Sum(r => Math.Max(0, r.Score));
        var named = d.Ranked.FirstOrDefault(r => r.Category == d.Category).Score;
        var (behind, against) =
            !d.IsStalled ? (Math.Max(0, d.Pulse.Health), all)
            // That nobody can know, or that only silence is left, stands where no reason is plain.
            : d.Category is Blockers.None or Blockers.Unresponsive ? (weights.Faint, all)
            : (named, all - named + weights.Noise);
        var share = Math.Clamp(behind / (behind + against), 0.001, 0.999);
        return Math.Round(1 / (1 + Math.Exp(-(AtEven + (Slope * Math.Log(share / (1 - share)))))), 4);
    }
}
