using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AgentDesk.Core;

namespace AgentDesk.Adapters.Models.Embedded.Reading;

/// <summary>
/// Finds the INPUTS and EVIDENCE blocks in a rendered prompt and reads them. Lines of evidence that are no JSON are passed over.
/// </summary>
internal static partial class BlockReader
{
    private const string BeginInputs = "BEGIN INPUTS";
    private const string EndInputs = "END INPUTS";
    private const string BeginEvidence = "BEGIN EVIDENCE";
    private const string EndEvidence = "END EVIDENCE";

    /// <summary>The reading, or null when the text has no such blocks.</summary>
    public static DealReading? Read(string prompt)
    {
        var lines = prompt.ReplaceLineEndings("\n").Split('\n');
        if (Between(lines, BeginInputs, EndInputs) is not { } inputs || Between(lines, BeginEvidence, EndEvidence) is not { } evidence)
        {
            return null;
        }

        if (JsonNode.Parse(string.Join('\n', inputs)) is not JsonObject node)
        {
            return null;
        }

        var pieces = evidence.Select(Line).OfType<JsonObject>().ToList();
        AddRows(node, pieces);
        return node.Deserialize<DealInputs>(DeskJson.Options) is { } read
            ? PlantedFields.LeaveOut(new DealReading(read, [.. pieces.Select(Piece).OfType<EvidencePiece>()]))
            : null;
    }

    /// <summary>
    /// The INPUTS block as a type of its own, where it holds this member: what tells prompts of one kind from another. Null where it does
    /// not.
    /// </summary>
    public static T? Inputs<T>(string prompt, string member)
        where T : class
    {
        if (Between(prompt.ReplaceLineEndings("\n").Split('\n'), BeginInputs, EndInputs) is not { } inputs)
        {
            return null;
        }

        using var json = JsonDocument.Parse(string.Join('\n', inputs));
        return json.RootElement.TryGetProperty(member, out _) ? json.Deserialize<T>(DeskJson.Options) : null;
    }

    // Rows of the record stand once, as evidence: what is weighed as a row is made of its line.
    private static void AddRows(JsonObject inputs, List<JsonObject> pieces)
    {
        Add(
            "trackers",
            "tracker",
            p => new JsonObject
            {
                ["name"] = Of(p, "name"),
                ["kind"] = Of(p, "tracker"),
                ["item"] = Of(p, "title"),
                ["status"] = Of(p, "status"),
                ["owner"] = Of(p, "owner"),
                ["updated_at"] = Of(p, "at"),
            }
        );
        Add(
            "meetings",
            "event",
            p => new JsonObject
            {
                ["name"] = Of(p, "name"),
                ["subject"] = Of(p, "title"),
                ["start"] = Of(p, "at"),
                ["cancelled"] = Of(p, "cancelled") ?? false,
                ["attendees"] = new JsonArray([
                    .. (p["attendees"] as JsonArray ?? [])
                        .Select(a => Attendee().Match(a!.ToString()))
                        .Where(m => m.Success)
                        .Select(m => new JsonObject
                        {
                            ["name"] = m.Groups["name"].Value,
                            ["email"] = m.Groups["email"].Value,
                            ["side"] = m.Groups["side"].Value,
                            ["response"] = m.Groups["response"].Value,
                        }),
                ]),
            }
        );
        Add(
            "assets",
            "asset",
            p => new JsonObject
            {
                ["name"] = Of(p, "name"),
                ["title"] = Of(p, "title"),
                ["kind"] = Of(p, "asset"),
                ["usable"] = Of(p, "usable") ?? false,
                ["expires_on"] = Of(p, "expires_on"),
                ["audience"] = Of(p, "audience"),
            }
        );

        void Add(string member, string kind, Func<JsonObject, JsonObject> row)
        {
            if (!inputs.ContainsKey(member))
            {
                inputs[member] = new JsonArray([.. pieces.Where(p => p["kind"]?.ToString() == kind).Select(row)]);
            }
        }

        static JsonNode? Of(JsonObject piece, string member) => piece[member]?.DeepClone();
    }

    // A line of JSON starts with a brace, so no text of a mail can pose as a marker line.
    private static string[]? Between(string[] lines, string begin, string end)
    {
        var from = Array.FindIndex(lines, l => l.Trim() == begin);
        var to = from < 0 ? -1 : Array.FindIndex(lines, from, l => l.Trim() == end);
        return to < 0 ? null : lines[(from + 1)..to];
    }

    private static JsonObject? Line(string line)
    {
        if (!line.StartsWith('{'))
        {
            return null;
        }
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static EvidencePiece? Piece(JsonObject line)
    {
        // A field and an asset were not said at an instant.
        if (!line.ContainsKey("at"))
        {
            line["at"] = DateTimeOffset.UnixEpoch;
        }
        try
        {
            return line.Deserialize<EvidencePiece>(DeskJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        @"^(?<name>.*?)\s*<(?<email>[^<>]*)> \((?<side>[a-z]+)\): (?<response>\w+)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        20_000
    )]
    private static partial Regex Attendee();
}
