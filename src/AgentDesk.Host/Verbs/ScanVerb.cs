using System.CommandLine;
using AgentDesk.Core.Deals;
using AgentDesk.Engine;
using AgentDesk.Engine.Documents;
using AgentDesk.Host.Terminal;
using AgentDesk.Workflows;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`scan`: finds what needs a decision and prepares it, up to the inbox.</summary>
internal static class ScanVerb
{
    private static readonly Option<string?> Workflow = new("--workflow") { Description = "Only this workflow.", HelpName = "NAME" };
    private static readonly Option<string?> Deal = new("--deal") { Description = "Only this deal.", HelpName = "ID" };

    public static Command Create()
    {
        Workflow.CompletionSources.Add(_ => Catalog.All.Select(w => new System.CommandLine.Completions.CompletionItem(w.Name)));
        return Verb.Create("scan", "Finds what needs a decision and prepares it, up to the inbox.", [Workflow, Deal], RunAsync);
    }

    private static async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var workflow = context.Parsed.GetValue(Workflow);
        if (workflow is not null && Catalog.Find(workflow) is null)
        {
            throw new UnusableInputException($"there is no workflow `{workflow}`: {string.Join(", ", Catalog.All.Select(w => w.Name))}");
        }

        DealId? deal = context.Parsed.GetValue(Deal) is { } id ? new DealId(id) : null;
        if (deal is { } d && await context.Book.FindAsync(d, ct) is null)
        {
            throw new RefusedException($"there is no deal `{d}`");
        }

        ScanReport report;
        using (var progress = VerbContext.Progress())
        {
            report = await context.Desk.ScanAsync(workflow, deal, progress, ct);
        }

        var started = new List<RunDocument>();
        foreach (var run in report.Started)
        {
            if (await context.Desk.ShowAsync(run, ct) is { } view)
            {
                started.Add(RunDocuments.Of(view));
            }
        }

        if (context.Json)
        {
            Say.Json(
                new
                {
                    report.Deals,
                    Started = report.Started.Select(r => r.Value),
                    report.Known,
                    Superseded = report.Superseded.Select(r => r.Value),
                    Ended = (report.Ended ?? []).Select(r => r.Value),
                    Failures = report.Failures ?? [],
                    Off = report.Off ?? [],
                    Runs = started,
                }
            );
            return Failed(report);
        }

        if (deal is { } one && report is { Started.Count: 0, Known: 0, Failures: null or { Count: 0 } })
        {
            Say.Out.MarkupLineInterpolated($"[bold]{one}:[/] nothing to decide: {await WhyNotAsync(context, one, workflow, ct)}");
        }
        else
        {
            Say.Out.MarkupLineInterpolated(
                $"[bold]{Plain.Count(report.Deals, "open deal")}[/] looked at: {report.Started.Count:N0} new, {report.Known:N0} known already{(report.Superseded.Count > 0 ? FormattableString.Invariant($", {report.Superseded.Count:N0} superseded") : "")}{(report.Ended is { Count: > 0 } ended ? FormattableString.Invariant($", {ended.Count:N0} closed because the deal is won or lost") : "")}"
            );
        }
        foreach (var off in report.Off ?? [])
        {
            Say.Out.MarkupLineInterpolated(
                $"[yellow]{off.Workflow} is off[/]: {string.Join("; ", off.Lacks)}. To run it all the same: [bold]agentdesk doctor --overrule {off.Workflow} --reason …[/]"
            );
        }
        if (started.Count > 0)
        {
            RunTables.PrintInbox(started);
        }
        return Failed(report);
    }

    private static async Task<string> WhyNotAsync(VerbContext context, DealId deal, string? workflow, CancellationToken ct)
    {
        var file = await context.Book.FindAsync(deal, ct) ?? throw new RefusedException($"there is no deal `{deal}`");
        var (team, playbook, now) = (
            await context.Book.TeamAsync(ct),
            await context.Book.PlaybookAsync(ct),
            await context.Desk.NowAsync(ct)
        );
        return string.Join(
            "; ",
            Catalog
                .All.Where(w => workflow is null || w.Name == workflow)
                .Select(w => w.WhyNot(file, team, playbook, now))
                .Distinct(StringComparer.Ordinal)
        );
    }

    // The others are done; what broke off stays in the outbox, and the next scan goes on with it.
    private static int Failed(ScanReport report)
    {
        foreach (var failure in report.Failures ?? [])
        {
            Say.Error(failure);
        }
        return report.Failures is { Count: > 0 } ? ExitCode.Unavailable : ExitCode.Done;
    }
}
