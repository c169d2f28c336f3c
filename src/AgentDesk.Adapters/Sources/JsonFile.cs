using System.Globalization;
using System.Text.Json;

namespace AgentDesk.Adapters.Sources;

/// <summary>JSON files as the systems export them: an object, a list, or a Graph collection (`{"value":[…]}`).</summary>
internal static class JsonFile
{
    /// <summary>The object that the file holds.</summary>
    /// <exception cref="UnreadableException">The file is no JSON object; with the line.</exception>
    public static JsonElement Object(string path)
    {
        var bytes = SourceText.ReadBytes(path);
        return Guarded(() =>
        {
            var reader = new Utf8JsonReader(bytes);
            var root = JsonElement.ParseValue(ref reader);
            NothingAfter(ref reader);
            return root.ValueKind is JsonValueKind.Object ? root : throw new UnreadableException("not a JSON object");
        });
    }

    /// <summary>The elements of a list, or of a collection's `value`, each with the line in which it begins.</summary>
    /// <exception cref="UnreadableException">The file is not JSON, or holds no list; with the line.</exception>
    public static IReadOnlyList<(JsonElement Element, int Line)> Elements(string path)
    {
        var bytes = SourceText.ReadBytes(path);
        return Guarded(() =>
        {
            var elements = new List<(JsonElement, int)>();
            var reader = new Utf8JsonReader(bytes);
            reader.Read();
            if (reader.TokenType is JsonTokenType.StartArray)
            {
                ReadList(ref reader, bytes, elements);
                NothingAfter(ref reader);
                return elements;
            }

            var found = false;
            while (reader.TokenType is not JsonTokenType.None && reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var isValue = reader.ValueTextEquals("value"u8);
                reader.Read();
                if (isValue && reader.TokenType is JsonTokenType.StartArray)
                {
                    found = true;
                    ReadList(ref reader, bytes, elements);
                }
                else
                {
                    reader.Skip();
                }
            }

            NothingAfter(ref reader);
            return found ? elements : throw new UnreadableException("neither a list nor a collection with a list `value`", 1);
        });
    }

    /// <summary>The text of a member, or null when it is absent or null.</summary>
    /// <exception cref="UnreadableException">It is neither text nor a number.</exception>
    public static string? Text(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(name, out var value) ? AsText(value, name) : null;

    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind is JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind is not JsonValueKind.Null
            ? value
            : null;

    public static IEnumerable<JsonElement> Each(this JsonElement element, string name) =>
        element.Member(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static string? AsText(JsonElement value, string name)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                JsonValueKind.Null or JsonValueKind.Undefined => null,
                _ => throw new UnreadableException($"{name} is no text"),
            };
        }
        catch (InvalidOperationException)
        {
            throw new UnreadableException($"{name} holds half of a surrogate pair, which is no text");
        }
    }

    private static void ReadList(ref Utf8JsonReader reader, byte[] bytes, List<(JsonElement, int)> into)
    {
        var (line, upTo) = (1, 0);
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            line += bytes.AsSpan(upTo, start - upTo).Count((byte)'\n');
            upTo = start;
            into.Add((JsonElement.ParseValue(ref reader), line));
        }
    }

    // The reader throws on what follows the document.
    private static void NothingAfter(ref Utf8JsonReader reader)
    {
        _ = reader.Read();
    }

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonException e)
        {
            var line = (int)(e.LineNumber ?? 0) + 1;
            throw new UnreadableException(
                string.Create(CultureInfo.InvariantCulture, $"not JSON (line {line}, byte {e.BytePositionInLine ?? 0})"),
                line
            );
        }
        catch (InvalidOperationException)
        {
            throw new UnreadableException("not JSON");
        }
    }
}
