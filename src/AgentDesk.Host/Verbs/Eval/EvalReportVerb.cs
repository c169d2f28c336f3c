using System.CommandLine;
using AgentDesk.Evals.Looking;
using AgentDesk.Evals.Rows;
using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`eval report`: runs as one HTML file.</summary>
internal static class EvalReportVerb
{
    private static readonly Argument<string[]> Runs = new("RUN")
    {
        Description = "Runs by name or folder, or `latest`.",
        Arity = ArgumentArity.OneOrMore,
    };
    private static readonly Option<FileInfo?> Out = new("--out")
    {
        Description = "Where to; without it report.html in the folder of the last run named.",
        HelpName = "FILE",
    };
    private static readonly Option<string?> Title = new("--title") { Description = "The report's heading.", HelpName = "TEXT" };

    public static Command Create() =>
        Verb.Create(
            "report",
            "Writes runs as one HTML file that works offline: matrix, differences, evidence, cost.",
            [Runs, Out, Title, EvalOptions.Suites, EvalOptions.Repo, EvalOptions.Runs],
            async (context, ct) =>
            {
                var places = EvalOptions.Places(context.Parsed);
                var runs = context
                    .Parsed.GetValue(Runs)!
                    .Select(r => RunFolder.Open(EvalOptions.RunsFolder(context.Parsed), r))
                    .DistinctBy(r => r.Path, StringComparer.Ordinal)
                    .ToList();
                var path = context.Parsed.GetValue(Out)?.FullName ?? Path.Combine(runs[^1].Path, "report.html");
                var html = EvalReport.Html(
                    runs,
                    EvalOptions.Chosen(context.Parsed, places),
                    context.Parsed.GetValue(Title) ?? string.Join(", ", runs.Select(r => r.Name))
                );
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await File.WriteAllTextAsync(path, html, ct);
                if (context.Json)
                {
                    Say.Json(new { File = path, Bytes = html.Length });
                }
                else
                {
                    Say.Out.MarkupLineInterpolated($"{path}  {html.Length / 1024:N0} KB");
                }
                return ExitCode.Done;
            },
            checksSettings: false
        );
}

/// <summary>`eval doctor`: computes every figure anew from the rows, and says what differs.</summary>
internal static class EvalDoctorVerb
{
    private static readonly Argument<string> What = new("RUN|REPORT") { Description = "A run by name or folder, or a report's file." };

    public static Command Create() =>
        Verb.Create(
            "doctor",
            "Computes every figure of a report, or every line of a run, anew; exit code 1 when anything differs.",
            [What, EvalOptions.Repo, EvalOptions.Runs],
            (context, _) =>
            {
                var (what, runs) = (context.Parsed.GetValue(What)!, EvalOptions.RunsFolder(context.Parsed));
                var report = what.EndsWith(".html", StringComparison.OrdinalIgnoreCase)
                    ? ReportDoctor.OfReport(File.Exists(what) ? what : throw new RefusedException($"there is no report `{what}`"), runs)
                    : ReportDoctor.OfRun(RunFolder.Open(runs, what), EvalOptions.All(EvalOptions.Places(context.Parsed)));
                if (context.Json)
                {
                    Say.Json(report);
                }
                else
                {
                    foreach (var d in report.Differences)
                    {
                        Say.Out.MarkupLineInterpolated($"{d}");
                    }
                    Say.Out.MarkupLineInterpolated(
                        $"{report.What}: {report.Checked:N0} checked, {(report.Differences.Count == 0 ? "all as the rows say" : $"{report.Differences.Count} differ")}"
                    );
                }

                return Task.FromResult(report.Differences.Count == 0 ? ExitCode.Done : ExitCode.Refused);
            },
            checksSettings: false
        );
}
