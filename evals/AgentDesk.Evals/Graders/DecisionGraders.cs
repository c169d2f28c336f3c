using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Evals.Cases;
using AgentDesk.Evals.Rows;

namespace AgentDesk.Evals.Graders;

/// <summary>Graders of an answer against what a person once left of the desk's work (<see cref="PersonLeft"/>).</summary>
internal static class DecisionGraders
{
    /// <summary>How much of the text that the person left stands in the answer: 1 when nothing would have to be edited.</summary>
    public static Score Left(GradeInput input)
    {
        if (input.Label("decision")?.ToString() is not ("approve" or "edit") || input.Label("text")?.ToString() is not { Length: > 0 } text) { return input.Skip("the person left no text"); }
        var closest = Closest(input.Output.Json, text);
        var least = input.With("at_least") is { } at ? double.Parse(at, CultureInfo.InvariantCulture) : 0.8;
        return (closest >= least ? input.Pass() : input.Fail(string.Create(CultureInfo.InvariantCulture, $"{closest:P0} of it is as the person left it, at least {least:P0}"))) with { Value = Math.Round(closest, 4) };
    }

    /// <summary>What a person rejected does not come again.</summary>
    public static Score NotAgain(GradeInput input)
    {
        if (input.Label("decision")?.ToString() is not ("reject" or "suppress") || input.Label("text")?.ToString() is not { Length: > 0 } text) { return input.Skip("the person rejected nothing"); }
        var closest = Closest(input.Output.Json, text);
        var most = input.With("below") is { } below ? double.Parse(below, CultureInfo.InvariantCulture) : 0.9;
        return closest < most ? input.Pass() : input.Fail($"it proposes again what was rejected{(input.Label("reason")?.ToString() is { Length: > 0 } why ? $": {why}" : "")}");
    }

    // A payload's words stand in one or two members of an answer, wherever its schema has them.
    private static double Closest(JsonNode? answer, string text) => Texts(answer).Select(t => 1 - WordDistance.Between(t, text).Share).DefaultIfEmpty(0).Max();

    private static IEnumerable<string> Texts(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray a:
                foreach (var t in a.SelectMany(Texts)) { yield return t; }
                break;
            case JsonObject o:
                foreach (var t in o.SelectMany(p => Texts(p.Value))) { yield return t; }
                var own = o.Select(p => p.Value).OfType<JsonValue>().Where(v => v.GetValueKind() == JsonValueKind.String).Select(v => v.GetValue<string>()).ToList();
                foreach (var (first, second) in own.SelectMany((a, i) => own.Skip(i + 1).Select(b => (a, b)))) { yield return $"{first}\n{second}"; yield return $"{first}: {second}"; }
                break;
            case JsonValue v when v.GetValueKind() == JsonValueKind.String:
                yield return v.GetValue<string>();
                break;
        }
    }
}
