using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentDesk.Evals.Rows;

namespace AgentDesk.Evals.Graders;

/// <summary>Graders of any JSON answer, told by paths where to look.</summary>
internal static class AnswerGraders
{
    public static Score Class(GradeInput input)
    {
        if (input.Label(input.With("expected")!) is not { } expected)
        {
            return input.Skip("the label has no class");
        }
        var (want, got) = (GradeInput.Plain(expected), GradeInput.Plain(GradeInput.At(input.Output.Json, input.With("path")!)));
        var same = string.Equals(want, got, StringComparison.OrdinalIgnoreCase);
        return (same ? input.Pass() : input.Fail($"`{got}`, must be `{want}`")) with
        {
            Expected = want,
            Got = got,
            Confidence = ConfidenceOf(input),
        };
    }

    // Where the answer itself says how sure it is, a number from 0 to 1.
    private static double? ConfidenceOf(GradeInput input) =>
        input.With("confidence") is not { } path ? null
        : GradeInput.At(input.Output.Json, path) is JsonValue v && v.TryGetValue<double>(out var sure) && sure is >= 0 and <= 1 ? sure
        : null;

    public static Score Recall(GradeInput input)
    {
        var (want, of) = (GradeInput.Plain(input.Label(input.With("expected")!)), input.With("of")!);
        if (want != of)
        {
            return input.Skip($"it is of another class than `{of}`");
        }
        var got = GradeInput.Plain(GradeInput.At(input.Output.Json, input.With("path")!));
        return got == of ? input.Pass() : input.Fail($"called `{got}`");
    }

    public static Score Set(GradeInput input)
    {
        if (input.Label(input.With("expected")!) is not JsonArray expected)
        {
            return input.Skip("the label has no list");
        }
        var want = expected.Select(GradeInput.Plain).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var got = (GradeInput.At(input.Output.Json, input.With("path")!) as JsonArray ?? [])
            .Select(GradeInput.Plain)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var both = want.Intersect(got, StringComparer.OrdinalIgnoreCase).Count();
        var jaccard = want.Count + got.Count == 0 ? 1 : (double)both / (want.Count + got.Count - both);
        var least = input.With("at_least") is { } text ? double.Parse(text, CultureInfo.InvariantCulture) : 1;
        var detail =
            jaccard >= 1
                ? ""
                : $"missed {Listed(want.Except(got, StringComparer.OrdinalIgnoreCase))}; beyond the label {Listed(got.Except(want, StringComparer.OrdinalIgnoreCase))}";
        return (jaccard >= least ? input.Pass(detail) : input.Fail(detail)) with { Value = jaccard };
    }

    public static Score Number(GradeInput input)
    {
        if (input.Label(input.With("expected")!) is not JsonValue label || label.GetValueKind() != JsonValueKind.Number)
        {
            return input.Skip("the label has no number");
        }
        var (want, found) = (label.GetValue<double>(), GradeInput.At(input.Output.Json, input.With("path")!));
        if (found is not JsonValue value || value.GetValueKind() != JsonValueKind.Number)
        {
            return input.Fail($"`{GradeInput.Plain(found)}` is no number");
        }
        var got = value.GetValue<double>();
        return (
            Math.Abs(got - want) < 1e-9 ? input.Pass() : input.Fail(string.Create(CultureInfo.InvariantCulture, $"{got}, must be {want}"))
        ) with
        {
            Value = got,
        };
    }

    public static Score Contains(GradeInput input)
    {
        if (input.Label(input.With("expected")!) is not { } expected)
        {
            return input.Skip("the label has no words");
        }
        var (want, got) = (GradeInput.Plain(expected), GradeInput.Plain(GradeInput.At(input.Output.Json, input.With("path")!)));
        return got.Contains(want, StringComparison.OrdinalIgnoreCase) ? input.Pass() : input.Fail($"`{want}` does not stand in it");
    }

    /// <summary>Whether there is a text; what it shares with others is folded over rows (<see cref="Measures.TextOverlap"/>).</summary>
    public static Score Text(GradeInput input) =>
        GradeInput.At(input.Output.Json, input.With("path")!) is JsonValue v && v.TryGetValue<string>(out var text) && text.Length > 0
            ? input.Pass()
            : input.Skip("there is no text");

    private static string Listed(IEnumerable<string> names) =>
        string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } list ? list : "nothing";
}
