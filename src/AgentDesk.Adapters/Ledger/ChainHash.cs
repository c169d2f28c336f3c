using System.Text.Json;
using AgentDesk.Core;

namespace AgentDesk.Adapters.Ledger;

/// <summary>What one event's hash is taken of: the previous hash and every column of the row.</summary>
internal static class ChainHash
{
    // A JSON array first: whatever stands in the columns, no two rows give the same text.
    public static string Of(string previous, long seq, string run, long version, string at, string who, string eventJson) =>
        DeskJson.Sha256(JsonSerializer.Serialize<object[]>([previous, seq, run, version, at, who], DeskJson.Options) + "\n" + eventJson);
}
