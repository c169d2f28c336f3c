using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace AgentDesk.Core;

/// <summary>The one way that the desk writes JSON: snake case names, enums as words, no escapes that a reader does not need.</summary>
public static class DeskJson
{
    /// <summary>
    /// Options of every document and event. Unknown members are ignored on reading, so that later versions can add fields.
    /// </summary>
    public static readonly JsonSerializerOptions Options = Create(indented: false);

    /// <summary>The same, indented: for people.</summary>
    public static readonly JsonSerializerOptions Indented = Create(indented: true);

    /// <summary>
    /// Canonical form: members sorted by ordinal name at every depth, no white space. Two payloads are the same payload
    /// when their canonical forms are.
    /// </summary>
    public static string Canonical(JsonNode? node) => Sorted(node)?.ToJsonString(Options) ?? "null";

    /// <summary>SHA-256 of the canonical form, 64 lower-case hex digits.</summary>
    public static string Hash(JsonNode? node) => Sha256(Canonical(node));

    /// <summary>SHA-256 of the text's UTF-8, 64 lower-case hex digits.</summary>
    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static JsonNode? Sorted(JsonNode? node) =>
        node switch
        {
            JsonObject o => new JsonObject(
                o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))
            ),
            JsonArray a => new JsonArray([.. a.Select(Sorted)]),
            null => null,
            _ => node.DeepClone(),
        };

    private static JsonSerializerOptions Create(bool indented)
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
            DictionaryKeyPolicy = null,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            WriteIndented = indented,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            AllowOutOfOrderMetadataProperties = true,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
