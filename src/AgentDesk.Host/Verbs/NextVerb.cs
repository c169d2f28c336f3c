using System.CommandLine;
using AgentDesk.Core.Chains;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Evidence;
using AgentDesk.Core.Runs;
using AgentDesk.Engine.Documents;
using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`next DEAL`: what happens next on a deal, and why.</summary>
internal static class NextVerb
{
    private const int MostThen = 6;

    private static readonly Argument<string> Deal = new("DEAL") { Description = "The deal's id." };

    public static Command Create() => Verb.Create("next", "Says what happens next on a deal, open or closed, and why.", [Deal], RunAsync);

    private static async Task<int> RunAsync(VerbContext context, CancellationToken ct)
    {
        var id = context.Parsed.GetRequiredValue(Deal);
        var deals = await context.Book.DealsAsync(ct);
        var named =
            deals.FirstOrDefault(d => string.Equals(d.Id.Value, id, StringComparison.OrdinalIgnoreCase))
            ?? throw new RefusedException($"there is no deal `{id}`");
        if (
            await context.Desk.OutlookAsync(named.Id, ct) is not { } outlook
            || await context.Desk.DossierAsync(named.Id, ct) is not { } dossier
        )
        {
            throw new RefusedException($"`{id}` was not there yet at this instant");
        }

        if (context.Json)
        {
            Say.Json(OutlookDocument.Of(outlook));
            return ExitCode.Done;
        }

        Print(outlook, dossier);
        return ExitCode.Done;
    }

    private static void Print(DealOutlook o, Dossier dossier)
    {
        Say.Out.MarkupLineInterpolated($"[bold]{o.Deal.Id} {o.Deal.Name}[/]  {o.Deal.Account}, {Standing(o)}, owner {o.Deal.OwnerEmail}");
        Say.Out.WriteLine();
        Say.Out.MarkupLineInterpolated($"[bold]next[/]  {o.Next.What}{Card(o.Next)}");
        Say.Out.MarkupLineInterpolated($"why   {o.Next.Why}");
        foreach (var c in o.Next.Citations)
        {
            Say.Out.MarkupLineInterpolated(
                $"      [dim]“{c.Quote.ReplaceLineEndings(" ")}”  {c.Evidence} ({Plain.Source(dossier, c.Evidence)})[/]"
            );
        }

        if (o.Moves.Count > 1)
        {
            var table = Table("then", "why", "due", "card");
            foreach (var m in o.Moves.Skip(1).Take(MostThen))
            {
                table.AddRow(new Text(m.What), new Text(m.Why), new Text(Due(m)), new Text(m.Run?.Value ?? ""));
            }
            Say.Out.Write(table);
            if (o.Moves.Count - 1 > MostThen)
            {
                Say.Out.WriteLine(FormattableString.Invariant($"and {o.Moves.Count - 1 - MostThen} more: --json lists all"));
            }
        }

        var open = o.Clocks.Where(c => c.IsOpen).ToList();
        if (o.Deal.Status == DealStatus.Open && open.Count > 0)
        {
            var table = Table("trigger", "what is owed", "within", "due (owner's time)", "clock", "evidence");
            foreach (var c in open.OrderBy(c => c.Due))
            {
                table.AddRow(
                    new Text(c.Trigger.Replace('_', ' ')),
                    new Text(ClockWords.Owed(c)),
                    new Text(c.Within),
                    new Text(ClockWords.Due(c)),
                    new Text(
                        c.State == ClockState.Late ? ClockWords.IsLate(c) : $"{TriggerClocks.Spoken(c.LeftMinutes, c.DayMinutes)} left",
                        c.State == ClockState.Late ? new Style(Color.Red) : Style.Plain
                    ),
                    new Text(c.Name.Value)
                );
            }
            Say.Out.Write(table);
        }

        if (o.Criteria.Count > 0)
        {
            var table = Table($"to leave {o.Criteria[0].Stage}", "stands", "evidence or gap");
            foreach (var c in o.Criteria)
            {
                table.AddRow(
                    new Text(c.Text),
                    new Text(c.Standing),
                    new Text(c.Citations.Count > 0 ? $"{c.Note} ({c.Citations[0].Evidence})" : c.Note)
                );
            }
            Say.Out.Write(table);
        }

        var live = o.Runs.Where(r => r is Run.Waiting or Run.Stopped).ToList();
        if (live.Count > 0)
        {
            Say.Out.MarkupLineInterpolated(
                $"cards: {string.Join(", ", live.Select(r => $"{r.Header.Id} ({r.Header.Workflow}, {Decide.StateOf(r)})"))}; [bold]agentdesk show {live[0].Header.Id}[/]"
            );
        }
    }

    private static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Minimal);
        foreach (var c in columns)
        {
            table.AddColumn(c);
        }
        return table;
    }

    private static string Standing(DealOutlook o)
    {
        if (o.Deal.Status != DealStatus.Open)
        {
            return o.Deal.Status.ToString().ToLowerInvariant();
        }
        return o.Path is [.., var stay]
            ? FormattableString.Invariant($"{stay.Stage}, day {stay.Days}{(stay.Expected is { } e ? $" of {e}" : "")}")
            : o.Deal.Stage;
    }

    private static string Due(NextMove m) =>
        m.Due is { } due
            ? due.ToString(
                due.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm",
                System.Globalization.CultureInfo.InvariantCulture
            ) + (m.LateMinutes > 0 ? ", late" : "")
            : "";

    private static string Card(NextMove m) => m.Run is { } run ? $" (card {run})" : "";
}
