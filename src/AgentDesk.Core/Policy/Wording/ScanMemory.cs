using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using AgentDesk.Core.Deals;

namespace AgentDesk.Core.Policy.Wording;

/// <summary>
/// What <see cref="InjectionScan"/> found in a text, remembered for the process: prompt, analyst and gates of every workflow ask of the
/// same pieces, and the patterns take longer than all else. The key is a digest of the text, so that no text is kept alive and none can be
/// made to pass for another.
/// </summary>
internal static class ScanMemory
{
    /// <summary>The texts remembered at the most; the memory starts anew when it is full (about 4 MiB).</summary>
    private const int Most = 50_000;

    private static readonly ConcurrentDictionary<
        (UInt128 High, UInt128 Low, Side Side, bool IsField),
        IReadOnlyList<PlantedInstruction>
    > Seen = [];

    /// <summary>What was found in the text before, else what <paramref name="scan"/> finds now.</summary>
    public static IReadOnlyList<PlantedInstruction> Recall(
        string text,
        Side side,
        bool isField,
        Func<string, Side, bool, IReadOnlyList<PlantedInstruction>> scan
    )
    {
        Span<UInt128> digest = stackalloc UInt128[2];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), MemoryMarshal.AsBytes(digest));
        var key = (digest[0], digest[1], side, isField);
        if (Seen.TryGetValue(key, out var known))
        {
            return known;
        }
        if (Seen.Count >= Most)
        {
            Seen.Clear();
        }
        return Seen[key] = scan(text, side, isField);
    }
}
