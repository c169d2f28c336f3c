using System.Text.Json;
using AgentDesk.Core;

namespace AgentDesk.Adapters.Models.Embedded.Reading;

/// <summary>Finds the INPUTS and EVIDENCE blocks in a rendered prompt and reads them. Lines of evidence that are no JSON are passed over.</summary>
internal static class BlockReader
{
    private const string BeginInputs = "BEGIN INPUTS";
    private const string EndInputs = "END INPUTS";
    private const string BeginEvidence = "BEGIN EVIDENCE";
    private const string EndEvidence = "END EVIDENCE";

    /// <summary>The reading, or null when the text has no such blocks.</summary>
    public static DealReading? Read(string prompt)
    {
        var lines = prompt.ReplaceLineEndings("\n").Split('\n');
        if (Between(lines, BeginInputs, EndInputs) is not { } inputs || Between(lines, BeginEvidence, EndEvidence) is not { } evidence) { return null; }

        var read = JsonSerializer.Deserialize<DealInputs>(string.Join('\n', inputs), DeskJson.Options);
        return read is null ? null : new DealReading(read, [.. evidence.Select(Piece).OfType<EvidencePiece>()]);
    }

    // A line of JSON starts with a brace, so no text of a mail can pose as a marker line.
    private static string[]? Between(string[] lines, string begin, string end)
    {
        var from = Array.FindIndex(lines, l => l.Trim() == begin);
        var to = from < 0 ? -1 : Array.FindIndex(lines, from, l => l.Trim() == end);
        return to < 0 ? null : lines[(from + 1)..to];
    }

    private static EvidencePiece? Piece(string line)
    {
        if (!line.StartsWith('{')) { return null; }
        try
        {
            return JsonSerializer.Deserialize<EvidencePiece>(line, DeskJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
