using System.Text.Json;
using AgentDesk.Adapters.Models;

namespace AgentDesk.Evals.Prompts;

/// <param name="Mark">`-` only in the first, `+` only in the second, a blank in both, `@` a heading.</param>
internal sealed record DiffLine(char Mark, string Text);

/// <summary>What two versions of a prompt say differently, line by line, where it reaches a model: template, schema, settings.</summary>
internal static class PromptDiff
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static IReadOnlyList<DiffLine> Of(PromptFile a, PromptFile b)
    {
        var lines = new List<DiffLine>();
        Part(lines, "template", a.Notes.Template, b.Notes.Template);
        Part(lines, "schema", Schema(a), Schema(b));
        Part(lines, "settings", Settings(a), Settings(b));
        return lines;
    }

    /// <summary>Only what differs, with some lines of what surrounds it.</summary>
    public static IReadOnlyList<DiffLine> Near(IReadOnlyList<DiffLine> lines, int around)
    {
        var kept = Enumerable
            .Range(0, lines.Count)
            .Where(i => lines[i].Mark is '+' or '-')
            .SelectMany(i => Enumerable.Range(i - around, (2 * around) + 1))
            .Where(i => i >= 0 && i < lines.Count)
            .ToHashSet();
        return [.. lines.Where((l, i) => l.Mark == '@' ? Changes(lines, i) : kept.Contains(i))];
    }

    /// <summary>The longest common run of lines stays, all else is taken out or put in.</summary>
    public static IReadOnlyList<DiffLine> Lines(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        var common = new int[a.Count + 1, b.Count + 1];
        for (var i = a.Count - 1; i >= 0; i--)
        {
            for (var j = b.Count - 1; j >= 0; j--)
            {
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var lines = new List<DiffLine>();
        var (x, y) = (0, 0);
        while (x < a.Count || y < b.Count)
        {
            if (x < a.Count && y < b.Count && a[x] == b[y])
            {
                lines.Add(new(' ', a[x++]));
                y++;
            }
            else if (x < a.Count && (y == b.Count || common[x + 1, y] >= common[x, y + 1]))
            {
                lines.Add(new('-', a[x++]));
            }
            else
            {
                lines.Add(new('+', b[y++]));
            }
        }

        return lines;
    }

    private static void Part(List<DiffLine> into, string what, string a, string b)
    {
        into.Add(new DiffLine('@', what));
        into.AddRange(Lines(a.Split('\n'), b.Split('\n')));
    }

    private static bool Changes(IReadOnlyList<DiffLine> lines, int heading)
    {
        for (var i = heading + 1; i < lines.Count && lines[i].Mark != '@'; i++)
        {
            if (lines[i].Mark is '+' or '-')
            {
                return true;
            }
        }

        return false;
    }

    private static string Schema(PromptFile p) => p.Schema is { } s ? JsonSerializer.Serialize(s, Indented) : "";

    private static string Settings(PromptFile p) => FormattableString.Invariant($"temperature {p.Temperature}\nmax_tokens {p.MaxTokens}");
}
