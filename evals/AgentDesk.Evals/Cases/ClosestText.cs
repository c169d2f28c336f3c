using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentDesk.Evals.Cases;

/// <summary>Whether a text stands in an answer, wherever the answer's schema has it.</summary>
internal static class ClosestText
{
    /// <summary>How like the text is to what in the answer is likest to it: 1 for word by word the same, 0 for nothing in common.</summary>
    public static double To(string text, JsonNode? answer) =>
        Texts(answer).Select(t => 1 - WordDistance.Between(t, text).Share).DefaultIfEmpty(0).Max();

    // A payload's words stand in one member, or in two of one object (a subject and a body, a value and its reason).
    private static IEnumerable<string> Texts(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray a:
                foreach (var t in a.SelectMany(Texts))
                {
                    yield return t;
                }
                break;
            case JsonObject o:
                foreach (var t in o.SelectMany(p => Texts(p.Value)))
                {
                    yield return t;
                }
                var own = o.Select(p => p.Value)
                    .OfType<JsonValue>()
                    .Where(v => v.GetValueKind() == JsonValueKind.String)
                    .Select(v => v.GetValue<string>())
                    .ToList();
                foreach (var (first, second) in own.SelectMany((a, i) => own.Skip(i + 1).Select(b => (a, b))))
                {
                    yield return $"{first}\n{second}";
                    yield return $"{first}: {second}";
                }

                break;
            case JsonValue v when v.GetValueKind() == JsonValueKind.String:
                yield return v.GetValue<string>();
                break;
        }
    }
}
