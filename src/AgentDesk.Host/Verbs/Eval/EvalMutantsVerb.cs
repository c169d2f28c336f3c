using System.CommandLine;
using System.Globalization;
using AgentDesk.Engine;
using AgentDesk.Evals.Models;
using AgentDesk.Evals.Mutating;
using AgentDesk.Evals.Rows;
using AgentDesk.Evals.Running;
using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`eval mutants`: do the graders notice what was made wrong?</summary>
internal static class EvalMutantsVerb
{
    private static readonly Option<string> Suite = new("--suite")
    {
        Description = "The suite whose graders are tried.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "citations",
    };
    private static readonly Option<string?> Model = new("--model")
    {
        Description = "Whose outputs are changed; without it the suite's first. From recordings or in process, never by a call.",
        HelpName = "NAME",
    };
    private static readonly Option<int> Survivors = new("--survivors")
    {
        Description = "Lists so many of the mutants that every grader let pass.",
        HelpName = "N",
        DefaultValueFactory = _ => 0,
    };

    public static Command Create() =>
        Verb.Create(
            "mutants",
            "Changes one thing in good outputs (a quote, the deal, a number, a negation, the speaker) and counts which changes the graders notice. Exit 3 when a changed quote or a foreign deal passes.",
            [Suite, Model, Survivors, EvalOptions.Repo, EvalOptions.DataRoot],
            RunAsync,
            checksSettings: false
        );

    private static async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var parsed = context.Parsed;
        if (parsed.GetValue(Survivors) < 0)
        {
            throw new UnusableInputException("--survivors is a number of 0 or more");
        }
        var places = EvalOptions.Places(parsed);
        var shelf = new ModelShelf(places, EvalOptions.Model(context.Services), 1, TimeProvider.System);
        var planner = new RunPlanner(places, shelf);
        var name = parsed.GetRequiredValue(Suite);
        var models = parsed.GetValue(Model) is { } named ? new[] { named } : [];
        var suite = (await planner.PlanAsync(new RunRequest([name], [], models, 1, RunMode.Replay, null, 1, null, null), ct))[0];
        if (suite.Run.Skipped is { } why)
        {
            throw new UnusableInputException($"the suite `{name}` cannot be run here: {why}");
        }
        if (suite.Suite.Task != "draft")
        {
            throw new UnusableInputException($"the suite `{name}` makes no drafts: mutants are made of claims and citations");
        }

        MutationReport report;
        int missing;
        using (var progress = VerbContext.Progress())
        {
            (var outputs, missing) = await MutationSource.ReadAsync(places, planner, suite, suite.Models[0], progress, ct);
            report = MutationRun.Of(suite.Suite, outputs, progress);
        }

        if (context.Json)
        {
            Say.Json(
                new
                {
                    Suite = name,
                    Model = suite.Models[0].Name,
                    report.Outputs,
                    report.Good,
                    MissingRecordings = missing,
                    report.Lines,
                    report.Survivors,
                    report.Holds,
                }
            );
        }
        else
        {
            Print(suite, report, missing, parsed.GetValue(Survivors));
        }
        if (report.Good == 0)
        {
            Say.Error("there is no output that every grader passes, so there is nothing to change");
        }
        return report.Good == 0 ? ExitCode.Incomplete
            : report.Holds ? ExitCode.Done
            : ExitCode.Unavailable;
    }

    private static void Print(PlannedSuite suite, MutationReport report, int missing, int survivors)
    {
        Say.Out.MarkupLineInterpolated(
            $"[bold]{suite.Suite.Name}[/]  {report.Good} good outputs of {report.Outputs} by {suite.Models[0].Name}{(missing > 0 ? $"; {missing} have no recording" : "")}"
        );
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("change", "mutants", "killed", "share", "by");
        foreach (var l in report.Lines)
        {
            table.AddRow(
                l.Kind == Mutation.DealId ? "deal id" : l.Kind.ToString().ToLowerInvariant(),
                l.Mutants.ToString(CultureInfo.InvariantCulture),
                l.Killed.ToString(CultureInfo.InvariantCulture),
                l.Mutants == 0 ? "n/a" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * l.Killed / l.Mutants:0.0}%"),
                Markup.Escape(
                    string.Join(
                        ", ",
                        l.KilledBy.OrderByDescending(b => b.Value).Select(b => FormattableString.Invariant($"{b.Key} {b.Value}"))
                    )
                )
            );
        }

        Say.Out.Write(table);
        foreach (var s in report.Survivors.Take(survivors))
        {
            Say.Out.MarkupLineInterpolated($"{s.Row} {s.Kind.ToString().ToLowerInvariant()} {s.Claim}: {s.Change}");
        }
    }
}
