using System.Runtime.CompilerServices;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Core.Policy.Wording;

namespace AgentDesk.Adapters.Models.Embedded.Weighing;

/// <summary>Text that speaks to an AI rather than to a person. No word of it is used: not as a cue, not as a quote.</summary>
internal static class Injection
{
    // Asked of every sentence of a piece: by the piece itself, so that a long text is not digested for each.
    private static readonly ConditionalWeakTable<EvidencePiece, IReadOnlyList<PlantedInstruction>> Seen = [];

    public static bool IsIn(EvidencePiece piece) => Of(piece).Count > 0;

    /// <summary>The planted passages of the piece; none for nearly all.</summary>
    public static IReadOnlyList<string> Passages(EvidencePiece piece) => [.. Of(piece).Select(p => p.Passage)];

    private static IReadOnlyList<PlantedInstruction> Of(EvidencePiece piece) =>
        Seen.GetValue(piece, static p => InjectionScan.Of(p.Text, p.Side));
}
