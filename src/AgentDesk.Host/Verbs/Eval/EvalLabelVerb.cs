using System.CommandLine;
using System.Globalization;
using AgentDesk.Engine;
using AgentDesk.Evals.Labelling;
using AgentDesk.Evals.Suites;
using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`eval label`: a person says what is right, one key a case.</summary>
internal static class EvalLabelVerb
{
    internal static readonly Option<string?> Suite = new("--suite")
    {
        Description = "The suite whose cases are labelled; without it the suites that can be are listed.",
        HelpName = "NAME",
    };
    private static readonly Option<string?> Rater = new("--rater")
    {
        Description = "Whose labels they are; without it whoever --as names, or the local operator.",
        HelpName = "NAME",
    };

    public static Command Create() =>
        Verb.Create(
            "label",
            "Labels a suite's cases by single keys: blind, in an order of the rater's own, kept in evals/labels after every key. Keys can come from a pipe.",
            [Suite, Rater, EvalOptions.Repo, EvalOptions.DataRoot],
            RunAsync,
            checksSettings: false
        );

    private static async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var places = EvalOptions.Places(context.Parsed);
        var rater = context.Parsed.GetValue(Rater) ?? context.Parsed.GetValue(GlobalOptions.As) ?? "local-operator";
        using var bench = new LabelBench(places, TimeProvider.System);
        if (context.Parsed.GetValue(Suite) is not { } suite)
        {
            return await ListAsync(context, bench, rater, ct);
        }
        if (LabelDesk.Keys.Length < (await bench.NextAsync(suite, rater, null, ct) ?? throw Unknown(suite, places)).Options.Count)
        {
            throw new UnusableInputException($"the suite `{suite}` has more options than there are keys");
        }

        var end = (await new LabelDesk(bench, suite, rater, context.Json ? Say.Err : Say.Out, Key, TimeProvider.System).RunAsync(ct))!;
        var path = new LabelFile(places.Labels, suite, rater).Path;
        if (context.Json)
        {
            Say.Json(
                new
                {
                    Suite = suite,
                    Rater = LabelFile.Slug(rater),
                    end.Done,
                    end.Total,
                    File = path,
                }
            );
        }
        else
        {
            Say.Out.MarkupLineInterpolated(
                $"{end.Done} of {end.Total} labelled: {path}{(end.Done < end.Total ? "; the same command goes on" : "")}"
            );
        }
        return ExitCode.Done;
    }

    private static async Task<int> ListAsync(VerbContext context, LabelBench bench, string rater, CancellationToken ct)
    {
        var suites = await bench.SuitesAsync(rater, ct);
        if (context.Json)
        {
            Say.Json(new { Suites = suites });
            return ExitCode.Done;
        }
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("suite", "labelled", "about");
        foreach (var s in suites)
        {
            table.AddRow(
                Markup.Escape(s.Name),
                s.Skipped is null ? string.Create(CultureInfo.InvariantCulture, $"{s.Done} of {s.Total}") : "–",
                Markup.Escape(s.Skipped ?? s.About)
            );
        }
        Say.Out.Write(table);
        Say.Out.WriteLine("agentdesk eval label --suite NAME begins or goes on.");
        return ExitCode.Done;
    }

    internal static UnusableInputException Unknown(string suite, EvalPlaces places) =>
        new(
            $"there is no suite `{suite}` to label: {string.Join(", ", SuiteFile.All(places.Suites).Where(LabelSheet.IsLabelled).Select(s => s.Name))}"
        );

    private static char? Key()
    {
        if (!Console.IsInputRedirected)
        {
            return Console.ReadKey(intercept: true).KeyChar;
        }
        return Console.In.Read() is >= 0 and var c ? (char)c : null;
    }
}
