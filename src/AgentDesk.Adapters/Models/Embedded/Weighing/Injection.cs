using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Core.Policy.Wording;

namespace AgentDesk.Adapters.Models.Embedded.Weighing;

/// <summary>Text that speaks to an AI rather than to a person. No word of it is used: not as a cue, not as a quote.</summary>
internal static class Injection
{
    public static bool IsIn(EvidencePiece piece) => InjectionScan.Of(piece.Text, piece.Side).Count > 0;

    /// <summary>The planted passages of the piece; none for nearly all.</summary>
    public static IReadOnlyList<string> Passages(EvidencePiece piece) =>
        [.. InjectionScan.Of(piece.Text, piece.Side).Select(p => p.Passage)];
}
