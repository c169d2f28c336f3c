using System.Runtime.CompilerServices;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy.Wording;

namespace AgentDesk.Adapters.Models.Embedded.Weighing;

/// <summary>Text that speaks to an AI rather than to a person. No word of it is used: not as a cue, not as a quote.</summary>
internal static class Injection
{
    // Asked of every sentence of a piece: by the piece itself, so that a long text is not digested for each.
    private static readonly ConditionalWeakTable<EvidencePiece, IReadOnlyList<PlantedInstruction>> Seen = [];
    private static readonly ConditionalWeakTable<EvidencePiece, string> Rest = [];

    public static bool IsIn(EvidencePiece piece) =>
        Seen.GetValue(piece, static p => InjectionScan.Of(p.Kind, p.Title, p.Text, p.Side)).Count > 0;

    /// <summary>What the piece's author says beside what is planted in it: only this is used.</summary>
    public static string Honest(EvidencePiece piece) =>
        Rest.GetValue(piece, static p => InjectionScan.Honest(p.Kind, p.Title, p.Text, p.Side));

    /// <summary>Whether the words stand nowhere in the piece but in, or across, what is planted.</summary>
    public static bool Taints(EvidencePiece piece, string words) => IsIn(piece) && !QuoteCheck.Stands(words, Honest(piece));
}
