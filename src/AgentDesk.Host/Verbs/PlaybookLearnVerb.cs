using System.CommandLine;
using System.Globalization;
using AgentDesk.Adapters.Playbooks;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Engine;
using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`playbook learn`: stage ages from the team's own won deals, as a proposal that a person reads and puts in force.</summary>
internal static class PlaybookLearnVerb
{
    private static readonly Option<FileInfo?> Out = new("--out")
    {
        Description = "Writes the playbook with the learned ages as its next version here, to read, check and use.",
        HelpName = "FILE",
    };

    public static Command Create() => Verb.Create("learn", "Proposes stage ages from the team's own won deals.", [Out], LearnAsync);

    private static async Task<int> LearnAsync(VerbContext context, CancellationToken ct)
    {
        var playbook = await context.Book.PlaybookAsync(ct);
        var files = new List<DealFile>();
        foreach (var deal in (await context.Book.DealsAsync(ct)).Where(d => d.Status == DealStatus.Won))
        {
            if (await context.Book.FindAsync(deal.Id, ct) is { } file)
            {
                files.Add(file);
            }
        }

        var learned = LearnedAges.Of(files, playbook);
        if (context.Json)
        {
            Say.Json(
                new
                {
                    WonDeals = files.Count,
                    LearnedAges.Least,
                    Ages = learned,
                }
            );
        }
        else if (learned.Count == 0)
        {
            Say.Out.MarkupLineInterpolated(
                $"{files.Count} won deals with finished stages: nothing to learn from; a stage needs {LearnedAges.Least}"
            );
        }
        else
        {
            var table = new Table()
                .Border(TableBorder.Minimal)
                .AddColumn("stage")
                .AddColumn("segment")
                .AddColumn("now")
                .AddColumn("proposed")
                .AddColumn("from");
            foreach (var l in learned)
            {
                table.AddRow(
                    new Text(l.Stage),
                    new Text(l.Segment ?? "all"),
                    new Text($"{l.Now} days"),
                    new Text(l.Days is { } d ? $"{d} days" : $"too few: {LearnedAges.Least} needed"),
                    new Text($"{l.Stays} won stays")
                );
            }
            Say.Out.Write(table);
        }

        if (context.Parsed.GetValue(Out) is not { } target)
        {
            return ExitCode.Done;
        }
        if (learned.All(l => l.Days is null))
        {
            throw new RefusedException($"nothing can be proposed yet: no stage has {LearnedAges.Least} finished stays of won deals");
        }

        var next = NextVersion(playbook.Version);
        await System.IO.File.WriteAllTextAsync(target.FullName, PlaybookText.Write(LearnedAges.Applied(playbook, learned, next)), ct);
        if (!context.Json)
        {
            Say.Out.MarkupLineInterpolated(
                $"{next} is written to {target.Name}, not in force: read it, then `agentdesk playbook check {target.Name}`"
            );
        }
        return ExitCode.Done;
    }

    private static string NextVersion(string version)
    {
        var at = version.LastIndexOf('@');
        return at > 0 && int.TryParse(version[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? FormattableString.Invariant($"{version[..at]}@{n + 1}")
            : $"{version}@2";
    }
}
