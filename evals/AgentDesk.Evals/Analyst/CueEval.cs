using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentDesk.Adapters.Models.Embedded.Cues;
using AgentDesk.Adapters.Models.Embedded.Reading;
using AgentDesk.Core;

namespace AgentDesk.Evals.Analyst;

/// <summary>
/// How the cue model reads the sentences that the labels quote: is the category among the first, and does it stand as open (key evidence)
/// or as settled (disconfirming)?
/// </summary>
internal static class CueEval
{
    private sealed record Quote(string Text, string Read, string Category, bool Key);

    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken ct)
    {
        var exports = args.Where(a => !a.StartsWith('-')).ToList();
        foreach (var export in exports)
        {
            var (first, third, of, states, known, knownOf) = (0, 0, 0, 0, 0, 0);
            var logs = 0.0;
            var text = new StringBuilder();
            foreach (var q in await QuotesAsync(export, ct))
            {
                var (about, state) = Tuning.Model.Score(q.Read);
                var c = 0;
                while (c < about.Length && Tuning.Model.About[c] != q.Category)
                {
                    c++;
                }
                if (c == about.Length)
                {
                    continue;
                }
                var rank = about.Where((p, i) => p > about[c] && Tuning.Model.About[i] is not ("neutral" or "progress")).Count();
                if (q.Key)
                {
                    of++;
                    first += rank == 0 ? 1 : 0;
                    third += rank < 3 ? 1 : 0;
                    states += state[1] > state[2] ? 1 : 0;
                    logs += Math.Log(Math.Max(1e-4, about[c]));
                }
                else
                {
                    knownOf++;
                    known += state[2] > state[1] ? 1 : 0;
                }

                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"{(q.Key ? "key" : "out")} {q.Category} {about[c]:F2} rank {rank + 1} idle {state[0]:F2} open {state[1]:F2} settled {state[2]:F2}: {q.Text}"
                );
            }

            if (args.Contains("--why", StringComparer.Ordinal))
            {
                Console.Write(text);
            }
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Path.GetFileName(export)}: category first {first}, in the first three {third} of {of} (mean log {logs / of:F2}), open {states}; ruled out read as settled {known} of {knownOf}"
                )
            );
        }

        return 0;
    }

    private static async Task<IReadOnlyList<Quote>> QuotesAsync(string export, CancellationToken ct)
    {
        var deals = (await LabelledDeals.ReadAsync(export, ct)).ToDictionary(d => d.Label.DealId, StringComparer.Ordinal);
        var all = new List<Quote>();
        foreach (var line in (await File.ReadAllLinesAsync($"{export}.labels.jsonl", ct)).Where(l => l.Length > 0))
        {
            using var json = JsonDocument.Parse(line);
            var reading = BlockReader.Read(AnalystEval.Blocks(deals[json.RootElement.GetProperty("deal_id").GetString()!]))!;
            foreach (var (list, key) in new[] { ("key_evidence", true), ("disconfirming", false) })
            {
                foreach (var e in json.RootElement.GetProperty(list).EnumerateArray())
                {
                    var name = e.GetProperty("evidence").GetString()!;
                    if (name.Split(':')[0] is not ("mail" or "call" or "thread" or "activity"))
                    {
                        continue;
                    }
                    var category = key ? json.RootElement.GetProperty("blocker").GetString()! : e.GetProperty("rules_out").GetString()!;
                    var quote = e.GetProperty("quote").GetString()!;
                    var whole = reading.Find(name) is { } piece
                        ? string.Join(
                            ' ',
                            Sentences
                                .Of(piece)
                                .Where(s => s.Contains(quote, StringComparison.Ordinal) || quote.Contains(s, StringComparison.Ordinal))
                        )
                        : "";
                    all.Add(
                        new Quote(
                            whole.Length > 0 ? whole : quote,
                            new NamedPeople(reading).InWords(whole.Length > 0 ? whole : quote),
                            category,
                            key
                        )
                    );
                }
            }
        }

        return all;
    }
}
