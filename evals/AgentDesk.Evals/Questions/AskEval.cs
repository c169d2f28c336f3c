using System.Globalization;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Engine;
using AgentDesk.Engine.Asking;
using AgentDesk.Evals.Suites;

namespace AgentDesk.Evals.Questions;

/// <summary>How one question went.</summary>
/// <param name="Right">By its kind: the expected quote is held; nothing is answered; nothing of the hidden deal comes out.</param>
/// <param name="Unresolved">Quotes that do not stand in their source.</param>
/// <param name="Leaks">What of a hidden deal came out.</param>
internal sealed record AskResult(
    AskCase Case,
    CitedAnswer Answer,
    bool Right,
    IReadOnlyList<string> Unresolved,
    IReadOnlyList<string> Leaks,
    TimeSpan Took
);

/// <summary>`evals ask`: questions with expected evidence, asked of the whole desk.</summary>
internal static class AskEval
{
    public static async Task<int> RunAsync(string[] args, CancellationToken ct)
    {
        var why = args.Contains("--why", StringComparer.Ordinal);
        var only = args.FirstOrDefault(a => !a.StartsWith('-'));
        var results = await AllAsync(Path.Combine(Repository.Root(), "evals", "data"), only ?? "questions", ct);
        foreach (var r in results)
        {
            Print(r, why);
        }

        foreach (var (kind, of) in results.GroupBy(r => r.Case.Kind, StringComparer.Ordinal).Select(g => (g.Key, g.ToList())))
        {
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{kind, -14} {of.Count(r => r.Right)} of {of.Count}  ({100.0 * of.Count(r => r.Right) / of.Count:0.0}%)"
                )
            );
        }

        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"unresolved quotes {results.Sum(r => r.Unresolved.Count)}, leaks {results.Sum(r => r.Leaks.Count)}, median {results.Select(r => r.Took.TotalMilliseconds).Order().ElementAt(results.Count / 2):0} ms"
            )
        );
        return results.Any(r => r.Unresolved.Count > 0 || r.Leaks.Count > 0) ? 1 : 0;
    }

    /// <summary>Every question of a set, each conversation in order.</summary>
    /// <param name="data">The folder evals/data.</param>
    /// <param name="set">The file's stem in evals/data/ask.</param>
    public static async Task<IReadOnlyList<AskResult>> AllAsync(string data, string set, CancellationToken ct)
    {
        var results = new List<AskResult>();
        foreach (var export in AskCase.Read(Path.Combine(data, "ask", set + ".jsonl")).GroupBy(c => c.Export, StringComparer.Ordinal))
        {
            var folder =
                LabelledExports.Find(data, export.Key) ?? throw new UnusableInputException($"there is no export `{export.Key}` in {data}");
            await using var desk = await AskDesk.OpenAsync(folder, ct);
            var asked = new Dictionary<string, IReadOnlyList<AskTurn>>(StringComparer.Ordinal);
            foreach (var c in export)
            {
                var earlier = c.Follows is { } before ? asked[before] : [];
                var from = TimeProvider.System.GetTimestamp();
                var answer = await desk.Ask.AnswerAsync(new AskRequest(c.Question, await desk.ActorAsync(c.As, ct), null, earlier), ct);
                asked[c.Id] = [.. earlier, new AskTurn(c.Question, answer, await desk.Desk.NowAsync(ct))];
                results.Add(await JudgeAsync(desk, c, answer, TimeProvider.System.GetElapsedTime(from), ct));
            }
        }

        return results;
    }

    internal static async Task<AskResult> JudgeAsync(AskDesk desk, AskCase c, CitedAnswer answer, TimeSpan took, CancellationToken ct)
    {
        var unresolved = new List<string>();
        foreach (var citation in answer.Sentences.SelectMany(s => s.Citations))
        {
            var dossier = await desk.Desk.DossierAsync(citation.Deal, ct);
            if (dossier?.Find(citation.Evidence) is not { } item || !QuoteCheck.Stands(citation.Quote, item.Text))
            {
                unresolved.Add($"{citation.Evidence}: {citation.Quote}");
            }
        }

        var leaks = await LeaksAsync(desk, c, answer, ct);
        var deals = answer.Sentences.SelectMany(s => s.Citations).Select(x => x.Deal.Value).ToHashSet(StringComparer.Ordinal);
        var right = c.Kind switch
        {
            "answer" => c.IsHeld(answer) && (c.Deals is null || deals.SetEquals(c.Deals)),
            "unanswerable" => answer.IsNotInEvidence,
            _ => answer.Sentences.Count == 0 && leaks.Count == 0,
        };
        return new AskResult(c, answer, right, unresolved, leaks, took);
    }

    // Nothing of a hidden deal may come out: not its evidence, its id, its people, nor its name where the question did not bring it.
    private static async Task<IReadOnlyList<string>> LeaksAsync(AskDesk desk, AskCase c, CitedAnswer answer, CancellationToken ct)
    {
        var leaks = new List<string>();
        var told = string.Join(
            '\n',
            answer
                .Sentences.Select(s => s.Text)
                .Concat(answer.Missing.Select(m => $"{m.Text} {m.WhoCouldSupply}"))
                .Concat(answer.Remarks)
                .Concat(answer.Choices.Select(x => $"{x.Deal} {x.Name} {x.Account}"))
                .Concat(answer.Deals.Select(d => d.Value))
                .Concat(answer.Proposals.Select(p => p.Value))
        );
        foreach (var hidden in c.Hidden ?? [])
        {
            if (answer.Sentences.Any(s => s.Citations.Any(x => x.Deal.Value == hidden)))
            {
                leaks.Add($"cites {hidden}");
            }
            if (await desk.Book.FindAsync(new DealId(hidden), ct) is not { } file)
            {
                continue;
            }
            foreach (
                var word in new[] { hidden, file.Deal.Account, file.Deal.Name, file.Deal.OwnerEmail }
                    .Concat(file.Contacts.Select(k => k.Name))
                    .Concat(file.Contacts.Select(k => k.Email))
            )
            {
                if (
                    told.Contains(word, StringComparison.OrdinalIgnoreCase)
                    && !c.Question.Contains(word, StringComparison.OrdinalIgnoreCase)
                )
                {
                    leaks.Add($"names {word}");
                }
            }
        }

        return leaks;
    }

    private static void Print(AskResult r, bool why)
    {
        if (r.Right && !why && r.Leaks.Count == 0 && r.Unresolved.Count == 0)
        {
            return;
        }

        Console.WriteLine($"{(r.Right ? "ok  " : "MISS")} {r.Case.Id} [{r.Case.Kind}] {r.Case.As}: {r.Case.Question}");
        foreach (var s in r.Answer.Sentences)
        {
            Console.WriteLine($"       {s.Standing, -9} {s.Text}  ({string.Join(", ", s.Citations.Select(x => x.Evidence.Value))})");
        }
        foreach (var m in r.Answer.Missing)
        {
            Console.WriteLine($"       not shown: {m.Text} [{m.WhoCouldSupply}]");
        }
        foreach (var x in r.Answer.Choices)
        {
            Console.WriteLine($"       which: {x.Deal} {x.Name}");
        }
        foreach (var x in r.Answer.Remarks)
        {
            Console.WriteLine($"       remark: {x}");
        }
        if (!r.Right)
        {
            foreach (var e in (r.Case.Expect ?? []).Take(2))
            {
                Console.WriteLine($"       wanted: {e.Evidence} {e.Quote}");
            }
        }
        foreach (var leak in r.Leaks)
        {
            Console.WriteLine($"       LEAK {leak}");
        }
        foreach (var quote in r.Unresolved)
        {
            Console.WriteLine($"       UNRESOLVED {quote}");
        }
    }
}
