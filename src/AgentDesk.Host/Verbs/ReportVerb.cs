using System.CommandLine;
using System.Globalization;
using AgentDesk.Core.Measures;
using AgentDesk.Engine;
using AgentDesk.Engine.Documents;
using AgentDesk.Engine.Measuring;
using AgentDesk.Host.Terminal;

namespace AgentDesk.Host.Verbs;

/// <summary>`report kpi` and `report pilot`: figures folded from the ledger and the book.</summary>
internal static class ReportVerb
{
    private static readonly Option<bool> Csv = new("--csv") { Description = "Prints a line a figure and part, as CSV." };
    private static readonly Option<string?> By = new("--by")
    {
        Description = "Takes the figures apart: team, rep, stage or week.",
        HelpName = "WHAT",
    };
    private static readonly Option<string?> From = new("--from")
    {
        Description = "Only runs raised on this day or later, and rows of the book from then on.",
        HelpName = "DAY",
    };
    private static readonly Option<string?> To = new("--to") { Description = "The last day, itself included.", HelpName = "DAY" };

    public static Command Create()
    {
        By.CompletionSources.Add(_ => FigureGroups.All.Select(g => new System.CommandLine.Completions.CompletionItem(g)));
        return Verb.Create(
            "report",
            "Figures folded from the ledger.",
            [
                Verb.Create(
                    "kpi",
                    "The twelve KPIs, and what stalled deals, stages and the workflow are measured by.",
                    [Csv, By, From, To],
                    KpiAsync
                ),
                Verb.Create("pilot", "How far the two pilots are, and which runs are still undecided.", [From, To], PilotAsync),
                Csv,
                By,
                From,
                To, // without a word more, it is the KPIs
            ],
            KpiAsync
        );
    }

    private static async Task<int> KpiAsync(VerbContext context, CancellationToken ct)
    {
        var (by, csv) = (context.Parsed.GetValue(By), context.Parsed.GetValue(Csv));
        if (by is not null && !FigureGroups.All.Contains(by, StringComparer.Ordinal))
        {
            throw new UnusableInputException($"--by `{by}` is none of {string.Join(", ", FigureGroups.All)}");
        }
        if (csv && context.Json)
        {
            throw new UnusableInputException("--csv and --json exclude each other");
        }

        var report = FigureReport.Of(await ReadAsync(context, ct), Scope(context), by);
        if (context.Json)
        {
            Say.Json(FigureDocuments.Of(report));
        }
        else if (csv)
        {
            await Console.Out.WriteAsync(FigureDocuments.Csv(report));
        }
        else
        {
            FigureTables.Print(report);
        }
        return ExitCode.Done;
    }

    private static async Task<int> PilotAsync(VerbContext context, CancellationToken ct)
    {
        var input = await ReadAsync(context, ct);
        var pilots = Pilots.Of(input, Scope(context));
        if (context.Json)
        {
            Say.Json(new PilotDocument(input.Now, pilots));
        }
        else
        {
            FigureTables.Print(pilots);
        }
        return ExitCode.Done;
    }

    private static async Task<FigureInput> ReadAsync(VerbContext context, CancellationToken ct)
    {
        using var reader = new FigureReader(context.Desk, context.Book);
        return await reader.ReadAsync(ct);
    }

    private static FigureScope Scope(VerbContext context)
    {
        var scope = new FigureScope(Day(context.Parsed.GetValue(From), "--from"), Day(context.Parsed.GetValue(To), "--to"));
        return scope is { From: { } from, To: { } to } && from > to ? throw new UnusableInputException("--from lies after --to") : scope;
    }

    private static DateOnly? Day(string? text, string option) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new UnusableInputException($"{option} `{text}` is no day: write it like 2026-06-15");
}
