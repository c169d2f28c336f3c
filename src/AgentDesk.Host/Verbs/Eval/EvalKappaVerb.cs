using System.CommandLine;
using System.Globalization;
using AgentDesk.Engine;
using AgentDesk.Evals.Labelling;
using AgentDesk.Evals.Suites;
using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`eval kappa`: how far two raters agree beyond chance.</summary>
internal static class EvalKappaVerb
{
    private static readonly Option<string> Suite = new("--suite")
    {
        Description = "The suite that they labelled.",
        HelpName = "NAME",
        Required = true,
    };
    private static readonly Option<string[]> Rater = new("--rater")
    {
        Description = "Two raters, with a comma; without it every pair.",
        HelpName = "A,B",
        AllowMultipleArgumentsPerToken = true,
    };

    public static Command Create() =>
        Verb.Create(
            "kappa",
            "Agreement and Cohen's kappa of the raters of a suite, with 95% intervals, and the cases on which they differ. Exit 4 while no two raters have a case in common.",
            [Suite, Rater, EvalOptions.Repo],
            RunAsync,
            checksSettings: false
        );

    private static Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var places = EvalOptions.Places(context.Parsed);
        var suite = context.Parsed.GetRequiredValue(Suite);
        var there = LabelFile.RatersOf(places.Labels, suite);
        if (there.Count == 0 && !SuiteFile.All(places.Suites).Any(s => s.Name == suite))
        {
            throw EvalLabelVerb.Unknown(suite, places);
        }
        var named = (context.Parsed.GetValue(Rater) ?? [])
            .SelectMany(r => r.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(LabelFile.Slug)
            .ToList();
        if (named.Find(n => !there.Contains(n, StringComparer.Ordinal)) is { } unknown)
        {
            throw new UnusableInputException(
                $"`{unknown}` has labelled nothing of `{suite}`: {(there.Count == 0 ? "nobody has" : string.Join(", ", there))}"
            );
        }
        var raters = (named.Count > 0 ? named : there).Select(r => (Name: r, new LabelFile(places.Labels, suite, r).All)).ToList();
        var pairs = raters.SelectMany((a, i) => raters.Skip(i + 1).Select(b => Agreement.Of(a.Name, a.All, b.Name, b.All))).ToList();

        if (context.Json)
        {
            Say.Json(
                new
                {
                    Suite = suite,
                    Raters = raters.Select(r => new { Rater = r.Name, Labels = r.All.Count }),
                    Pairs = pairs,
                }
            );
        }
        else
        {
            foreach (var pair in pairs)
            {
                Print(pair);
            }
        }
        if (pairs.TrueForAll(p => p.N == 0))
        {
            Say.Error(
                pairs.Count == 0
                    ? $"kappa needs two raters, and {(raters.Count == 0 ? "nobody" : $"only {raters[0].Name}")} has labelled `{suite}`: agentdesk eval label --suite {suite} --rater NAME"
                    : "no two raters have labelled the same case yet"
            );
        }
        return Task.FromResult(pairs.Exists(p => p.N > 0) ? ExitCode.Done : ExitCode.Incomplete);
    }

    private static void Print(Agreement a)
    {
        Say.Out.MarkupLineInterpolated(
            $"[bold]{a.First}[/] and [bold]{a.Second}[/]  {Plain.Count(a.N, "case")} in common; {a.OnlyFirst} only by the first, {a.OnlySecond} only by the second"
        );
        if (a.N == 0)
        {
            return;
        }
        Say.Out.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"  same label  {a.Share:P1}  [{a.ShareLow:P1}, {a.ShareHigh:P1}]")
                .Replace(" %", "%", StringComparison.Ordinal)
        );
        Say.Out.WriteLine(
            a.Low is null
                ? "  kappa       n/a: a rater gave one label only, and chance alone explains the agreement"
                : string.Create(CultureInfo.InvariantCulture, $"  kappa       {a.Kappa:0.000}  [{a.Low:0.000}, {a.High:0.000}]")
        );
        foreach (var d in a.Disagreements)
        {
            Say.Out.WriteLine($"  {d.Row}: {d.First} / {d.Second}");
        }
    }
}
