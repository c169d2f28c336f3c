using System.Globalization;
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
        if (input.Label("decision")?.ToString() is not ("approve" or "edit") || input.Label("text")?.ToString() is not { Length: > 0 } text)
        {
            return input.Skip("the person left no text");
        }
        if (IsByCode(input))
        {
            return input.Skip("code worded it, not the model");
        }
        var closest = ClosestText.To(text, input.Output.Json);
        var least = input.With("at_least") is { } at ? double.Parse(at, CultureInfo.InvariantCulture) : 0.8;
        return (
            closest >= least
                ? input.Pass()
                : input.Fail(
                    string.Create(CultureInfo.InvariantCulture, $"{closest:P0} of it is as the person left it, at least {least:P0}")
                )
        ) with
        {
            Value = Math.Round(closest, 4),
        };
    }

    /// <summary>What a person rejected does not come again.</summary>
    public static Score NotAgain(GradeInput input)
    {
        if (
            input.Label("decision")?.ToString() is not ("reject" or "suppress")
            || input.Label("text")?.ToString() is not { Length: > 0 } text
        )
        {
            return input.Skip("the person rejected nothing");
        }
        if (IsByCode(input))
        {
            return input.Skip("code worded it, not the model");
        }
        var closest = ClosestText.To(text, input.Output.Json);
        var most = input.With("below") is { } below ? double.Parse(below, CultureInfo.InvariantCulture) : 0.9;
        return closest < most
            ? input.Pass()
            : input.Fail(
                $"it proposes again what was rejected{(input.Label("reason")?.ToString() is { Length: > 0 } why ? $": {why}" : "")}"
            );
    }

    private static bool IsByCode(GradeInput input) =>
        input.Label("in_draft") is JsonValue v && v.TryGetValue<bool>(out var inDraft) && !inDraft;
}
