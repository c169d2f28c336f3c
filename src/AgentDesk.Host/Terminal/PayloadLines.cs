using System.Text.Json.Nodes;
using AgentDesk.Core.Evidence;
using AgentDesk.Surfaces.Review;

namespace AgentDesk.Host.Terminal;

/// <summary>What an action would write, as a person reads it at a prompt, and what an edit changed of it.</summary>
internal static class PayloadLines
{
    /// <summary>A payload in words, without its kind and the record's own bookkeeping.</summary>
    public static IEnumerable<string> Of(JsonObject payload, Dossier? dossier, int width)
    {
        foreach (var (name, value) in payload)
        {
            if (name == "kind" || value is null || value is JsonArray { Count: 0 })
            {
                continue;
            }

            foreach (var line in Wrapped.Lines(Said(name, value, dossier), $"  {name.Replace('_', ' ')}  ", width))
            {
                yield return line;
            }
        }
    }

    /// <summary>What an edit changed, member by member: the lines that it took out (-) and those that it put in (+).</summary>
    public static IEnumerable<string> Changes(JsonObject before, JsonObject after, Dossier? dossier, int width)
    {
        foreach (var (name, value) in after)
        {
            var (was, now) = (Said(name, before[name], dossier), Said(name, value, dossier));
            if (was == now)
            {
                continue;
            }

            yield return $"  {name.Replace('_', ' ')}";
            foreach (var stretch in TextDiff.OfLines(was, now).Where(s => s.Change != Change.Same))
            {
                var mark = stretch.Change == Change.Removed ? "    - " : "    + ";
                foreach (var line in stretch.Text[..^1].Split('\n').SelectMany(l => Wrapped.Lines(l, mark, width)))
                {
                    yield return line;
                }
            }
        }
    }

    // A member of a payload in words; nothing where it holds nothing.
    private static string Said(string name, JsonNode? value, Dossier? dossier) =>
        value switch
        {
            null => "",
            JsonArray list => string.Join(", ", list.Select(v => v?.ToString())),
            JsonObject cited when cited["quote"] is { } quote =>
                $"“{quote.ToString().ReplaceLineEndings(" ")}”  {Named(dossier, new EvidenceName(cited["evidence"]?.ToString() ?? ""))}",
            _ when name == "in_reply_to" => Named(dossier, new EvidenceName(value.ToString())),
            _ => value.ToString(),
        };

    /// <summary>A piece of evidence as a reader knows it, with its name.</summary>
    public static string Named(Dossier? dossier, EvidenceName name) =>
        dossier is null ? name.Value : $"{Plain.Source(dossier, name)} · {name}";
}
