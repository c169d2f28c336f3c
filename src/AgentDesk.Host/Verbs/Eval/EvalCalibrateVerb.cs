using System.CommandLine;
using System.Globalization;
using AgentDesk.Engine;
using AgentDesk.Evals.Judging;
using AgentDesk.Evals.Rows;
using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`eval calibrate`: how far a judge agrees with people, from the rows of a run on labelled statements. It calls nobody.</summary>
internal static class EvalCalibrateVerb
{
    private static readonly Argument<string> Run = new("RUN")
    {
        Description = "A run of a suite of the task `claim`; without it the latest.",
        Arity = ArgumentArity.ZeroOrOne,
        DefaultValueFactory = _ => "latest",
    };
    private static readonly Option<string?> Model = new("--model")
    {
        Description = "The judge; without it the run's only model.",
        HelpName = "NAME",
    };
    private static readonly Option<string> Suite = new("--suite")
    {
        Description = "The suite whose labels people made.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "faithfulness",
    };

    public static Command Create() =>
        Verb.Create(
            "calibrate",
            "Measures a judge against human labels and keeps its error rates in evals/judges. Exit 1 when the judge is refused: no better than chance, or too weak an agreement.",
            [Run, Model, Suite, EvalOptions.Repo, EvalOptions.Runs],
            RunAsync,
            checksSettings: false
        );

    private static Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var parsed = context.Parsed;
        var run = RunFolder.Open(EvalOptions.RunsFolder(parsed), parsed.GetValue(Run) ?? "latest");
        var suite = parsed.GetRequiredValue(Suite);
        var rows = run.Rows().Where(r => r.Suite == suite && (parsed.GetValue(Model) is not { } m || r.Model == m)).ToList();
        var models = rows.Select(r => r.Model).Distinct(StringComparer.Ordinal).ToList();
        if (models.Count != 1)
        {
            throw new UnusableInputException(
                models.Count == 0
                    ? $"the run `{run.Name}` has no rows of the suite `{suite}`{(parsed.GetValue(Model) is { } n ? $" by `{n}`" : "")}"
                    : $"the run `{run.Name}` has several models: name one of {string.Join(", ", models)} with --model"
            );
        }

        var scores = rows.Select(r => r.Scores.FirstOrDefault(s => s.Expected is not null && s.Got is not null)).ToList();
        var pairs = scores.OfType<Score>().Select(s => new ClassPair(s.Expected!, s.Got!)).ToList();
        var known = Calibration.Of(
            models[0],
            rows[0].Prompt,
            rows[0].PromptHash,
            suite,
            run.Manifest().Suites.First(s => s.Name == suite).DataHash,
            pairs,
            scores.Count - pairs.Count
        );
        JudgeShelf.Write(EvalOptions.Places(parsed), known);
        if (context.Json)
        {
            Say.Json(
                new
                {
                    known.Model,
                    known.Prompt,
                    known.PromptHash,
                    known.Positives,
                    known.Negatives,
                    known.BaseRate,
                    known.Q1,
                    known.Q0,
                    known.Kappa,
                    known.Unread,
                    known.Refused,
                }
            );
        }
        else
        {
            Say.Out.MarkupLineInterpolated(
                $"[bold]{known.Model}[/] on {pairs.Count} statements that people labelled, {known.BaseRate.ToString("P0", CultureInfo.InvariantCulture)} of them supported"
            );
            Say.Out.MarkupLineInterpolated(
                $"  calls a supported one supported      q1 {known.Q1.ToString("0.000", CultureInfo.InvariantCulture)}"
            );
            Say.Out.MarkupLineInterpolated(
                $"  calls an unsupported one unsupported q0 {known.Q0.ToString("0.000", CultureInfo.InvariantCulture)}"
            );
            Say.Out.MarkupLineInterpolated(
                $"  agreement beyond chance              κ  {known.Kappa.ToString("0.000", CultureInfo.InvariantCulture)}{(known.Unread > 0 ? $"; {known.Unread} rows without a verdict" : "")}"
            );
            Say.Out.MarkupLineInterpolated(
                $"  {(known.Refused is { } why ? $"refused as a judge: {why}" : "may judge: its rates are shown with these errors taken out")}"
            );
        }

        return Task.FromResult(known.Refused is null ? ExitCode.Done : ExitCode.Refused);
    }
}
