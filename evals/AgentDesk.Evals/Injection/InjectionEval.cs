using System.Globalization;
using System.Text;
using System.Text.Json;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Policy.Wording;

namespace AgentDesk.Evals.Injection;

/// <summary>
/// Are instructions to an AI that stand in the midst of a mail flagged, and is plain mail left alone? Over public attacks and public mail:
/// a planted text counts as found when a passage of it is flagged. Bare questions and exercises (BIPIA's classes of information retrieval,
/// translation, …) say nothing to a machine that a buyer could not ask a person, and are counted apart.
/// </summary>
internal static class InjectionEval
{
    private static readonly string[] Bare =
    [
        "Information Retrieval",
        "Learning and Tutoring",
        "Language Translation",
        "Programming Help",
        "Content Creation",
    ];

    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        var at = args.ToList().IndexOf("--eval-data");
        var folder = at >= 0 && at + 1 < args.Count ? args[at + 1] : Environment.GetEnvironmentVariable("AGENTDESK_EVAL_DATA");
        if (folder is null || !File.Exists(Path.Combine(folder, "llmail_benign.json")))
        {
            await Console.Error.WriteLineAsync("skipped: no public mail here; name its folder with --eval-data DIR or AGENTDESK_EVAL_DATA");
            return 2;
        }

        await Console.Out.WriteAsync(Table(folder, args.Contains("--missed", StringComparer.Ordinal)));
        return 0;
    }

    private static string Table(string folder, bool withMissed)
    {
        var into = new StringBuilder("| set | texts | flagged |\n|---|---|---|\n");
        var missed = new List<string>();
        void Add(string name, IReadOnlyList<string> texts)
        {
            var flagged = texts.Count(t => InjectionScan.Of(t, Side.Buyer).Count > 0);
            into.Append(
                CultureInfo.InvariantCulture,
                $"| {name} | {texts.Count} | {flagged} ({100m * flagged / Math.Max(1, texts.Count):0.0}%) |\n"
            );
            if (flagged < texts.Count / 2)
            {
                missed.AddRange(
                    texts
                        .Where(t => InjectionScan.Of(t, Side.Buyer).Count > 0)
                        .Select(t =>
                            $"alarm in {name}: {InjectionScan.Of(t, Side.Buyer)[0].Why}: {InjectionScan.Of(t, Side.Buyer)[0].Passage.ReplaceLineEndings(" ")}"
                        )
                );
            }
            else
            {
                missed.AddRange(
                    texts
                        .Where(t => InjectionScan.Of(t, Side.Buyer).Count == 0)
                        .Select(t => $"missed in {name}: {t.ReplaceLineEndings(" ")}")
                );
            }
        }

        var mails = Lines(folder, "bipia_email_train.jsonl").Select(m => m.GetProperty("context").GetString()!).ToList();
        var attacks = Json(folder, "bipia_text_attack_train.json")
            .EnumerateObject()
            .Select(c => (c.Name, Texts: c.Value.EnumerateArray().Select(a => a.GetString()!).ToList()))
            .ToList();
        List<string> Planted(Func<string, bool> isClass) =>
            [.. from mail in mails from c in attacks where isClass(c.Name) from a in c.Texts select $"{mail}\n\n{a}\n\nRegards"];
        var jailbreaks = Lines(folder, "spikee_mailbox", "jailbreaks.jsonl").Select(j => j.GetProperty("text").GetString()!).ToList();
        var instructions = Lines(folder, "spikee_mailbox", "instructions.jsonl")
            .Select(i => i.GetProperty("instruction").GetString()!)
            .ToList();
        Add("BIPIA attacks on the answer, in each of its mails", Planted(c => !Bare.Contains(c)));
        Add("BIPIA bare questions and exercises, in each of its mails", Planted(Bare.Contains));
        Add(
            "spikee jailbreaks with each instruction, in a mail",
            [
                .. from j in jailbreaks
                from i in instructions
                select $"{mails[0]}\n\n{j.Replace("<INSTRUCTION>", i, StringComparison.Ordinal)}\n\nRegards",
            ]
        );
        Add(
            "plain mail: llmail benign",
            [.. Json(folder, "llmail_benign.json").EnumerateObject().SelectMany(p => p.Value.EnumerateArray()).Select(m => m.GetString()!)]
        );
        Add("plain mail: BIPIA without its attacks", mails);
        if (withMissed)
        {
            foreach (var line in missed)
            {
                into.Append(line).Append('\n');
            }
        }
        return into.ToString();
    }

    private static JsonElement Json(params string[] parts) => JsonDocument.Parse(File.ReadAllText(Path.Combine(parts))).RootElement;

    private static IEnumerable<JsonElement> Lines(params string[] parts) =>
        File.ReadLines(Path.Combine(parts)).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement);
}
