using System.Text;
using System.Text.Json;
using AgentDesk.Core;

namespace AgentDesk.Adapters.Models;

/// <summary>What a model wrote, read as a draft: either the draft or what is wrong with it, worded for the model.</summary>
internal sealed record DraftReading(JsonElement? Draft, string? Problem);

/// <summary>Finds the JSON object in an answer and checks it against schema and draft type.</summary>
internal static class DraftReader
{
    private const int MaxStarts = 50;

    public static DraftReading Read(string answer, Type draftType, JsonElement? schema)
    {
        if (Extract(answer) is not { Draft: { } draft } found)
        {
            return Extract(answer);
        }
        if (schema is { } s && SchemaCheck.Problem(draft, s) is { } problem)
        {
            return new DraftReading(null, problem);
        }
        try
        {
            return draft.Deserialize(draftType, DeskJson.Options) is null ? new DraftReading(null, "the answer is null") : found;
        }
        catch (JsonException e)
        {
            return new DraftReading(null, e.Path is { Length: > 0 } path ? $"`{path}`: {FirstLine(e.Message)}" : FirstLine(e.Message));
        }
    }

    /// <summary>
    /// The longest JSON object of the answer, whatever stands around it: code fences, an opening sentence, spoken thoughts.
    /// </summary>
    private static DraftReading Extract(string answer)
    {
        var thoughts = answer.LastIndexOf("</think>", StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(thoughts < 0 ? answer : answer[(thoughts + "</think>".Length)..]);
        JsonElement? best = null;
        var length = 0L;
        for (int at = Next(bytes, 0), starts = 0; at >= 0 && starts < MaxStarts; starts++)
        {
            try
            {
                var reader = new Utf8JsonReader(bytes.AsSpan(at), isFinalBlock: false, state: default);
                if (!JsonDocument.TryParseValue(ref reader, out var document))
                {
                    return best is null
                        ? new DraftReading(null, "the answer ends in the middle of its JSON")
                        : new DraftReading(best, null);
                }

                using (document)
                {
                    if (reader.BytesConsumed > length)
                    {
                        (best, length) = (document.RootElement.Clone(), reader.BytesConsumed);
                    }
                }

                at = Next(bytes, at + (int)reader.BytesConsumed);
            }
            catch (JsonException)
            {
                at = Next(bytes, at + 1);
            }
        }

        return best is null ? new DraftReading(null, "there is no JSON object in the answer") : new DraftReading(best, null);
    }

    private static int Next(byte[] bytes, int from) => from >= bytes.Length ? -1 : Array.IndexOf(bytes, (byte)'{', from);

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
