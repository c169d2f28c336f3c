using System.CommandLine;
using AgentDesk.Engine;
using AgentDesk.Evals.Cases;
using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`eval import-decisions`: what people decided becomes cases that prompts and models are measured on.</summary>
internal static class EvalImportDecisionsVerb
{
    private static readonly Option<FileInfo?> Out = new("--out")
    {
        Description = "One file for all cases; without it evals/data/decisions/WORKFLOW.jsonl of the repository.",
        HelpName = "FILE",
    };
    private static readonly Option<string> Licence = new("--licence")
    {
        Description = "What the rows are marked with.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => DecisionImport.Private,
    };

    public static Command Create() =>
        Verb.Create(
            "import-decisions",
            "Makes cases of the ledger's decisions: each approve, edit, reject with its reason, with its evidence, redacted, once. They go to a hold-out that no example of a prompt may come from.",
            [Out, Licence, EvalOptions.Repo],
            RunAsync,
            checksSettings: false
        );

    private static async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var places = EvalOptions.Places(context.Parsed);
        ImportedDecisions done;
        using (var progress = VerbContext.Progress())
        {
            done = await new DecisionImport(
                context.Book,
                context.Services.GetRequiredService<ILedger>(),
                places,
                context.Parsed.GetRequiredValue(Licence)
            ).RunAsync(context.Parsed.GetValue(Out)?.FullName, progress, ct);
        }

        if (context.Json)
        {
            Say.Json(
                new
                {
                    Added = done.Added.Select(a => new { File = a.Key, Cases = a.Value }),
                    done.Known,
                    done.Same,
                    done.Inexact,
                    done.Lost,
                }
            );
        }
        else
        {
            Print(done);
        }
        return ExitCode.Done;
    }

    private static void Print(ImportedDecisions done)
    {
        foreach (var (file, cases) in done.Added)
        {
            Say.Out.MarkupLineInterpolated($"{Plain.Count(cases, "new case")} in {file}");
        }
        if (done.Added.Count == 0)
        {
            Say.Out.WriteLine(
                done.Known + done.Same + done.Lost.Count == 0
                    ? "Nothing has been decided yet: approve, edit or reject something first (`agentdesk inbox`)."
                    : "Nothing new."
            );
        }
        if (done.Known > 0)
        {
            Say.Out.MarkupLineInterpolated($"{Plain.Count(done.Known, "decision")} in the hold-out already");
        }
        if (done.Same > 0)
        {
            Say.Out.MarkupLineInterpolated(
                $"{Plain.Count(done.Same, "decision")} left out: they say of the same evidence what another case says"
            );
        }
        if (done.Inexact > 0)
        {
            Say.Out.MarkupLineInterpolated(
                $"{Plain.Count(done.Inexact, "case")} marked `\"exact\":false`: the book has moved on since, and a tracker or contact keeps no history"
            );
        }
        foreach (var lost in done.Lost)
        {
            Say.Out.MarkupLineInterpolated($"left out: {lost}");
        }
        if (done.Added.Count > 0)
        {
            Say.Out.WriteLine("Read them once before they leave this machine: names that no record holds are not known to the redaction.");
        }
    }
}
