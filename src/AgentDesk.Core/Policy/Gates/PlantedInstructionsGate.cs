using System.Text.RegularExpressions;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Policy.Wording;
using AgentDesk.Core.Proposals;

namespace AgentDesk.Core.Policy.Gates;

/// <summary>
/// Text aimed at an AI is flagged. Evidence that carries it cannot be a claim's sole support, and nothing of the planted passage reaches a draft: no run of its
/// words, no address, link or percentage that only it brings up.
/// </summary>
public static partial class PlantedInstructionsGate
{
    public static readonly Gate PlantedInstructions = new(
        "planted-instructions", "text aimed at an AI is flagged, is no claim's sole support, and nothing of it reaches a draft", "SD", Judge);

    private const int RunOfWords = 5;

    private static IReadOnlyList<Finding> Judge(GateCase c)
    {
        var planted = c.Dossier.Items.Select(i => (Item: i, Passages: InjectionScan.Of(i))).Where(p => p.Passages.Count > 0).ToList();
        if (planted.Count == 0) { return []; }

        var names = planted.Select(p => p.Item.Name).ToHashSet();
        var clean = string.Join('\n', c.Dossier.Items.Where(i => !names.Contains(i.Name)).Select(i => i.Text));
        var passages = planted.SelectMany(p => p.Passages.Select(t => t.Passage)).ToList();
        return
        [
            .. planted.SelectMany(p => p.Passages.Select(t => PlantedInstructions.Note($"`{p.Item.Name}` carries text that {t.Why}; it was read as text and not followed"))),
            .. c.Packet.Claims
                .Where(k => k.Citations.Count > 0 && k.Citations.All(q => c.Dossier.Find(q.Evidence) is { } item && IsPlanted(item.Name, names)))
                .Select(k => PlantedInstructions.SendBack($"`{k.Text}` rests only on evidence that carries an instruction to an AI: find another source, or leave it out", k.Id)),
            .. from a in c.Proposal.Actions
               let leak = Leak(ActionTexts.Of(a.Payload), passages, clean)
               where leak is not null
               select PlantedInstructions.Withhold($"`{leak}` comes from text that was planted for an AI", a.Id.Value),
        ];
    }

    private static bool IsPlanted(EvidenceName name, HashSet<EvidenceName> planted) => planted.Contains(name);

    private static string? Leak(string text, List<string> passages, string clean)
    {
        var words = WordsOf(text);
        foreach (var passage in passages)
        {
            var runs = Runs(WordsOf(passage)).ToHashSet(StringComparer.Ordinal);
            if (Runs(words).FirstOrDefault(runs.Contains) is { } run) { return run; }

            foreach (Match token in Token().Matches(passage))
            {
                var bare = token.Value.TrimEnd('.', ',', ';', ':', '!', '?');
                if (text.Contains(bare, StringComparison.OrdinalIgnoreCase) && !clean.Contains(bare, StringComparison.OrdinalIgnoreCase)) { return bare; }
            }
        }

        return null;
    }

    private static List<string> WordsOf(string text) => [.. Word().Matches(text).Select(m => m.Value.ToLowerInvariant())];

    private static IEnumerable<string> Runs(List<string> words)
    {
        for (var i = 0; i + RunOfWords <= words.Count; i++) { yield return string.Join(' ', words.Skip(i).Take(RunOfWords)); }
    }

    [GeneratedRegex(@"[\p{L}\d]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Word();

    [GeneratedRegex(@"https?://[^\s)>\]]+|\bwww\.[^\s)>\]]+|[\w.+-]+@[\w-]+\.[\w.]+|\d+([.,]\d+)?\s?%|[$€£]\s?\d[\d,.]*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 20_000)]
    private static partial Regex Token();
}
