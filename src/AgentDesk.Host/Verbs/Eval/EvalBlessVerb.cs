using System.CommandLine;
using AgentDesk.Evals.Deciding;
using AgentDesk.Evals.Rows;
using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`eval bless`: makes a run the baseline of its suites.</summary>
internal static class EvalBlessVerb
{
    private static readonly Argument<string> Run = new("RUN") { Description = "The run: its name, its folder, or `latest`." };
    private static readonly Option<string?> Reason = new("--reason")
    {
        Description = "Why this is what is wanted from now on; it is kept.",
        HelpName = "TEXT",
    };
    private static readonly Option<string?> By = new("--by")
    {
        Description = "Who says so; without it the name of this account.",
        HelpName = "NAME",
    };

    public static Command Create() =>
        Verb.Create(
            "bless",
            "Makes a whole run the baseline that later ones are held against.",
            [Run, Reason, By, EvalOptions.Suites, EvalOptions.Repo, EvalOptions.Runs],
            (context, _) =>
            {
                var reason = context.Parsed.GetValue(Reason)?.Trim();
                if (string.IsNullOrEmpty(reason))
                {
                    throw new Engine.UnusableInputException(
                        "a baseline needs a reason: --reason \"why this is what is wanted from now on\""
                    );
                }
                var places = EvalOptions.Places(context.Parsed);
                var run = RunFolder.Open(EvalOptions.RunsFolder(context.Parsed), context.Parsed.GetValue(Run)!);
                var ran = run.Manifest().Suites.Where(s => s.Skipped is null).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
                var asked = EvalOptions.Split(context.Parsed.GetValue(EvalOptions.Suites));
                var suites = EvalOptions.Chosen(context.Parsed, places).Where(s => asked.Count > 0 || ran.Contains(s.Name)).ToList();
                var by = context.Parsed.GetValue(By) ?? context.Parsed.GetValue(GlobalOptions.As) ?? Environment.UserName;
                var folder = new BaselineFolder(places.Baselines);
                var blessed = suites.ConvertAll(s => folder.Bless(run, s, reason, by, context.Clock.GetUtcNow()));
                if (context.Json)
                {
                    Say.Json(new { Baselines = blessed });
                }
                else
                {
                    foreach (var b in blessed)
                    {
                        Say.Out.MarkupLineInterpolated(
                            $"[bold]{b.Suite}[/]  {b.Cases} cases; {string.Join("; ", b.Columns.Select(c => $"{GateFiles.Title("", c.Prompt, c.Model)} pass {Figure.Of(c.Measures[0].Value, true)} [{Figure.Of(c.Measures[0].Low, true)}, {Figure.Of(c.Measures[0].High, true)}]"))}"
                        );
                    }
                    Say.Out.MarkupLineInterpolated($"written to {places.Baselines}; commit it with the change that it blesses");
                }

                return Task.FromResult(ExitCode.Done);
            },
            checksSettings: false
        );
}
