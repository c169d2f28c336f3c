using AgentDesk.Core.Evidence;
using AgentDesk.Core.Proposals;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;

namespace AgentDesk.Surfaces.Review;

/// <summary>
/// One thing that the gates held back, in the words of every surface: what, why and by which gate, and who or what could lift it.
/// </summary>
/// <param name="What">The action's summary; of a statement its standing alone, because its words are not to be read as the desk's.</param>
/// <param name="Why">Reasons, each with the name of its gate; the name is empty where none is noted.</param>
/// <param name="Sources">Where the words of a held statement can be read.</param>
/// <param name="Action">The action that was held back; null for a statement.</param>
public sealed record HeldLine(
    string What,
    IReadOnlyList<(string Reason, string Gate)> Why,
    IReadOnlyList<EvidenceName> Sources,
    string LiftedBy,
    ActionState? Action
)
{
    private const string PlantedGate = "planted-instructions";

    /// <summary>Statements first, then actions, in the order of the packet.</summary>
    public static IReadOnlyList<HeldLine> Of(RunModel run) =>
        [.. (run.Sight.Packet?.HeldBack ?? []).Select(c => Statement(run, c)), .. run.Sight.Withheld.Select(a => OfAction(run, a))];

    private static HeldLine Statement(RunModel run, Claim claim)
    {
        // The gate's own sentence repeats the words that are held back: only its name is taken.
        var gate =
            run.Sight.Findings.FirstOrDefault(f =>
                f.Outcome == Core.Policy.Outcome.Withhold && f.About.Contains(claim.Id, StringComparer.Ordinal)
            )?.Gate
            ?? PlantedGate;
        return new HeldLine(
            $"A statement {(claim.Standing == Standing.Fact ? "as known" : "as inferred")}",
            [("All that it cites carries text that speaks to an AI: read it there, as its author’s words", gate)],
            [.. claim.Citations.Select(c => c.Evidence).Distinct()],
            "a second source that says the same",
            null
        );
    }

    private static HeldLine OfAction(RunModel run, ActionState action)
    {
        var why = run.WhyHeld(action).Select(f => (Words.Capital(run.Names.In(Words.Prose(f.Reason))), f.Gate)).ToList();
        return new HeldLine(
            run.Names.In(Words.Prose(action.Action.Summary)),
            why.Count > 0 ? why : [(run.Names.In(Words.Prose(action.Detail ?? "No reason is noted")), "")],
            [],
            $"{run.Names.List(Decide.WhoMay(run.Header, action).Split(" or "))}, {Words.Role(action.Action.Needs)}",
            action
        );
    }
}
