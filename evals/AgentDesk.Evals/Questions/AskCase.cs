using System.Text.Json;
using AgentDesk.Core;
using AgentDesk.Core.Evidence;
using AgentDesk.Engine.Asking;

namespace AgentDesk.Evals.Questions;

/// <summary>One question with what a right answer holds: a line of evals/data/ask/*.jsonl.</summary>
/// <param name="As">Who asks; null for the local operator.</param>
/// <param name="Kind">`answer`, `unanswerable` or `invisible` (about a deal that the asker may not see).</param>
/// <param name="Follows">The question before it in the conversation.</param>
/// <param name="Expect">Quotes of which one at the least is held.</param>
/// <param name="Deals">The deals that the answer cites, no more and no fewer.</param>
/// <param name="Hidden">Deals of which nothing may come out.</param>
internal sealed record AskCase(
    string Id,
    string Export,
    string? As,
    string Question,
    string Kind,
    string? Follows = null,
    IReadOnlyList<Citation>? Expect = null,
    IReadOnlyList<string>? Deals = null,
    IReadOnlyList<string>? Hidden = null
)
{
    public static IReadOnlyList<AskCase> Read(string path) =>
        [
            .. File.ReadLines(path)
                .Where(l => l.Trim().Length > 0)
                .Select(l =>
                    JsonSerializer.Deserialize<AskCase>(l, DeskJson.Options) ?? throw new JsonException($"`{path}` has an empty line")
                ),
        ];

    /// <summary>
    /// Whether the answer cites what was expected: the same source, and of the expected words at least two thirds, or a part of them that
    /// stands in one piece.
    /// </summary>
    public bool IsHeld(CitedAnswer answer) =>
        (Expect ?? []).Any(e =>
            answer
                .Sentences.SelectMany(s => s.Citations)
                .Any(c => SameSource(c.Evidence.Value, e.Evidence.Value) && SameWords(c.Quote, e.Quote))
        );

    private static bool SameSource(string cited, string expected)
    {
        if (cited == expected)
        {
            return true;
        }

        // Several cues hold the one.
        var (hash, dash) = (cited.LastIndexOf('#'), cited.LastIndexOf('-'));
        return cited.StartsWith("call:", StringComparison.Ordinal)
            && hash > 0
            && dash > hash
            && expected.StartsWith(cited[..(hash + 1)], StringComparison.Ordinal)
            && int.TryParse(expected.AsSpan(hash + 1), out var cue)
            && int.TryParse(cited.AsSpan(hash + 1, dash - hash - 1), out var first)
            && int.TryParse(cited.AsSpan(dash + 1), out var last)
            && cue >= first
            && cue <= last;
    }

    private static bool SameWords(string cited, string expected)
    {
        var (a, b) = (QuoteCheck.Normalize(cited), QuoteCheck.Normalize(expected));
        if (a.Contains(b, StringComparison.Ordinal) || (b.Contains(a, StringComparison.Ordinal) && a.Length >= Math.Min(12, b.Length)))
        {
            return true;
        }

        var wanted = b.Split(' ');
        var have = a.Split(' ').ToHashSet(StringComparer.OrdinalIgnoreCase);
        return wanted.Length > 3 && wanted.Count(have.Contains) >= wanted.Length * 2 / 3.0;
    }
}
