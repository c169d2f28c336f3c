using System.Globalization;
using System.Text.Json;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Adapters.Models.Embedded.Weighing;
using AgentDesk.Core;

namespace AgentDesk.Adapters.Models.Embedded.Answering;

/// <summary>
/// What is handed in where the analyst would only hand in again what a gate has sent back: no blocker and no word to the buyer, but what
/// is missing and who could supply it. A person gets that much instead of a stop.
/// </summary>
internal static class LastResort
{
    /// <summary>Whether this very draft was sent back before.</summary>
    public static bool IsDue<T>(DealReading reading, T draft) =>
        reading.Inputs is { Feedback.Count: > 0, PreviousDraft: { } previous }
        && JsonElement.DeepEquals(previous, JsonSerializer.SerializeToElement(draft, DeskJson.Options));

    public static AnalystDraft Of(DealReading reading, Diagnosis d, AnalystDraft refused)
    {
        var draft = DraftWriter.Write(reading, DraftWriter.Unfounded(d));
        var faulty = refused.Claims.Where((_, i) => IsNamed(reading, i)).SelectMany(k => k.Citations).ToHashSet();
        return draft with { Claims = [.. draft.Claims.Where(k => !k.Citations.Any(faulty.Contains))] };
    }

    private static bool IsNamed(DealReading reading, int claim) =>
        reading.Inputs.Feedback.Any(f =>
            f.Contains(string.Create(CultureInfo.InvariantCulture, $"claims[{claim}]"), StringComparison.Ordinal)
        );
}
