using System.CommandLine;
using AgentDesk.Engine;
using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`import DIR`: reads a pipeline export into the book.</summary>
internal static class ImportVerb
{
    private static readonly Argument<DirectoryInfo> Folder = new("DIR") { Description = "The export's folder (docs/export.md)." };

    public static Command Create() =>
        Verb.Create("import", "Reads a pipeline export; prints counts and what could not be read.", [Folder], RunAsync);

    public static async Task<ImportReport> ImportAsync(VerbContext context, string folder, CancellationToken ct)
    {
        if (!Directory.Exists(folder))
        {
            throw new UnusableInputException($"`{folder}` is no folder: name the folder that holds deals.csv");
        }

        using var progress = VerbContext.Progress();
        var report = await context.Services.GetRequiredService<ISource>().ImportAsync(folder, progress, ct);
        await context.Services.GetRequiredService<IRetrieval>().RefreshAsync(progress, ct);
        return report;
    }

    public static void Print(ImportReport report)
    {
        var table = new Table().Border(TableBorder.Minimal).AddColumn("evidence").AddColumn(new TableColumn("pieces").RightAligned());
        foreach (var (kind, count) in report.Evidence.OrderByDescending(e => e.Value))
        {
            table.AddRow(new Text(kind), new Text(FormattableString.Invariant($"{count:N0}")));
        }

        Say.Out.MarkupLineInterpolated(
            $"[bold]{report.Deals:N0} deals[/]{(report.Unchanged ? ", nothing new since the last import" : "")}"
        );
        Say.Out.Write(table);
        var changes = report
            .Events.GroupBy(e => e.Kind, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count())
            .Select(g => FormattableString.Invariant($"{g.Count():N0} {g.Key}"));
        if (report.Events.Count > 0)
        {
            Say.Out.MarkupLineInterpolated($"deal events: {string.Join(", ", changes)}");
        }
        if (report.Kept.Count > 0)
        {
            Say.Out.MarkupLineInterpolated($"[yellow]not in this export, and kept[/]: {KeptWords.Of(report.Kept)}");
        }
        foreach (var note in report.Notes)
        {
            Say.Out.MarkupLineInterpolated($"[grey]note:[/] {note}");
        }
        if (report.Rejects.Count == 0)
        {
            Say.Out.WriteLine("every row was read");
            return;
        }

        Say.Out.MarkupLineInterpolated($"[yellow]{report.Rejects.Count:N0} could not be read[/] (kept; the rest is in):");
        foreach (var reject in report.Rejects.Take(50))
        {
            Say.Out.MarkupLineInterpolated(
                $"  {reject.File}{(reject.Line > 0 ? FormattableString.Invariant($":{reject.Line}") : "")}  {reject.Reason}"
            );
        }

        if (report.Rejects.Count > 50)
        {
            Say.Out.MarkupLineInterpolated($"  and {report.Rejects.Count - 50:N0} more: `import DIR --json` lists all");
        }
    }

    private static async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var report = await ImportAsync(context, context.Parsed.GetRequiredValue(Folder).FullName, ct);
        if (context.Json)
        {
            Say.Json(
                new
                {
                    report.Deals,
                    report.Evidence,
                    Rejects = report.Rejects.Select(r => new
                    {
                        r.File,
                        r.Line,
                        r.Reason,
                    }),
                    report.Unchanged,
                    report.Notes,
                    NotInExport = report.Kept,
                    Events = report
                        .Events.GroupBy(e => e.Kind, StringComparer.Ordinal)
                        .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal),
                }
            );
        }
        else
        {
            Print(report);
        }

        return ExitCode.Done;
    }
}
