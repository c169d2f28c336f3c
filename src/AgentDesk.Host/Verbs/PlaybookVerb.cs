using System.CommandLine;
using System.Globalization;
using AgentDesk.Adapters.Playbooks;
using AgentDesk.Core.Deals;
using AgentDesk.Core.Playbooks;
using AgentDesk.Core.Runs;
using AgentDesk.Engine;
using AgentDesk.Host.Terminal;
using Spectre.Console;

namespace AgentDesk.Host.Verbs;

/// <summary>`playbook …`: a team's rules as one YAML file, checked and tried on the imported history before they come into force.</summary>
internal static class PlaybookVerb
{
    private static readonly Argument<FileInfo> File = new("FILE") { Description = "The playbook, such as playbook.yaml." };
    private static readonly Argument<string?> Version = new("VERSION")
    {
        Description = "A version that was in force, such as field@3; without it the one in force.",
        Arity = ArgumentArity.ZeroOrOne,
    };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Why it comes into force: kept with it." };

    public static Command Create() =>
        new("playbook", "Shows, checks and changes the team's rules.")
        {
            Verb.Create(
                "check",
                "Names the line of every mistake; says what the change would have flagged on the imported history.",
                [File],
                CheckAsync
            ),
            Verb.Create("show", "Prints the playbook in force, or an earlier version, as YAML.", [Version], ShowAsync),
            Verb.Create("use", "Puts a playbook in force.", [File, Reason], UseAsync),
            Verb.Create("history", "Which versions were in force, since when, by whom and why.", [], HistoryAsync),
            PlaybookLearnVerb.Create(),
        };

    private static async Task<int> CheckAsync(VerbContext context, CancellationToken ct)
    {
        var file = context.Parsed.GetRequiredValue(File);
        var (_, reading) = PlaybookFile.Open(file);
        if (reading.Playbook is not { } candidate)
        {
            if (context.Json)
            {
                Say.Json(
                    new
                    {
                        Ok = false,
                        reading.Problems,
                        Changes = Array.Empty<DryRunLine>(),
                    }
                );
            }
            else
            {
                foreach (var p in reading.Problems)
                {
                    await Console.Error.WriteLineAsync(FormattableString.Invariant($"{file.Name}:{p.Line}:{p.Column}: {p.Message}"));
                }
            }
            return ExitCode.Unusable;
        }

        IReadOnlyList<DryRunLine>? changes = null;
        try
        {
            using var progress = VerbContext.Progress();
            changes = await PlaybookDryRun.OfAsync(
                context.Book,
                context.Services.GetRequiredService<IReadOnlyList<Workflow>>(),
                await context.Book.PlaybookAsync(ct),
                candidate,
                await context.Desk.NowAsync(ct),
                progress,
                ct
            );
        }
        catch (NothingImportedException) when (!context.Json)
        {
            Say.Out.MarkupLineInterpolated(
                $"[bold]{candidate.Version}[/] has no mistake. Nothing is imported here, so there is no history to try it on."
            );
            return ExitCode.Done;
        }

        var inForce = await context.Book.PlaybookAsync(ct);
        var criteria = PlaybookDryRun.ChangedCriteria(inForce, candidate);
        if (context.Json)
        {
            Say.Json(
                new
                {
                    Ok = true,
                    Problems = Array.Empty<PlaybookProblem>(),
                    candidate.Version,
                    InForce = inForce.Version,
                    PlaybookDryRun.Weeks,
                    Changes = changes,
                    TakesReading = criteria,
                }
            );
            return ExitCode.Done;
        }

        Say.Out.MarkupLineInterpolated(
            $"[bold]{candidate.Version}[/] has no mistake. On the last {PlaybookDryRun.Weeks} weeks, against {inForce.Version}:"
        );
        if (criteria.Count > 0)
        {
            Say.Out.WriteLine(
                $"exit criteria that are new or changed: {string.Join("; ", criteria)}. Whether a deal meets one takes reading what the buyer wrote; the next reviews do that, this look back compares what the record alone decides."
            );
        }
        if (changes.Count == 0)
        {
            Say.Out.WriteLine("no deal would have been flagged that was not, and none less");
            return ExitCode.Done;
        }

        var table = new Table().Border(TableBorder.Minimal).AddColumn("deal").AddColumn("change").AddColumn("from").AddColumn("why");
        foreach (var c in changes)
        {
            table.AddRow(
                new Text($"{c.Deal} {c.DealName}"),
                new Text($"{(c.IsNew ? "flagged" : "no longer flagged")}: {c.Kind.Replace('_', ' ')}"),
                new Text(c.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                new Text(c.Why)
            );
        }

        Say.Out.Write(table);
        Say.Out.MarkupLineInterpolated(
            $"{changes.Where(c => c.IsNew).Select(c => c.Deal).Distinct().Count()} deals flagged more, {changes.Where(c => !c.IsNew).Select(c => c.Deal).Distinct().Count()} flagged less; put it in force with [bold]agentdesk playbook use {file.Name} --reason WHY[/]"
        );
        return ExitCode.Done;
    }

    private static async Task<int> ShowAsync(VerbContext context, CancellationToken ct)
    {
        var version = context.Parsed.GetValue(Version);
        var playbook = await PlaybookAsync(context, ct);
        var shelf = context.Services.GetRequiredService<PlaybookShelf>();
        var text =
            version is null || version == playbook.Version
                ? shelf.Text(playbook.Version) ?? PlaybookText.Write(playbook)
                : shelf.Text(version)
                    ?? throw new RefusedException($"no playbook `{version}` was in force here: `agentdesk playbook history` lists them");
        if (context.Json)
        {
            Say.Json(new { Version = version ?? playbook.Version, Yaml = text });
        }
        else
        {
            await Console.Out.WriteAsync(text);
        }
        return ExitCode.Done;
    }

    private static async Task<int> UseAsync(VerbContext context, CancellationToken ct)
    {
        var reason = context.Parsed.GetValue(Reason);
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new UnusableInputException("why does it come into force? Say it with --reason");
        }

        var actor = await context.ActorAsync(ct);
        if (!actor.Roles.Any(r => r is Roles.RevOps or Roles.Manager or Roles.Admin))
        {
            throw new RefusedException($"{actor.Name} may not change the playbook: a manager or RevOps may");
        }
        var file = context.Parsed.GetRequiredValue(File);
        var (text, reading) = PlaybookFile.Open(file);
        if (reading.Problems is [var first, ..] all)
        {
            throw new UnusableInputException(
                FormattableString.Invariant(
                    $"{file.Name}:{first.Line}: {first.Message}{(all.Count > 1 ? $" (and {all.Count - 1} more: `agentdesk playbook check {file.Name}`)" : "")}"
                )
            );
        }

        var entry = context.Services.GetRequiredService<PlaybookShelf>().Use(text, actor.Name, reason, await NowAsync(context, ct));
        if (context.Json)
        {
            Say.Json(entry);
        }
        else
        {
            Say.Out.MarkupLineInterpolated(
                $"[bold]{entry.Version}[/] is in force. Runs that were judged before name the version that judged them."
            );
        }
        return ExitCode.Done;
    }

    private static Task<int> HistoryAsync(VerbContext context, CancellationToken ct)
    {
        var history = context.Services.GetRequiredService<PlaybookShelf>().History();
        if (context.Json)
        {
            Say.Json(new { Versions = history });
        }
        else if (history.Count == 0)
        {
            Say.Out.WriteLine(
                "no playbook was put in force by a person: the export's own stands, or the built-in one (`agentdesk playbook show`)"
            );
        }
        else
        {
            var table = new Table().Border(TableBorder.Minimal).AddColumn("version").AddColumn("since").AddColumn("by").AddColumn("why");
            foreach (var e in history.Reverse())
            {
                table.AddRow(
                    new Text(e.Version),
                    new Text(e.At.ToString("u", CultureInfo.InvariantCulture)),
                    new Text(e.Who),
                    new Text(e.Reason)
                );
            }
            Say.Out.Write(table);
        }

        return Task.FromResult(ExitCode.Done);
    }

    private static async Task<Playbook> PlaybookAsync(VerbContext context, CancellationToken ct)
    {
        try
        {
            return await context.Book.PlaybookAsync(ct);
        }
        catch (NothingImportedException)
        {
            return context.Services.GetRequiredService<PlaybookShelf>().InForce(null);
        }
    }

    private static async Task<DateTimeOffset> NowAsync(VerbContext context, CancellationToken ct)
    {
        try
        {
            return await context.Desk.NowAsync(ct);
        }
        catch (NothingImportedException)
        {
            return context.Clock.GetUtcNow();
        }
    }
}
