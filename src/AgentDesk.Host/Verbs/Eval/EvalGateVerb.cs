using System.CommandLine;
using AgentDesk.Engine;
using AgentDesk.Evals.Deciding;
using AgentDesk.Evals.Suites;
using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`eval gate`: whether a run may ship, as an exit code.</summary>
internal static class EvalGateVerb
{
    private static readonly Argument<string> Run = new("RUN") { Description = "The run to judge: its name, its folder, or `latest`." };
    private static readonly Option<string?> Against = new("--baseline")
    {
        Description = "A run to compare with in place of the blessed baselines, or `none`.",
        HelpName = "NAME",
    };
    private static readonly Option<string[]> Require = new("--require")
    {
        Description = "Suites that may not be skipped, or `all`.",
        HelpName = "A,B",
        AllowMultipleArgumentsPerToken = true,
    };
    private static readonly Option<FileInfo?> JUnit = new("--junit") { Description = "Writes the checks as JUnit XML.", HelpName = "FILE" };
    private static readonly Option<FileInfo?> Markdown = new("--markdown")
    {
        Description = "Writes them as Markdown, for a pull request.",
        HelpName = "FILE",
    };

    public static Command Create() =>
        Verb.Create(
            "gate",
            "Exit code 0 pass, 2 regression, 3 safety, 4 incomplete (1: it could not be judged at all).",
            [Run, Against, EvalOptions.Suites, Require, JUnit, Markdown, EvalOptions.Repo, EvalOptions.Runs],
            async (context, ct) =>
            {
                GateResult result;
                try
                {
                    result = Judge(context);
                }
                catch (UnusableInputException e)
                {
                    throw new RefusedException(e.Message);
                } // 2 is a regression here

                try
                {
                    if (context.Parsed.GetValue(JUnit) is { } junit)
                    {
                        await File.WriteAllTextAsync(junit.FullName, GateFiles.JUnit(result), ct);
                    }
                    if (context.Parsed.GetValue(Markdown) is { } markdown)
                    {
                        await File.WriteAllTextAsync(markdown.FullName, GateFiles.Markdown(result), ct);
                    }
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    throw new RefusedException($"the files for CI cannot be written: {e.Message}");
                }

                if (context.Json)
                {
                    Say.Json(result);
                }
                else
                {
                    Print(result);
                }
                return result.ExitCode;
            },
            checksSettings: false
        );

    private static GateResult Judge(VerbContext context)
    {
        var places = EvalOptions.Places(context.Parsed);
        var (runs, baselines) = (EvalOptions.RunsFolder(context.Parsed), new BaselineFolder(places.Baselines));
        var run = RunSide.Open(runs, baselines, context.Parsed.GetValue(Run)!);
        var asked = EvalOptions.Split(context.Parsed.GetValue(EvalOptions.Suites));
        var suites = EvalOptions
            .Chosen(context.Parsed, places)
            .Where(s => asked.Count > 0 || run.Manifest is null || run.Manifest.Suites.Any(r => r.Name == s.Name))
            .ToList();
        var required = EvalOptions.Split(context.Parsed.GetValue(Require)) is ["all"]
            ? [.. suites.Select(s => s.Name)]
            : EvalOptions.Split(context.Parsed.GetValue(Require)).ToHashSet(StringComparer.Ordinal);
        suites.AddRange(EvalOptions.All(places).Where(s => required.Contains(s.Name) && !suites.Contains(s)));
        var baseline = context.Parsed.GetValue(Against) switch
        {
            "none" => null,
            { } name => RunSide.Open(runs, baselines, name),
            null => baselines.Suites.Count == 0 ? null : RunSide.Open(runs, baselines, RunSide.BaselineName),
        };
        return GateJudge.Judge(run, baseline, suites, required);
    }

    private static void Print(GateResult result)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("", "suite", "check", "found");
        foreach (var c in result.Checks.Where(c => c.Outcome != CheckOutcome.Skipped))
        {
            table.AddRow(
                c.Outcome == CheckOutcome.Pass ? "ok" : c.Outcome.ToString().ToUpperInvariant(),
                Markup.Escape(GateFiles.Title(c.Suite, "", c.Model)),
                Markup.Escape(c.Check + (c.Kind == CheckKind.Paired ? ", paired" : "")),
                Markup.Escape(c.Text)
            );
        }

        if (table.Rows.Count > 0)
        {
            Say.Out.Write(table);
        }
        foreach (
            var c in result
                .Checks.Where(c => c.Outcome == CheckOutcome.Skipped)
                .Select(c => $"{GateFiles.Title(c.Suite, c.Prompt, c.Model)}: {c.Text}")
                .Distinct(StringComparer.Ordinal)
        )
        {
            Say.Out.MarkupLineInterpolated($"[dim]not judged: {c}[/]");
        }
        Say.Out.MarkupLineInterpolated($"{result.Run} against {result.Baseline ?? "no baseline"}: [bold]{result.Word}[/]");
    }
}
